// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkQueue;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.EncoderFactory;

/**
 * Writes a trace of any size: fibers in pairs, each pair with a channel of its own, one of which
 * gives the other a message; which pair comes next is random. Nothing is lost, however slow the
 * disk.
 */
public final class ScaledTrace implements ChunkSource {

  private final ChunkQueue queue;
  private final ChunkEncoder encoder;
  private final Random random = new Random(1);
  private final int run;
  private final Exchanges exchanges;
  private int sequence;
  private long time;

  private ScaledTrace(ChunkQueue queue, int run, int fibers) {
    this.queue = queue;
    this.run = run;
    encoder = EncoderFactory.create(0, this);
    exchanges = new Exchanges(encoder, fibers, random, this::tick);
  }

  /** Writes about so many events of so many fibers. */
  public static void write(Path directory, long events, int fibers) throws IOException {
    Files.createDirectories(directory);
    TraceMeta meta = TraceMeta.ofThisRun("scaled.sps", Map.of("cpus", "1"));
    meta.write(directory);
    try (ChunkQueue queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY))) {
      ScaledTrace trace = new ScaledTrace(queue, (int) meta.runOfChunks(), fibers);
      trace.exchanges.begin("scaled.sps");
      for (long i = 0; i < events / Exchanges.EVENTS; i++) {
        trace.exchanges.next();
      }
      trace.encoder.flush();
    }
    meta.asFinished("").write(directory);
  }

  @Override
  public Chunk take() {
    return new Chunk();
  }

  @Override
  public void filling(Chunk chunk) {}

  @Override
  public void full(Chunk chunk) {
    try {
      queue.accept(chunk.bytes(), 0, chunk.seal(run));
      sequence++;
    } catch (IOException e) {
      throw new UncheckedIOException("chunk " + sequence, e);
    }
  }

  /** Mostly short, now and then long, as the times of programs are. */
  private long tick() {
    long step = 40L + random.nextInt(200);
    int rare = random.nextInt(2000);
    time += rare == 0 ? step * 1000 : rare < 60 ? step * 20 : step;
    return time;
  }
}
