// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.cut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.file.CopiedTrace;
import org.lokoscope.store.state.KeptEvent;
import org.lokoscope.store.state.StateBefore;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.tracer.text.Reason;

/**
 * Makes a trace of a part of another one, which tells the same of that part: the events of a time
 * as they are, at their own times; and, a nanosecond before it, the few of the earlier ones that
 * make the state in which it begins. Nothing is said of what is over by then or comes later, and
 * what only that would name has no name.
 *
 * <p>Whoever began something before the time began it a nanosecond before it. At its end stands the
 * definition of a text that nobody uses, so that the last states go on to there.
 */
public final class TraceCut {

  /** The number of the text that is defined at the end; no writer counts that far. */
  private static final long END = -1L << 40;

  private final Trace trace;
  private final long from;
  private final long to;
  private final Selection selection;
  private final Progress progress;
  private final StateBefore before = new StateBefore();
  private final KeptEvent.Copier copier = new KeptEvent.Copier();
  private final Map<Integer, Vocabulary> vocabularies = new TreeMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final Set<Long> named = new LinkedHashSet<>();
  private List<KeptEvent> state = List.of();
  private long seen;

  private TraceCut(Trace trace, long from, long to, @Nullable Set<Long> fibers, Progress progress) {
    this.trace = trace;
    this.from = from;
    this.to = to;
    this.progress = progress;
    selection = new Selection(fibers);
  }

  /**
   * Cuts out a time.
   *
   * @param from the first nanosecond that belongs to it
   * @param to the first that does not
   * @param fibers those that are told of; null for all
   * @param into the directory of the new trace
   * @throws IllegalArgumentException if there is nothing of the trace in that time; says so
   * @throws TraceException if the directory cannot be written to
   * @throws CancellationException if the progress asked to stop
   */
  public static void write(
      Trace trace, long from, long to, @Nullable Set<Long> fibers, Path into, Progress progress) {
    long begin = Math.max(0, from);
    if (begin > trace.end() || to <= begin) {
      throw new IllegalArgumentException(
          "the trace has nothing in this time: it ends at " + Figures.instant(trace.end()));
    }
    TraceCut cut = new TraceCut(trace, begin, to, fibers, progress);
    cut.look();
    try (CopiedTrace copy = CopiedTrace.create(trace.info().directory(), into)) {
      cut.write(copy);
    } catch (IOException | UncheckedIOException e) {
      throw new TraceException(into + ": cannot be written: " + Reason.of(e), e);
    }
  }

  private void look() {
    EventWalk walk = trace.walk(Long.MIN_VALUE, _ -> true);
    while (walk.next() && walk.time() < from) {
      step();
      before.see(walk);
    }
    state = from == 0 ? List.of() : before.events(selection::isWanted);
    state.forEach(event -> name(event));
    eachEvent(event -> name(event));
    int first = first();
    before.begins().keySet().forEach(this::vocabulary);
    state.forEach(event -> vocabulary(place(event, first)).see(event));
    births().forEach(vocabulary(first)::see);
    names().forEach(vocabulary(first)::see);
    eachEvent(
        event -> {
          if (selection.takes(event)) {
            vocabulary(event.stream()).see(event);
          }
        });
    List<KeptEvent> forms = from == 0 ? List.of() : before.allSaid("siteEnds");
    vocabularies.forEach((stream, words) -> words.useForms(stream == first ? forms : List.of()));
  }

  /** Takes note of what an event is about. */
  private void name(KeptEvent event) {
    selection.see(event);
    for (EventField field : event.type().fields()) {
      switch (field.kind()) {
        case FIBER, OBJECT, PROCESS, TIMER -> named.add(event.number(field.index()));
        default -> {}
      }
    }
  }

  private Vocabulary vocabulary(int stream) {
    return vocabularies.computeIfAbsent(stream, _ -> new Vocabulary(before, files));
  }

  private void step() {
    if ((seen++ & 0xFFF) == 0 && !progress.at(seen, total(), "Cutting the trace")) {
      throw new CancellationException();
    }
  }

  /** All events may be looked at four times. */
  private long total() {
    return 4 * trace.info().events();
  }

  private interface Consumer {
    void take(KeptEvent event);
  }

  private void eachEvent(Consumer consumer) {
    EventWalk walk = trace.walk(from, _ -> true);
    while (walk.next() && walk.time() < to) {
      step();
      consumer.take(copier.of(walk));
    }
  }

  /** The stream that tells of the state: those of the recorder itself have numbers below 0. */
  private int first() {
    Set<Integer> streams = new TreeSet<>();
    trace.chunks().forEach(chunk -> streams.add(chunk.stream()));
    streams.removeIf(stream -> stream < 0);
    return streams.isEmpty() ? 0 : streams.iterator().next();
  }

  /** The recorder's own streams go on as they are. */
  private static int place(KeptEvent event, int first) {
    return event.stream() < 0 ? event.stream() : first;
  }

  /** The objects that are used, as they were made, and what was said of them. */
  private List<KeptEvent> births() {
    List<KeptEvent> births = new ArrayList<>();
    if (from == 0) {
      return births;
    }
    for (long object : named) {
      KeptEvent created = before.said("objectCreated", object);
      if (created != null && selection.isUsed(object)) {
        births.add(
            before.isThere(created.number(3)) && selection.isWanted(created.number(3))
                ? created
                : created.with(3, 0));
        KeptEvent connected = before.said("connectionMade", object);
        if (connected != null) {
          births.add(connected);
        }
        for (int side = 0; side <= 2; side++) {
          KeptEvent placed = before.said("offersPlaced", object, side);
          if (placed != null) {
            births.add(placed);
          }
        }
      }
    }
    return births;
  }

  /** What the program had called those that are told of. */
  private List<KeptEvent> names() {
    List<KeptEvent> names = new ArrayList<>();
    for (long subject : from == 0 ? Set.<Long>of() : named) {
      KeptEvent name = before.said("named", subject);
      if (name != null && selection.isUsed(subject) || name != null && isTold(subject)) {
        names.add(name);
      }
    }
    return names;
  }

  private boolean isTold(long subject) {
    return before.isThere(subject) && selection.isWanted(subject);
  }

  private void write(CopiedTrace copy) throws IOException {
    int first = first();
    if (from > 0) {
      long time = from - 1;
      vocabularies.forEach(
          (stream, words) -> {
            Probe probe = copy.probe(stream);
            KeptEvent begin = before.begins().get(stream);
            if (begin != null) {
              begin.at(0, stream, time).report(probe);
            }
            words.report(time, probe);
          });
      births().forEach(event -> event.at(0, first, time).report(copy.probe(first)));
      names().forEach(event -> event.at(0, first, time).report(copy.probe(first)));
      state.forEach(
          event -> {
            int stream = place(event, first);
            event.at(0, stream, time).report(copy.probe(stream));
          });
    }
    eachEvent(event -> take(event, copy));
    boolean whole = to > trace.end();
    if (!whole) {
      copy.probe(first).stringDefined(to, END, "the end of what was cut out");
    }
    for (String file : files) {
      copy.keepSource(file);
    }
    copy.finish(removed(whole), whole);
  }

  private void take(KeptEvent event, CopiedTrace copy) {
    if (!selection.takes(event) || !vocabulary(event.stream()).takes(event)) {
      return;
    }
    event.report(copy.probe(event.stream()));
  }

  private String removed(boolean whole) {
    String start = from == 0 ? "" : "what was before " + Figures.instant(from);
    String end = whole ? "" : "what was from " + Figures.instant(to) + " on";
    String time = start + (start.isEmpty() || end.isEmpty() ? "" : ", and ") + end;
    String others = selection.isAll() ? "" : "other fibers";
    return others + (others.isEmpty() || time.isEmpty() ? "" : "; ") + time;
  }
}
