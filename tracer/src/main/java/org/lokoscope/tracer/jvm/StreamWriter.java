// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes a stream of chunks that Lokoscope reads; docs/trace-format.md says what that is, and
 * docs/writers.md how this class is used. It needs nothing but the JDK: copy the file. Events are
 * the methods below, which docs/events.md explains. Used by one thread at a time.
 *
 * <p>Chunks are written when they are full and by {@link #flush}. A chunk that cannot be written is
 * dropped with all after it; {@link #failure} says why.
 */
public final class StreamWriter {

  /** What a source measures: a bit for each in {@link #streamBegan}. */
  public static final long SIZES = 1;

  public static final long FRAMES = 2;
  public static final long WINDERS = 4;
  public static final long OFFERS = 8;
  public static final long TIMERS = 16;
  public static final long MESSAGES = 32;
  public static final long REACHABILITY = 64;
  public static final long WAKES = 128;
  public static final long HEAP = 256;

  private static final int MAX_CHUNK = 65_536;
  private static final int FRAME = 40;
  private static final int HEADER = 44;
  private static final int AT_CRC = 36;
  private static final int MAX_VARINT = 10;
  private static final int MAX_TEXT = 8192;
  private static final int MAX_SEQUENCE = 4096;

  // The kinds of field that are kept as the difference from the last one.
  private static final int TIME = 0;
  private static final int PROCESS = 1;
  private static final int FIBER = 2;
  private static final int OBJECT = 3;
  private static final int OPERATION = 4;
  private static final int CONTINUATION = 5;
  private static final int TIMER = 6;
  private static final int SPAN = 7;
  private static final int SITE = 8;
  private static final int STRING = 9;
  private static final int WORDS = 10;
  private static final int BYTES = 11;

  private final OutputStream out;
  private final int number;
  private final int run;
  private final byte[] chunk = new byte[MAX_CHUNK];
  private final ByteBuffer header = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] last = new long[BYTES + 1];
  private int position = HEADER;
  private int at;
  private int count;
  private int sequence;
  private long base;
  private long lastTime;
  private String failure = "";

  /**
   * A stream that begins with chunk 0.
   *
   * @param out gets whole chunks
   * @param number of the stream: the virtual CPU, from 0
   * @param run the upper 32 bits of the run's id
   */
  public StreamWriter(OutputStream out, int number, int run) {
    this.out = out;
    this.number = number;
    this.run = run;
  }

  /** How many events have not been written yet. */
  public int pending() {
    return count;
  }

  /** Why nothing is written any more; "" while all is well. */
  public String failure() {
    return failure;
  }

  /** Writes the events that there are. */
  public void flush() {
    if (count == 0) {
      return;
    }
    seal();
    if (failure.isEmpty()) {
      try {
        out.write(chunk, 0, position);
      } catch (IOException e) {
        failure = String.valueOf(e.getMessage());
      }
    }
    sequence++;
    position = HEADER;
    count = 0;
    Arrays.fill(last, 0);
  }

  private void seal() {
    long span = lastTime - base;
    header.putInt(0, 'L' | 'O' << 8 | 'K' << 16 | 'C' << 24);
    header.putInt(4, 2);
    header.putInt(8, number);
    header.putInt(12, sequence);
    header.putLong(16, base);
    header.putInt(24, span >>> 32 == 0 ? (int) span : -1);
    header.putInt(28, count);
    header.putInt(32, position - FRAME);
    header.putInt(40, run);
    CRC32C crc = new CRC32C();
    crc.update(chunk, 0, AT_CRC);
    crc.update(chunk, FRAME, position - FRAME);
    header.putInt(AT_CRC, (int) crc.getValue());
  }

  /**
   * Makes room for an event and writes its code and time.
   *
   * @param bound the most bytes that it can take
   */
  private void begin(int code, long time, int bound) {
    if (position + bound > MAX_CHUNK) {
      flush();
    }
    if (count == 0) {
      base = time;
      lastTime = time;
    }
    long delta = Math.max(0, time - lastTime);
    lastTime += delta;
    at = position;
    chunk[at++] = (byte) code;
    varint(delta);
  }

  private void end() {
    position = at;
    count++;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      chunk[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    chunk[at++] = (byte) rest;
  }

  private void number(long value) {
    varint(value << 1 ^ value >> 63);
  }

  private void delta(int kind, long value) {
    number(value - last[kind]);
    last[kind] = value;
  }

  private static int textBound(String text) {
    return (int) Math.min(3L * text.length(), MAX_TEXT);
  }

  private static int sequenceBound(long[] numbers) {
    return Math.min(numbers.length, MAX_SEQUENCE) * MAX_VARINT;
  }

  /** Its length always takes two bytes; what is too long is cut at a whole character. */
  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(utf8.length, MAX_TEXT);
    while (length < utf8.length && (utf8[length] & 0xC0) == 0x80) {
      length--;
    }
    chunk[at++] = (byte) (length | 0x80);
    chunk[at++] = (byte) (length >>> 7);
    System.arraycopy(utf8, 0, chunk, at, length);
    at += length;
  }

  private void sequence(long[] numbers) {
    int length = Math.min(numbers.length, MAX_SEQUENCE);
    varint(length);
    for (int i = 0; i < length; i++) {
      number(numbers[i]);
    }
  }

  // The events: WriterEventsTest writes them.

  /** Event 1. */
  public void stringDefined(long time, long string, String text) {
    begin(1, time, 3 * MAX_VARINT + 1 + textBound(text));
    delta(STRING, string);
    text(text);
    end();
  }

  /** Event 2. */
  public void siteDefined(
      long time, long site, long file, long line, long column, long procedure, long form) {
    begin(2, time, 7 * MAX_VARINT + 1);
    delta(SITE, site);
    delta(STRING, file);
    number(line);
    number(column);
    delta(STRING, procedure);
    delta(STRING, form);
    end();
  }

  /** Event 3. */
  public void named(long time, long subject, long name) {
    begin(3, time, 3 * MAX_VARINT + 1);
    delta(OBJECT, subject);
    delta(STRING, name);
    end();
  }

  /** Event 4. */
  public void siteEnds(long time, long site, long line, long column) {
    begin(4, time, 4 * MAX_VARINT + 1);
    delta(SITE, site);
    number(line);
    number(column);
    end();
  }

  /** Event 10. */
  public void processSpawned(long time, long process, long parent, long name, long site) {
    begin(10, time, 5 * MAX_VARINT + 1);
    delta(PROCESS, process);
    delta(PROCESS, parent);
    delta(STRING, name);
    delta(SITE, site);
    end();
  }

  /** Event 11. */
  public void processDispatched(long time, long process, long cpu) {
    begin(11, time, 3 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(cpu);
    end();
  }

  /** Event 12. */
  public void processPreempted(long time, long process, long fuel) {
    begin(12, time, 3 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(fuel);
    end();
  }

  /** Event 13. */
  public void processWaiting(long time, long process, long reason, long wakeup) {
    begin(13, time, 4 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(reason);
    delta(TIME, wakeup);
    end();
  }

  /** Event 14. */
  public void processWoken(long time, long process, long cause, long by) {
    begin(14, time, 4 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(cause);
    delta(PROCESS, by);
    end();
  }

  /** Event 15. */
  public void processEnded(long time, long process, long status) {
    begin(15, time, 3 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(status);
    end();
  }

  /** Event 16. */
  public void processFailed(long time, long process, long message, long site) {
    begin(16, time, 4 * MAX_VARINT + 1);
    delta(PROCESS, process);
    delta(STRING, message);
    delta(SITE, site);
    end();
  }

  /** Event 17. */
  public void processKilled(long time, long process, long by, long status) {
    begin(17, time, 4 * MAX_VARINT + 1);
    delta(PROCESS, process);
    delta(PROCESS, by);
    number(status);
    end();
  }

  /** Event 20. */
  public void messageSent(long time, long from, long to, long queueLength, long site) {
    begin(20, time, 5 * MAX_VARINT + 1);
    delta(PROCESS, from);
    delta(PROCESS, to);
    number(queueLength);
    delta(SITE, site);
    end();
  }

  /** Event 21. */
  public void messageReceived(long time, long process, long queueLength) {
    begin(21, time, 3 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(queueLength);
    end();
  }

  /** Event 22. */
  public void interruptRaised(long time, long process, long irq, long times) {
    begin(22, time, 4 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(irq);
    number(times);
    end();
  }

  /** Event 23. */
  public void interruptAcknowledged(long time, long process, long irq) {
    begin(23, time, 3 * MAX_VARINT + 1);
    delta(PROCESS, process);
    number(irq);
    end();
  }

  /** Event 30. */
  public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
    begin(30, time, 5 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(FIBER, parent);
    delta(PROCESS, process);
    delta(SITE, site);
    end();
  }

  /** Event 31. */
  public void fiberReady(long time, long fiber, long by, long object) {
    begin(31, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(FIBER, by);
    delta(OBJECT, object);
    end();
  }

  /** Event 32. */
  public void fiberResumed(long time, long fiber) {
    begin(32, time, 2 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    end();
  }

  /** Event 33. */
  public void fiberSuspended(long time, long fiber, long reason, long object, long site) {
    begin(33, time, 5 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    number(reason);
    delta(OBJECT, object);
    delta(SITE, site);
    end();
  }

  /** Event 34. */
  public void fiberEnded(long time, long fiber, long outcome) {
    begin(34, time, 3 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    number(outcome);
    end();
  }

  /** Event 35. */
  public void fiberFailed(long time, long fiber, long message, long site) {
    begin(35, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(STRING, message);
    delta(SITE, site);
    end();
  }

  /** Event 36. */
  public void reachabilityChecked(
      long time, long process, long since, long fibers, long unreachable, long followed) {
    begin(36, time, 6 * MAX_VARINT + 1);
    delta(PROCESS, process);
    delta(TIME, since);
    number(fibers);
    number(unreachable);
    number(followed);
    end();
  }

  /** Event 37. */
  public void subjectKept(long time, long subject, long chain) {
    begin(37, time, 3 * MAX_VARINT + 1);
    delta(OBJECT, subject);
    delta(STRING, chain);
    end();
  }

  /** Event 38. */
  public void fibersKept(long time, long process, long site, long fibers, long words) {
    begin(38, time, 5 * MAX_VARINT + 1);
    delta(PROCESS, process);
    delta(SITE, site);
    number(fibers);
    delta(WORDS, words);
    end();
  }

  /** Event 40. */
  public void continuationCaptured(
      long time,
      long continuation,
      long fiber,
      long reason,
      long frames,
      long words,
      long baseFrames,
      long baseWords,
      long newFrames,
      long winders,
      long winderWords,
      long site) {
    begin(40, time, 12 * MAX_VARINT + 1);
    delta(CONTINUATION, continuation);
    delta(FIBER, fiber);
    number(reason);
    number(frames);
    delta(WORDS, words);
    number(baseFrames);
    delta(WORDS, baseWords);
    number(newFrames);
    number(winders);
    delta(WORDS, winderWords);
    delta(SITE, site);
    end();
  }

  /** Event 41. */
  public void continuationReinstated(long time, long continuation, long fiber) {
    begin(41, time, 3 * MAX_VARINT + 1);
    delta(CONTINUATION, continuation);
    delta(FIBER, fiber);
    end();
  }

  /** Event 42. */
  public void continuationReclaimed(long time, long continuation) {
    begin(42, time, 2 * MAX_VARINT + 1);
    delta(CONTINUATION, continuation);
    end();
  }

  /** Event 43. */
  public void continuationsRetained(
      long time, long process, long site, long last, long count, long words, long[] some) {
    begin(43, time, 7 * MAX_VARINT + 1 + sequenceBound(some));
    delta(PROCESS, process);
    delta(SITE, site);
    delta(CONTINUATION, last);
    number(count);
    delta(WORDS, words);
    sequence(some);
    end();
  }

  /** Event 50. */
  public void winderPushed(long time, long fiber, long kind, long depth, long site) {
    begin(50, time, 5 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    number(kind);
    number(depth);
    delta(SITE, site);
    end();
  }

  /** Event 51. */
  public void winderPopped(long time, long fiber, long depth) {
    begin(51, time, 3 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    number(depth);
    end();
  }

  /** Event 52. */
  public void windersRewound(long time, long fiber, long left, long entered) {
    begin(52, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    number(left);
    number(entered);
    end();
  }

  /** Event 60. */
  public void objectCreated(long time, long object, long kind, long fiber, long site) {
    begin(60, time, 5 * MAX_VARINT + 1);
    delta(OBJECT, object);
    number(kind);
    delta(FIBER, fiber);
    delta(SITE, site);
    end();
  }

  /** Event 61. */
  public void offerEnqueued(
      long time, long object, long operation, long fiber, long side, long queueLength) {
    begin(61, time, 6 * MAX_VARINT + 1);
    delta(OBJECT, object);
    delta(OPERATION, operation);
    delta(FIBER, fiber);
    number(side);
    number(queueLength);
    end();
  }

  /** Event 62. */
  public void offerMatched(long time, long object, long from, long to, long queueLength) {
    begin(62, time, 5 * MAX_VARINT + 1);
    delta(OBJECT, object);
    delta(FIBER, from);
    delta(FIBER, to);
    number(queueLength);
    end();
  }

  /** Event 63. */
  public void offersSwept(long time, long object, long side, long removed, long queueLength) {
    begin(63, time, 5 * MAX_VARINT + 1);
    delta(OBJECT, object);
    number(side);
    number(removed);
    number(queueLength);
    end();
  }

  /** Event 64. */
  public void conditionSignalled(long time, long object, long fiber, long woken) {
    begin(64, time, 4 * MAX_VARINT + 1);
    delta(OBJECT, object);
    delta(FIBER, fiber);
    number(woken);
    end();
  }

  /** Event 65. */
  public void offersPlaced(long time, long object, long side, long words, long site) {
    begin(65, time, 5 * MAX_VARINT + 1);
    delta(OBJECT, object);
    number(side);
    delta(WORDS, words);
    delta(SITE, site);
    end();
  }

  /** Event 66. */
  public void messageQueued(long time, long object, long fiber, long queueLength) {
    begin(66, time, 4 * MAX_VARINT + 1);
    delta(OBJECT, object);
    delta(FIBER, fiber);
    number(queueLength);
    end();
  }

  /** Event 67. */
  public void messageTaken(long time, long object, long fiber, long queueLength) {
    begin(67, time, 4 * MAX_VARINT + 1);
    delta(OBJECT, object);
    delta(FIBER, fiber);
    number(queueLength);
    end();
  }

  /** Event 68. */
  public void messagesKept(long time, long subject, long words) {
    begin(68, time, 3 * MAX_VARINT + 1);
    delta(OBJECT, subject);
    delta(WORDS, words);
    end();
  }

  /** Event 69. */
  public void messageValue(long time, long subject, long fiber, String text) {
    begin(69, time, 4 * MAX_VARINT + 1 + textBound(text));
    delta(OBJECT, subject);
    delta(FIBER, fiber);
    text(text);
    end();
  }

  /** Event 70. */
  public void timerArmed(
      long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
    begin(70, time, 7 * MAX_VARINT + 1);
    delta(TIMER, timer);
    delta(FIBER, fiber);
    delta(OPERATION, operation);
    delta(TIME, expiry);
    number(armed);
    delta(SITE, site);
    end();
  }

  /** Event 71. */
  public void timerFired(long time, long timer, long effective, long armed) {
    begin(71, time, 4 * MAX_VARINT + 1);
    delta(TIMER, timer);
    number(effective);
    number(armed);
    end();
  }

  /** Event 72. */
  public void timerCancelled(long time, long timer, long armed) {
    begin(72, time, 3 * MAX_VARINT + 1);
    delta(TIMER, timer);
    number(armed);
    end();
  }

  /** Event 73. */
  public void timerWeighed(long time, long timer, long words) {
    begin(73, time, 3 * MAX_VARINT + 1);
    delta(TIMER, timer);
    delta(WORDS, words);
    end();
  }

  /** Event 80. */
  public void ioWaiting(long time, long fiber, long port, long direction) {
    begin(80, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(OBJECT, port);
    number(direction);
    end();
  }

  /** Event 81. */
  public void ioReady(long time, long fiber, long port, long direction) {
    begin(81, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(OBJECT, port);
    number(direction);
    end();
  }

  /** Event 82. */
  public void ioFailed(long time, long fiber, long port, long message) {
    begin(82, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(OBJECT, port);
    delta(STRING, message);
    end();
  }

  /** Event 83. */
  public void connectionMade(long time, long port, long local, long remote) {
    begin(83, time, 4 * MAX_VARINT + 1);
    delta(OBJECT, port);
    delta(STRING, local);
    delta(STRING, remote);
    end();
  }

  /** Event 84. */
  public void bytesWritten(long time, long fiber, long port, long total) {
    begin(84, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(OBJECT, port);
    number(total);
    end();
  }

  /** Event 85. */
  public void bytesRead(long time, long fiber, long port, long total) {
    begin(85, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(OBJECT, port);
    number(total);
    end();
  }

  /** Event 90. */
  public void heapAfterCollection(long time, long used, long pause, long cause) {
    begin(90, time, 4 * MAX_VARINT + 1);
    delta(BYTES, used);
    number(pause);
    delta(STRING, cause);
    end();
  }

  /** Event 91. */
  public void heapSampled(long time, long used, long committed) {
    begin(91, time, 3 * MAX_VARINT + 1);
    delta(BYTES, used);
    delta(BYTES, committed);
    end();
  }

  /** Event 92. */
  public void runDelayed(long time, long delay) {
    begin(92, time, 2 * MAX_VARINT + 1);
    number(delay);
    end();
  }

  /** Event 93. */
  public void pagesAwaited(long time, long faults) {
    begin(93, time, 2 * MAX_VARINT + 1);
    number(faults);
    end();
  }

  /** Event 100. */
  public void marked(long time, long fiber, long name, long site) {
    begin(100, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(STRING, name);
    delta(SITE, site);
    end();
  }

  /** Event 101. */
  public void spanBegan(long time, long span, long fiber, long name, long site) {
    begin(101, time, 5 * MAX_VARINT + 1);
    delta(SPAN, span);
    delta(FIBER, fiber);
    delta(STRING, name);
    delta(SITE, site);
    end();
  }

  /** Event 102. */
  public void spanEnded(long time, long span) {
    begin(102, time, 2 * MAX_VARINT + 1);
    delta(SPAN, span);
    end();
  }

  /** Event 103. */
  public void counted(long time, long fiber, long name, long value) {
    begin(103, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(STRING, name);
    number(value);
    end();
  }

  /** Event 110. */
  public void stackSnapshot(long time, long fiber, long continuation, long frames, long[] groups) {
    begin(110, time, 5 * MAX_VARINT + 1 + sequenceBound(groups));
    delta(FIBER, fiber);
    delta(CONTINUATION, continuation);
    number(frames);
    sequence(groups);
    end();
  }

  /** Event 111. */
  public void winderSnapshot(
      long time, long fiber, long continuation, long winders, long[] groups) {
    begin(111, time, 5 * MAX_VARINT + 1 + sequenceBound(groups));
    delta(FIBER, fiber);
    delta(CONTINUATION, continuation);
    number(winders);
    sequence(groups);
    end();
  }

  /** Event 112. */
  public void stackSampled(long time, long fiber, long frames, long[] groups) {
    begin(112, time, 4 * MAX_VARINT + 1 + sequenceBound(groups));
    delta(FIBER, fiber);
    number(frames);
    sequence(groups);
    end();
  }

  /** Event 113. */
  public void stackHolds(long time, long fiber, long words, long held) {
    begin(113, time, 4 * MAX_VARINT + 1);
    delta(FIBER, fiber);
    delta(WORDS, words);
    delta(WORDS, held);
    end();
  }

  /** Event 120. */
  public void eventsLost(long time, long count, long since) {
    begin(120, time, 3 * MAX_VARINT + 1);
    number(count);
    delta(TIME, since);
    end();
  }

  /** Event 121. */
  public void streamBegan(
      long time,
      long runHigh,
      long runLow,
      long osProcess,
      long wallClock,
      long monotonic,
      long capabilities,
      String writer) {
    begin(121, time, 8 * MAX_VARINT + 1 + textBound(writer));
    number(runHigh);
    number(runLow);
    number(osProcess);
    number(wallClock);
    number(monotonic);
    number(capabilities);
    text(writer);
    end();
  }

  /** Event 122. */
  public void eventsRemoved(long time, long count, long until) {
    begin(122, time, 3 * MAX_VARINT + 1);
    number(count);
    delta(TIME, until);
    end();
  }

  /** Event 130. */
  public void commandStarted(long time, long command, long fiber, long pid, long name, long site) {
    begin(130, time, 6 * MAX_VARINT + 1);
    delta(OBJECT, command);
    delta(FIBER, fiber);
    number(pid);
    delta(STRING, name);
    delta(SITE, site);
    end();
  }

  /** Event 131. */
  public void commandEnded(long time, long command, long status) {
    begin(131, time, 3 * MAX_VARINT + 1);
    delta(OBJECT, command);
    number(status);
    end();
  }

  /** Event 132. */
  public void commandKilled(long time, long command, long fiber) {
    begin(132, time, 3 * MAX_VARINT + 1);
    delta(OBJECT, command);
    delta(FIBER, fiber);
    end();
  }
}
