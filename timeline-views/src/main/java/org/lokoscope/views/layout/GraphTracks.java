package org.lokoscope.views.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Trace;
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
          new Track("live fibers", Unit.COUNT, Quantity.FIBERS),
          new Track("timers armed", Unit.COUNT, Quantity.TIMERS),
          new Track("heap after GC", Unit.BYTES, Quantity.HEAP_AFTER_COLLECTION),
          new Track("heap", Unit.BYTES, Quantity.HEAP_SAMPLED),
          new Track("run delay", Unit.TIME, Quantity.RUN_DELAY));

  private static final int COARSE = 64;

  /** Mailboxes with a graph of their own. */
  private static final int MOST_MAILBOXES = 6;

  /** A count that never exceeds this is low. */
  private static final int LOW = 4;

  private final Trace trace;
  private final List<SeriesId> present;
  private final Role role;

  private GraphTracks(Trace trace, Role role) {
    this.trace = trace;
    this.role = role;
    this.present = trace.series();
  }

  /**
   * @param fiber the selected fiber, whose lines are added
   * @param suspects fibers that the diagnosis names
   */
  public static List<GraphTrack> of(Trace trace, OptionalLong fiber, Set<Long> suspects) {
    boolean leaks = fiber.isPresent() && suspects.contains(fiber.getAsLong());
    GraphTracks tracks = new GraphTracks(trace, leaks ? Role.LEAK : Role.SELECTED);
    List<GraphTrack> result = new ArrayList<>();
    for (Track track : TABLE) {
      tracks.add(result, track, fiber);
    }
    int mailboxes = 0;
    for (SeriesId id : trace.series()) {
      if (id.quantity() == Quantity.COUNTER) {
        result.add(single(trace.string(id.subject()), id, false));
      } else if (isMailbox(id) && mailboxes < MOST_MAILBOXES) {
        double most = tracks.most(id);
        if (most > 1) {
          result.add(single(mailbox(trace.nameOf(id.subject())), id, most <= LOW));
          mailboxes++;
        }
      }
    }
    return List.copyOf(result);
  }

  private static boolean isMailbox(SeriesId id) {
    return id.quantity() == Quantity.MAILBOX || id.quantity() == Quantity.MESSAGES;
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
    double most = present.contains(whole) ? most(whole) : 0;
    if (most > 0) {
      lines.add(new Line(whole, "all fibers", Role.TOTAL));
    }
    if (!lines.isEmpty() && track.ofFiber != null && fiber.isPresent()) {
      SeriesId own = new SeriesId(track.ofFiber, fiber.getAsLong());
      if (present.contains(own)) {
        String label = trace.nameOf(fiber.getAsLong()) + (role == Role.LEAK ? ": leaks" : "");
        lines.add(new Line(own, label, role));
      }
    }
    if (!lines.isEmpty()) {
      boolean low = track.unit == Unit.COUNT && most <= LOW;
      result.add(new GraphTrack(track.title, track.unit, List.copyOf(lines), low));
    }
  }
}
