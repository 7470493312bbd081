// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.OneTimer;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerStates;

/**
 * Records random programs and compares the state at random instants, which are asked for in any
 * order, with what a plain replay of all events up to each of them says.
 */
final class StatesOfProgramsTest {

  private static final int INSTANTS = 1000;
  private static final int CHANNELS = 4;

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void areThoseOfAReplayOfAllEvents(long seed) throws Exception {
    Random random = new Random(seed);
    Path program = Files.writeString(scratch.resolve("random.sps"), program(random));
    Path directory = scratch.resolve("trace");
    List<String> words = new ArrayList<>(List.of("record", "--seed", Long.toString(seed)));
    words.addAll(seed % 2 == 0 ? List.of("--faithful-leaks") : List.of());
    words.addAll(List.of("-o", directory.toString(), program.toString()));
    assertThat(Main.execute(new ByteArrayOutputStream(), words.toArray(String[]::new))).isZero();
    try (Trace trace = new StoreWorkbench().open(directory, Progress.NONE);
        SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
      assertThat(trace.info().events()).isGreaterThan(500);
      List<Long> times = new ArrayList<>();
      trace.eachEvent(0, trace.end() + 1, Set.of(), row -> times.add(row.time()));
      for (int i = 0; i < INSTANTS; i++) {
        // At an event, or right before or behind one: most of the time nothing happens.
        long time = times.get(random.nextInt(times.size())) + random.nextInt(3) - 1;
        assertThat(told(states.at(time)))
            .as("seed %d at %d", seed, time)
            .isEqualTo(new Plain().upTo(trace, time).told());
      }
    }
  }

  /** Fibers that give, take, sleep, yield, choose and spawn; some wait for ever. */
  private static String program(Random random) {
    StringBuilder text =
        new StringBuilder("(import (rnrs) (loko system fibers))\n(run-fibers (lambda ()\n");
    for (int i = 0; i < CHANNELS; i++) {
      text.append("(define c").append(i).append(" (make-channel))\n");
    }
    for (int fiber = 0; fiber < 12; fiber++) {
      text.append("(spawn-fiber (lambda ()");
      for (int step = 0; step < 25; step++) {
        text.append("\n  ").append(step(random, 2));
      }
      text.append("))\n");
    }
    return text.append("(sleep 0.05)))\n").toString();
  }

  private static String step(Random random, int depth) {
    String one = "c" + random.nextInt(CHANNELS);
    String other = "c" + random.nextInt(CHANNELS);
    return switch (random.nextInt(7)) {
      case 0, 1 -> "(put-message " + one + " 1)";
      case 2, 3 -> "(get-message " + one + ")";
      case 4 -> "(sleep " + (1 + random.nextInt(20)) / 10000.0 + ")";
      case 5 ->
          "(perform-operation (choice-operation (put-operation "
              + one
              + " 2) (get-operation "
              + other
              + ") (sleep-operation 0.001)))";
      default ->
          depth == 0
              ? "(yield-current-task)"
              : "(spawn-fiber (lambda () " + step(random, depth - 1) + "))";
    };
  }

  /** What both say of the scheduler, a line each. */
  private static List<String> told(SchedulerState state) {
    List<String> lines = new ArrayList<>();
    for (OneProcess process : state.processes()) {
      lines.add(
          "process " + process.id() + " runs " + process.running() + " ready " + process.ready());
      for (OneFiber fiber : process.fibers()) {
        lines.add(fiber(fiber.id(), fiber.status().name(), fiber.since(), fiber.object()));
      }
      for (OneObject object : process.objects()) {
        for (Queue queue : object.queues()) {
          if (queue.length() > 0) {
            lines.add(queue(object.id(), queue.side().ordinal(), queue.length()));
          }
        }
      }
      for (OneTimer timer : process.timers()) {
        lines.add(timer(timer.id(), timer.fiber(), timer.expiry()));
      }
    }
    lines.sort(null);
    return lines;
  }

  private static String fiber(long id, String status, long since, long object) {
    return "fiber " + id + " " + status + " since " + since + " on " + object;
  }

  private static String queue(long object, int side, long length) {
    return "queue " + object + " " + side + ": " + length;
  }

  private static String timer(long id, long fiber, long expiry) {
    return "timer " + id + " of " + fiber + " at " + expiry;
  }

  /** Knows maps and lists only, and begins anew each time. */
  private static final class Plain implements Probe {

    private static final int[] AT_ONCE = {
      SuspendReason.YIELD.ordinal(), SuspendReason.PREEMPTED.ordinal()
    };

    private record Fiber(String status, long since, long object) {}

    private final Map<Long, Long> running = new TreeMap<>();
    private final Map<Long, LinkedHashSet<Long>> ready = new TreeMap<>();
    private final Map<Long, Fiber> fibers = new TreeMap<>();
    private final Map<Long, String> timers = new TreeMap<>();
    private final Map<Long, long[]> lengths = new TreeMap<>();

    Plain upTo(Trace trace, long time) {
      EventWalk walk = trace.walk(Long.MIN_VALUE, _ -> true);
      while (walk.next() && walk.time() <= time) {
        walk.tell(this);
      }
      return this;
    }

    List<String> told() {
      List<String> lines = new ArrayList<>();
      ready.forEach(
          (process, queue) ->
              lines.add(
                  "process "
                      + process
                      + " runs "
                      + running.getOrDefault(process, 0L)
                      + " ready "
                      + queue));
      fibers.forEach(
          (id, now) ->
              lines.add(StatesOfProgramsTest.fiber(id, now.status, now.since, now.object)));
      lengths.forEach(
          (object, sides) -> {
            for (int side = 0; side < sides.length; side++) {
              if (sides[side] > 0) {
                lines.add(queue(object, side, sides[side]));
              }
            }
          });
      lines.addAll(timers.values());
      lines.sort(null);
      return lines;
    }

    private Set<Long> ready(long fiber) {
      return ready.computeIfAbsent(fiber >>> 32, _ -> new LinkedHashSet<>());
    }

    private void makeReady(long time, long fiber, long object) {
      fibers.put(fiber, new Fiber("READY", time, object));
      ready(fiber).remove(fiber);
      ready(fiber).add(fiber);
    }

    @Override
    public void processSpawned(long time, long process, long parent, long name, long site) {
      ready.computeIfAbsent(process, _ -> new LinkedHashSet<>());
    }

    @Override
    public void processEnded(long time, long process, int status) {
      ready.remove(process);
      running.remove(process);
      fibers.keySet().removeIf(id -> id >>> 32 == process);
      timers.keySet().removeIf(id -> id >>> 32 == process);
      lengths.keySet().removeIf(id -> id >>> 32 == process);
    }

    @Override
    public void fiberSpawned(long time, long fiber, long parent, long process, long site) {
      makeReady(time, fiber, 0);
    }

    @Override
    public void fiberReady(long time, long fiber, long by, long object) {
      Fiber before = fibers.get(fiber);
      makeReady(time, fiber, before == null ? 0 : before.object);
    }

    @Override
    public void fiberResumed(long time, long fiber) {
      ready(fiber).remove(fiber);
      fibers.put(fiber, new Fiber("RUNNING", time, 0));
      running.put(fiber >>> 32, fiber);
    }

    @Override
    public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
      running.put(fiber >>> 32, 0L);
      if (reason == AT_ONCE[0] || reason == AT_ONCE[1]) {
        makeReady(time, fiber, object);
      } else {
        fibers.put(fiber, new Fiber("WAITING", time, object));
      }
    }

    @Override
    public void fiberEnded(long time, long fiber, int outcome) {
      fibers.remove(fiber);
      ready(fiber).remove(fiber);
      running.computeIfPresent(fiber >>> 32, (_, now) -> now == fiber ? 0L : now);
    }

    private void length(long object, int side, long length) {
      lengths.computeIfAbsent(object, _ -> new long[3])[side] = length;
    }

    @Override
    public void offerEnqueued(
        long time, long object, long operation, long fiber, int side, long queueLength) {
      length(object, side, queueLength);
    }

    /** One of the two has run until now; the other one stood in the queue. */
    @Override
    public void offerMatched(long time, long object, long from, long to, long queueLength) {
      boolean receiverRuns = running.getOrDefault(to >>> 32, 0L) == to;
      length(object, receiverRuns ? 0 : 1, queueLength);
    }

    @Override
    public void offersSwept(long time, long object, int side, long removed, long queueLength) {
      length(object, side, queueLength);
    }

    @Override
    public void timerArmed(
        long time, long timer, long fiber, long operation, long expiry, long armed, long site) {
      timers.put(timer, timer(timer, fiber, expiry));
    }

    @Override
    public void timerFired(long time, long timer, int effective, long armed) {
      timers.remove(timer);
    }

    @Override
    public void timerCancelled(long time, long timer, long armed) {
      timers.remove(timer);
    }

    private static String timer(long id, long fiber, long expiry) {
      return StatesOfProgramsTest.timer(id, fiber, expiry);
    }
  }
}
