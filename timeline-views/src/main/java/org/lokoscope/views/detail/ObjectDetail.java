// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.detail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Lines;
import org.lokoscope.views.detail.Detail.Section;
import org.lokoscope.views.detail.Detail.Target;

/** What is told of a channel, condition, mailbox or port at a moment. */
public final class ObjectDetail {

  private static final int MOST_WAITERS = 12;
  private static final int MOST_MATCHES = 12;
  private static final int MOST_EVENTS = 400;

  private ObjectDetail() {}

  /**
   * @param state the whole scheduler at that time, or null while it is not known
   */
  public static Detail of(
      Trace trace, ObjectInfo object, long time, @Nullable SchedulerState state) {
    List<Section> sections = new ArrayList<>();
    queues(trace, object, time, state).into(sections);
    List<EventRow> last = events(trace, object, time);
    matches(last).into(sections);
    users(trace, last).into(sections);
    facts(trace, object).into(sections);
    return new Detail(object.name(), object.kind().name().toLowerCase(Locale.ROOT), sections);
  }

  private static Lines queues(
      Trace trace, ObjectInfo object, long time, @Nullable SchedulerState state) {
    Lines lines = new Lines("Queues at " + Figures.instant(time));
    if (state == null) {
      return lines.line("", "The events are being read; this takes a moment.");
    }
    OneObject now = find(state, object.id());
    if (now == null) {
      return lines.line("", "Nobody waits in them.");
    }
    if (now.messages() > 0) {
      lines.line("messages", Count.of(now.messages(), "message") + " not taken yet");
    }
    for (Queue queue : now.queues()) {
      long stale = queue.waiters().stream().filter(Waiter::stale).count();
      String side = queue.side().name().toLowerCase(Locale.ROOT);
      lines.line(
          side,
          Count.of(queue.length(), "offer")
              + (stale == 0 ? "" : ", " + Figures.count(stale) + " of them stale"));
      for (Waiter waiter : queue.waiters().stream().limit(MOST_WAITERS).toList()) {
        lines.line(
            "",
            trace.nameOf(waiter.fiber())
                + " since "
                + Figures.instant(waiter.since())
                + (waiter.stale() ? ", stale" : ""),
            Detail.fiber(waiter.fiber()));
      }
      if (queue.length() > MOST_WAITERS) {
        lines.line("", "and " + Figures.count(queue.length() - MOST_WAITERS) + " more");
      }
    }
    return lines;
  }

  private static @Nullable OneObject find(SchedulerState state, long id) {
    for (OneProcess process : state.processes()) {
      for (OneObject object : process.objects()) {
        if (object.id() == id) {
          return object;
        }
      }
    }
    return null;
  }

  private static List<EventRow> events(Trace trace, ObjectInfo object, long time) {
    return TraceQuery.of("show:events object:#" + object.id(), trace, Progress.NONE)
        .eventsBefore(time + 1, MOST_EVENTS);
  }

  private static Lines matches(List<EventRow> events) {
    Lines lines = new Lines("Last matches");
    events.reversed().stream()
        .filter(event -> event.type().equals("offerMatched"))
        .limit(MOST_MATCHES)
        .forEach(
            event ->
                lines.line(
                    "",
                    Figures.instant(event.time())
                        + "  "
                        + value(event, "from")
                        + " → "
                        + value(event, "to"),
                    new Target.Moment(event.time())));
    return lines;
  }

  private static Lines users(Trace trace, List<EventRow> events) {
    TreeSet<Long> fibers = new TreeSet<>();
    for (EventRow event : events) {
      for (EventRow.Value value : event.values()) {
        boolean fiber =
            value.name().equals("fiber")
                || value.name().equals("from")
                || value.name().equals("to");
        if (fiber && value.number() != 0) {
          fibers.add(value.number());
        }
      }
    }
    Lines lines = new Lines("Used by, of late");
    for (long fiber : fibers.stream().limit(MOST_WAITERS).toList()) {
      lines.line("", trace.nameOf(fiber), Detail.fiber(fiber));
    }
    return fibers.size() > MOST_WAITERS
        ? lines.line("", "and " + Figures.count(fibers.size() - (long) MOST_WAITERS) + " more")
        : lines;
  }

  private static Lines facts(Trace trace, ObjectInfo object) {
    Lines lines = new Lines("Life");
    lines.line("created", Figures.instant(object.created()), new Target.Moment(object.created()));
    if (object.creator() != 0) {
      lines.line("by", trace.nameOf(object.creator()), Detail.fiber(object.creator()));
    }
    if (object.site().line() > 0) {
      lines.line("at", Wordings.place(object.site()), Detail.place(object.site()));
    }
    lines.line("matches", Figures.count(object.matches()) + " in all");
    lines.line("longest", Count.of(object.peakQueue(), "offer") + " in its queues at once");
    if (object.waiterSite().line() > 0) {
      lines.line(
          "offers of", Wordings.place(object.waiterSite()), Detail.place(object.waiterSite()));
    }
    return lines;
  }

  private static String value(EventRow event, String name) {
    return event.values().stream()
        .filter(value -> value.name().equals(name))
        .map(value -> value.text().isEmpty() ? "nobody" : value.text())
        .findFirst()
        .orElse("nobody");
  }
}
