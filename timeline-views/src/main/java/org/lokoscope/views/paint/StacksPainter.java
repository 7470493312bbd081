// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;

/**
 * A fiber's stack at its first and at its last suspend, side by side, innermost frames at the top:
 * what repeats is folded, and its two boxes are joined.
 */
final class StacksPainter implements PageBlock {

  private static final double LINE = 17;
  private static final double PAD = 5;
  private static final double GAP = 4;
  private static final double BETWEEN = 26;
  private static final double HEAD = 40;

  /** Least height of a repetition in a pile. */
  private static final double BRICK = 5;

  /** Groups of so few words as the others are left out where there are more. */
  private static final int MOST_GROUPS = 7;

  private final Surface surface;
  private final StackSnapshot first;
  private final StackSnapshot last;
  private final String file;

  /**
   * @param file of which positions are shown without its name
   */
  StacksPainter(Surface surface, StackSnapshot first, StackSnapshot last, String file) {
    this.surface = surface;
    this.first = first;
    this.last = last;
    this.file = file;
  }

  @Override
  public double height(double width) {
    return HEAD + Math.max(groups(first), groups(last)) + 4;
  }

  private static double groups(StackSnapshot snapshot) {
    double height = 0;
    for (StackGroup group : snapshot.groups().stream().limit(MOST_GROUPS).toList()) {
      height += boxHeight(group) + GAP;
    }
    return height;
  }

  private static double boxHeight(StackGroup group) {
    return group.frames().size() * LINE + 2 * PAD;
  }

  /** What is left shows the repetitions as a pile. */
  @Override
  public double stretch() {
    return 1;
  }

  @Override
  public void paint(Rectangle box) {
    double width = (box.width() - BETWEEN) / 2;
    Rectangle left = new Rectangle(box.x(), box.y(), width, box.height());
    Rectangle right = new Rectangle(box.right() - width, box.y(), width, box.height());
    double pile = Math.max(0, box.height() - height(box.width()));
    double from = stack(first, "First suspend", left, pile * part());
    double to = stack(last, "Last suspend", right, pile);
    if (from > 0 && to > 0) {
      double[] xs = {left.right(), left.right() + 8, right.x() - 8, right.x()};
      double[] ys = {from, from, to, to};
      surface.strokePath(xs, ys, 4, 1.6, surface.theme().of(Tone.LEAK));
    }
  }

  /** How many times what repeats was there at first, as a part of how many in the end. */
  private double part() {
    StackGroup repeated = repeated();
    int piled = piled(first);
    return repeated == null || piled < 0
        ? 0
        : Math.min(1, (double) first.groups().get(piled).repeat() / repeated.repeat());
  }

  /** Returns the middle of the group that repeats in the end; 0 if it is not there. */
  private double stack(StackSnapshot snapshot, String when, Rectangle box, double pile) {
    surface.text(when, box.x(), box.y() + 12, TextStyle.STRONG, surface.theme().of(Tone.TEXT));
    String size =
        Count.of(snapshot.frames(), "frame") + ", " + Count.of(snapshot.winders(), "winder");
    surface.text(size, box.x(), box.y() + 28, TextStyle.SMALL, surface.theme().of(Tone.DIM_TEXT));
    double y = box.y() + HEAD;
    double middle = 0;
    int piled = piled(snapshot);
    for (int i = 0; i < Math.min(MOST_GROUPS, snapshot.groups().size()); i++) {
      StackGroup group = snapshot.groups().get(i);
      double height = boxHeight(group) + (i == piled ? pile : 0);
      group(group, i == piled, new Rectangle(box.x(), y, box.width(), height));
      middle = i == piled ? y + boxHeight(group) / 2 : middle;
      y += height + GAP;
    }
    return middle;
  }

  /** Which group of a snapshot is the one that repeats in the end; -1 for none. */
  private int piled(StackSnapshot snapshot) {
    StackGroup repeated = repeated();
    int found = -1;
    for (int i = 0; repeated != null && i < snapshot.groups().size(); i++) {
      StackGroup group = snapshot.groups().get(i);
      boolean more = found < 0 || group.repeat() > snapshot.groups().get(found).repeat();
      found = more && sites(group).equals(sites(repeated)) ? i : found;
    }
    return found;
  }

  private @Nullable StackGroup repeated() {
    return last.groups().stream()
        .filter(group -> group.repeat() > 1)
        .max(
            Comparator.comparingLong(StacksPainter::words)
                .thenComparingLong(group -> group.repeat() * group.frames().size()))
        .orElse(null);
  }

  private static long words(StackGroup group) {
    return group.repeat() * group.frames().stream().mapToLong(StackFrame::words).sum();
  }

  private static List<Site> sites(StackGroup group) {
    return group.frames().stream().map(StackFrame::site).toList();
  }

  private void group(StackGroup group, boolean repeated, Rectangle box) {
    int back =
        repeated
            ? Palette.mix(surface.theme().of(Tone.LEAK), surface.theme().of(Tone.PANEL), 0.2)
            : surface.theme().of(Tone.GROUP);
    surface.fill(box.x(), box.y(), box.width(), box.height(), back);
    double x = box.x() + 10;
    if (repeated) {
      surface.fill(box.x(), box.y(), 3, box.height(), surface.theme().of(Tone.LEAK));
      String times = "× " + Figures.count(group.repeat());
      double width = surface.textWidth(times, TextStyle.STRONG);
      double middle = box.y() + boxHeight(group) / 2 + 4.5;
      pile(group, box);
      surface.text(
          times, box.right() - 8 - width, middle, TextStyle.STRONG, surface.theme().of(Tone.LEAK));
      frames(group, x, box.y() + PAD, box.width() - width - 28);
    } else {
      frames(group, x, box.y() + PAD, box.width() - 18);
    }
  }

  /** Lines for the repetitions below the one that is written out. */
  private void pile(StackGroup group, Rectangle box) {
    double height = box.height() - boxHeight(group);
    double step = Math.max(BRICK, height / Math.max(1, group.repeat() - 1));
    int line = Palette.mix(surface.theme().of(Tone.LEAK), surface.theme().of(Tone.PANEL), 0.42);
    for (double y = box.y() + boxHeight(group); y < box.bottom() - 1; y += step) {
      surface.fill(box.x() + 3, Math.round(y), box.width() - 3, 1, line);
    }
  }

  private void frames(StackGroup group, double x, double top, double room) {
    double baseline = top + 12.5;
    for (StackFrame frame : group.frames()) {
      Site site = frame.site();
      String place = site.file().equals(file) ? site.line() + ":" + site.column() : site.position();
      surface.text(place, x, baseline, TextStyle.CODE, surface.theme().of(Tone.DIM_TEXT));
      double after = x + surface.textWidth(place, TextStyle.CODE) + 9;
      String form = Texts.cut(surface, site.form(), TextStyle.CODE, room - (after - x));
      surface.text(form, after, baseline, TextStyle.CODE, surface.theme().of(Tone.TEXT));
      baseline += LINE;
    }
  }
}
