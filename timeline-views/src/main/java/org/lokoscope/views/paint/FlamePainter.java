// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.views.layout.FlameLayout;
import org.lokoscope.views.query.FlameData;
import org.lokoscope.views.query.FlameDifference;

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
  private final Look look;
  private final double width;
  private final double height;
  private final @Nullable FlameDifference difference;
  private final List<Placed> placed = new ArrayList<>();

  private FlamePainter(
      Surface surface,
      FlameData data,
      @Nullable FlameDifference difference,
      Look look,
      double width,
      double height) {
    this.surface = surface;
    this.data = data;
    this.difference = difference;
    this.look = look;
    this.width = width;
    this.height = height;
  }

  /**
   * How a graph is looked at.
   *
   * @param focus what fills the width; the root of the data for all
   * @param search what is looked for in places and forms, in lower case, or "" for nothing
   * @param titled whether it says above what it shows
   */
  public record Look(StackTree focus, String search, boolean titled) {}

  /**
   * A box where it was drawn.
   *
   * @param label all that is said of it
   */
  public record Placed(Rectangle area, FlameLayout.Box box, String label) {

    public double centreX() {
      return area.x() + area.width() / 2;
    }

    public double centreY() {
      return area.y() + area.height() / 2;
    }

    public boolean holds(double x, double y) {
      return x >= area.x() && x < area.right() && y >= area.y() && y < area.bottom();
    }
  }

  public static void paint(Surface surface, FlameData data, double width, double height) {
    paint(surface, data, new Look(data.root(), "", true), width, height);
  }

  /** Paints what is looked at, and says where each box is. */
  public static List<Placed> paint(
      Surface surface, FlameData data, Look look, double width, double height) {
    return paint(surface, data, null, look, width, height);
  }

  /** Both runs in one graph, in the colours of less and more, and says where each box is. */
  public static List<Placed> paint(
      Surface surface, FlameDifference difference, double width, double height) {
    FlameData both = difference.both();
    return paint(surface, both, difference, new Look(both.root(), "", true), width, height);
  }

  private static List<Placed> paint(
      Surface surface,
      FlameData data,
      @Nullable FlameDifference difference,
      Look look,
      double width,
      double height) {
    surface.clip(0, 0, width, height);
    surface.fill(0, 0, width, height, surface.theme().of(Tone.BACKGROUND));
    FlamePainter painter = new FlamePainter(surface, data, difference, look, width, height);
    painter.paint();
    surface.unclip();
    return List.copyOf(painter.placed);
  }

  private void paint() {
    double top = look.titled() ? head() : 4;
    if (data.root().total() == 0) {
      lines(
          List.of(FlameTexts.empty(data)),
          top + LINE,
          TextStyle.NORMAL,
          surface.theme().of(Tone.TEXT));
      return;
    }
    String explanation = difference == null ? FlameTexts.legend(data) : FlameTexts.DIFFERENCE;
    List<String> legend = wrapped(List.of(explanation), TextStyle.SMALL);
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
    notes.addAll(wrapped(FlameTexts.omissions(data, layout), TextStyle.SMALL));
    double first = Math.max(plot.bottom() + LINE, height - notes.size() * LINE + 6);
    lines(notes, first, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
  }

  private FlameLayout layout(double room) {
    int most = Math.max(1, (int) (room / LEAST_ROW));
    return FlameLayout.of(look.focus(), inner(), most);
  }

  private double inner() {
    return Math.max(1, width - 2 * MARGIN);
  }

  /** Title, total and which snapshots these are; answers where the next thing can stand. */
  private double head() {
    String total =
        difference == null ? FlameTexts.total(data) : difference.words(difference.of(data.root()));
    double totalWidth = surface.textWidth(total, TextStyle.TITLE);
    double room = inner() - totalWidth - 20;
    boolean both = surface.textWidth(FlameTexts.TITLES.getLast(), TextStyle.TITLE) <= room;
    List<String> titles =
        difference == null ? FlameTexts.titles(data) : FlameTexts.titlesOfDifference(data);
    String title = fitting(titles, TextStyle.TITLE, both ? room : inner());
    surface.text(title, MARGIN, 30, TextStyle.TITLE, surface.theme().of(Tone.TEXT));
    if (both) {
      surface.text(
          total, width - MARGIN - totalWidth, 30, TextStyle.TITLE, surface.theme().of(Tone.ACCENT));
    }
    return lines(
        List.of(
            difference == null
                ? FlameTexts.subtitle(data)
                : FlameTexts.subtitle(data, difference.stacks())),
        52,
        TextStyle.NORMAL,
        surface.theme().of(Tone.DIM_TEXT));
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
    double total = look.focus().total();
    double step = step(total * 110 / plot.width());
    for (double value = 0; value <= total; value += step) {
      double x = plot.x() + value / total * plot.width();
      surface.fill(x, plot.y() - 5, 1, 5, surface.theme().of(Tone.DIM_TEXT));
      surface.fill(x, plot.y(), 1, plot.height(), surface.theme().of(Tone.GRID));
      String label = data.amount(Math.round(value));
      if (x + 3 + surface.textWidth(label, TextStyle.SMALL) < plot.right()) {
        surface.text(
            label, x + 3, plot.y() - 7, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
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
    List<String> labels =
        difference == null ? FlameTexts.labels(data, box) : FlameTexts.labels(difference, box);
    placed.add(new Placed(new Rectangle(x, y, box.width(), row), box, labels.getFirst()));
    String label = fitting(labels, TextStyle.NORMAL, room);
    if (!label.isEmpty()) {
      surface.clip(x, y, box.width() - gap, row - 1);
      double size = TextStyle.NORMAL.size();
      double baseline = y + row / 2 + size * 0.36 - 0.5;
      surface.text(label, x + INSET, baseline, TextStyle.NORMAL, Palette.inkOn(colour));
      surface.unclip();
    }
  }

  private int colour(FlameLayout.Box box) {
    if (box.nodes().getFirst() == data.root()) {
      return surface.theme().of(Tone.GROUP);
    }
    if (!look.search().isEmpty()) {
      return surface.theme().of(found(box, look.search()) ? Tone.ACCENT : Tone.BRICK);
    }
    if (difference != null && !box.shared()) {
      return FlameColours.of(difference.of(box.nodes().getFirst()).leaning());
    }
    return box.shared()
        ? surface.theme().of(Tone.BRICK)
        : FlameColours.of(box.nodes().getFirst().place(), surface.theme());
  }

  private static boolean found(FlameLayout.Box box, String search) {
    return box.nodes().stream().anyMatch(node -> isFound(node, search));
  }

  /** Whether a node's place holds a text in lower case. */
  public static boolean isFound(StackTree node, String search) {
    Site site = node.place().site();
    String text = site.position() + " " + site.procedure() + " " + site.form();
    return text.toLowerCase(Locale.ROOT).contains(search);
  }

  /** The first that fits, or the begin of the last one. */
  private String fitting(List<String> labels, TextStyle style, double room) {
    return labels.stream()
        .filter(label -> surface.textWidth(label, style) <= room)
        .findFirst()
        .orElseGet(() -> Texts.cut(surface, labels.getLast(), style, room));
  }
}
