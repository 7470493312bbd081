// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Series;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.query.Pixels;
import org.lokoscope.views.query.TimelineData;

/**
 * Draws the graph tracks: each line as a filled area with steps, the band between the least and the
 * most value of a column paler, the scale in the gutter and the value at the playhead.
 */
final class GraphPainter {

  private static final double LINE = 15;

  /** Room for the figures of the scale beside a finding. */
  private static final double SCALE = 84;

  private final Surface surface;
  private final Theme theme;
  private final TimelineFrame frame;
  private final Areas areas;

  GraphPainter(Surface surface, TimelineFrame frame) {
    this.surface = surface;
    this.theme = surface.theme();
    this.frame = frame;
    this.areas = frame.areas();
  }

  void paint() {
    TimelineData data = frame.layers().isEmpty() ? TimelineData.NONE : frame.layers().getLast();
    if (!frame.tracks().isEmpty()) {
      surface.fill(0, areas.lanesBottom(), areas.width(), Areas.GAP, theme.of(Tone.BACKGROUND));
      surface.fill(0, areas.lanesBottom(), areas.width(), 1, theme.of(Tone.SEPARATOR));
    }
    double top = areas.lanesBottom() + Areas.GAP;
    surface.clip(0, top, areas.width(), Math.max(0, areas.height() - top));
    for (int i = 0; i < frame.tracks().size(); i++) {
      double y = areas.trackTop(i) - frame.overlay().trackScroll();
      if (y < areas.height() && y + areas.trackHeight(i) > top) {
        track(frame.tracks().get(i), data, y, areas.trackHeight(i));
      }
    }
    surface.unclip();
  }

  private void track(GraphTrack track, TimelineData data, double top, double height) {
    surface.fill(0, top, areas.width(), height, theme.of(Tone.PANEL));
    surface.fill(frame.areas().gutter(), top, areas.plotWidth(), height, theme.of(Tone.LANE_EVEN));
    surface.fill(0, top, areas.width(), 1, theme.of(Tone.SEPARATOR));
    Scale scale = Scale.of(top + 8, top + height - 3, most(track, data), track.unit());
    lines(scale, track, height, isKnown(track, data));
    surface.clip(frame.areas().gutter(), top, areas.plotWidth(), height);
    for (GraphTrack.Line line : track.lines()) {
      Series series = data.series().get(line.series());
      if (series != null && series.size() > 0) {
        area(series, scale, colour(line.role()), top, height);
      }
    }
    surface.unclip();
    FoldPainter.paint(surface, frame, top, height);
    caption(track, data, scale, top, height);
  }

  private int colour(GraphTrack.Role role) {
    return switch (role) {
      case TOTAL -> theme.of(Tone.TOTAL);
      case SELECTED -> theme.of(Tone.ACCENT);
      case LEAK -> theme.of(Tone.LEAK);
    };
  }

  private double most(GraphTrack track, TimelineData data) {
    double most = 0;
    for (GraphTrack.Line line : track.lines()) {
      Series series = data.series().get(line.series());
      for (int i = 0; series != null && i < series.size(); i++) {
        double next = i + 1 < series.size() ? series.times()[i + 1] : Double.MAX_VALUE;
        if (next >= frame.window().from() && series.times()[i] <= frame.window().to()) {
          most = Math.max(most, series.high()[i]);
        }
      }
    }
    return most;
  }

  /** Whether there is anything of a track in sight; else its scale would be made up. */
  private boolean isKnown(GraphTrack track, TimelineData data) {
    return track.lines().stream()
        .map(line -> data.series().get(line.series()))
        .anyMatch(
            series ->
                series != null && series.size() > 0 && series.times()[0] <= frame.window().to());
  }

  private void lines(Scale scale, GraphTrack track, double height, boolean known) {
    double title = 12 + surface.textWidth(track.title(), TextStyle.STRONG) + 8;
    for (int i = 0; i <= 2; i++) {
      double value = scale.top() * i / 2;
      double y = scale.y(value);
      surface.fill(
          frame.areas().gutter(), Math.round(y), areas.plotWidth(), 1, theme.of(Tone.GRID));
      if (known && (i == 2 || i == 1 && height >= 40)) {
        String whole = Texts.atAxis(value, scale.top(), track.unit());
        double room = frame.areas().gutter() - 8 - (i == 2 ? title : 0);
        boolean fits = surface.textWidth(whole, TextStyle.SMALL) <= room;
        // The title says of what there are so many.
        String label = fits ? whole : whole.replaceFirst(" [a-z]+$", "");
        double width = surface.textWidth(label, TextStyle.SMALL);
        if (width > room) {
          continue;
        }
        surface.text(
            label,
            frame.areas().gutter() - 8 - width,
            y + 4,
            TextStyle.SMALL,
            theme.of(Tone.DIM_TEXT));
      }
    }
  }

  /**
   * The greatest value of each column is the edge: a gauge that drops whenever its fiber runs would
   * else look like a comb, or like nothing, by chance of sampling.
   */
  private void area(Series series, Scale scale, int colour, double top, double height) {
    int alpha = colour == theme.of(Tone.TOTAL) ? 0x48 : 0x70;
    int rows = (int) Math.ceil(height);
    Pixels picture = GraphPicture.of(frame, series, scale, top, rows, colour, alpha);
    surface.picture(picture, areas.gutter(), top, picture.width(), rows);
  }

  private void caption(
      GraphTrack track, TimelineData data, Scale scale, double top, double height) {
    boolean found = track.leaks() || !track.finding().isEmpty();
    int ink = found ? theme.of(Tone.LEAK) : theme.of(Tone.TEXT);
    surface.text(track.title(), 12, top + 17, TextStyle.STRONG, ink);
    if (height >= 2 * LINE + 6) {
      String finding =
          Texts.cut(surface, track.finding(), TextStyle.SMALL, frame.areas().gutter() - SCALE);
      surface.text(finding, 12, top + 17 + LINE, TextStyle.SMALL, ink);
    }
    double x = frame.areas().gutter() + 10;
    double lastReadout = Double.MAX_VALUE;
    for (GraphTrack.Line line : track.lines()) {
      int colour = colour(line.role());
      if (track.lines().size() > 1) {
        x = legend(line.label(), colour, x, top + 14);
      }
      double value = valueAtPlayhead(data.series().get(line.series()));
      if (!Double.isNaN(value)) {
        boolean crowded = Math.abs(scale.y(value) - lastReadout) < LINE;
        double place = crowded ? lastReadout + LINE : scale.y(value);
        readout(Texts.quantity(value, track.unit()), scale.y(value), place, colour);
        lastReadout = place;
      }
    }
  }

  private double legend(String label, int colour, double x, double y) {
    double width = surface.textWidth(label, TextStyle.SMALL);
    surface.fill(x - 3, y - 10, width + 22, LINE - 1, theme.of(Tone.FLAG));
    surface.fill(x, y - 7.5, 8, 8, colour);
    surface.text(label, x + 13, y, TextStyle.SMALL, theme.of(Tone.TEXT));
    return x + width + 30;
  }

  private double valueAtPlayhead(@Nullable Series series) {
    long playhead = frame.marks().playhead();
    return series == null || playhead < 0 ? Double.NaN : valueAt(series, playhead);
  }

  private void readout(String text, double y, double textY, int colour) {
    double x = frame.x(frame.marks().playhead());
    if (x < frame.areas().gutter() || x > areas.width()) {
      return;
    }
    double width = surface.textWidth(text, TextStyle.SMALL) + 8;
    double left = x + 8 + width > areas.width() ? x - 8 - width : x + 8;
    surface.fill(x - 3, y - 3, 6, 6, colour);
    surface.fill(left, textY - 8, width, LINE, theme.of(Tone.FLAG));
    surface.text(text, left + 4, textY + 3.5, TextStyle.SMALL, colour);
  }

  /** What is drawn at a moment: the edge at the last point at or before it. */
  static double valueAt(Series series, long time) {
    int low = 0;
    int high = series.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (series.times()[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Double.NaN : series.high()[low - 1];
  }
}
