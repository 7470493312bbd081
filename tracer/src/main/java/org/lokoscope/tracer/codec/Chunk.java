// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A chunk that is being filled by one thread while another may look at it.
 *
 * <p>The owner only ever appends. After each event it publishes length and count in one release
 * store; whoever reads them with acquire sees that many whole events. So a chunk can be copied at
 * any moment without its owner's help, and the owner pays no lock and no fence for it.
 */
public final class Chunk {

  private static final VarHandle COMMITTED;

  static {
    try {
      COMMITTED = MethodHandles.lookup().findVarHandle(Chunk.class, "committed", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  final byte[] bytes = new byte[ChunkFormat.MAX_CHUNK];
  private int stream;
  private int sequence;
  private long base;

  /** Time of the last event; written before {@link #committed}, read after it. */
  private long last;

  /**
   * Whether it holds what came with the last version; written before {@link #committed}, like that.
   */
  private boolean newest;

  /** Count in the upper, length in the lower half; read and written by its handle. */
  @SuppressWarnings("UnusedVariable")
  private long committed;

  /** Makes the chunk an empty one. Only for the owner, before it shares the chunk. */
  void open(int stream, int sequence) {
    this.stream = stream;
    this.sequence = sequence;
    base = 0;
    last = 0;
    newest = false;
    publish(0, ChunkFormat.HEADER);
  }

  void begin(long time) {
    base = time;
  }

  void commit(int count, int length, long time) {
    last = time;
    publish(count, length);
  }

  /** The event after this may be told of by a {@link Repetition}. */
  void beginRepetition(long time) {
    last = time;
    newest = true;
  }

  /** The event after this is one of those that came with the last version. */
  void needLastVersion() {
    newest = true;
  }

  /** Publishes events that take no bytes, at the time of the last one. */
  void repeat(int count, int length) {
    publish(count, length);
  }

  private void publish(int count, int length) {
    COMMITTED.setRelease(this, (long) count << 32 | length);
  }

  public int stream() {
    return stream;
  }

  public int sequence() {
    return sequence;
  }

  /** How many whole events it holds at this moment. */
  public int count() {
    return (int) ((long) COMMITTED.getAcquire(this) >>> 32);
  }

  /**
   * Copies the events that are complete at this moment into {@code target} as a sealed chunk. The
   * last time may be that of a later event, when the owner is writing: a reader takes the one it
   * finds when it decodes.
   *
   * @param run the tag of the run
   * @return the length of the copy
   */
  public int copyTo(byte[] target, int run) {
    long now = (long) COMMITTED.getAcquire(this);
    int length = (int) now;
    System.arraycopy(
        bytes, ChunkFormat.HEADER, target, ChunkFormat.HEADER, length - ChunkFormat.HEADER);
    ChunkFormat.seal(target, length, newest, run, stream, sequence, base, last, (int) (now >>> 32));
    return length;
  }

  /**
   * Seals a chunk that its owner has finished with, in place, and returns its length.
   *
   * @param run the tag of the run
   */
  public int seal(int run) {
    long now = (long) COMMITTED.getAcquire(this);
    int length = (int) now;
    ChunkFormat.seal(bytes, length, newest, run, stream, sequence, base, last, (int) (now >>> 32));
    return length;
  }

  public byte[] bytes() {
    return bytes;
  }
}
