// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.HashMap;
import java.util.Map;
import org.lokoscope.gui.debug.model.BreakpointList;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.BreakpointList.State;
import org.lokoscope.gui.panel.SourceView.Dot;

/** Shows the breakpoints of a text in its margin, where a click sets one or takes it away. */
final class SourceDots {

  private final SourceView view;
  private final BreakpointList list;

  SourceDots(SourceView view, BreakpointList list) {
    this.view = view;
    this.list = list;
    view.margin(this::toggle);
    // The breakpoints stay when the trace is closed.
    list.points().listenFor(this, (dots, points) -> dots.show());
    list.states().listenFor(this, (dots, states) -> dots.show());
  }

  private void toggle(int line) {
    if (!view.file().isEmpty()) {
      list.toggle(view.file(), line);
    }
  }

  /** Shows those of the text that is shown now. */
  void show() {
    Map<Integer, Dot> dots = new HashMap<>();
    for (Point point : list.of(view.file())) {
      dots.put(list.shownLine(point), dot(point));
    }
    view.dots(dots);
  }

  private Dot dot(Point point) {
    State state = list.state(point);
    String text = "Breakpoint";
    Dot.Look look = Dot.Look.PLAIN;
    if (!point.enabled()) {
      text = "Breakpoint, switched off";
      look = Dot.Look.DISABLED;
    } else if (state.id() > 0 && !state.verified()) {
      look = Dot.Look.UNKNOWN;
    } else if (!point.log().isEmpty()) {
      look = Dot.Look.LOGGING;
    } else if (!point.condition().isEmpty() || !point.hits().isEmpty()) {
      look = Dot.Look.CONDITIONAL;
    }
    String details = point.details().isEmpty() ? "" : " " + point.details();
    String message = state.message().isEmpty() ? "" : "; " + state.message();
    return new Dot(text + details + message, look);
  }
}
