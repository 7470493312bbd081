// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Series;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.analysis.Tally;

/** The growth that a finding is about, drawn: words against resumes, or a number over time. */
final class GrowthSvg {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final int LEFT = 72;
  private static final int BOTTOM = 40;
  private static final int TOP = 12;
  private static final int RIGHT = 12;
  private static final int POINTS = 600;

  private final double mostX;
  private final double mostY;
  private final List<DomContent> parts = new ArrayList<>();

  private GrowthSvg(double mostX, double mostY) {
    this.mostX = Math.max(mostX, 1e-9);
    this.mostY = Math.max(mostY, 1e-9);
  }

  /** The drawing; nothing where a finding is not about growth that was measured. */
  static DomContent of(Trace trace, Finding finding) {
    boolean grows =
        finding.leakClass() == LeakClass.CONTINUATION_GROWTH
            || finding.leakClass() == LeakClass.WINDER_GROWTH;
    if (grows && finding.fiber() != 0) {
      Growth growth = Growth.of(trace, finding.fiber());
      return growth.isEmpty() ? div() : growth(growth);
    }
    return Tally.of(finding)
        .map(
            tally -> {
              Series series = trace.series(tally.series(), 0, Long.MAX_VALUE, POINTS);
              return series.size() < 2 ? div() : series(series, tally.label());
            })
        .orElse(div());
  }

  private static DomContent growth(Growth growth) {
    List<GrowthPoint> points = growth.points();
    long most = points.stream().mapToLong(GrowthPoint::words).max().orElse(1);
    long last = points.getLast().resume();
    GrowthSvg svg = new GrowthSvg(last, most);
    svg.axes(Facts.count(most) + " words", Facts.count(last) + " resumes", "0");
    for (GrowthPoint point : points) {
      svg.parts.add(
          tag("circle")
              .withClass("dot")
              .attr("cx", svg.x(point.resume()))
              .attr("cy", svg.y(point.words()))
              .attr("r", "2.5"));
    }
    double first = points.getFirst().resume();
    svg.parts.add(
        line("fit", svg.x(first), svg.y(growth.at(first)), svg.x(last), svg.y(growth.at(last))));
    return svg.drawing("Words of the continuation at each resume, with the fitted line");
  }

  private static DomContent series(Series series, String label) {
    double most = 0;
    for (double value : series.values()) {
      most = Math.max(most, value);
    }
    long end = series.times()[series.size() - 1];
    GrowthSvg svg = new GrowthSvg(end, most);
    svg.axes(Facts.number(most) + " " + label, Facts.duration(end), "0");
    List<String> points = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      points.add(svg.x(series.times()[i]) + "," + svg.y(series.values()[i]));
    }
    svg.parts.add(
        tag("polyline")
            .withClass("line")
            .attr("points", points.stream().collect(Collectors.joining(" "))));
    return svg.drawing("Number of " + label + " over time");
  }

  private void axes(String mostY, String mostX, String origin) {
    String zeroX = x(0);
    String zeroY = y(0);
    parts.add(line("axis", zeroX, y(this.mostY), zeroX, zeroY));
    parts.add(line("axis", zeroX, zeroY, x(this.mostX), zeroY));
    parts.add(text(LEFT + 6, TOP + 12, "start", mostY));
    parts.add(text(LEFT - 8, HEIGHT - BOTTOM + 4, "end", origin));
    parts.add(text(WIDTH - RIGHT, HEIGHT - BOTTOM + 18, "end", mostX));
  }

  private DomContent drawing(String title) {
    ContainerTag<?> svg =
        tag("svg")
            .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
            .attr("width", WIDTH)
            .attr("height", HEIGHT)
            .attr("role", "img")
            .with(tag("title").withText(title));
    return svg.with(parts);
  }

  private static DomContent line(String kind, String x1, String y1, String x2, String y2) {
    return tag("line").withClass(kind).attr("x1", x1).attr("y1", y1).attr("x2", x2).attr("y2", y2);
  }

  private static DomContent text(int x, int y, String anchor, String words) {
    return tag("text").attr("x", x).attr("y", y).attr("text-anchor", anchor).withText(words);
  }

  private String x(double value) {
    return number(LEFT + value / mostX * (WIDTH - LEFT - RIGHT));
  }

  private String y(double value) {
    return number(HEIGHT - BOTTOM - value / mostY * (HEIGHT - BOTTOM - TOP));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
