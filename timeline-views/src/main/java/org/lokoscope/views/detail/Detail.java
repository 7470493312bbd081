// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.detail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Site;

/**
 * All that is told of one thing at one moment.
 *
 * @param title its name
 * @param kind what it is, such as "fiber"
 */
public record Detail(String title, String kind, List<Section> sections) {

  /** Lines under a heading. */
  public record Section(String heading, List<Line> lines) {}

  /**
   * A line.
   *
   * @param label at its left, or "" for one that takes the whole width
   * @param code whether it is shown in letters of one width
   * @param target where a click leads, or null
   */
  public record Line(String label, String text, boolean code, @Nullable Target target) {}

  /** Where a click on a line leads. */
  public sealed interface Target {
    /** A fiber, process or CPU. */
    record Lane(LaneId lane) implements Target {}

    /** A channel, condition, mailbox or port. */
    record Thing(long object) implements Target {}

    /** A place in a source. */
    record Place(Site site) implements Target {}

    /** A moment of the run. */
    record Moment(long time) implements Target {}
  }

  static Target fiber(long id) {
    return new Target.Lane(LaneId.fiber(id));
  }

  static @Nullable Target place(Site site) {
    return site.line() == 0 ? null : new Target.Place(site);
  }

  /** Puts a section together; one without lines is left out. */
  static final class Lines {

    private final String heading;
    private final List<Line> lines = new ArrayList<>();

    Lines(String heading) {
      this.heading = heading;
    }

    Lines line(String label, String text) {
      return line(label, text, null);
    }

    Lines line(String label, String text, @Nullable Target target) {
      if (!text.isEmpty()) {
        lines.add(new Line(label, text, false, target));
      }
      return this;
    }

    Lines code(String text, @Nullable Target target) {
      lines.add(new Line("", text, true, target));
      return this;
    }

    void into(List<Section> sections) {
      if (!lines.isEmpty()) {
        sections.add(new Section(heading, List.copyOf(lines)));
      }
    }
  }

  /** The text of all, for the clipboard. */
  public String text() {
    StringBuilder text = new StringBuilder(title).append(" (").append(kind).append(")\n");
    for (Section section : sections) {
      text.append('\n').append(section.heading()).append('\n');
      for (Line line : section.lines()) {
        String label = line.label().isEmpty() ? "" : line.label() + ": ";
        text.append("  ").append(label).append(line.text()).append('\n');
      }
    }
    return text.toString();
  }
}
