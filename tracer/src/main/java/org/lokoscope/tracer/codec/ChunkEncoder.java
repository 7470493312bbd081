// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;

/**
 * The hand-written half of an encoder: the put methods that the probe methods, spun by {@link
 * EncoderFactory}, call one after the other. Owned by one thread.
 *
 * <p>A probe method asks {@link #begin} for room for the longest form that its event can take, so
 * the put methods check nothing. Each gets the place to write at and returns the place behind what
 * it wrote, so that the place stays in a register. When no chunk is to be had (the sink is too
 * slow), events are dropped and counted; the loss itself is the first event of the next chunk.
 * Definitions are never dropped, as later events need them: they go into a chunk of their own, made
 * for the purpose.
 *
 * <p>{@link #requestFlush} is the only method for other threads.
 */
public abstract class ChunkEncoder implements Probe {

  private final int stream;
  private final ChunkSource source;

  /** The steady fields of joint events as they were last: {@link ChunkFormat#SLOTS} slots. */
  protected final long[] steady = new long[ChunkFormat.SLOTS * ChunkFormat.SLOT_FIELDS];

  /** So often have slots got other values. */
  private long remembered;

  /**
   * What the {@link Repetition} may repeat: rows of code and fields, and behind them one that
   * equals no event. Fields of the kinds that count up are differences.
   */
  protected final long[] rows = new long[(Repetition.ROWS + 1) * Repetition.ROW];

  /** Where the row begins that the next joint event is expected to equal. */
  protected int expected = NOTHING;

  private static final int NOTHING = Repetition.ROWS * Repetition.ROW;

  /** By hash, where the last row with it began. */
  private final int[] found = new int[Repetition.ROWS];

  private long hashBefore;
  private long hashTwoBefore;
  private long hashThreeBefore;

  /** Behind the last row, and where the first row begins that was filled in. */
  private int head;

  private int usable;

  /** Where it goes on behind the last row. */
  private int loop;

  /** The time of the events that are being repeated; {@link #NEVER} if none are. */
  private long repeatedTime = NEVER;

  private static final long NEVER = Long.MIN_VALUE;
  private int countBefore;

  /** For so many entries more nothing is looked for, and for so many the next time. */
  private int skipped;

  private int patience = LEAST_PATIENCE;

  /**
   * Whether the last repetition was worth it. Else none begins with another time: in a run with a
   * seed each event has its own.
   */
  private boolean proven;

  /** How much was looked for and not found since something was. */
  private int inVain;

  /** No repetition that tells of fewer events is worth what it takes to find it. */
  private static final int WORTH = 16;

  private static final int LEAST_PATIENCE = 64;
  private static final int MOST_PATIENCE = 4_096;

  private Chunk chunk;

  /** What is written to; for the put methods. */
  protected byte[] bytes;

  private int position;

  /**
   * Where the chunk ends; 0 when there is more to do before the next event than to look at that.
   */
  private int limit;

  private int count;
  private long lastTime;
  private int sequence;
  private volatile boolean flushRequested;

  /** So many changes of what is remembered a stream can tell apart. */
  private static final int STREAM_SHIFT = 40;

  /** More than 0 while events are dropped. */
  private long lost;

  private long lostSince;
  private boolean starved;
  private long time;

  protected ChunkEncoder(int stream, ChunkSource source) {
    this.stream = stream;
    this.source = source;
    rows[NOTHING] = -1;
    // A fiber that another CPU goes on with must not find there what was remembered here.
    this.remembered = (long) stream << STREAM_SHIFT;
    Chunk first = source.take();
    open(first == null ? new Chunk() : first);
  }

  /** Asks the owner to hand over its chunk before its next event. */
  public final void requestFlush() {
    flushRequested = true;
  }

  /** Hands over what there is. Only for the owner, or when the owner has ended. */
  public final void flush() {
    if (starved && lost > 0) {
      recover(new Chunk());
    }
    if (count > 0) {
      source.full(chunk);
      turnTo(next());
    }
  }

  @Override
  public final long remembered() {
    return remembered;
  }

  /** A slot gets other values than it had. */
  protected final void overwritten() {
    remembered++;
    head = 0;
    usable = 0;
  }

  /**
   * Whether a joint event that equals the expected row is told of by a repetition, which is begun
   * if need be.
   */
  protected final boolean repeats(long time) {
    return time == repeatedTime && count < MAX_REPEATED && !flushRequested || beginRepetition(time);
  }

  /**
   * So many events a chunk may hold before a joint event more is repeated. As an event of its own
   * takes two bytes at least, there will never be {@value ChunkFormat#MAX_EVENTS}.
   */
  private static final int MAX_REPEATED = ChunkFormat.MAX_EVENTS / 4;

  private boolean beginRepetition(long time) {
    if (count >= MAX_REPEATED) {
      flushRequested = true;
    }
    if (flushRequested || starved) {
      return false;
    }
    boolean running = repeatedTime != NEVER;
    if (running && time <= lastTime) {
      return true;
    }
    if (position + 2 * Repetition.MAX_BYTES > bytes.length) {
      return false;
    }
    boolean worth = running ? count - countBefore >= WORTH : proven;
    if (!worth && time > lastTime) {
      losePatience(1);
      return false;
    }
    if (running) {
      endRepetition();
    }
    int at = head(bytes, position, Repetition.CODE, delta(time));
    bytes[at] = (byte) (expected / Repetition.ROW);
    bytes[at + 1] = (byte) (loop / Repetition.ROW);
    position = at + 2;
    chunk.beginRepetition(lastTime);
    repeatedTime = lastTime;
    countBefore = count;
    limit = 0;
    return true;
  }

  /** The event has been told of by the repetition. */
  protected final void repeated(int events) {
    int now = count + events;
    count = now;
    chunk.repeat(now, position);
    int next = expected + Repetition.ROW;
    expected = next == head ? loop : next;
  }

  /** A joint event is not what was expected. */
  protected final void differs() {
    expected = NOTHING;
    if (repeatedTime != NEVER) {
      endRepetition();
      // What comes next did not come right behind the last row.
      usable = head;
    }
  }

  private void endRepetition() {
    int events = count - countBefore;
    position = varint(bytes, position, events);
    repeatedTime = NEVER;
    limit = bytes.length;
    proven = events >= WORTH;
    if (proven) {
      patience = LEAST_PATIENCE;
      inVain = 0;
    } else {
      losePatience(Repetition.ROWS / 4);
    }
  }

  private void losePatience(int much) {
    inVain += much;
    if (inVain > 2 * Repetition.ROWS) {
      inVain = 0;
      skipped = patience;
      patience = Math.min(2 * patience, MOST_PATIENCE);
    }
  }

  /**
   * Where the row begins that a joint event gets which has been written; -1 if it is not to be
   * filled in.
   */
  protected final int row() {
    int at = head;
    if (at == NOTHING) {
      at = 0;
      usable = 0;
    }
    head = at + Repetition.ROW;
    if (skipped > 0) {
      skipped--;
      usable = head;
      return -1;
    }
    return at;
  }

  /**
   * A row is filled in: if it was there before, behind the same three others, what came after it is
   * expected again. (An entry alone may come twice in one turn of a circle.)
   */
  protected final void learn(int row, int fields, long hash) {
    long all = hash + 7 * (hashBefore + 7 * (hashTwoBefore + 7 * hashThreeBefore));
    hashThreeBefore = hashTwoBefore;
    hashTwoBefore = hashBefore;
    hashBefore = hash;
    int place = (int) (all * 0x9E37_79B9_7F4A_7C15L >>> 58);
    int before = found[place];
    found[place] = row;
    if (before >= usable && before < row && isSame(before, row, fields)) {
      expected = before + Repetition.ROW;
      loop = expected;
    } else {
      losePatience(1);
    }
  }

  private boolean isSame(int before, int row, int fields) {
    return Arrays.equals(rows, before, before + fields, rows, row, row + fields);
  }

  /** Forgets the last value of each kind of field. */
  protected abstract void forget();

  /** Whether {@link #begin} would go on with the chunk, so that slots hold what they held. */
  protected final boolean goesOn(int bound) {
    return !flushRequested && position + bound <= limit;
  }

  /**
   * Makes room for an event.
   *
   * @param bound the most bytes that code, time and fields can take
   * @param events how many events it stands for
   * @return where the event is to be written; -1 when it must be dropped
   */
  protected final int begin(long time, int bound, boolean definition, int events) {
    int at = position;
    if (flushRequested || at + bound > limit) {
      return slowBegin(time, bound, definition, events);
    }
    return at;
  }

  /** Where the next event is to be written, if {@link #goesOn}. */
  protected final int at() {
    return position;
  }

  private int slowBegin(long time, int bound, boolean definition, int events) {
    if (repeatedTime != NEVER) {
      endRepetition();
    }
    boolean full = flushRequested || starved || position + bound > bytes.length;
    if (full && !makeRoom(time, bound, definition, events)) {
      return -1;
    }
    if (count == 0) {
      chunk.begin(time);
      lastTime = time;
    }
    limit = starved ? 0 : bytes.length;
    return position;
  }

  /** Nanoseconds since the last event, which becomes this one; time does not go back. */
  protected final long delta(long time) {
    long delta = Math.max(0, time - lastTime);
    lastTime += delta;
    return delta;
  }

  /** What is about to be published came with the last version. */
  protected final void needLastVersion() {
    chunk.needLastVersion();
  }

  /** Publishes what was written since {@link #begin}, up to {@code at}. */
  protected final void end(int at, int events) {
    int now = count + events;
    count = now;
    position = at;
    chunk.commit(now, at, lastTime);
  }

  /** Writes up to eight bytes at once; those behind the event are written over later. */
  protected static void word(byte[] bytes, int at, long word) {
    ChunkFormat.putLong(bytes, at, word);
  }

  /** A number as it is written: one byte if it is below 128. */
  protected static long zigZag(long value) {
    return value << 1 ^ value >> 63;
  }

  /** Writes code and time. */
  protected static int head(byte[] bytes, int at, int code, long delta) {
    bytes[at] = (byte) code;
    return varint(bytes, at + 1, delta);
  }

  /** What {@link #zigZag} was given. */
  protected static long unZigZag(long value) {
    return value >>> 1 ^ -(value & 1);
  }

  protected static int number(byte[] bytes, int at, long value) {
    return varint(bytes, at, value << 1 ^ value >> 63);
  }

  protected static int text(byte[] bytes, int at, @Nullable String text) {
    return Utf8.write(text, bytes, at, ChunkFormat.MAX_TEXT);
  }

  protected static int sequence(byte[] bytes, int at, long @Nullable [] numbers) {
    if (numbers == null) {
      return varint(bytes, at, 0);
    }
    int length = Math.min(numbers.length, ChunkFormat.MAX_SEQUENCE);
    int next = varint(bytes, at, length);
    for (int i = 0; i < length; i++) {
      next = number(bytes, next, numbers[i]);
    }
    return next;
  }

  protected static int textBound(@Nullable String text) {
    return text == null ? 0 : (int) Math.min(3L * text.length(), ChunkFormat.MAX_TEXT);
  }

  protected static int sequenceBound(long @Nullable [] numbers) {
    return numbers == null
        ? 0
        : Math.min(numbers.length, ChunkFormat.MAX_SEQUENCE) * ChunkFormat.MAX_VARINT;
  }

  /** Most numbers are below 64, or below 8192: differences from the last one of their kind. */
  protected static int varint(byte[] bytes, int at, long value) {
    if ((value & ~0x7FL) == 0) {
      bytes[at] = (byte) value;
      return at + 1;
    }
    if ((value & ~0x3FFFL) == 0) {
      ChunkFormat.putShort(bytes, at, (short) (value & 0x7F | 0x80 | value >>> 7 << 8));
      return at + 2;
    }
    return longVarint(bytes, at, value);
  }

  private static int longVarint(byte[] bytes, int at, long value) {
    long rest = value;
    int next = at;
    while ((rest & ~0x7FL) != 0) {
      bytes[next++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[next++] = (byte) rest;
    return next;
  }

  private boolean makeRoom(long time, int bound, boolean definition, int events) {
    this.time = time;
    flushRequested = false;
    if (starved) {
      Chunk fresh = source.take();
      if (fresh != null) {
        recover(fresh);
      } else if (!definition) {
        drop(time, events);
        return false;
      } else if (position + bound > bytes.length) {
        source.full(chunk);
        turnTo(new Chunk());
      }
      return true;
    }
    if (count > 0) {
      source.full(chunk);
      turnTo(next());
    }
    if (starved && !definition) {
      drop(time, events);
      return false;
    }
    return true;
  }

  private void drop(long time, int events) {
    if (lost == 0) {
      lostSince = time;
    }
    lost += events;
  }

  private Chunk next() {
    Chunk fresh = source.take();
    starved = fresh == null;
    return fresh == null ? new Chunk() : fresh;
  }

  /** Ends a time without chunks: hands over what was defined in it, and says what was lost. */
  private void recover(Chunk fresh) {
    if (count > 0) {
      source.full(chunk);
    } else {
      // Nobody will see that chunk: its number must not be missing from the trace.
      sequence--;
    }
    starved = false;
    turnTo(fresh);
    long count = lost;
    lost = 0;
    if (count > 0) {
      eventsLost(Math.max(time, lostSince), count, lostSince);
    }
  }

  private void turnTo(Chunk fresh) {
    forget();
    remembered++;
    Arrays.fill(steady, 0);
    open(fresh);
  }

  private void open(Chunk fresh) {
    fresh.open(stream, sequence++);
    chunk = fresh;
    bytes = fresh.bytes;
    position = ChunkFormat.HEADER;
    limit = 0;
    count = 0;
    head = 0;
    usable = 0;
    expected = NOTHING;
    repeatedTime = NEVER;
    source.filling(fresh);
  }
}
