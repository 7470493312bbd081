// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
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

  /** Events of an exchange. */
  private static final int EVENTS = 12;

  private static final int SITES = 8;
  private static final long PROCESS = 1L << 32;

  private final ChunkQueue queue;
  private final ChunkEncoder encoder;
  private final Random random = new Random(1);
  private final int run;
  private final int pairs;
  private int sequence;
  private long time;
  private long serial = 1L << 33;

  private ScaledTrace(ChunkQueue queue, int run, int fibers) {
    this.queue = queue;
    this.run = run;
    pairs = Math.max(1, fibers / 2);
    encoder = EncoderFactory.create(0, this);
  }

  /** Writes about so many events of so many fibers. */
  public static void write(Path directory, long events, int fibers) throws IOException {
    Files.createDirectories(directory);
    TraceMeta meta = TraceMeta.ofThisRun("scaled.sps", Map.of("cpus", "1"));
    meta.write(directory);
    try (ChunkQueue queue = new ChunkQueue(directory.resolve(ChunkLog.DIRECTORY))) {
      ScaledTrace trace = new ScaledTrace(queue, (int) meta.runOfChunks(), fibers);
      trace.begin();
      for (long i = 0; i < events / EVENTS; i++) {
        trace.exchange(trace.random.nextInt(trace.pairs));
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

  private static long fiber(int number) {
    return PROCESS + 1 + number;
  }

  private long channel(int pair) {
    return PROCESS + 1 + 2L * pairs + pair;
  }

  private void begin() {
    Probe probe = encoder;
    probe.stringDefined(tick(), 1, "scaled.sps");
    for (int site = 1; site <= SITES; site++) {
      probe.siteDefined(tick(), site, 1, 10 * site, 3, 1, 1);
    }
    probe.processSpawned(tick(), 1, 1, 1, 1);
    probe.processDispatched(tick(), 1, 0);
    for (int pair = 0; pair < pairs; pair++) {
      probe.objectCreated(tick(), channel(pair), ObjectKind.CHANNEL.ordinal(), 0, 1);
      probe.fiberSpawned(tick(), fiber(2 * pair), 0, 1, 2);
      probe.fiberSpawned(tick(), fiber(2 * pair + 1), 0, 1, 3);
    }
  }

  private void exchange(int pair) {
    Probe probe = encoder;
    long sender = fiber(2 * pair);
    long receiver = fiber(2 * pair + 1);
    long site = 1L + pair % SITES;
    probe.fiberReady(tick(), receiver, 0, 0);
    probe.fiberResumed(tick(), receiver);
    probe.offerEnqueued(tick(), channel(pair), serial++, receiver, OfferSide.GET.ordinal(), 1);
    suspend(receiver, SuspendReason.GET, channel(pair), site);
    probe.fiberReady(tick(), sender, receiver, 0);
    probe.fiberResumed(tick(), sender);
    probe.offerMatched(tick(), channel(pair), sender, receiver, 0);
    probe.fiberReady(tick(), receiver, sender, channel(pair));
    suspend(sender, SuspendReason.SLEEP, 0, site);
  }

  private void suspend(long fiber, SuspendReason reason, long object, long site) {
    long words = 60L + random.nextInt(4);
    encoder.continuationCaptured(
        tick(),
        serial++,
        fiber,
        CaptureReason.SUSPEND.ordinal(),
        words / 5,
        words,
        5,
        40,
        3,
        1,
        0,
        site);
    encoder.fiberSuspended(tick(), fiber, reason.ordinal(), object, site);
  }
}
