// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.Series;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.LeakPage;
import org.lokoscope.views.query.LeaksData;

/**
 * The diagnosis as one picture: at the left the verdict, the findings by what one fix frees and
 * what was looked for; beside it the page of the first. Without one: the words of all fibers.
 */
public final class LeaksPainter {

  private static final double GAP = 12;
  private static final double PAD = 14;
  private static final double HEAD = 62;
  private static final double CARD = 66;

  private final Surface surface;
  private final LeaksData data;
  private final Diagnosis diagnosis;
  private final int verdictColour;

  private LeaksPainter(Surface surface, LeaksData data) {
    this.surface = surface;
    this.data = data;
    this.diagnosis = data.diagnosis();
    this.verdictColour =
        switch (diagnosis.verdict()) {
          case LEAK -> surface.theme().of(Tone.LEAK);
          case STEADY -> surface.theme().of(Tone.STEADY);
          case INCONCLUSIVE -> surface.theme().of(Tone.WAKE);
        };
  }

  public static void paint(Surface surface, LeaksData data, double width, double height) {
    surface.fill(0, 0, width, height, surface.theme().of(Tone.BACKGROUND));
    new LeaksPainter(surface, data).paint(width, height);
  }

  private void paint(double width, double height) {
    double top = GAP;
    double left = Math.clamp(width * 0.2, 236, 340);
    double room = height - top - GAP;
    side(new Rectangle(GAP, top, left, room));
    double x = GAP + left + GAP;
    LeakPage page = data.page();
    if (page == null) {
      steady(new Rectangle(x, top, width - x - GAP, room));
    } else {
      LeakPagePainter.Look look = new LeakPagePainter.Look(-1, false);
      LeakPagePainter.paint(surface, page, look, x, top, width - x - GAP, room);
    }
  }

  private double head(Rectangle box) {
    surface.fill(
        box.x(),
        box.y(),
        box.width(),
        HEAD,
        Palette.mix(verdictColour, surface.theme().of(Tone.BACKGROUND), 0.22));
    surface.fill(box.x(), box.y(), 4, HEAD, verdictColour);
    double x = box.x() + PAD;
    String verdict = diagnosis.verdict().name();
    surface.text(verdict, x, box.y() + 27, TextStyle.TITLE, verdictColour);
    double after = x + surface.textWidth(verdict, TextStyle.TITLE) + 12;
    String program = data.program().substring(data.program().lastIndexOf('/') + 1);
    String name = Texts.cut(surface, program, TextStyle.LARGE, box.right() - PAD - after);
    surface.text(name, after, box.y() + 27, TextStyle.LARGE, surface.theme().of(Tone.TEXT));
    String what =
        switch (diagnosis.verdict()) {
          case LEAK -> findings();
          case STEADY -> steady();
          case INCONCLUSIVE -> "too little was recorded to tell";
        };
    surface.text(
        Texts.cut(surface, what, TextStyle.NORMAL, box.width() - 2 * PAD),
        x,
        box.y() + 48,
        TextStyle.NORMAL,
        surface.theme().of(Tone.TEXT));
    return HEAD + GAP;
  }

  /** Of what was not measured nobody knows whether it grows. */
  private String steady() {
    int kinds = LeakClass.values().length;
    int unknown = diagnosis.reasons().size();
    return unknown == 0
        ? "nothing grows without end"
        : "nothing grows; " + unknown + " of " + kinds + " not judged";
  }

  private String findings() {
    int count = diagnosis.findings().size();
    double bytes = diagnosis.findings().stream().mapToDouble(Finding::bytesTotal).sum();
    String held =
        bytes > 0 ? ", " + Texts.quantity(Math.rint(bytes), Unit.BYTES) + " retained" : "";
    return (count == 1 ? "1 finding" : count + " findings") + held;
  }

  private void side(Rectangle box) {
    List<Finding> findings = diagnosis.findings();
    double y = box.y() + head(box);
    if (!findings.isEmpty()) {
      double most = findings.stream().mapToDouble(Finding::bytesTotal).max().orElse(0);
      JudgedPainter judged = new JudgedPainter(surface, diagnosis);
      double forCards = box.bottom() - y - judged.height(box.width() - 2 * PAD) - 60;
      int shown = Math.clamp((int) (forCards / (CARD + 6)), 1, findings.size());
      for (int i = 0; i < shown; i++) {
        card(findings.get(i), new Rectangle(box.x(), y, box.width(), CARD), i == 0, most);
        y += CARD + 6;
      }
      if (shown < findings.size()) {
        String more = "and " + (findings.size() - shown) + " more";
        surface.text(
            more, box.x() + PAD, y + 12, TextStyle.NORMAL, surface.theme().of(Tone.DIM_TEXT));
        y += 22;
      }
      y += GAP - 6;
    }
    judged(new Rectangle(box.x(), y, box.width(), box.bottom() - y));
  }

  private void card(Finding finding, Rectangle box, boolean chosen, double most) {
    surface.fill(
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        chosen ? surface.theme().of(Tone.GROUP) : surface.theme().of(Tone.PANEL));
    surface.fill(
        box.x(),
        box.y(),
        4,
        box.height(),
        chosen ? surface.theme().of(Tone.LEAK) : surface.theme().of(Tone.SEPARATOR));
    double x = box.x() + PAD;
    double width = box.width() - 2 * PAD;
    double bytes = finding.bytesTotal();
    String size = bytes > 0 ? Texts.quantity(Math.rint(bytes), Unit.BYTES) : "";
    double sizeWidth = surface.textWidth(size, TextStyle.STRONG);
    String kind =
        Texts.cut(surface, finding.leakClass().label(), TextStyle.STRONG, width - sizeWidth - 8);
    surface.text(kind, x, box.y() + 20, TextStyle.STRONG, surface.theme().of(Tone.LEAK));
    surface.text(
        size, x + width - sizeWidth, box.y() + 20, TextStyle.STRONG, surface.theme().of(Tone.TEXT));
    String place = Texts.cut(surface, finding.site().position(), TextStyle.CODE, width);
    surface.text(place, x, box.y() + 40, TextStyle.CODE, surface.theme().of(Tone.TEXT));
    if (bytes > 0) {
      surface.fill(x, box.y() + 52, width, 4, surface.theme().of(Tone.SEPARATOR));
      double part = Math.max(bytes / most, 0.01);
      surface.fill(x, box.y() + 52, width * part, 4, surface.theme().of(Tone.LEAK));
    }
  }

  private void judged(Rectangle box) {
    JudgedPainter judged = new JudgedPainter(surface, diagnosis);
    double height = Math.min(box.height(), judged.height(box.width() - 2 * PAD) + 42);
    surface.fill(box.x(), box.y(), box.width(), height, surface.theme().of(Tone.PANEL));
    surface.clip(box.x(), box.y(), box.width(), height);
    double x = box.x() + PAD;
    surface.text(
        "What was looked for", x, box.y() + 22, TextStyle.STRONG, surface.theme().of(Tone.TEXT));
    judged.paint(new Rectangle(x, box.y() + 34, box.width() - 2 * PAD, box.height() - 34));
    surface.unclip();
  }

  private void steady(Rectangle box) {
    // What was checked stands in the list beside it.
    String summary = diagnosis.summary().split(" Checked: ", 2)[0];
    List<String> lines = Texts.wrap(surface, summary, TextStyle.LARGE, box.width() - 2 * PAD);
    double head = lines.size() * 22 + 2 * PAD;
    surface.fill(box.x(), box.y(), box.width(), head, surface.theme().of(Tone.PANEL));
    surface.fill(box.x(), box.y(), 4, head, verdictColour);
    double y = box.y() + PAD + 15;
    for (String line : lines) {
      surface.text(line, box.x() + PAD, y, TextStyle.LARGE, surface.theme().of(Tone.TEXT));
      y += 22;
    }
    double top = box.y() + head + GAP;
    surface.fill(box.x(), top, box.width(), box.bottom() - top, surface.theme().of(Tone.PANEL));
    Series words = data.words();
    boolean drawn = words != null && words.size() > 1;
    String title =
        drawn
            ? "Words of the continuations of all fibers"
            : "No fiber was suspended often enough to draw its growth";
    surface.text(title, box.x() + PAD, top + 22, TextStyle.STRONG, surface.theme().of(Tone.TEXT));
    if (words != null && drawn) {
      GrowthPainter.overTime(
              surface, words, Unit.WORDS, data.end(), surface.theme().of(Tone.TOTAL), -1)
          .paint(
              new Rectangle(
                  box.x() + PAD, top + 34, box.width() - 2 * PAD, box.bottom() - top - 34 - PAD));
    }
  }
}
