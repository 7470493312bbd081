// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.List;
import java.util.stream.Collectors;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.board.Board.Group;
import org.lokoscope.views.board.Board.Pill;
import org.lokoscope.views.board.Board.Some;
import org.lokoscope.views.board.Board.Thing;

/** A board in words, for who cannot see it. */
public final class BoardText {

  private BoardText() {}

  /** A line for each CPU, queue, channel and the like; the last one says what comes next. */
  public static String of(Moment moment) {
    Board board = moment.now();
    StringBuilder text = new StringBuilder();
    line(text, "At " + Figures.instant(board.time()));
    for (Board.Cpu cpu : board.cpus()) {
      line(text, "CPU " + cpu.number() + ": " + cpu.process() + " " + names(cpu.runs(), 0));
    }
    queue(text, "Run queue", board.runQueue());
    queue(text, "Wait queue", board.waitQueue());
    for (Group group : board.groups().first()) {
      line(text, group.title());
      queue(text, "Ready", group.ready());
      queue(text, "Waiting elsewhere", group.waiting());
      queue(text, "Timers", group.timers());
      group.things().first().forEach(thing -> line(text, thing(thing)));
    }
    NextEvent next = moment.next();
    line(text, next == null ? "Nothing happens after this" : "Next: " + next.words());
    return text.toString().stripTrailing();
  }

  private static void queue(StringBuilder text, String title, Some<Pill> pills) {
    line(text, title + ": " + (pills.isEmpty() ? "nobody" : names(pills.first(), pills.more())));
  }

  /** {@code numbers#4 gives 1 -> channel#3 -> nobody}. */
  private static String thing(Thing thing) {
    String lies =
        thing.count() == 0
            ? ""
            : " holds " + Figures.count(thing.count()) + " " + String.join(", ", thing.messages());
    return side(thing.givers()) + " -> " + thing.name() + lies + " -> " + side(thing.takers());
  }

  private static String side(Some<Pill> pills) {
    return pills.isEmpty() ? "nobody" : names(pills.first(), pills.more());
  }

  private static String names(List<Pill> pills, long more) {
    String names = pills.stream().map(BoardText::name).collect(Collectors.joining(", "));
    return more > 0 ? names + " and " + Figures.count(more) + " more" : names;
  }

  private static String name(Pill pill) {
    return pill.name()
        + (pill.faded() ? " (stale)" : "")
        + (pill.gives().isEmpty() ? "" : " gives " + pill.gives());
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.strip()).append('\n');
  }
}
