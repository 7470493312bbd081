// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.EncoderFactory;

/**
 * The chunks of one stream between their owner and the writer. The upper methods are the owner's,
 * the lower ones the writer's. Only the writer puts a chunk back into the pool, so it may look at
 * the current chunk without fear that the owner begins it anew.
 */
final class Stream implements ChunkSource {

  /**
   * 16 MiB, made only when they are needed: at 10 million events a second, a fifth of a second in
   * which the writer may get no CPU at all.
   */
  private static final int POOL = 256;

  enum Look {
    NOTHING,
    ASK,
    SAVE
  }

  private final ArrayBlockingQueue<Chunk> free = new ArrayBlockingQueue<>(POOL);
  private final ConcurrentLinkedQueue<Chunk> full = new ConcurrentLinkedQueue<>();
  private final Thread writer;
  private final ChunkEncoder encoder;

  /** Set by the encoder as soon as it is made. */
  @SuppressWarnings("NullAway.Init")
  private volatile Chunk current;

  private int made;

  /** Set by {@link #look}, which comes before everything that asks for it. */
  @SuppressWarnings("NullAway.Init")
  private Chunk looked;

  private int seenSequence = -1;
  private int savedSequence = -1;
  private int savedCount;

  Stream(int number, Thread writer) {
    this.writer = writer;
    encoder = EncoderFactory.create(number, this);
  }

  ChunkEncoder encoder() {
    return encoder;
  }

  @Override
  public @Nullable Chunk take() {
    Chunk chunk = free.poll();
    if (chunk == null && made < POOL) {
      made++;
      chunk = new Chunk();
    }
    return chunk;
  }

  @Override
  public void filling(Chunk chunk) {
    current = chunk;
  }

  @Override
  public void full(Chunk chunk) {
    full.add(chunk);
    LockSupport.unpark(writer);
  }

  @Nullable Chunk pollFull() {
    return full.poll();
  }

  void recycle(Chunk chunk) {
    free.offer(chunk);
  }

  /** The chunk that was looked at last. Its owner may have handed it over since. */
  Chunk looked() {
    return looked;
  }

  /** What to do about the chunk that is being filled. */
  Look look() {
    Chunk chunk = current;
    looked = chunk;
    int count = chunk.count();
    int sequence = chunk.sequence();
    boolean known = sequence == seenSequence;
    if (count == 0 || sequence == savedSequence && count == savedCount) {
      return Look.NOTHING;
    }
    seenSequence = sequence;
    return known ? Look.SAVE : Look.ASK;
  }

  /** Remembers that {@code copy} is written. */
  void markSaved(byte[] copy) {
    savedSequence = ChunkFormat.sequenceOf(copy);
    savedCount = ChunkFormat.countOf(copy);
  }

  /** Whether a copy with all events of the chunk is already written. */
  boolean isSaved(Chunk chunk) {
    return chunk.sequence() == savedSequence && chunk.count() == savedCount;
  }
}
