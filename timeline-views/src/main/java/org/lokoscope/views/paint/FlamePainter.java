package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lokoscope.views.layout.FlameLayout;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.FlameData;

/**
 * The words of suspended continuations as a flame graph that hangs from the top: the outermost
 * frames above, below each one what it has called, as wide as the words of both.
 */
public final class FlamePainter {

  private static final double MARGIN = 14;
  private static final double AXIS = 24;
  private static final double LINE = 17;
  private static final double LEAST_ROW = 17;
  private static final double MOST_ROW = 26;
  private static final double INSET = 5;

  /**
   * Lines kept free for what is not shown: twice as many in a narrow picture, which breaks them.
   */
  private static final int NOTES = 2;

  private static final double NARROW = 600;

  /** Where there is no room for as many, the legend is left out. */
  private static final int ROWS_BEFORE_LEGEND = 8;

  private final Surface surface;
  private final FlameData data;
  private final double width;
  private final double height;

  private FlamePainter(Surface surface, FlameData data, double width, double height) {
    this.surface = surface;
    this.data = data;
    this.width = width;
    this.height = height;
  }

  public static void paint(Surface surface, FlameData data, double width, double height) {
    surface.clip(0, 0, width, height);
    surface.fill(0, 0, width, height, Palette.BACKGROUND);
    new FlamePainter(surface, data, width, height).paint();
    surface.unclip();
  }

  private void paint() {
    double top = head();
    if (data.root().words() == 0) {
      lines(List.of(FlameTexts.empty(data)), top + LINE, TextStyle.NORMAL, Palette.TEXT);
      return;
    }
    List<String> legend = wrapped(List.of(FlameTexts.legend()), TextStyle.SMALL);
    double high = height - top - AXIS - (width < NARROW ? 2 * NOTES : NOTES) * LINE;
    double room = high - legend.size() * LINE;
    boolean explained = room >= ROWS_BEFORE_LEGEND * LEAST_ROW;
    FlameLayout layout = layout(explained ? room : high);
    double row =
        Math.clamp(Math.floor((explained ? room : high) / layout.levels()), LEAST_ROW, MOST_ROW);
    Rectangle plot = new Rectangle(MARGIN, top + AXIS, inner(), layout.levels() * row);
    scale(plot);
    layout.boxes().forEach(box -> box(box, plot, row));
    List<String> notes = new ArrayList<>(explained ? legend : List.of());
    notes.addAll(wrapped(FlameTexts.omissions(layout), TextStyle.SMALL));
    double first = Math.max(plot.bottom() + LINE, height - notes.size() * LINE + 6);
    lines(notes, first, TextStyle.SMALL, Palette.DIM_TEXT);
  }

  private FlameLayout layout(double room) {
    int most = Math.max(1, (int) (room / LEAST_ROW));
    return FlameLayout.of(data.root(), inner(), most);
  }

  private double inner() {
    return Math.max(1, width - 2 * MARGIN);
  }

  /** Title, total and which snapshots these are; answers where the next thing can stand. */
  private double head() {
    String total = FlameTexts.total(data);
    double totalWidth = surface.textWidth(total, TextStyle.TITLE);
    double room = inner() - totalWidth - 20;
    boolean both = surface.textWidth(FlameTexts.TITLES.getLast(), TextStyle.TITLE) <= room;
    String title = fitting(FlameTexts.TITLES, TextStyle.TITLE, both ? room : inner());
    surface.text(title, MARGIN, 30, TextStyle.TITLE, Palette.TEXT);
    if (both) {
      surface.text(total, width - MARGIN - totalWidth, 30, TextStyle.TITLE, Palette.ACCENT);
    }
    return lines(List.of(FlameTexts.subtitle(data)), 52, TextStyle.NORMAL, Palette.DIM_TEXT);
  }

  private List<String> wrapped(List<String> paragraphs, TextStyle style) {
    return paragraphs.stream()
        .flatMap(text -> Texts.wrap(surface, text, style, inner()).stream())
        .toList();
  }

  private double lines(List<String> paragraphs, double first, TextStyle style, int colour) {
    double y = first;
    for (String line : wrapped(paragraphs, style)) {
      surface.text(line, MARGIN, y, style, colour);
      y += LINE;
    }
    return y - LINE + 8;
  }

  /** Words from the left edge, at round numbers. */
  private void scale(Rectangle plot) {
    double total = data.root().words();
    double step = step(total * 110 / plot.width());
    for (double value = 0; value <= total; value += step) {
      double x = plot.x() + value / total * plot.width();
      surface.fill(x, plot.y() - 5, 1, 5, Palette.DIM_TEXT);
      surface.fill(x, plot.y(), 1, plot.height(), Palette.GRID);
      String label = Texts.quantity(value, Unit.WORDS);
      if (x + 3 + surface.textWidth(label, TextStyle.SMALL) < plot.right()) {
        surface.text(label, x + 3, plot.y() - 7, TextStyle.SMALL, Palette.DIM_TEXT);
      }
    }
  }

  /** The first of 1, 2, 5, 10, 20, ... that is not less. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
    return Stream.of(1, 2, 5, 10)
        .mapToDouble(digit -> digit * power)
        .filter(step -> step >= least)
        .findFirst()
        .orElse(10 * power);
  }

  private void box(FlameLayout.Box box, Rectangle plot, double row) {
    double x = plot.x() + box.x();
    double y = plot.y() + box.level() * row;
    int colour = colour(box);
    double gap = box.width() > 3 ? 1 : 0;
    surface.fill(x, y, box.width() - gap, row - 1, colour);
    double room = box.width() - 2 * INSET;
    String label = fitting(FlameTexts.labels(box, data.root()), TextStyle.NORMAL, room);
    if (!label.isEmpty()) {
      surface.clip(x, y, box.width() - gap, row - 1);
      double size = TextStyle.NORMAL.size();
      double baseline = y + row / 2 + size * 0.36 - 0.5;
      surface.text(label, x + INSET, baseline, TextStyle.NORMAL, Palette.inkOn(colour));
      surface.unclip();
    }
  }

  private static int colour(FlameLayout.Box box) {
    if (box.level() == 0) {
      return Palette.GROUP;
    }
    return box.shared() ? FlameColours.SHARED : FlameColours.of(box.nodes().getFirst().place());
  }

  /** The first that fits, or the begin of the last one. */
  private String fitting(List<String> labels, TextStyle style, double room) {
    return labels.stream()
        .filter(label -> surface.textWidth(label, style) <= room)
        .findFirst()
        .orElseGet(() -> Texts.cut(surface, labels.getLast(), style, room));
  }
}
