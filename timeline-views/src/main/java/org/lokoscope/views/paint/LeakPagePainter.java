// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.LeakPage;

/**
 * The page of a leak: the sentence with its places; below it, in as many columns as there is room
 * for, the source, the change that mends it, the growth, the two stacks and what keeps it alive.
 * The window puts its controls over the {@link Spots}.
 */
public final class LeakPagePainter {

  /** The chart of the growth, where the window has one of its own. */
  public static final String CHART = "growth";

  /** Where a button goes that copies the change. */
  public static final String COPY = "copy";

  /** Where a button goes that leads to the moment. */
  public static final String MOMENT = "moment";

  /** Where a click leads to the form, and to the call. */
  public static final String SITE = "site";

  public static final String CALL = "call";

  private static final double GAP = 12;
  private static final double PAD = 14;
  private static final double TITLE = 30;
  private static final double TWO_COLUMNS = 760;
  private static final double FOUR_PARTS = 1640;

  /** A column beside a longer one is drawn out to here at most, so that its end is seen. */
  private static final double MOST_STRETCHED = 560;

  /**
   * How a page is painted.
   *
   * @param playhead nanoseconds; negative for none
   * @param live whether a window has controls over it: then there is room for them, and no chart
   */
  public record Look(double playhead, boolean live) {}

  /**
   * What was painted.
   *
   * @param height pixels from the top of the page to its end
   */
  public record Layout(double height, Spots spots) {}

  /** A titled part of a column. */
  private record Section(String title, String note, int noteColour, String spot, PageBlock block) {}

  private final Surface surface;
  private final LeakPage page;
  private final Look look;
  private final Spots spots = new Spots();

  private LeakPagePainter(Surface surface, LeakPage page, Look look) {
    this.surface = surface;
    this.page = page;
    this.look = look;
  }

  /**
   * Paints a page, from its upper left corner on.
   *
   * @param least the height that it fills if it needs less
   */
  public static Layout paint(
      Surface surface, LeakPage page, Look look, double x, double y, double width, double least) {
    return new LeakPagePainter(surface, page, look).paint(x, y, width, least);
  }

  /** How high a page becomes, without painting it. */
  public static double height(
      Surface surface, LeakPage page, Look look, double width, double least) {
    return paint(new Measure(surface), page, look, 0, 0, width, least).height();
  }

  private Layout paint(double x, double y, double width, double least) {
    PageBlock head = new SentencePainter(surface, page, spots);
    double headHeight = head.height(width - 2 * PAD) + 2 * PAD;
    surface.fill(x, y, width, headHeight, surface.theme().of(Tone.PANEL));
    surface.fill(x, y, 4, headHeight, surface.theme().of(Tone.LEAK));
    head.paint(new Rectangle(x + PAD, y + PAD, width - 2 * PAD, headHeight - 2 * PAD));
    double top = y + headHeight + GAP;
    List<List<List<Section>>> rows = rows(width);
    for (int i = 0; i < rows.size(); i++) {
      double left = i == rows.size() - 1 ? y + least - top : 0;
      top += row(rows.get(i), new Rectangle(x, top, width, left)) + GAP;
    }
    return new Layout(top - GAP - y, spots);
  }

  /**
   * Paints columns beside one another.
   *
   * @param box of which the height is filled, at least
   * @return how high they are
   */
  private double row(List<List<Section>> columns, Rectangle box) {
    double wide = (box.width() - GAP * (columns.size() - 1)) / columns.size();
    double most = 0;
    for (List<Section> column : columns) {
      most = Math.max(most, height(column, wide));
    }
    double seen = Math.max(box.height(), Math.min(most, MOST_STRETCHED));
    for (int i = 0; i < columns.size(); i++) {
      List<Section> column = columns.get(i);
      double height = Math.max(height(column, wide), Math.min(seen, Math.max(most, box.height())));
      column(column, new Rectangle(box.x() + i * (wide + GAP), box.y(), wide, height));
    }
    return Math.max(most, box.height());
  }

  /** Rows of columns of sections. */
  private List<List<List<Section>>> rows(double width) {
    List<Section> source = source();
    List<Section> fix = List.of(fix());
    List<Section> growth = growth();
    List<Section> stacks = stacks();
    List<Section> why = joined(switches(), why());
    if (width < TWO_COLUMNS) {
      return List.of(List.of(joined(source, growth, stacks, why, fix)));
    }
    List<Section> evidence = joined(growth, stacks, why);
    if (source.isEmpty()) {
      return List.of(List.of(joined(fix, evidence)));
    }
    if (growth.isEmpty() && stacks.isEmpty()) {
      return List.of(List.of(source, joined(fix, why)));
    }
    if (width < FOUR_PARTS || growth.isEmpty()) {
      return List.of(List.of(joined(source, fix), evidence));
    }
    return List.of(
        List.of(source, joined(fix, why)),
        stacks.isEmpty() ? List.of(growth) : List.of(growth, stacks));
  }

  @SafeVarargs
  private static List<Section> joined(List<Section>... parts) {
    List<Section> all = new ArrayList<>();
    for (List<Section> part : parts) {
      all.addAll(part);
    }
    return all;
  }

  private List<Section> source() {
    List<Section> sections = new ArrayList<>();
    Finding finding = page.finding();
    if (page.source() != null) {
      boolean round = page.goesRound() && page.other() == null;
      String title = name(page.source().file());
      Section section = section(title, "", new SourcePainter(surface, page.source(), round));
      sections.add(growth().isEmpty() ? withMoment(section) : section);
    } else if (finding.site().line() > 0) {
      String title = name(finding.site().file());
      sections.add(section(title, "the trace keeps no source of it", new TextBlock(surface, "")));
    }
    if (page.other() != null) {
      sections.add(
          section(name(page.other().file()), "", new SourcePainter(surface, page.other(), false)));
    }
    return sections;
  }

  private static String name(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private Section section(String title, String note, PageBlock block) {
    return new Section(title, note, surface.theme().of(Tone.DIM_TEXT), "", block);
  }

  /** The section whose title has the button that leads to the moment. */
  private Section withMoment(Section section) {
    boolean button = look.live && page.moment() != null;
    return new Section(
        section.title, section.note, section.noteColour, button ? MOMENT : "", section.block);
  }

  private Section fix() {
    List<PageBlock> parts = new ArrayList<>();
    parts.add(new TextBlock(surface, page.finding().fix()));
    if (!page.diff().isEmpty()) {
      parts.add(new DiffPainter(surface, page.diff()));
    }
    String saves =
        page.saved() > 0
            ? "saves " + Texts.quantity(Math.rint(page.saved()), Unit.BYTES) + " of this run"
            : "";
    String spot = look.live && page.patch().isPresent() ? COPY : "";
    return new Section("Fix", saves, surface.theme().of(Tone.STEADY), spot, new Stacked(parts, 10));
  }

  private List<Section> growth() {
    List<Section> sections = new ArrayList<>();
    if (page.growth().points().size() > 1) {
      PageBlock chart =
          GrowthPainter.ofFiber(
              surface, page.growth(), surface.theme().of(Tone.LEAK), look.playhead);
      sections.add(withMoment(section("Growth", "frames and winders", chart(chart))));
    } else if (page.counted() != null && page.counted().size() > 1) {
      long end = page.counted().times()[page.counted().size() - 1];
      PageBlock chart =
          GrowthPainter.overTime(
              surface,
              page.counted(),
              Unit.COUNT,
              end,
              surface.theme().of(Tone.LEAK),
              look.playhead);
      String title = "Number of " + page.countedLabel();
      sections.add(withMoment(section(title, "", chart(chart))));
    }
    return sections;
  }

  /** What it costs besides memory. */
  private List<Section> switches() {
    return page.switches()
        .map(
            cost -> {
              List<PageBlock> lines = new ArrayList<>();
              if (!cost.measured().isEmpty()) {
                lines.add(new TextBlock(surface, "Measured: " + cost.measured() + "."));
              }
              lines.add(new TextBlock(surface, "In Loko: " + cost.model() + "."));
              return List.of(section("Switches", "", new Stacked(lines, 6)));
            })
        .orElse(List.of());
  }

  private List<Section> stacks() {
    if (page.first() == null || page.last() == null) {
      return List.of();
    }
    String file = page.finding().site().file();
    PageBlock stacks = new StacksPainter(surface, page.first(), page.last(), file);
    return List.of(section("What it holds", "innermost frames first", stacks));
  }

  /** In a window, only the room for a chart of its own. */
  private PageBlock chart(PageBlock chart) {
    if (!look.live) {
      return chart;
    }
    return new PageBlock() {
      @Override
      public double height(double width) {
        return chart.height(width);
      }

      @Override
      public double stretch() {
        return chart.stretch();
      }

      @Override
      public double most(double width) {
        return chart.most(width);
      }

      @Override
      public void paint(Rectangle box) {
        spots.add(CHART, box.x(), box.y(), box.width(), box.height());
      }
    };
  }

  private List<Section> why() {
    return page.chain().isEmpty()
        ? List.of()
        : List.of(section("Why it lives", "", new ChainPainter(surface, page.chain())));
  }

  private static double height(List<Section> column, double width) {
    double height = -GAP;
    for (Section each : column) {
      height += GAP + TITLE + each.block.height(width - 2 * PAD) + PAD;
    }
    return height;
  }

  private void column(List<Section> column, Rectangle box) {
    double width = box.width() - 2 * PAD;
    double[] heights = heights(column, width, box.height() - height(column, box.width()));
    double y = box.y();
    for (int i = 0; i < column.size(); i++) {
      Section each = column.get(i);
      double height = TITLE + heights[i] + PAD;
      section(each, new Rectangle(box.x(), y, box.width(), height), heights[i]);
      y += height + GAP;
    }
  }

  /**
   * How high the blocks become when what is left is divided among those that can use it.
   *
   * @param left pixels
   */
  private static double[] heights(List<Section> column, double width, double left) {
    double[] heights = new double[column.size()];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = column.get(i).block.height(width);
    }
    double rest = left;
    double shares = 1;
    while (rest > 1 && shares > 0) {
      shares = 0;
      for (int i = 0; i < heights.length; i++) {
        PageBlock block = column.get(i).block;
        shares += heights[i] < block.most(width) ? block.stretch() : 0;
      }
      double given = 0;
      for (int i = 0; i < heights.length && shares > 0; i++) {
        PageBlock block = column.get(i).block;
        double share = rest * block.stretch() / shares;
        double more = Math.max(0, Math.min(share, block.most(width) - heights[i]));
        heights[i] += more;
        given += more;
      }
      rest -= given;
    }
    return heights;
  }

  /** For a button. */
  private static double room(String spot) {
    return switch (spot) {
      case COPY -> 140;
      case MOMENT -> 270;
      default -> 0;
    };
  }

  private void section(Section each, Rectangle box, double inner) {
    surface.fill(box.x(), box.y(), box.width(), box.height(), surface.theme().of(Tone.PANEL));
    double x = box.x() + PAD;
    double baseline = box.y() + 20;
    surface.text(each.title, x, baseline, TextStyle.STRONG, surface.theme().of(Tone.TEXT));
    double after = x + surface.textWidth(each.title, TextStyle.STRONG) + 12;
    double room = box.right() - PAD - after - room(each.spot);
    String note = Texts.cut(surface, each.note, TextStyle.NORMAL, room);
    surface.text(note, after, baseline, TextStyle.NORMAL, each.noteColour);
    if (!each.spot.isEmpty()) {
      spots.add(each.spot, box.right() - PAD, box.y() + 4, 0, TITLE - 6);
    }
    each.block.paint(new Rectangle(x, box.y() + TITLE, box.width() - 2 * PAD, inner));
  }
}
