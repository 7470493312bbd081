// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.language;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Field;
import org.lokoscope.runtime.probe.Joint;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/**
 * A probe that holds what it hears against what {@link Probe} promises: time does not go back,
 * strings and sites are defined before they are used, and fibers and processes live in order. Good
 * for runs on one virtual CPU.
 */
final class CheckingProbe implements InvocationHandler {

  private enum Life {
    READY,
    RUNNING,
    WAITING,
    ENDED
  }

  private static final int MAX_COMPLAINTS = 5;

  private final List<String> complaints = new ArrayList<>();
  private final Set<Long> strings = new HashSet<>();
  private final Set<Long> sites = new HashSet<>();
  private final Map<Long, Life> fibers = new HashMap<>();
  private final Map<Long, Life> processes = new HashMap<>();
  private final Map<Method, Kind[]> kinds = new HashMap<>();
  private final Probe probe =
      (Probe)
          Proxy.newProxyInstance(Probe.class.getClassLoader(), new Class<?>[] {Probe.class}, this);
  private long last;
  private long events;

  Probe probe() {
    return probe;
  }

  long events() {
    return events;
  }

  List<String> complaints() {
    return complaints;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    // What has no time is no event, but a question.
    if (method.isAnnotationPresent(Joint.class) || arguments == null) {
      return InvocationHandler.invokeDefault(proxy, method, arguments);
    }
    events++;
    Kind[] fields = kinds.computeIfAbsent(method, CheckingProbe::kinds);
    String name = method.getName();
    for (int i = 0; i < fields.length; i++) {
      boolean defines = i == 1 && name.endsWith("Defined");
      if (fields[i] == Kind.STRING) {
        look(strings, (long) arguments[i], defines, name);
      } else if (fields[i] == Kind.SITE) {
        look(sites, (long) arguments[i], defines, name);
      }
    }
    long time = (long) arguments[0];
    expect(time >= last, name, "time goes back", time);
    last = time;
    live(name, arguments);
    return null;
  }

  private static Kind[] kinds(Method method) {
    Annotation[][] annotations = method.getParameterAnnotations();
    Kind[] kinds = new Kind[annotations.length];
    for (int i = 0; i < kinds.length; i++) {
      for (Annotation annotation : annotations[i]) {
        if (annotation instanceof Field field) {
          kinds[i] = field.value();
        }
      }
    }
    return kinds;
  }

  private void look(Set<Long> known, long number, boolean defines, String event) {
    if (defines) {
      expect(known.add(number), event, "defined twice", number);
    } else {
      expect(number == 0 || known.contains(number), event, "used but not defined", number);
    }
  }

  private void live(String event, Object[] a) {
    switch (event) {
      case "fiberSpawned" -> step(fibers, event, a[1], null, Life.READY);
      case "fiberResumed" -> step(fibers, event, a[1], Life.READY, Life.RUNNING);
      case "fiberReady" -> step(fibers, event, a[1], Life.WAITING, Life.READY);
      case "fiberSuspended" -> step(fibers, event, a[1], Life.RUNNING, afterSuspend((int) a[2]));
      case "fiberFailed" -> step(fibers, event, a[1], Life.RUNNING, Life.RUNNING);
      case "fiberEnded" -> end(event, (long) a[1], (int) a[2]);
      case "processSpawned" -> step(processes, event, a[1], null, Life.READY);
      case "processDispatched" -> step(processes, event, a[1], Life.READY, Life.RUNNING);
      case "processPreempted" -> step(processes, event, a[1], Life.RUNNING, Life.READY);
      case "processWaiting" -> step(processes, event, a[1], Life.RUNNING, Life.WAITING);
      case "processWoken" -> step(processes, event, a[1], Life.WAITING, Life.READY);
      default -> {}
    }
  }

  private static Life afterSuspend(int reason) {
    return switch (SuspendReason.values()[reason]) {
      case YIELD, PREEMPTED -> Life.READY;
      default -> Life.WAITING;
    };
  }

  private void end(String event, long fiber, int outcome) {
    switch (FiberOutcome.values()[outcome]) {
      case ABANDONED ->
          expect(fibers.put(fiber, Life.ENDED) != Life.ENDED, event, "ended twice", fiber);
      case UNREACHABLE -> step(fibers, event, fiber, Life.WAITING, Life.ENDED);
      default -> step(fibers, event, fiber, Life.RUNNING, Life.ENDED);
    }
  }

  private void step(Map<Long, Life> lives, String event, Object who, Life from, Life to) {
    Life before = lives.put((Long) who, to);
    expect(before == from, event, "was " + before, (Long) who);
  }

  private void expect(boolean holds, String event, String complaint, long number) {
    if (!holds && complaints.size() < MAX_COMPLAINTS) {
      complaints.add("event " + events + ", " + event + ": " + complaint + ": " + number);
    }
  }
}
