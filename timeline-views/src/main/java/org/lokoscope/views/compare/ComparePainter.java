// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Strip;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.compare.ComparedRuns.Side;
import org.lokoscope.views.compare.Difference.Sense;
import org.lokoscope.views.paint.Palette;
import org.lokoscope.views.paint.StripPicture;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Texts;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.Tone;
import org.lokoscope.views.viewport.Ruler;
import org.lokoscope.views.viewport.Viewport;

/**
 * Two runs on one axis: what differs in words, then for each place of a spawn the lane of the first
 * run, below it that of the second, between them a band where they do other things, and the words
 * of their continuations where these grow.
 */
public final class ComparePainter {

  /** Width of the rows' headers, pixels. */
  public static final double GUTTER = 230;

  private static final double LANE = 16;
  private static final double BAND = 4;
  private static final double CURVE = 34;
  private static final double PAD = 7;
  private static final double LINE = 19;
  private static final double RULER = 22;
  private static final double SIDES = 62;
  private static final int MOST_WORDS = 8;

  private final Surface surface;
  private final Theme theme;
  private final ComparedRuns runs;
  private final Viewport window;

  private ComparePainter(Surface surface, ComparedRuns runs, Viewport window) {
    this.surface = surface;
    this.theme = surface.theme();
    this.runs = runs;
    this.window = window;
  }

  /** Where the rows begin. */
  public static double top(ComparedRuns runs) {
    int lines = Math.min(MOST_WORDS + 1, runs.words().size());
    return SIDES + lines * LINE + 8 + RULER;
  }

  /** The height of a row without a curve: at most so many are in sight. */
  public static double leastRow() {
    return 2 * LANE + BAND + 2 * PAD;
  }

  private static double height(CompareQuery.Row row) {
    return leastRow() + (row.hasCurve() ? CURVE + 4 : 0);
  }

  /** The height that all rows take. */
  public static double height(List<CompareQuery.Row> rows) {
    return rows.stream().mapToDouble(ComparePainter::height).sum();
  }

  /**
   * @param window as wide as the plot, without the headers
   * @param rows all pairs from the first one on, as many as are known
   * @param scroll pixels of rows above the upper edge
   */
  public static void paint(
      Surface surface,
      ComparedRuns runs,
      Viewport window,
      List<CompareQuery.Row> rows,
      double scroll,
      double width,
      double height) {
    new ComparePainter(surface, runs, window).paint(rows, scroll, width, height);
  }

  private void paint(List<CompareQuery.Row> rows, double scroll, double width, double height) {
    surface.fill(0, 0, width, height, theme.of(Tone.BACKGROUND));
    side("first", runs.before(), 0, width / 2);
    side("second", runs.after(), width / 2, width / 2);
    words(SIDES + 8, width);
    double top = top(runs);
    ruler(top - RULER, width);
    surface.clip(0, top, width, Math.max(1, height - top));
    double y = top - scroll;
    for (int i = 0; i < rows.size() && y < height; i++) {
      CompareQuery.Row row = rows.get(i);
      if (y + height(row) > top) {
        row(i, row, y, width);
      }
      y += height(row);
    }
    int left = runs.pairs().size() - rows.size();
    if (left > 0 && y < height) {
      String more = "and " + Figures.count(left) + " more places";
      surface.text(more, 14, y + 18, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    }
    ends(top, height, width);
    surface.unclip();
  }

  private void side(String which, Side side, double x, double width) {
    surface.fill(x + 8, 8, width - 16, SIDES - 12, theme.of(Tone.PANEL));
    surface.fill(x + 8, 8, 3, SIDES - 12, colour(which));
    surface.text(which + " run", x + 20, 26, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    String name = Texts.cutMiddle(surface, side.name(), TextStyle.TITLE, width - 260);
    surface.text(name, x + 96, 28, TextStyle.TITLE, theme.of(Tone.TEXT));
    double at = x + 108 + surface.textWidth(name, TextStyle.TITLE);
    int tone =
        theme.of(
            side.leak()
                ? Tone.LEAK
                : side.verdict().equals("steady") ? Tone.STEADY : Tone.DIM_TEXT);
    surface.text(side.verdict(), at, 28, TextStyle.STRONG, tone);
    String size = Figures.duration(side.end()) + ", " + Figures.count(side.events()) + " events";
    surface.text(size, x + 20, 48, TextStyle.NORMAL, theme.of(Tone.DIM_TEXT));
  }

  private int colour(String which) {
    return theme.of(which.equals("first") ? Tone.MESSAGE : Tone.TOTAL);
  }

  private void words(double top, double width) {
    double y = top;
    List<String> words = runs.words();
    for (int i = 0; i < Math.min(MOST_WORDS, words.size()); i++) {
      Sense sense = runs.differences().isEmpty() ? Sense.OTHER : runs.differences().get(i).sense();
      int colour =
          theme.of(
              switch (sense) {
                case BETTER -> Tone.STEADY;
                case WORSE -> Tone.LEAK;
                case OTHER -> Tone.ACCENT;
              });
      surface.fill(14, y - 1, 7, 7, runs.differences().isEmpty() ? theme.of(Tone.STEADY) : colour);
      String text = Texts.cut(surface, words.get(i), TextStyle.NORMAL, width - 44);
      surface.text(text, 30, y + 7, TextStyle.NORMAL, theme.of(Tone.TEXT));
      y += LINE;
    }
    if (words.size() > MOST_WORDS) {
      String more = "and " + Figures.count(words.size() - MOST_WORDS) + " more differences";
      surface.text(more, 30, y + 7, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    }
  }

  private void ruler(double top, double width) {
    surface.fill(0, top, width, RULER, theme.of(Tone.PANEL));
    Ruler ruler = Ruler.of(window, 104);
    surface.clip(GUTTER, top, width - GUTTER, RULER);
    for (Ruler.Tick tick : ruler.ticks()) {
      double x = Math.round(GUTTER + window.x(tick.time()));
      surface.fill(x, top + RULER - (tick.major() ? 9 : 4), 1, 9, theme.of(Tone.DIM_TEXT));
      if (tick.major()) {
        surface.text(tick.label(), x + 4, top + 13, TextStyle.SMALL, theme.of(Tone.TEXT));
      }
    }
    surface.unclip();
    surface.fill(0, top + RULER - 1, width, 1, theme.of(Tone.SEPARATOR));
  }

  private void row(int index, CompareQuery.Row row, double y, double width) {
    Aligned pair = runs.pairs().get(index);
    boolean differs = runs.differs(index);
    int back = theme.of(index % 2 == 0 ? Tone.LANE_EVEN : Tone.LANE_ODD);
    surface.fill(0, y, width, height(row), back);
    if (differs) {
      surface.fill(0, y, 4, height(row), theme.of(Tone.ACCENT));
    }
    head(pair, y);
    double first = y + PAD;
    double second = first + LANE + BAND;
    label("first", pair.before().size(), first);
    label("second", pair.after().size(), second);
    lane(row.before(), first, pair.before().isEmpty(), width);
    lane(row.after(), second, pair.after().isEmpty(), width);
    band(row, first + LANE, width);
    if (row.hasCurve()) {
      double top = second + LANE + 4;
      long peak = row.peak();
      curve(row.wordsBefore(), peak, top, colour("first"), width);
      curve(row.wordsAfter(), peak, top, colour("second"), width);
      String scale = Figures.brief(peak) + " words";
      double x = GUTTER - 10 - surface.textWidth(scale, TextStyle.SMALL);
      surface.text(scale, x, top + 12, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    }
    surface.fill(0, y + height(row) - 1, width, 1, theme.of(Tone.SEPARATOR));
  }

  private void head(Aligned pair, double y) {
    double room = GUTTER - 14 - 96;
    String name = Texts.cutMiddle(surface, pair.name(), TextStyle.STRONG, room);
    surface.text(name, 14, y + 19, TextStyle.STRONG, theme.of(Tone.TEXT));
    String place = pair.place().line() == 0 ? "" : pair.place().shortPosition();
    String under = Texts.cutMiddle(surface, place, TextStyle.SMALL, room);
    surface.text(under, 14, y + 35, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
  }

  private void label(String which, int count, double y) {
    String text = count <= 1 ? which : which + " × " + Figures.count(count);
    double x = GUTTER - 10 - surface.textWidth(text, TextStyle.SMALL);
    surface.text(text, x, y + 12, TextStyle.SMALL, colour(which));
  }

  private void lane(@Nullable Strip strip, double y, boolean missing, double width) {
    if (missing) {
      String text = "nothing was spawned here";
      surface.text(text, GUTTER + 8, y + 12, TextStyle.SMALL, theme.of(Tone.DIM_TEXT));
    }
    if (strip == null || strip.dominant().length == 0) {
      return;
    }
    double from = GUTTER + window.x(strip.from());
    double to =
        GUTTER + window.x(strip.from() + (double) strip.dominant().length * strip.bucketWidth());
    surface.clip(GUTTER, y, width - GUTTER, LANE);
    surface.picture(StripPicture.of(strip, (int) LANE, theme), from, y, to - from, LANE);
    surface.unclip();
  }

  private void band(CompareQuery.Row row, double y, double width) {
    Strip strip = row.before();
    if (strip == null) {
      return;
    }
    for (int i = 0; i < row.unlike().length; i++) {
      if (row.unlike()[i] > 0) {
        double x = GUTTER + window.x(strip.from() + (double) i * strip.bucketWidth());
        double end = GUTTER + window.x(strip.from() + (i + 1.0) * strip.bucketWidth());
        int alpha = (int) (80 + 175 * row.unlike()[i]);
        double left = Math.max(GUTTER, x);
        surface.fill(
            left,
            y + 1,
            Math.min(width, end) - left,
            BAND - 2,
            Palette.withAlpha(theme.of(Tone.ACCENT), Math.min(255, alpha)));
      }
    }
  }

  private void curve(List<GrowthPoint> points, long peak, double top, int colour, double width) {
    double[] xs = new double[points.size()];
    double[] ys = new double[points.size()];
    for (int i = 0; i < points.size(); i++) {
      xs[i] = GUTTER + window.x(points.get(i).time());
      ys[i] = top + CURVE - 2 - (CURVE - 6) * points.get(i).words() / peak;
    }
    surface.clip(GUTTER, top, width - GUTTER, CURVE);
    surface.strokePath(xs, ys, xs.length, 1.5, colour);
    surface.unclip();
  }

  private void ends(double top, double height, double width) {
    end(runs.before().end(), "first", top, height, width);
    end(runs.after().end(), "second", top, height, width);
  }

  private void end(long time, String which, double top, double height, double width) {
    double x = Math.round(GUTTER + window.x(time));
    if (x >= GUTTER && x < width) {
      surface.fill(x, top, 1, height - top, colour(which));
    }
  }
}
