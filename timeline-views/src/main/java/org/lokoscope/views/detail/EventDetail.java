// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.detail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Lines;
import org.lokoscope.views.detail.Detail.Section;
import org.lokoscope.views.detail.Detail.Target;

/** What is told of an event: all its fields, with links to what they name. */
public final class EventDetail {

  private EventDetail() {}

  public static Detail of(Trace trace, EventRow event) {
    List<Section> sections = new ArrayList<>();
    Lines lines = new Lines("Fields");
    lines.line("time", Figures.instant(event.time()), new Target.Moment(event.time()));
    lines.line("seen by", Wordings.cpu(event.cpu()));
    for (EventRow.Value value : event.values()) {
      lines.line(
          Wordings.field(value.name()),
          Wordings.value(event.type(), value),
          target(trace, event.type(), value));
    }
    lines.into(sections);
    new Lines("Place in the trace")
        .line("event", "number " + Figures.count(event.index()))
        .line("type", event.type())
        .into(sections);
    return new Detail(Wordings.event(event.type()), "event", sections);
  }

  private static @Nullable Target target(Trace trace, String type, EventRow.Value value) {
    if (value.number() == 0 || value.text().isEmpty()) {
      return null;
    }
    return switch (Wordings.kind(type, value.name())) {
      case "FIBER" -> Detail.fiber(value.number());
      case "PROCESS" -> new Target.Lane(LaneId.process(value.number()));
      case "CPU" -> new Target.Lane(LaneId.cpu(value.number()));
      case "OBJECT" -> new Target.Thing(value.number());
      case "SITE" -> Detail.place(trace.site(value.number()));
      case "TIME" -> value.number() > 0 ? new Target.Moment(value.number()) : null;
      default -> null;
    };
  }
}
