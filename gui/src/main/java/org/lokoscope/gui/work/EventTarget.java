// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.debug.Events;
import org.lokoscope.runtime.probe.Joint;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * An event of a recording by what is the same in each run of it: the how many-th of its type it is
 * on its CPU. Times are not, and neither are places among all events, as the collector has some.
 *
 * @param number from 1
 * @param text what it is, for the user
 */
public record EventTarget(EventType type, int cpu, long number, String text) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Walks over what each run of a recording says again, and numbers it. */
  static final class Numbering {

    private record Stream(int cpu, int code) {}

    private final EventWalk walk;
    private final Map<Stream, Long> passed = new HashMap<>();
    private @Nullable EventType type;

    Numbering(Trace recorded) {
      walk = recorded.walk(0, chunk -> true);
    }

    /** Goes to the next such event; false behind the last one. */
    boolean next() {
      while (walk.next()) {
        type = Schema.byCode(walk.code());
        if (type != null && walk.stream() >= 0 && EventComparison.isCompared(type, walk)) {
          passed.merge(new Stream(walk.stream(), walk.code()), 1L, Long::sum);
          return true;
        }
      }
      return false;
    }

    EventWalk walk() {
      return walk;
    }

    EventType type() {
      if (type == null) {
        throw new IllegalStateException("before the first event");
      }
      return type;
    }

    EventTarget target() {
      return new EventTarget(
          type(),
          walk.stream(),
          passed.getOrDefault(new Stream(walk.stream(), walk.code()), 0L),
          String.format(
              Locale.ROOT,
              "Event %d of the recording, at %.6f s: %s",
              walk.index(),
              walk.time() / NANOS_PER_SECOND,
              type().name()));
    }
  }

  /**
   * The first event at a time of a recording, or after it.
   *
   * @param time in nanoseconds
   * @throws TraceException if there is none; one line says when the last one was
   */
  public static EventTarget from(Trace recorded, long time) {
    Numbering events = new Numbering(recorded);
    long last = 0;
    while (events.next()) {
      last = events.walk().time();
      if (last >= time) {
        return events.target();
      }
    }
    throw new TraceException(
        String.format(
            Locale.ROOT,
            "--at: %.6f s is behind the last event, at %.6f s",
            time / NANOS_PER_SECOND,
            last / NANOS_PER_SECOND));
  }

  /**
   * An event by its number in tables.
   *
   * @throws TraceException if there is none of it that a run repeats; one line
   */
  public static EventTarget numbered(Trace recorded, long index) {
    Numbering events = new Numbering(recorded);
    while (events.next()) {
      if (events.walk().index() >= index) {
        return events.target();
      }
    }
    throw new TraceException(
        "--at: there is no event " + index + " that a run repeats, nor one after it");
  }

  /**
   * The last event at which a leak became larger: a suspend of its fiber with more frames and
   * winders than ever before, or the last event at its place.
   *
   * @param number of the finding, from 1, as the report orders them
   * @throws TraceException if there is no such finding or event; one line
   */
  public static EventTarget ofLeak(Trace recorded, int number) {
    List<Finding> findings = LeakAnalysis.analyse(recorded).findings();
    if (number < 1 || number > findings.size()) {
      throw new TraceException(
          "--leak: there is no finding " + number + "; the trace has " + findings.size());
    }
    Finding finding = findings.get(number - 1);
    Numbering events = new Numbering(recorded);
    EventTarget last = null;
    long most = 0;
    while (events.next()) {
      long size = size(events, finding);
      if (size > 0 && (size > most || finding.fiber() == 0)) {
        most = size;
        last = events.target();
      }
    }
    if (last == null) {
      throw new TraceException(
          "--leak: no event of the recording is at the place of finding " + number);
    }
    return new EventTarget(
        last.type, last.cpu, last.number, finding.sentence() + System.lineSeparator() + last.text);
  }

  /** Frames and winders that the fiber of a leak has; or 1 at its place; else 0. */
  private static long size(Numbering events, Finding finding) {
    EventType type = events.type();
    EventWalk walk = events.walk();
    if (finding.fiber() == 0) {
      boolean there =
          type.fields().stream()
              .anyMatch(
                  field ->
                      field.kind() == Kind.SITE
                          && walk.value(field.index()) == finding.site().id());
      return there ? 1 : 0;
    }
    return type.name().equals("continuationCaptured")
            && walk.value(type.field("fiber").index()) == finding.fiber()
        ? walk.value(type.field("frames").index()) + walk.value(type.field("winders").index())
        : 0;
  }

  /** Has a run stand where the event comes. */
  Probe watching(int onCpu, Events events) {
    if (onCpu != cpu) {
      return events;
    }
    Watch watch = new Watch(events);
    return (Probe)
        Proxy.newProxyInstance(Probe.class.getClassLoader(), new Class<?>[] {Probe.class}, watch);
  }

  /** Counts the events of the type, and passes on all. */
  private final class Watch implements InvocationHandler {
    private final Events events;
    private long left = number;
    private long fiber;
    private boolean stands;

    Watch(Events events) {
      this.events = events;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] values) throws Throwable {
      if (method.isAnnotationPresent(Joint.class)) {
        // It tells the events that it is made of, here.
        return InvocationHandler.invokeDefault(proxy, method, values);
      }
      if (left > 0
          && method.getName().equals(type.name())
          && EventComparison.isCompared(type, field -> number(values[field]))
          && --left == 0) {
        fiber = fiber(values);
      }
      if (left == 0 && !stands) {
        // The first events come before there is a process that could stand.
        stands = events.stand(text, fiber);
      }
      try {
        return method.invoke(events, values);
      } catch (InvocationTargetException thrown) {
        throw thrown.getCause();
      }
    }
  }

  /** Whose event it is, if it has a stack then; else 0. */
  private long fiber(Object[] values) {
    if (type.name().equals("fiberEnded")) {
      return 0;
    }
    String whose = type.name().equals("fiberSpawned") ? "parent" : "fiber";
    return type.fields().stream()
        .filter(field -> field.name().equals(whose))
        .findFirst()
        .map(field -> number(values[field.index()]))
        .orElse(0L);
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
