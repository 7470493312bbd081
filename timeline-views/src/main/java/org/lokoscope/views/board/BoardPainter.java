// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.board.NextEvent.Meeting;
import org.lokoscope.views.board.Scene.Box;
import org.lokoscope.views.board.Scene.Kind;
import org.lokoscope.views.board.Scene.Token;
import org.lokoscope.views.paint.Palette;
import org.lokoscope.views.paint.Pattern;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Texts;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.paint.Tone;

/** Draws a moment of the scheduler, or the way from one to the next. */
public final class BoardPainter {

  /** What moves less far than this only makes room. */
  private static final double MOVES = 30;

  private final Surface surface;
  private final Theme theme;

  private BoardPainter(Surface surface) {
    this.surface = surface;
    theme = surface.theme();
  }

  /** Draws a moment, with what the next event will change marked. */
  public static void paint(Surface surface, Moment moment, double width, double height) {
    Scene now = BoardLayout.of(moment.now(), surface, width);
    BoardPainter painter = new BoardPainter(surface);
    painter.begin(moment, now, null, width, height);
    now.tokens().forEach(token -> painter.token(token, 1));
    NextEvent next = moment.next();
    if (next != null && moment.after() != null) {
      painter.mark(now, BoardLayout.of(moment.after(), surface, width), next);
    }
  }

  /** The height that a moment takes. */
  public static double height(Surface surface, Moment moment, double width) {
    double now = BoardLayout.of(moment.now(), surface, width).height();
    Board after = moment.after();
    return after == null ? now : Math.max(now, BoardLayout.of(after, surface, width).height());
  }

  /**
   * Draws the way from a moment to another one.
   *
   * @param passed the event that happens on that way; null on the way back
   * @param part of the way, 0 to 1
   */
  public static void between(
      Surface surface,
      Moment from,
      Moment to,
      @Nullable NextEvent passed,
      double part,
      double width,
      double height) {
    Scene before = BoardLayout.of(from.now(), surface, width);
    Scene after = BoardLayout.of(to.now(), surface, width);
    BoardPainter painter = new BoardPainter(surface);
    painter.begin(to, after, passed, width, height);
    Meeting meeting = passed == null ? null : passed.meeting();
    double eased = part * part * (3 - 2 * part);
    Set<String> moved = new HashSet<>();
    for (Token token : after.tokens()) {
      Token start = before.byKey(token.key());
      if (start == null && token.kind() == Kind.PILL) {
        start = before.of(token.subject());
      }
      if (start == null) {
        painter.token(token, eased);
      } else {
        moved.add(start.key());
        painter.token(token.at(start.box().towards(token.box(), eased)), 1);
      }
    }
    for (Token token : before.tokens()) {
      boolean flies =
          meeting != null && token.kind() == Kind.MESSAGE && token.subject() == meeting.from();
      if (!flies && !moved.contains(token.key()) && after.byKey(token.key()) == null) {
        painter.token(token, 1 - eased);
      }
    }
    if (meeting != null) {
      painter.flight(before, after, meeting, eased);
    }
  }

  private void begin(
      Moment moment, Scene scene, @Nullable NextEvent passed, double width, double height) {
    surface.fill(0, 0, width, height, theme.of(Tone.BACKGROUND));
    head(moment, passed, width);
    for (Box frame : scene.frames()) {
      surface.fill(frame.x(), frame.y(), frame.width(), frame.height(), theme.of(Tone.PANEL));
      outline(frame, 1, theme.of(Tone.SEPARATOR));
    }
    scene
        .labels()
        .forEach(
            label ->
                surface.text(
                    label.text(), label.x(), label.y(), label.style(), theme.of(label.tone())));
    for (Scene.Wire wire : scene.wires()) {
      int colour = theme.of(Tone.DIM_TEXT);
      surface.line(wire.from(), wire.y(), wire.to(), wire.y(), 1, colour);
      head(wire.to(), wire.y(), 0, 5, colour);
    }
  }

  /** The time, and what happens now or next. */
  private void head(Moment moment, @Nullable NextEvent passed, double width) {
    Board board = moment.now();
    String time = Figures.instant(board.time());
    surface.text(time, 14, 26, TextStyle.TITLE, theme.of(Tone.TEXT));
    double x = 14 + surface.textWidth(time, TextStyle.TITLE) + 12;
    String count =
        board.hole()
            ? "events of this time were lost: what anybody does is not known"
            : "after " + Figures.count(board.events()) + " events";
    int colour = theme.of(board.hole() ? Tone.LEAK : Tone.DIM_TEXT);
    surface.text(count, x, 26, TextStyle.NORMAL, colour);
    NextEvent next = passed != null ? passed : moment.next();
    String words = next == null ? "Nothing happens after this" : next.words();
    double left = 14;
    if (next != null) {
      String when = passed != null ? "Now:" : when(next.time() - board.time());
      surface.text(when, left, 47, TextStyle.NORMAL, theme.of(Tone.ACCENT));
      left += surface.textWidth(when, TextStyle.NORMAL) + 8;
    }
    String fitting = Texts.cut(surface, words, TextStyle.STRONG, width - left - 14);
    surface.text(fitting, left, 47, TextStyle.STRONG, theme.of(Tone.TEXT));
  }

  private static String when(long nanos) {
    return nanos <= 0 ? "Next, at once:" : "Next, after " + Figures.duration(nanos) + ":";
  }

  private void token(Token token, double alpha) {
    switch (token.kind()) {
      case PILL -> pill(token, alpha);
      case THING -> thing(token, alpha);
      case MESSAGE -> message(token.box(), token.text(), alpha);
    }
  }

  private static int with(int colour, double alpha) {
    return Palette.withAlpha(colour, (int) Math.round((colour >>> 24) * Math.clamp(alpha, 0, 1)));
  }

  private void pill(Token token, double alpha) {
    Box box = token.box();
    int state = theme.of(token.state());
    int back = token.faded() ? theme.of(Tone.GROUP) : state;
    rounded(box, 11, with(back, alpha));
    Pattern pattern = Pattern.of(token.state());
    if (pattern != Pattern.NONE && !token.faded() && alpha > 0.9) {
      surface.pattern(
          box.x() + 5,
          box.y() + 5,
          10,
          box.height() - 10,
          pattern,
          Palette.patternInk(state, theme));
    }
    int ink = token.faded() ? theme.of(Tone.DIM_TEXT) : Palette.inkOn(back);
    double x = box.x() + (pattern == Pattern.NONE ? 12 : 19);
    double base = box.y() + box.height() / 2 + 4.5;
    double room = box.right() - 8 - x;
    String name = Texts.cutMiddle(surface, token.text(), TextStyle.NORMAL, room);
    surface.text(name, x, base, TextStyle.NORMAL, with(ink, alpha));
    x += surface.textWidth(name, TextStyle.NORMAL) + 7;
    String note = Texts.cut(surface, token.note(), TextStyle.SMALL, box.right() - 4 - x);
    surface.text(note, x, base - 0.5, TextStyle.SMALL, with(ink, alpha * 0.8));
    if (token.faded()) {
      surface.line(box.x() + 8, box.middleY(), box.right() - 8, box.middleY(), 1, ink);
    }
  }

  private void thing(Token token, double alpha) {
    Box box = token.box();
    rounded(box, 4, with(theme.of(Tone.GROUP), alpha));
    outline(box, 1.2, with(theme.of(Tone.DIM_TEXT), alpha));
    double wide = surface.textWidth(token.text(), TextStyle.NORMAL);
    surface.text(
        token.text(),
        box.middleX() - wide / 2,
        box.middleY() + 4.5,
        TextStyle.NORMAL,
        with(theme.of(Tone.TEXT), alpha));
  }

  /** A small letter with the first characters of what it says. */
  private void message(Box box, String text, double alpha) {
    surface.fill(
        box.x(), box.y(), box.width(), box.height(), with(theme.of(Tone.BACKGROUND), alpha));
    outline(box, 1.5, with(theme.of(Tone.MESSAGE), alpha));
    double wide = surface.textWidth(text, TextStyle.CODE);
    surface.text(
        text,
        box.middleX() - wide / 2,
        box.middleY() + 4,
        TextStyle.CODE,
        with(theme.of(Tone.TEXT), alpha));
  }

  /** Marks who changes, and where they go. */
  private void mark(Scene now, Scene after, NextEvent next) {
    int colour = theme.of(Tone.ACCENT);
    for (Token token : now.tokens()) {
      if (next.subjects().contains(token.subject()) && token.kind() != Kind.MESSAGE) {
        ring(token.box(), colour);
      }
    }
    Meeting meeting = next.meeting();
    if (meeting != null) {
      Token from = now.at(meeting.from(), meeting.object());
      Token thing = now.of(meeting.object());
      Token to = now.at(meeting.to(), meeting.object());
      if (from != null && thing != null && !from.equals(to)) {
        arrow(from.box(), thing.box(), colour);
      }
      if (to != null && thing != null) {
        arrow(upperEdge(thing.box(), to.box()), to.box(), colour);
      }
      return;
    }
    for (Token token : after.tokens()) {
      boolean moves =
          token.kind() == Kind.PILL
              && next.subjects().contains(token.subject())
              && now.byKey(token.key()) == null;
      Token from = moves ? now.of(token.subject()) : null;
      if (moves) {
        Box box = token.box();
        // What stands there now makes room for it.
        surface.fill(box.x(), box.y(), box.width(), box.height(), theme.of(Tone.PANEL));
        String name = Texts.cut(surface, token.text(), TextStyle.NORMAL, box.width() - 24);
        surface.text(name, box.x() + 12, box.y() + 16.5, TextStyle.NORMAL, colour);
        dashed(box, colour);
      }
      if (from != null && distance(from.box(), token.box()) > MOVES) {
        arrow(from.box(), token.box(), colour);
      }
    }
  }

  /** A box whose arrow would cross those who stand beside it: its upper edge; else all of it. */
  private static Box upperEdge(Box box, Box to) {
    boolean beside = Math.abs(to.middleY() - box.middleY()) < box.height();
    return beside ? box : new Box(box.middleX() - 1, box.y(), 2, 0);
  }

  private static double distance(Box from, Box to) {
    return Math.hypot(to.middleX() - from.middleX(), to.middleY() - from.middleY());
  }

  /** Draws the message on its way from who gives it through the thing to who gets it. */
  private void flight(Scene before, Scene after, Meeting meeting, double part) {
    Token from = before.at(meeting.from(), meeting.object());
    Token thing = before.of(meeting.object());
    Token to = after.of(meeting.to());
    if (from == null || thing == null || to == null) {
      return;
    }
    String text = meeting.value().isEmpty() ? "message" : meeting.value();
    String fitting = Texts.cut(surface, text, TextStyle.CODE, 110);
    double wide = Math.max(22, surface.textWidth(fitting, TextStyle.CODE) + 12);
    double leg = part < 0.5 ? part * 2 : part * 2 - 1;
    Box start = part < 0.5 ? from.box() : thing.box();
    Box end = part < 0.5 ? thing.box() : to.box();
    double x = start.middleX() + (end.middleX() - start.middleX()) * leg;
    double y = start.middleY() + (end.middleY() - start.middleY()) * leg;
    int colour = theme.of(Tone.ACCENT);
    ring(thing.box(), colour);
    ring(to.box(), colour);
    message(new Box(x - wide / 2, y - 10, wide, 20), fitting, 1);
    ring(new Box(x - wide / 2, y - 10, wide, 20), colour);
  }

  private void ring(Box box, int colour) {
    outline(new Box(box.x() - 2.5, box.y() - 2.5, box.width() + 5, box.height() + 5), 2, colour);
  }

  private void dashed(Box box, int colour) {
    for (double x = box.x(); x < box.right(); x += 8) {
      double end = Math.min(box.right(), x + 4);
      surface.line(x, box.y(), end, box.y(), 1.2, colour);
      surface.line(x, box.y() + box.height(), end, box.y() + box.height(), 1.2, colour);
    }
    for (double y = box.y(); y < box.y() + box.height(); y += 8) {
      double end = Math.min(box.y() + box.height(), y + 4);
      surface.line(box.x(), y, box.x(), end, 1.2, colour);
      surface.line(box.right(), y, box.right(), end, 1.2, colour);
    }
  }

  /** From the edge of a box to that of another one. */
  private void arrow(Box from, Box to, int colour) {
    double[] begin = edge(from, to.middleX(), to.middleY());
    double[] end = edge(to, from.middleX(), from.middleY());
    double angle = Math.atan2(end[1] - begin[1], end[0] - begin[0]);
    double back = 8;
    surface.line(
        begin[0],
        begin[1],
        end[0] - back * Math.cos(angle),
        end[1] - back * Math.sin(angle),
        2,
        colour);
    head(end[0], end[1], angle, 10, colour);
  }

  private static double[] edge(Box box, double towardsX, double towardsY) {
    double dx = towardsX - box.middleX();
    double dy = towardsY - box.middleY();
    double across = dx == 0 ? Double.MAX_VALUE : (box.width() / 2 + 4) / Math.abs(dx);
    double along = dy == 0 ? Double.MAX_VALUE : (box.height() / 2 + 4) / Math.abs(dy);
    double part = Math.min(1, Math.min(across, along));
    return new double[] {box.middleX() + dx * part, box.middleY() + dy * part};
  }

  private void head(double x, double y, double angle, double size, int colour) {
    double[] xs = {x, x - size * Math.cos(angle - 0.42), x - size * Math.cos(angle + 0.42)};
    double[] ys = {y, y - size * Math.sin(angle - 0.42), y - size * Math.sin(angle + 0.42)};
    surface.fillPath(xs, ys, 3, colour);
  }

  private void outline(Box box, double thickness, int colour) {
    double right = box.right();
    double bottom = box.y() + box.height();
    surface.strokePath(
        new double[] {box.x(), right, right, box.x(), box.x()},
        new double[] {box.y(), box.y(), bottom, bottom, box.y()},
        5,
        thickness,
        colour);
  }

  private void rounded(Box box, double radius, int colour) {
    double r = Math.min(radius, Math.min(box.width(), box.height()) / 2);
    List<double[]> points = new ArrayList<>();
    double[][] corners = {
      {box.right() - r, box.y() + r, -Math.PI / 2},
      {box.right() - r, box.y() + box.height() - r, 0},
      {box.x() + r, box.y() + box.height() - r, Math.PI / 2},
      {box.x() + r, box.y() + r, Math.PI}
    };
    for (double[] corner : corners) {
      for (int i = 0; i <= 6; i++) {
        double angle = corner[2] + i * Math.PI / 12;
        points.add(new double[] {corner[0] + r * Math.cos(angle), corner[1] + r * Math.sin(angle)});
      }
    }
    surface.fillPath(
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray(),
        points.size(),
        colour);
  }
}
