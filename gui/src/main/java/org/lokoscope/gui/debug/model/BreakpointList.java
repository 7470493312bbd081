// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lokoscope.views.model.Cell;

/**
 * The breakpoints of the user, which are there before a program runs and after it. What becomes of
 * them in the program that is debugged stands beside them.
 */
public final class BreakpointList {

  /** What a breakpoint waits for, and the filter that the adapter knows it by. */
  public enum Kind {
    LINE("a line", ""),
    PROCEDURE("the beginning of a procedure", ""),
    RAISED("anything that is raised", "raised"),
    UNHANDLED("what is raised and nobody handles", "unhandled"),
    MESSAGE("a channel that gets a message", "message"),
    SUSPENDED("a fiber that is suspended", "suspended"),
    RESUMED("a fiber that is resumed", "resumed"),
    WORDS("a continuation of more words", "words"),
    WINDER("a winder that is pushed at a line", "winder");

    private final String title;
    private final String filter;

    Kind(String title, String filter) {
      this.title = title;
      this.filter = filter;
    }

    /** For the user. */
    public String title() {
      return title;
    }

    String filter() {
      return filter;
    }

    /** Whether its hits can be counted, and it can print instead of stopping. */
    public boolean isOfCode() {
      return filter.isEmpty();
    }
  }

  /**
   * A breakpoint.
   *
   * @param subject the file, the procedure, or what the event is of: a channel, a fiber, words
   * @param line from 1; 0 where there is none
   * @param condition in Scheme, or empty
   * @param hits which hits count: a number, {@code %N} or an expression; or empty
   * @param log what is printed instead of stopping, with expressions in braces; or empty
   */
  public record Point(
      int key,
      Kind kind,
      String subject,
      int line,
      String condition,
      String hits,
      String log,
      boolean enabled) {

    /** The same with what the user wrote. */
    public Point with(String newCondition, String newHits, String newLog) {
      return new Point(key, kind, subject, line, newCondition, newHits, newLog, enabled);
    }

    Point enabled(boolean now) {
      return new Point(key, kind, subject, line, condition, hits, log, now);
    }

    /** Where it is, or what it waits for, in words. */
    public String describe() {
      return switch (kind) {
        case LINE -> new Seen.Place(subject, line, 0).text();
        case PROCEDURE -> subject;
        case MESSAGE -> "channel " + subject + " gets a message";
        case SUSPENDED -> "fiber " + subject + " is suspended";
        case RESUMED -> "fiber " + subject + " is resumed";
        case WORDS -> "continuation over " + subject + " words";
        case WINDER -> "winder pushed at " + subject;
        case RAISED, UNHANDLED -> kind.title();
      };
    }

    /** Condition, hits and text to print, in words; empty if there are none. */
    public String details() {
      List<String> all = new ArrayList<>();
      add(all, "if ", condition);
      add(all, "hits ", hits);
      add(all, "prints ", log);
      return String.join(", ", all);
    }

    private static void add(List<String> all, String what, String text) {
      if (!text.isEmpty()) {
        all.add(what + text);
      }
    }
  }

  /**
   * What became of a breakpoint in the program.
   *
   * @param id the adapter's number; 0 if it has none
   * @param verified whether there is such code
   * @param line where it is; 0 if that is not known
   * @param message why it is elsewhere or nowhere; or empty
   * @param hits how often it was met
   */
  public record State(int id, boolean verified, int line, String message, long hits) {

    static final State UNKNOWN = new State(0, false, 0, "", 0);
  }

  private final Cell<List<Point>> points = new Cell<>(List.of());
  private final Cell<Map<Integer, State>> states = new Cell<>(Map.of());
  private int last;

  /** In the order in which they were set. */
  public Cell<List<Point>> points() {
    return points;
  }

  /** By the keys of breakpoints; empty while nothing is debugged. */
  public Cell<Map<Integer, State>> states() {
    return states;
  }

  public State state(Point point) {
    return states.get().getOrDefault(point.key(), State.UNKNOWN);
  }

  /** Sets a breakpoint at a line, or takes away the one that is seen there. */
  public void toggle(String file, int line) {
    at(file, line).ifPresentOrElse(this::remove, () -> add(Kind.LINE, file, line));
  }

  public Point add(Kind kind, String subject, int line) {
    Point added = new Point(++last, kind, subject, line, "", "", "", true);
    List<Point> all = new ArrayList<>(points.get());
    all.add(added);
    points.set(List.copyOf(all));
    return added;
  }

  /** Other breakpoints in place of the present ones; they get keys of their own. */
  public void replace(List<Point> others) {
    List<Point> all = new ArrayList<>();
    for (Point each : others) {
      all.add(
          new Point(
              ++last,
              each.kind(),
              each.subject(),
              each.line(),
              each.condition(),
              each.hits(),
              each.log(),
              each.enabled()));
    }
    if (!all.isEmpty() || !points.get().isEmpty()) {
      points.set(List.copyOf(all));
    }
  }

  public void remove(Point point) {
    points.set(points.get().stream().filter(each -> each.key() != point.key()).toList());
  }

  /** Puts a breakpoint in the place of the one with the same key. */
  public void change(Point point) {
    points.set(
        points.get().stream().map(each -> each.key() == point.key() ? point : each).toList());
  }

  public void enable(Point point, boolean now) {
    change(point.enabled(now));
  }

  /** The breakpoint that is seen at a line. */
  public Optional<Point> at(String file, int line) {
    return points.get().stream()
        .filter(point -> point.kind() == Kind.LINE && isSame(point.subject(), file))
        .filter(point -> shownLine(point) == line)
        .findFirst();
  }

  /** Where a breakpoint is seen: where the program has it, or else where it was asked for. */
  public int shownLine(Point point) {
    State state = state(point);
    return state.verified() && state.line() > 0 ? state.line() : point.line();
  }

  /** Those of a file. */
  public List<Point> of(String file) {
    return points.get().stream()
        .filter(point -> point.kind() == Kind.LINE && isSame(point.subject(), file))
        .toList();
  }

  /** Whether two names may be those of one file: one may be longer. */
  public static boolean isSame(String one, String other) {
    return one.equals(other) || one.endsWith("/" + other) || other.endsWith("/" + one);
  }

  void tell(int key, State state) {
    Map<Integer, State> next = new HashMap<>(states.get());
    next.put(key, state);
    states.set(Map.copyOf(next));
  }

  void forgetStates() {
    states.set(Map.of());
  }
}
