// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.file.TraceRecorder;

/**
 * Writes a plausible trace without a runtime: two processes on one CPU, twelve fibers that play
 * ping-pong over six channels, and one more, "worker", whose loop calls itself inside a guard, so
 * that each resume leaves 6 words and a winder behind. For tests, and for work on views.
 *
 * <p>{@code java org.lokoscope.store.SyntheticTrace DIRECTORY [ROUNDS [steady]]}
 */
public final class SyntheticTrace {

  public static final int PING_PONG_FIBERS = 12;
  public static final long PROCESS = 1L << 32;
  public static final long WORKER = PROCESS + PING_PONG_FIBERS + 1;
  public static final long LEAK_SITE = 5;
  public static final int LEAK_WORDS = 6;

  private static final long BASE_WORDS = 40;
  private static final long BASE_FRAMES = 5;
  private static final long CHANNEL = PROCESS + 100;

  private final Probe probe;
  private final AtomicLong clock;
  private final boolean leaking;
  private final Random random = new Random(1);
  private long serial = 1000;
  private long workerDepth;
  private long nextSnapshot = 8;

  private SyntheticTrace(Probe probe, AtomicLong clock, boolean leaking) {
    this.probe = probe;
    this.clock = clock;
    this.leaking = leaking;
  }

  public static void main(String[] arguments) {
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2000;
    boolean leaking = arguments.length < 3 || !arguments[2].equals("steady");
    write(Path.of(arguments[0]), rounds, leaking);
    System.out.println(arguments[0]);
  }

  /** Records a run in which each fiber is resumed {@code rounds} times, more or less. */
  public static void write(Path directory, int rounds, boolean leaking) {
    AtomicLong clock = new AtomicLong();
    Map<String, String> settings = Map.of("fibers", "callcc", "cpus", "1");
    try (TraceRecorder recorder =
        TraceRecorder.create(directory, "server.sps", settings, clock::get)) {
      new SyntheticTrace(recorder.probe(0), clock, leaking).run(rounds);
    }
  }

  private long tick(int least, int spread) {
    return clock.addAndGet(least + random.nextInt(spread));
  }

  private void run(int rounds) {
    define();
    begin();
    for (int round = 0; round < rounds; round++) {
      for (int pair = 0; pair < PING_PONG_FIBERS / 2; pair++) {
        exchange(pair);
      }
      work();
      if (round % 20 == 19) {
        rest();
      }
    }
    end();
  }

  private void define() {
    String[] texts = {
      "server.sps",
      "main",
      "ping",
      "pong",
      "worker",
      "(guard (e (#t (report e))) (worker ch))",
      "(get-message ch)",
      "(put-message ch 'ball)",
      "(spawn-fiber worker)",
      "requests",
      "scheduler"
    };
    for (int i = 0; i < texts.length; i++) {
      probe.stringDefined(tick(50, 100), i + 1, texts[i]);
    }
    probe.siteDefined(tick(50, 100), 1, 1, 4, 3, 2, 9);
    probe.siteDefined(tick(50, 100), 2, 1, 20, 7, 3, 8);
    probe.siteDefined(tick(50, 100), 3, 1, 26, 7, 4, 7);
    probe.siteDefined(tick(50, 100), 4, 1, 13, 15, 5, 7);
    probe.siteDefined(tick(50, 100), LEAK_SITE, 1, 12, 9, 5, 6);
  }

  private void begin() {
    probe.processSpawned(tick(100, 100), 0, 0, 11, 0);
    probe.processSpawned(tick(100, 100), 1, 0, 2, 1);
    probe.processDispatched(tick(500, 500), 1, 0);
    for (int i = 0; i < PING_PONG_FIBERS / 2; i++) {
      probe.objectCreated(tick(200, 200), CHANNEL + i, ObjectKind.CHANNEL.ordinal(), 0, 1);
    }
    for (int i = 1; i <= PING_PONG_FIBERS + 1; i++) {
      probe.fiberSpawned(tick(300, 300), PROCESS + i, 0, 1, 1);
      int name = i > PING_PONG_FIBERS ? 5 : i % 2 == 1 ? 3 : 4;
      probe.named(tick(50, 50), PROCESS + i, name);
    }
    for (int i = 1; i <= PING_PONG_FIBERS + 1; i++) {
      probe.fiberResumed(tick(500, 500), PROCESS + i);
      boolean getter = i % 2 == 0;
      suspend(PROCESS + i, getter ? SuspendReason.GET : SuspendReason.CONDITION, i, 60, 1);
    }
  }

  private void exchange(int pair) {
    long pinger = PROCESS + 2L * pair + 1;
    long ponger = pinger + 1;
    long channel = CHANNEL + pair;
    probe.fiberReady(tick(100, 100), pinger, 0, 0);
    probe.fiberResumed(tick(400, 2000), pinger);
    probe.offerMatched(tick(500, 3000), channel, pinger, ponger, 0);
    probe.fiberReady(tick(50, 50), ponger, pinger, channel);
    suspend(pinger, SuspendReason.CONDITION, 2, 60 + random.nextInt(8), 1);
    probe.fiberResumed(tick(400, 2000), ponger);
    probe.offerEnqueued(tick(1000, 5000), channel, serial++, ponger, OfferSide.GET.ordinal(), 1);
    suspend(ponger, SuspendReason.GET, 3, 62, 1);
  }

  private void work() {
    probe.fiberReady(tick(100, 100), WORKER, 0, 0);
    probe.fiberResumed(tick(400, 2000), WORKER);
    probe.counted(tick(100, 100), WORKER, 10, workerDepth);
    probe.winderPushed(
        tick(300, 300), WORKER, WinderKind.GUARD.ordinal(), workerDepth + 2, LEAK_SITE);
    if (leaking) {
      workerDepth++;
    } else {
      probe.winderPopped(tick(300, 300), WORKER, workerDepth + 1);
    }
    long words = 60 + workerDepth * LEAK_WORDS;
    long continuation = suspend(WORKER, SuspendReason.GET, 4, words, workerDepth + 1);
    if (leaking && workerDepth >= nextSnapshot) {
      nextSnapshot *= 2;
      long[] frames = {1, 1, 4, 10, workerDepth, 2, LEAK_SITE, 4, LEAK_SITE, 2, 1, 1, 1, 50};
      probe.stackSnapshot(
          tick(100, 100), WORKER, continuation, 2 * workerDepth + 2 + BASE_FRAMES, frames);
      long[] winders = {workerDepth, 1, LEAK_SITE, 0, 1, 1, 1, 0};
      probe.winderSnapshot(tick(100, 100), WORKER, continuation, workerDepth + 1, winders);
    }
  }

  private long suspend(long fiber, SuspendReason reason, long site, long words, long winders) {
    long continuation = PROCESS + serial++;
    long object = reason == SuspendReason.GET ? CHANNEL + (fiber & 0xFF) / 2 - 1 : 0;
    probe.continuationCaptured(
        tick(1000, 6000),
        continuation,
        fiber,
        CaptureReason.SUSPEND.ordinal(),
        words / 5,
        words,
        BASE_FRAMES,
        BASE_WORDS,
        3,
        winders,
        0,
        Math.min(site, 4));
    probe.fiberSuspended(tick(100, 200), fiber, reason.ordinal(), object, Math.min(site, 4));
    return continuation;
  }

  private void rest() {
    probe.processWaiting(tick(100, 100), 1, WaitReason.TIMER.ordinal(), clock.get() + 50_000);
    probe.processWoken(tick(50_000, 10_000), 1, WaitReason.TIMER.ordinal(), 0);
    probe.processDispatched(tick(500, 500), 1, 0);
  }

  private void end() {
    for (int i = 1; i <= PING_PONG_FIBERS + 1; i++) {
      probe.fiberReady(tick(100, 100), PROCESS + i, 0, 0);
      probe.fiberResumed(tick(100, 100), PROCESS + i);
      probe.fiberEnded(tick(100, 100), PROCESS + i, FiberOutcome.RETURNED.ordinal());
    }
    probe.processEnded(tick(100, 100), 1, 0);
  }
}
