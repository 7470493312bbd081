package org.lokoscope.views.paint;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.GraphTrack.Unit;

/**
 * What a continuation is made of: a bar of its groups by words, those of frames at the left and
 * those of winders, paler, at the right, the repeated ones drawn as bricks; and a line for each
 * group, the heaviest first.
 */
final class AnatomyPainter {

  private static final double BAR = 34;
  private static final double LINE = 19;

  private final Surface surface;
  private final StackSnapshot snapshot;
  private final int colour;

  AnatomyPainter(Surface surface, StackSnapshot snapshot, int colour) {
    this.surface = surface;
    this.snapshot = snapshot;
    this.colour = colour;
  }

  void paint(Rectangle box) {
    surface.fill(box.x(), box.y(), box.width(), box.height(), Palette.PANEL);
    String title =
        String.format(
            Locale.ROOT,
            "Composition: %s, %s, %s",
            Count.of(snapshot.frames(), "frame"),
            Texts.quantity(total(), Unit.WORDS),
            Count.of(snapshot.winders(), "winder"));
    surface.text(title, box.x() + 14, box.y() + 24, TextStyle.STRONG, Palette.TEXT);
    Rectangle bar = new Rectangle(box.x() + 14, box.y() + 38, box.width() - 28, BAR);
    bar(bar);
    list(new Rectangle(bar.x(), bar.bottom() + 10, bar.width(), box.bottom() - bar.bottom() - 10));
  }

  private double total() {
    return Math.max(1, sum(snapshot.groups()) + sum(snapshot.winderGroups()));
  }

  private static double sum(List<StackGroup> groups) {
    return groups.stream().mapToDouble(AnatomyPainter::words).sum();
  }

  private static double words(StackGroup group) {
    return group.repeat() * group.frames().stream().mapToDouble(StackFrame::words).sum();
  }

  private void bar(Rectangle bar) {
    double end = groups(snapshot.groups(), colour, bar, bar.x());
    groups(snapshot.winderGroups(), paler(colour), bar, end);
  }

  private double groups(List<StackGroup> groups, int repeated, Rectangle bar, double start) {
    double x = start;
    for (StackGroup group : groups) {
      double width = bar.width() * words(group) / total();
      int shade = group.repeat() > 1 ? repeated : Palette.BRICK;
      surface.fill(x, bar.y(), Math.max(1, width - 1), bar.height(), shade);
      bricks(group, x, bar.y(), width, bar.height());
      x += width;
    }
    return x;
  }

  /** Half way to white, as opaque. */
  private static int paler(int argb) {
    return argb & 0xff000000 | (argb >> 1 & 0x7f7f7f) + 0x7f7f7f;
  }

  /** One brick for each repetition while they are wide enough, else as many as can be seen. */
  private void bricks(StackGroup group, double x, double y, double width, double height) {
    long count = Math.min(group.repeat(), (long) (width / 7));
    for (long i = 1; i < count; i++) {
      surface.fill(x + width * i / count, y, 1.2, height, Palette.BACKGROUND);
    }
  }

  private void list(Rectangle box) {
    surface.clip(box.x(), box.y(), box.width(), box.height());
    List<StackGroup> heaviest =
        snapshot.groups().stream()
            .sorted(Comparator.comparingDouble(AnatomyPainter::words).reversed())
            .toList();
    double y = box.y() + 14;
    for (StackGroup group : heaviest) {
      y = lines(group, "", box, y, colour);
    }
    for (StackGroup group : snapshot.winderGroups()) {
      if (group.repeat() > 1) {
        y = lines(group, "winder ", box, y, paler(colour));
      }
    }
    surface.unclip();
  }

  private double lines(StackGroup group, String what, Rectangle box, double top, int repeated) {
    double y = top;
    int ink = group.repeat() > 1 ? 0xffffffff : Palette.DIM_TEXT;
    String times = "× " + Figures.count(group.repeat());
    surface.text(times, box.x(), y, TextStyle.STRONG, group.repeat() > 1 ? repeated : ink);
    for (StackFrame frame : group.frames()) {
      String size = frame.words() == 0 ? "" : Count.of(frame.words(), "word");
      surface.text(size, box.x() + 74, y, TextStyle.SMALL, ink);
      String place = what + frame.site().position() + "  " + frame.site().form();
      double room = box.width() - 150;
      surface.text(
          Texts.cut(surface, place, TextStyle.CODE, room), box.x() + 144, y, TextStyle.CODE, ink);
      y += LINE;
    }
    return y;
  }
}
