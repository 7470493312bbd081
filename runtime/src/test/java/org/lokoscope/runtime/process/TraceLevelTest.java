// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Event;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.runtime.world.VirtualWorld;

/** What is recorded at which level, and of whom. */
final class TraceLevelTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers) (loko))
      (define jobs (make-channel))
      (define done (make-cvar))
      (define (worker)
        (parameterize ([current-output-port (current-output-port)])
          (let loop ((n (get-message jobs)))
            (if (< n 9) (loop (get-message jobs)) (signal-cvar! done)))))
      (define (idler) (sleep 1))
      (spawn-fiber worker)
      (spawn-fiber idler)
      (do ((i 0 (+ i 1))) ((= i 10)) (put-message jobs i) (sleep 0.1))
      (wait done)
      (call/cc (lambda (k) (k 1)))
      """;

  private static final String WORKER = "worker";

  private final List<Call> calls = new ArrayList<>();

  private record Call(String event, Object[] arguments) {}

  private static TraceFilter at(TraceLevel level) {
    return new TraceFilter(level, List.of(), List.of());
  }

  private Set<String> run(TraceFilter filter) {
    calls.clear();
    VirtualWorld world =
        new VirtualWorld(1_000, InputStream.nullInputStream(), OutputStream.nullOutputStream());
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);
    ProgramRun run = new ProgramRun(settings, world, List.of(), cpu -> listener());
    run.record(filter);
    assertThat(run.execute(run.load(PROGRAM, "p.sps"), "p.sps")).isZero();
    Set<String> events = new HashSet<>();
    calls.forEach(call -> events.add(call.event));
    return events;
  }

  private Probe listener() {
    InvocationHandler handler =
        (probe, method, arguments) -> {
          if (!method.isAnnotationPresent(Event.class)) {
            return InvocationHandler.invokeDefault(probe, method, arguments);
          }
          calls.add(new Call(method.getName(), arguments));
          return null;
        };
    return (Probe)
        Proxy.newProxyInstance(Probe.class.getClassLoader(), new Class<?>[] {Probe.class}, handler);
  }

  /** The numbers in a field of all events with a name. */
  private Set<Object> values(String event, int field) {
    Set<Object> values = new HashSet<>();
    calls.stream()
        .filter(call -> call.event.equals(event))
        .forEach(call -> values.add(call.arguments[field]));
    return values;
  }

  @Test
  void shouldRecordOfSchedulingWhenFibersRunAndWaitAndWhoWakesThem() {
    assertThat(run(at(TraceLevel.SCHEDULING)))
        .contains("processDispatched", "fiberSpawned", "fiberReady", "fiberResumed", "fiberEnded")
        .contains("fiberSuspended", "named", "objectCreated", "siteDefined")
        .doesNotContain("continuationCaptured", "continuationReinstated", "stackSnapshot")
        .doesNotContain("winderPushed", "winderPopped", "offerEnqueued", "offerMatched")
        .doesNotContain("offersPlaced", "timerArmed", "timerFired", "conditionSignalled");
    assertThat(values("fiberReady", 2)).as("who woke the worker").hasSizeGreaterThan(1);
  }

  @Test
  void shouldAddWhatFibersHoldAndThenWhatTheyWaitOn() {
    Set<String> continuations = run(at(TraceLevel.CONTINUATIONS));
    assertThat(continuations)
        .contains("fiberResumed", "continuationCaptured", "continuationReinstated")
        .contains("stackSnapshot", "winderSnapshot", "winderPushed", "winderPopped")
        .doesNotContain("offerEnqueued", "offerMatched", "timerArmed", "timerFired");
    assertThat(run(at(TraceLevel.ALL)))
        .containsAll(continuations)
        .contains("offerEnqueued", "offerMatched", "offersPlaced", "timerArmed", "timerFired")
        .contains("conditionSignalled");
  }

  @Test
  void shouldRecordNothingOfFibersThatAreNotChosen() {
    run(new TraceFilter(TraceLevel.ALL, List.of(), List.of("wor?er")));
    Set<Object> spawned = values("fiberSpawned", 1);
    assertThat(spawned).hasSize(1);
    for (String event : List.of("fiberResumed", "fiberSuspended", "fiberEnded", "fiberReady")) {
      assertThat(values(event, 1)).as(event).isEqualTo(spawned);
    }
    assertThat(values("fiberReady", 2)).as("woken by others").containsExactly(0L);
    assertThat(values("offerEnqueued", 3)).isEqualTo(spawned);
    assertThat(values("continuationCaptured", 2)).isEqualTo(spawned);
    assertThat(values("timerFired", 1)).as("timers of others").isEmpty();
  }

  @Test
  void shouldRecordOfProcessesThatAreNotChosenOnlyWhenTheyRun() {
    Set<String> events = run(new TraceFilter(TraceLevel.ALL, List.of("2", "q*"), List.of()));
    assertThat(events)
        .contains("processSpawned", "processDispatched", "processWaiting", "processEnded")
        .doesNotContain("fiberSpawned", "fiberResumed", "objectCreated", "continuationCaptured");
    assertThat(run(new TraceFilter(TraceLevel.ALL, List.of("1"), List.of())))
        .contains("fiberSpawned", "offerMatched");
    assertThat(run(new TraceFilter(TraceLevel.ALL, List.of("p.*"), List.of())))
        .contains("fiberSpawned", "offerMatched");
  }

  @Test
  void shouldTakeOnlyStarsAndQuestionMarksForPatterns() {
    TraceFilter filter = new TraceFilter(TraceLevel.ALL, List.of(), List.of("a.b*", "x"));
    assertThat(filter.admitsFiber("a.bc")).isTrue();
    assertThat(filter.admitsFiber("x")).isTrue();
    assertThat(filter.admitsFiber("aXb")).isFalse();
    assertThat(filter.admitsFiber("xx")).isFalse();
    assertThat(filter.admitsFiber(WORKER)).isFalse();
    assertThat(filter.admitsProcess(3, "any")).isTrue();
  }
}
