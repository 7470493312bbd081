package org.lokoscope.tracer.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;

/**
 * The hand-written half of an encoder: the put methods that the probe methods, spun by {@link
 * EncoderFactory}, call one after the other. Owned by one thread.
 *
 * <p>A probe method asks {@link #begin} for room for the longest form that its event can take, so
 * the put methods check nothing. When no chunk is to be had (the sink is too slow), events are
 * dropped and counted; the loss itself is the first event of the next chunk. Definitions are never
 * dropped, as later events need them: they go into a chunk of their own, made for the purpose.
 *
 * <p>{@link #requestFlush} is the only method for other threads.
 */
public abstract class ChunkEncoder implements Probe {

  private static final int KINDS = Kind.values().length;

  private final int stream;
  private final ChunkSource source;
  private final long[] previous = new long[KINDS];
  private Chunk chunk;
  private byte[] bytes;
  private int position;
  private int limit;
  private int count;
  private long lastTime;
  private int sequence;
  private volatile boolean flushRequested;

  /** More than 0 while events are dropped. */
  private long lost;

  private long lostSince;
  private boolean starved;
  private long time;

  protected ChunkEncoder(int stream, ChunkSource source) {
    this.stream = stream;
    this.source = source;
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
      open(next());
    }
  }

  /**
   * Makes room for an event and writes its code and time.
   *
   * @param bound the most bytes that code, time and fields can take
   * @return false when the event must be dropped
   */
  protected final boolean begin(int code, long time, int bound, boolean definition) {
    if (flushRequested || starved || position + bound > limit) {
      if (!makeRoom(time, bound, definition)) {
        return false;
      }
    }
    if (count == 0) {
      chunk.begin(time);
      lastTime = time;
    }
    long delta = Math.max(0, time - lastTime);
    lastTime += delta;
    bytes[position++] = (byte) code;
    varint(delta);
    return true;
  }

  /** Publishes the event that was written since {@link #begin}. */
  protected final void end() {
    count++;
    chunk.commit(count, position, lastTime);
  }

  protected final void number(long value) {
    varint(value << 1 ^ value >> 63);
  }

  protected final void delta(long value, int kind) {
    long difference = value - previous[kind];
    previous[kind] = value;
    varint(difference << 1 ^ difference >> 63);
  }

  protected final void text(@Nullable String text) {
    position = Utf8.write(text, bytes, position, ChunkFormat.MAX_TEXT);
  }

  protected final void sequence(long @Nullable [] numbers) {
    if (numbers == null) {
      varint(0);
      return;
    }
    int length = Math.min(numbers.length, ChunkFormat.MAX_SEQUENCE);
    varint(length);
    for (int i = 0; i < length; i++) {
      number(numbers[i]);
    }
  }

  protected static int textBound(@Nullable String text) {
    return text == null ? 0 : (int) Math.min(3L * text.length(), ChunkFormat.MAX_TEXT);
  }

  protected static int sequenceBound(long @Nullable [] numbers) {
    return numbers == null
        ? 0
        : Math.min(numbers.length, ChunkFormat.MAX_SEQUENCE) * ChunkFormat.MAX_VARINT;
  }

  private void varint(long value) {
    byte[] target = bytes;
    int at = position;
    while ((value & ~0x7FL) != 0) {
      target[at++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    target[at++] = (byte) value;
    position = at;
  }

  private boolean makeRoom(long time, int bound, boolean definition) {
    this.time = time;
    flushRequested = false;
    if (starved) {
      Chunk fresh = source.take();
      if (fresh != null) {
        recover(fresh);
      } else if (!definition) {
        drop(time);
        return false;
      } else if (position + bound > limit) {
        source.full(chunk);
        open(new Chunk());
      }
      return true;
    }
    if (count > 0) {
      source.full(chunk);
      open(next());
    }
    if (starved && !definition) {
      drop(time);
      return false;
    }
    return true;
  }

  private void drop(long time) {
    if (lost++ == 0) {
      lostSince = time;
    }
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
    open(fresh);
    long count = lost;
    lost = 0;
    if (count > 0) {
      eventsLost(Math.max(time, lostSince), count, lostSince);
    }
  }

  private void open(Chunk fresh) {
    fresh.open(stream, sequence++);
    chunk = fresh;
    bytes = fresh.bytes;
    position = ChunkFormat.HEADER;
    limit = bytes.length;
    count = 0;
    Arrays.fill(previous, 0);
    source.filling(fresh);
  }
}
