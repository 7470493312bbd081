// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.JoinedRun;
import org.lokoscope.views.layout.GraphTrack.Line;
import org.lokoscope.views.layout.GraphTrack.Role;
import org.lokoscope.views.layout.GraphTrack.Unit;

/** Chooses the graph tracks of a trace: those that hold anything. A new one takes a row. */
public final class GraphTracks {

  /**
   * A row.
   *
   * @param total the series of the whole run
   * @param ofFiber the same of one fiber, or null if there is none
   */
  private record Track(String title, Unit unit, Quantity total, @Nullable Quantity ofFiber) {
    Track(String title, Unit unit, Quantity total) {
      this(title, unit, total, null);
    }
  }

  private static final List<Track> TABLE =
      List.of(
          new Track("continuations", Unit.WORDS, Quantity.LIVE_WORDS, Quantity.FIBER_WORDS),
          new Track("winders", Unit.COUNT, Quantity.LIVE_WINDERS, Quantity.FIBER_WINDERS),
          new Track("offers queued", Unit.COUNT, Quantity.LIVE_OFFERS),
          new Track("run queue", Unit.COUNT, Quantity.RUN_QUEUE),
          new Track("live fibers", Unit.COUNT, Quantity.FIBERS),
          new Track("timers armed", Unit.COUNT, Quantity.TIMERS),
          new Track("heap after GC", Unit.BYTES, Quantity.HEAP_AFTER_COLLECTION),
          new Track("heap", Unit.BYTES, Quantity.HEAP_SAMPLED),
          new Track("run delay", Unit.TIME, Quantity.RUN_DELAY));

  /** What several runs have one each of: of a trace that joins them nobody knows whose it is. */
  private static final Set<Quantity> OF_A_PROCESS =
      Set.of(Quantity.HEAP_AFTER_COLLECTION, Quantity.HEAP_SAMPLED, Quantity.RUN_DELAY);

  private static final int COARSE = 64;

  /** Mailboxes with a graph of their own. */
  private static final int MOST_MAILBOXES = 6;

  /** A count that never exceeds this is low. */
  private static final int LOW = 4;

  /** Mailboxes of which it is looked whether they have a graph of their own. */
  private static final int LOOKED_AT = 200;

  private final Trace trace;
  private final Suspects suspects;

  private GraphTracks(Trace trace, Suspects suspects) {
    this.trace = trace;
    this.suspects = suspects;
  }

  /**
   * @param fiber the selected fiber, whose lines are added
   * @param suspects what the diagnosis names
   */
  public static List<GraphTrack> of(Trace trace, OptionalLong fiber, Suspects suspects) {
    GraphTracks tracks = new GraphTracks(trace, suspects);
    List<GraphTrack> result = new ArrayList<>();
    boolean joined = !JoinedRun.of(trace.info().settings()).isEmpty();
    for (Track track : TABLE) {
      if (!joined || !OF_A_PROCESS.contains(track.total)) {
        tracks.add(result, track, fiber);
      }
    }
    for (SeriesId id : trace.series(Quantity.COUNTER)) {
      result.add(single(trace.string(id.subject()), id, false));
    }
    tracks.addMailboxes(result);
    return result.stream().map(tracks::told).toList();
  }

  /** Those that are found to grow come first. */
  private void addMailboxes(List<GraphTrack> result) {
    List<SeriesId> mailboxes = new ArrayList<>();
    for (Quantity quantity : List.of(Quantity.MAILBOX, Quantity.MESSAGES)) {
      List<SeriesId> all = trace.series(quantity);
      mailboxes.addAll(all.subList(0, Math.min(LOOKED_AT, all.size())));
    }
    suspects.series().keySet().stream()
        .filter(id -> id.quantity() == Quantity.MESSAGES)
        .sorted(Comparator.comparingLong(SeriesId::subject).reversed())
        .forEach(
            id -> {
              mailboxes.remove(id);
              mailboxes.addFirst(id);
            });
    int added = 0;
    for (SeriesId id : mailboxes) {
      double most = added < MOST_MAILBOXES ? most(id) : 0;
      if (most > 1) {
        result.add(single(mailbox(trace.nameOf(id.subject())), id, most <= LOW));
        added++;
      }
    }
  }

  /** A track with what the diagnosis found in one of its series. */
  private GraphTrack told(GraphTrack track) {
    for (Line line : track.lines()) {
      String found = suspects.series().get(line.series());
      if (found != null) {
        return track.with(found);
      }
    }
    return track;
  }

  private static String mailbox(String name) {
    return name.startsWith("mailbox") ? name : "mailbox of " + name;
  }

  private static GraphTrack single(String title, SeriesId id, boolean low) {
    return new GraphTrack(title, Unit.COUNT, List.of(new Line(id, "", Role.TOTAL)), low);
  }

  private double most(SeriesId id) {
    Series coarse = trace.series(id, 0, Math.max(1, trace.end()), COARSE);
    return Arrays.stream(coarse.high()).max().orElse(0);
  }

  private void add(List<GraphTrack> result, Track track, OptionalLong fiber) {
    List<Line> lines = new ArrayList<>();
    SeriesId whole = new SeriesId(track.total, 0);
    double most = trace.series(track.total).isEmpty() ? 0 : most(whole);
    if (most <= 0) {
      return;
    }
    lines.add(new Line(whole, "all fibers", Role.TOTAL));
    if (track.ofFiber != null && fiber.isPresent()) {
      long id = fiber.getAsLong();
      if (trace.growthAt(id, Long.MAX_VALUE) != null) {
        String found = suspects.fibers().get(id);
        Role role = found == null ? Role.SELECTED : Role.LEAK;
        String label = trace.nameOf(id) + (found == null ? "" : ": " + found);
        lines.add(new Line(new SeriesId(track.ofFiber, id), label, role));
      }
    }
    boolean low = track.unit == Unit.COUNT && most <= LOW;
    result.add(new GraphTrack(track.title, track.unit, List.copyOf(lines), low));
  }
}
