package org.lokoscope.views.paint;

import java.util.List;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.query.LeaksData;

/**
 * The diagnosis as one picture: the verdict across the top, the ranked leaks at the left, the
 * growth of the worst at the right, what repeats in its stack below.
 */
public final class LeaksPainter {

  private static final double GAP = 14;
  private static final double HEAD = 74;

  private final Surface surface;
  private final LeaksData data;
  private final int verdictColour;

  private LeaksPainter(Surface surface, LeaksData data) {
    this.surface = surface;
    this.data = data;
    this.verdictColour =
        switch (data.diagnosis().verdict()) {
          case LEAK -> Palette.LEAK;
          case STEADY -> Palette.STEADY;
          case INCONCLUSIVE -> Palette.WAKE;
        };
  }

  public static void paint(Surface surface, LeaksData data, double width, double height) {
    surface.fill(0, 0, width, height, Palette.BACKGROUND);
    new LeaksPainter(surface, data).paint(width, height);
  }

  private void paint(double width, double height) {
    head(width);
    double top = HEAD + GAP;
    double left = Math.min(440, width * 0.36);
    double room = height - top - GAP;
    StackSnapshot snapshot = data.snapshot();
    double anatomy = snapshot == null ? 0 : Math.min(250, room * 0.4);
    findings(new Rectangle(GAP, top, left - GAP, room));
    double x = left + GAP;
    double plotHeight = anatomy == 0 ? room : room - anatomy - GAP;
    Rectangle plot = new Rectangle(x, top, width - x - GAP, plotHeight);
    new GrowthPainter(surface, data, curveColour()).paint(plot);
    if (snapshot != null) {
      Rectangle below = new Rectangle(x, plot.bottom() + GAP, plot.width(), anatomy);
      new AnatomyPainter(surface, snapshot, curveColour()).paint(below);
    }
  }

  private int curveColour() {
    return data.diagnosis().verdict() == Diagnosis.Verdict.LEAK ? Palette.LEAK : Palette.TOTAL;
  }

  private void head(double width) {
    surface.fill(0, 0, width, HEAD, Palette.mix(verdictColour, Palette.BACKGROUND, 0.3));
    surface.fill(0, 0, 6, HEAD, verdictColour);
    String verdict = data.diagnosis().verdict().name();
    surface.text(verdict, 22, 30, TextStyle.TITLE, 0xffffffff);
    double x = 22 + surface.textWidth(verdict, TextStyle.TITLE) + 16;
    surface.text(fileName(data.program()), x, 30, TextStyle.NORMAL, 0xffd5dbe5);
    List<String> lines =
        Texts.wrap(surface, data.diagnosis().summary(), TextStyle.NORMAL, width - 44);
    double y = lines.size() > 1 ? 48 : 54;
    for (String line : lines.subList(0, Math.min(2, lines.size()))) {
      surface.text(line, 22, y, TextStyle.NORMAL, 0xffffffff);
      y += 16;
    }
  }

  private static String fileName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }

  private void findings(Rectangle box) {
    surface.fill(box.x(), box.y(), box.width(), box.height(), Palette.PANEL);
    surface.clip(box.x(), box.y(), box.width(), box.height());
    List<Finding> findings = data.diagnosis().findings();
    double y = box.y() + 24;
    surface.text(
        findings.isEmpty() ? "No leak found" : "Leaks, worst first",
        box.x() + 14,
        y,
        TextStyle.STRONG,
        Palette.TEXT);
    double most = findings.stream().mapToDouble(Finding::bytesPerResume).max().orElse(1);
    y += 14;
    for (Finding finding : findings) {
      y = card(finding, box, y, most) + GAP;
      if (y > box.bottom()) {
        break;
      }
    }
    surface.unclip();
  }

  private double card(Finding finding, Rectangle box, double top, double most) {
    double x = box.x() + 14;
    double width = box.width() - 28;
    double y = top + 18;
    surface.text(finding.leakClass().label(), x, y, TextStyle.STRONG, Palette.LEAK);
    String sure = "confidence " + Math.round(finding.confidence() * 100) + "%";
    double sureWidth = surface.textWidth(sure, TextStyle.SMALL);
    surface.text(sure, x + width - sureWidth, y, TextStyle.SMALL, Palette.DIM_TEXT);
    y += 10;
    surface.fill(x, y, width, 8, Palette.GROUP);
    double part = most <= 0 ? 0 : Math.max(0.02, finding.bytesPerResume() / most);
    surface.fill(x, y, width * part, 8, Palette.LEAK);
    y += 24;
    if (finding.bytesPerResume() != 0) {
      String growth = Figures.change(finding.bytesPerResume(), "byte") + " per resume";
      surface.text(growth, x, y, TextStyle.STRONG, Palette.ACCENT);
      y += 18;
    }
    String position = finding.site().position();
    surface.text(
        Texts.cut(surface, position, TextStyle.CODE, width), x, y, TextStyle.CODE, Palette.TEXT);
    y += 17;
    if (!finding.site().form().isEmpty()) {
      String form = Texts.cut(surface, finding.site().form(), TextStyle.CODE, width);
      surface.text(form, x, y, TextStyle.CODE, Palette.DIM_TEXT);
      y += 20;
    }
    y = paragraph(finding.sentence(), x, y, width, Palette.TEXT) + 6;
    y = paragraph(finding.fix(), x, y, width, Palette.STEADY);
    surface.fill(x, y - 4, width, 1, Palette.SEPARATOR);
    return y;
  }

  private double paragraph(String text, double x, double top, double width, int colour) {
    double y = top;
    for (String line : Texts.wrap(surface, text, TextStyle.NORMAL, width)) {
      surface.text(line, x, y, TextStyle.NORMAL, colour);
      y += 17;
    }
    return y;
  }
}
