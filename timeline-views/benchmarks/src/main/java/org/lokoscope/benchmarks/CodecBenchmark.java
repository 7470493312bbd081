// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.EncoderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events to bytes and back, without a writer: one thread, chunks that are used again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

  private static final int SWITCHES = 1000;
  private static final int EVENTS = 4 * SWITCHES;
  private static final long FIBER = 1L << 32;

  private final ChunkCursor cursor = new ChunkCursor();
  private Recycler recycler;
  private ChunkEncoder encoder;
  private byte[] sealed;
  private int length;
  private long clock;

  @Setup
  public void encodeOnce() {
    recycler = new Recycler();
    encoder = EncoderFactory.create(0, recycler);
    report(encoder);
    encoder.flush();
    length = recycler.last.seal(0);
    sealed = recycler.last.bytes().clone();
  }

  /** The time of one event of those that a switch reports. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long encode() {
    report(encoder);
    return recycler.chunks;
  }

  private void report(Probe probe) {
    for (int i = 0; i < SWITCHES; i++) {
      long fiber = FIBER + (i & 15);
      long time = clock += 400;
      probe.fiberResumed(time, fiber);
      probe.continuationCaptured(time + 100, FIBER + i, fiber, 1, 20, 130, 4, 30, 2, 1, 5, 99);
      probe.fiberSuspended(time + 200, fiber, 1, FIBER + 7, 99);
      probe.fiberReady(time + 300, fiber, fiber ^ 1, FIBER + 7);
    }
  }

  /** The time of the last chunk of the same, checksum included. */
  @Benchmark
  public long decodeChunk() throws DamagedChunkException {
    cursor.open(sealed, 0, length);
    long sum = 0;
    while (cursor.next()) {
      sum += cursor.time() + cursor.code();
    }
    return sum;
  }

  /** Two chunks in turn. */
  private static final class Recycler implements ChunkSource {

    private Chunk last;
    private Chunk spare = new Chunk();
    private long chunks;

    @Override
    public Chunk take() {
      Chunk taken = spare == null ? new Chunk() : spare;
      spare = null;
      return taken;
    }

    @Override
    public void filling(Chunk chunk) {}

    @Override
    public void full(Chunk chunk) {
      chunks++;
      spare = last;
      last = chunk;
    }
  }
}
