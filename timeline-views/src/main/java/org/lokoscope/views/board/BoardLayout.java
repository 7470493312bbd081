// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.LaneState;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.board.Board.Cpu;
import org.lokoscope.views.board.Board.Group;
import org.lokoscope.views.board.Board.Pill;
import org.lokoscope.views.board.Board.Some;
import org.lokoscope.views.board.Board.Thing;
import org.lokoscope.views.board.Scene.Box;
import org.lokoscope.views.board.Scene.Kind;
import org.lokoscope.views.board.Scene.Label;
import org.lokoscope.views.board.Scene.Token;
import org.lokoscope.views.board.Scene.Wire;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Texts;
import org.lokoscope.views.paint.Tone;

/**
 * Gives each thing of a board its place: CPUs and the queues of processes on top; below them a
 * frame for each process, at its left who is ready, waits elsewhere or has a timer, at its right
 * the channels and the like in the middle between those who give and those who take.
 */
public final class BoardLayout {

  static final double PILL = 24;

  private static final double MARGIN = 14;
  private static final double ROW = 32;
  private static final double GAP = 16;
  private static final double LABEL = 16;
  private static final double CPU_WIDTH = 250;
  private static final double CPU_HEIGHT = 58;
  private static final double MOST_NAME = 150;
  private static final double MOST_VALUE = 130;
  private static final double TOP = 58;

  /** Of the pills of a queue; those that do not fit are counted. */
  private static final int MOST_LINES = 5;

  private final Surface measure;
  private final double width;
  private final List<Box> frames = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final List<Token> tokens = new ArrayList<>();

  private BoardLayout(Surface measure, double width) {
    this.measure = measure;
    this.width = width;
  }

  /**
   * @param measure tells how wide texts are
   */
  public static Scene of(Board board, Surface measure, double width) {
    return new BoardLayout(measure, Math.max(400, width)).lay(board);
  }

  private Scene lay(Board board) {
    double y = Math.max(cpus(board), queues(board)) + 8;
    for (Group group : board.groups().first()) {
      y = group(group, y) + 10;
    }
    if (board.groups().more() > 0) {
      label(more(board.groups().more(), "process", "processes"), MARGIN, y + 14, Tone.DIM_TEXT);
      y += 24;
    }
    return new Scene(width, y, frames, labels, wires, tokens);
  }

  private static String more(long count, String one, String many) {
    return "and " + Figures.count(count) + " more " + (count == 1 ? one : many);
  }

  private void label(String text, double x, double y, Tone tone) {
    labels.add(new Label(text, x, y, TextStyle.SMALL, tone));
  }

  private double cpus(Board board) {
    double right = width * 0.52;
    int columns = (int) Math.max(1, (right - MARGIN) / (CPU_WIDTH + 10));
    double y = TOP;
    for (int i = 0; i < board.cpus().size(); i++) {
      Cpu cpu = board.cpus().get(i);
      double x = MARGIN + i % columns * (CPU_WIDTH + 10);
      int line = i / columns;
      y = TOP + line * (CPU_HEIGHT + 8);
      frames.add(new Box(x, y, CPU_WIDTH, CPU_HEIGHT));
      labels.add(new Label("CPU " + cpu.number(), x + 10, y + 18, TextStyle.STRONG, Tone.TEXT));
      String does = cpu.process() + " for " + cpu.since();
      label(Texts.cutMiddle(measure, does, TextStyle.SMALL, 165), x + 72, y + 18, Tone.DIM_TEXT);
      for (Pill pill : cpu.runs()) {
        pill(pill, "cpu:" + pill.id(), x + 10, y + 28);
      }
    }
    return board.cpus().isEmpty() ? TOP : y + CPU_HEIGHT;
  }

  private double queues(Board board) {
    double x = width * 0.52 + 10;
    double y = TOP;
    y = queue("Run queue: processes that wait for a CPU", board.runQueue(), x, y, "run:") + 4;
    return queue("Wait queue: processes that wait", board.waitQueue(), x, y, "wait:");
  }

  private double queue(String title, Some<Pill> pills, double x, double y, String place) {
    label(title, x, y + 10, Tone.DIM_TEXT);
    if (pills.isEmpty()) {
      double after = x + measure.textWidth(title, TextStyle.SMALL) + 12;
      label("nobody", after, y + 10, Tone.DIM_TEXT);
      return y + LABEL;
    }
    return flow(pills, x, y + LABEL, width - MARGIN - x, place);
  }

  /** Sets pills from the left, and on as many lines as they take. Returns the lower end. */
  private double flow(Some<Pill> pills, double left, double top, double room, String place) {
    double x = left;
    double y = top;
    long more = pills.more();
    for (int i = 0; i < pills.first().size(); i++) {
      Pill pill = pills.first().get(i);
      double wide = pillWidth(pill);
      if (x > left && x + wide > left + room) {
        x = left;
        y += ROW - 3;
        if (y > top + MOST_LINES * (ROW - 3) - 1) {
          more += pills.first().size() - i;
          break;
        }
      }
      tokens.add(token(pill, place + pill.id(), x, y, Math.min(wide, room)));
      x += wide + 8;
    }
    if (more > 0) {
      label(more(more, "", ""), x, y + 16, Tone.DIM_TEXT);
    }
    return y + ROW - 3;
  }

  private double group(Group group, double top) {
    double left = MARGIN + 10;
    double split = MARGIN + (width - 2 * MARGIN) * 0.36;
    double y = top + 30;
    int frame = frames.size();
    labels.add(new Label(group.title(), left, top + 19, TextStyle.STRONG, Tone.TEXT));
    double room = split - left - 10;
    if (!group.stopped().isEmpty()) {
      label("In its turn, but the process has no CPU", left, y + 10, Tone.DIM_TEXT);
      y = flow(new Some<>(group.stopped(), 0), left, y + LABEL, room, "turn:") + 4;
    }
    y = section("Ready, in the order of their turns", group.ready(), left, y, room, "ready:", true);
    y = section("Waiting elsewhere", group.waiting(), left, y, room, "waits:", false);
    y = section("Timers, the first to fire first", group.timers(), left, y, room, "timer:", false);
    double bottom = Math.max(y, things(group, split + 10, top + 12)) + 6;
    frames.add(frame, new Box(MARGIN, top, width - 2 * MARGIN, bottom - top));
    return bottom;
  }

  private double section(
      String title,
      Some<Pill> pills,
      double x,
      double y,
      double room,
      String place,
      boolean always) {
    if (pills.isEmpty() && !always) {
      return y;
    }
    label(pills.isEmpty() ? title + ": nobody" : title, x, y + 10, Tone.DIM_TEXT);
    return flow(pills, x, y + LABEL, room, place) + 4;
  }

  private double things(Group group, double left, double top) {
    if (group.things().isEmpty()) {
      return top;
    }
    double right = width - MARGIN - 10;
    double middle = left + (right - left) * 0.5;
    String gives = "who gives";
    double givesX = middle - 66 - measure.textWidth(gives, TextStyle.SMALL);
    label(gives, givesX, top + 10, Tone.DIM_TEXT);
    label("who takes, or waits for it", middle + 66, top + 10, Tone.DIM_TEXT);
    double y = top + LABEL + 4;
    for (Thing thing : group.things().first()) {
      thing(thing, left, middle, right, y);
      y += ROW;
    }
    if (group.things().more() > 0) {
      label(more(group.things().more(), "thing", "things"), left, y + 12, Tone.DIM_TEXT);
      y += 20;
    }
    return y;
  }

  private void thing(Thing thing, double left, double middle, double right, double y) {
    String name = Texts.cutMiddle(measure, thing.name(), TextStyle.NORMAL, MOST_NAME);
    double wide = measure.textWidth(name, TextStyle.NORMAL) + 28;
    double from = middle - wide / 2;
    double to = middle + wide / 2;
    tokens.add(
        new Token(
            "thing:" + thing.id(),
            thing.id(),
            Kind.THING,
            new Box(from, y, wide, PILL),
            name,
            "",
            LaneState.ABSENT,
            false));
    wires.add(new Wire(from - GAP, from - 2, y + PILL / 2));
    wires.add(new Wire(to + 2, to + GAP, y + PILL / 2));
    double x = messages(thing, from - GAP - 4, left, y);
    givers(thing, x, left, y);
    takers(thing, to + GAP + 4, right, y);
  }

  /** Sets the messages that lie in a thing at its left; returns where the room at the left ends. */
  private double messages(Thing thing, double end, double left, double y) {
    double x = end;
    int index = 0;
    for (String message : thing.messages()) {
      double wide = valueWidth(message);
      if (x - wide < left + 60) {
        break;
      }
      x -= wide;
      message("lies:" + thing.id() + ":" + index++, thing.id(), message, x, y, wide);
      x -= 5;
    }
    long rest = thing.count() - index;
    if (rest > 0) {
      String text =
          index > 0
              ? "+ " + Figures.count(rest)
              : Figures.count(rest) + (rest == 1 ? " message" : " messages");
      x -= measure.textWidth(text, TextStyle.SMALL) + 4;
      label(text, x, y + 16, Tone.TEXT);
      x -= 6;
    }
    return x;
  }

  private void givers(Thing thing, double end, double left, double y) {
    double x = end;
    long more = thing.givers().more();
    int place = 0;
    for (Pill pill : thing.givers().first()) {
      double value = pill.gives().isEmpty() ? 0 : valueWidth(pill.gives()) + 3;
      double wide = pillWidth(pill) + value;
      if (x - wide < left + (place + 1 < thing.givers().first().size() ? 40 : 0)) {
        more += thing.givers().first().size() - place;
        break;
      }
      place++;
      x -= wide;
      tokens.add(token(pill, "put@" + thing.id() + ":" + pill.id(), x, y, wide - value));
      if (value > 0) {
        message(
            "gives@" + thing.id() + ":" + pill.id(),
            pill.id(),
            pill.gives(),
            x + wide - value + 3,
            y,
            value - 3);
      }
      x -= 8;
    }
    if (more > 0) {
      String text = "+ " + Figures.count(more);
      label(text, x - measure.textWidth(text, TextStyle.SMALL), y + 16, Tone.DIM_TEXT);
    }
  }

  private void takers(Thing thing, double begin, double right, double y) {
    double x = begin;
    long more = thing.takers().more();
    int place = 0;
    for (Pill pill : thing.takers().first()) {
      double wide = pillWidth(pill);
      if (x + wide > right - (place + 1 < thing.takers().first().size() ? 40 : 0)) {
        more += thing.takers().first().size() - place;
        break;
      }
      place++;
      tokens.add(token(pill, "get@" + thing.id() + ":" + pill.id(), x, y, wide));
      x += wide + 8;
    }
    if (more > 0) {
      label("+ " + Figures.count(more), x, y + 16, Tone.DIM_TEXT);
    }
  }

  private void message(String key, long subject, String text, double x, double y, double wide) {
    String fitting = Texts.cut(measure, text, TextStyle.CODE, wide - 10);
    Box box = new Box(x, y + 2, wide, PILL - 4);
    tokens.add(new Token(key, subject, Kind.MESSAGE, box, fitting, "", LaneState.ABSENT, false));
  }

  private double valueWidth(String value) {
    return Math.min(MOST_VALUE, Math.max(22, measure.textWidth(value, TextStyle.CODE) + 12));
  }

  private void pill(Pill pill, String key, double x, double y) {
    tokens.add(token(pill, key, x, y, pillWidth(pill)));
  }

  private double pillWidth(Pill pill) {
    double name = Math.min(MOST_NAME, measure.textWidth(pill.name(), TextStyle.NORMAL));
    double note = pill.note().isEmpty() ? 0 : measure.textWidth(pill.note(), TextStyle.SMALL) + 8;
    return name + note + 28;
  }

  private Token token(Pill pill, String key, double x, double y, double wide) {
    String name = Texts.cutMiddle(measure, pill.name(), TextStyle.NORMAL, MOST_NAME);
    Box box = new Box(x, y, wide, PILL);
    return new Token(key, pill.id(), Kind.PILL, box, name, pill.note(), pill.state(), pill.faded());
  }
}
