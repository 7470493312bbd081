// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.LeakPage;

/** The head of a page: what happens, large, its places as links, and the figures. */
final class SentencePainter implements PageBlock {

  private static final double LINE = 22;
  private static final double PLACE = 22;
  private static final double FIGURES = 48;
  private static final double SPACE = 26;

  /** Room for a place and the begin of its form. */
  private static final double LEAST_PLACES = 400;

  private final Surface surface;
  private final LeakPage page;
  private final Finding finding;
  private final Spots spots;

  SentencePainter(Surface surface, LeakPage page, Spots spots) {
    this.surface = surface;
    this.page = page;
    this.finding = page.finding();
    this.spots = spots;
  }

  @Override
  public double height(double width) {
    int lines = Texts.wrap(surface, finding.sentence(), TextStyle.LARGE, width).size();
    double places = page.places().size() * PLACE;
    double below = isWide(width) ? Math.max(places, FIGURES - 4) : places + 8 + FIGURES;
    return lines * LINE + 8 + below;
  }

  /** Whether the figures stand beside the places. */
  private boolean isWide(double width) {
    return width - figuresWidth() - 24 >= LEAST_PLACES;
  }

  private double figuresWidth() {
    double width = -SPACE;
    for (Figure figure : figures()) {
      width += SPACE + width(figure);
    }
    return width;
  }

  private double width(Figure figure) {
    return Math.max(
        surface.textWidth(figure.value, TextStyle.TITLE),
        surface.textWidth(figure.meaning, TextStyle.SMALL));
  }

  @Override
  public void paint(Rectangle box) {
    double y = box.y() + 15;
    for (String line : Texts.wrap(surface, finding.sentence(), TextStyle.LARGE, box.width())) {
      words(line, box.x(), y);
      y += LINE;
    }
    y += 8;
    double role =
        page.places().keySet().stream()
            .mapToDouble(name -> surface.textWidth(name, TextStyle.NORMAL))
            .max()
            .orElse(0);
    boolean wide = isWide(box.width());
    double room = wide ? box.width() - figuresWidth() - 24 : box.width();
    double top = y - 15;
    for (Map.Entry<String, Site> place : page.places().entrySet()) {
      Rectangle line = new Rectangle(box.x(), y - PLACE, room, PLACE);
      place(place.getKey(), place.getValue(), line, role + 14, y);
      y += PLACE;
    }
    figures(wide ? box.right() - figuresWidth() : box.x(), wide ? top : y + 8);
  }

  /** Words of a line; those that name a place are links. */
  private void words(String line, double left, double y) {
    double x = left;
    double space =
        surface.textWidth("a a", TextStyle.LARGE) - 2 * surface.textWidth("a", TextStyle.LARGE);
    for (String word : line.split(" ")) {
      String bare = bare(word);
      boolean ofSite = isPlace(bare, finding.site());
      boolean link = ofSite || isPlace(bare, finding.call());
      surface.text(word, x, y, TextStyle.LARGE, surface.theme().of(Tone.TEXT));
      if (link) {
        double before =
            x + surface.textWidth(word.substring(0, word.indexOf(bare)), TextStyle.LARGE);
        double width = surface.textWidth(bare, TextStyle.LARGE);
        surface.text(bare, before, y, TextStyle.LARGE, surface.theme().of(Tone.SELECTION));
        surface.fill(before, y + 3, width, 1, surface.theme().of(Tone.SELECTION));
        spots.add(
            ofSite ? LeakPagePainter.SITE : LeakPagePainter.CALL, before, y - 15, width, LINE);
      }
      x += surface.textWidth(word, TextStyle.LARGE) + space;
    }
  }

  /** Without the marks around it. */
  private static String bare(String word) {
    return word.replaceAll("^[(]+|[.,;:)]+$", "");
  }

  private static boolean isPlace(String word, Site site) {
    return site.line() > 0 && word.equals(site.position());
  }

  private void place(String role, Site site, Rectangle box, double after, double y) {
    boolean form = site.equals(finding.site());
    int colour = form ? surface.theme().of(Tone.LEAK) : surface.theme().of(Tone.ACCENT);
    surface.fill(box.x(), y - 10, 3, 13, colour);
    surface.text(role, box.x() + 10, y, TextStyle.NORMAL, surface.theme().of(Tone.DIM_TEXT));
    double x = box.x() + 10 + after;
    String position = site.position();
    double width = surface.textWidth(position, TextStyle.CODE);
    surface.text(position, x, y, TextStyle.CODE, surface.theme().of(Tone.SELECTION));
    surface.fill(x, y + 3, width, 1, surface.theme().of(Tone.SELECTION));
    spots.add(form ? LeakPagePainter.SITE : LeakPagePainter.CALL, x, y - 14, width, PLACE);
    double rest = x + width + 14;
    String code = Texts.cut(surface, site.form(), TextStyle.CODE, box.right() - rest);
    surface.text(code, rest, y, TextStyle.CODE, surface.theme().of(Tone.TEXT));
  }

  private record Figure(String value, String meaning) {}

  private void figures(double left, double top) {
    double x = left;
    for (Figure figure : figures()) {
      surface.text(figure.value, x, top + 18, TextStyle.TITLE, surface.theme().of(Tone.TEXT));
      surface.text(figure.meaning, x, top + 35, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
      x += SPACE + width(figure);
    }
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (finding.bytesTotal() > 0) {
      String bytes = Texts.quantity(Math.rint(finding.bytesTotal()), Unit.BYTES);
      figures.add(new Figure(bytes, "retained in the end"));
    }
    if (finding.bytesPerResume() > 0) {
      double bytes = finding.bytesPerResume();
      String each = Texts.quantity(bytes < 10 ? bytes : Math.rint(bytes), Unit.BYTES);
      figures.add(new Figure(each, "more at each resume"));
    }
    if (page.goesRound()) {
      figures.add(new Figure(whole(finding.count()), "repetitions"));
    } else if (finding.count() > 0) {
      figures.add(new Figure(whole(finding.count()), counted(finding.leakClass())));
    }
    String sure = Figures.percent(finding.confidence());
    figures.add(new Figure(sure, "confidence"));
    return figures;
  }

  /** What is counted, in the plural. */
  private static String counted(LeakClass leakClass) {
    return switch (leakClass) {
      case STALE_WAITERS -> "waiters in the end";
      case UNCANCELLED_TIMERS -> "timers in the end";
      case BLOCKED_FOREVER, FIBER_GROWTH -> "fibers in the end";
      case MAILBOX_GROWTH -> "messages in the end";
      case RETAINED_CONTINUATIONS -> "continuations in the end";
      case SCHEDULER_HOG -> "times others were late";
      default -> "in the end";
    };
  }

  private static String whole(long number) {
    return Figures.count(number);
  }
}
