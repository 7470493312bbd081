// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where, and on what condition, a program is to stop. */
public final class Breakpoint {

  /** What a breakpoint waits for. */
  public enum Kind {
    /** A line of a file, perhaps from a column on. */
    LINE,
    /** The beginning of a procedure of that name. */
    PROCEDURE,
    /** An object is raised. */
    RAISE,
    /** An object is raised that nobody handles. */
    UNHANDLED,
    /** A channel gets a message: its variable, or its number. */
    MESSAGE,
    /** A fiber suspends: its name, its number, or empty for any. */
    SUSPENDED,
    /** A fiber is resumed. */
    RESUMED,
    /** A continuation is captured that has more words. */
    WORDS,
    /** A winder is pushed at a line. */
    WINDER,
    /** A variable is set: its name. Made by {@link Debugger#addSetting}. */
    SET
  }

  /**
   * What is asked for.
   *
   * @param subject the file, the procedure, the channel or the fiber; may be empty
   * @param number the line, or the words
   * @param column from 1, or 0 for the whole line
   * @param condition a Scheme expression, or empty: stops only where it is true
   * @param hits a number, {@code %N}, or a Scheme expression of {@code hits}, or empty: which hits
   *     count
   * @param log what to print, with expressions in braces, instead of stopping; or empty
   * @param temporary whether it goes when it has stopped something
   * @param unit what it stops; null for what the session has chosen
   */
  public record Spec(
      Kind kind,
      String subject,
      int number,
      int column,
      String condition,
      String hits,
      String log,
      boolean temporary,
      @Nullable Unit unit) {

    public static Spec line(String file, int line) {
      return new Spec(Kind.LINE, file, line, 0, "", "", "", false, null);
    }

    public static Spec procedure(String name) {
      return new Spec(Kind.PROCEDURE, name, 0, 0, "", "", "", false, null);
    }

    public static Spec event(Kind kind, String subject, int number) {
      return new Spec(kind, subject, number, 0, "", "", "", false, null);
    }

    public Spec column(int from) {
      return new Spec(kind, subject, number, from, condition, hits, log, temporary, unit);
    }

    public Spec condition(String text) {
      return new Spec(kind, subject, number, column, text, hits, log, temporary, unit);
    }

    public Spec hits(String text) {
      return new Spec(kind, subject, number, column, condition, text, log, temporary, unit);
    }

    public Spec log(String text) {
      return new Spec(kind, subject, number, column, condition, hits, text, temporary, unit);
    }

    /** What it stops; null for what the session has chosen. */
    public Spec stopping(@Nullable Unit what) {
      return new Spec(kind, subject, number, column, condition, hits, log, temporary, what);
    }

    public Spec once() {
      return new Spec(kind, subject, number, column, condition, hits, log, true, unit);
    }
  }

  private final int id;
  private volatile Spec spec;
  private volatile boolean enabled = true;
  private volatile List<Place> places = List.of();
  private final AtomicLong hits = new AtomicLong();

  /** The box of the variable that is set, or the machine of the process whose variable it is. */
  private volatile @Nullable Object key;

  /** The condition at each place, made when it is first met. */
  private final Map<Place, Expression> conditions = new ConcurrentHashMap<>();

  private final Map<Logged, Expression> logs = new ConcurrentHashMap<>();

  Breakpoint(int id, Spec spec) {
    this.id = id;
    this.spec = spec;
  }

  /** Its number, from 1. */
  public int id() {
    return id;
  }

  public Spec spec() {
    return spec;
  }

  void change(Spec next) {
    spec = next;
    conditions.clear();
    logs.clear();
  }

  public boolean isEnabled() {
    return enabled;
  }

  void enable(boolean now) {
    enabled = now;
  }

  /** How often it was met with its condition true. */
  public long hits() {
    return hits.get();
  }

  long hit() {
    return hits.incrementAndGet();
  }

  @Nullable Object key() {
    return key;
  }

  void key(Object variable) {
    key = variable;
  }

  /** Whether it is about places in the program's text. */
  boolean isPlaced() {
    return switch (spec.kind()) {
      case LINE, PROCEDURE, SET -> true;
      default -> false;
    };
  }

  List<Place> places() {
    return places;
  }

  void places(List<Place> now) {
    places = List.copyOf(now);
  }

  /** Whether the program has code there, as far as it has been read. */
  public boolean isVerified() {
    return !places.isEmpty() || !isPlaced();
  }

  /** The line where it is, which may not be the one that was asked for; 0 if it is nowhere. */
  public int line() {
    return places.isEmpty() ? 0 : places.getFirst().span().line();
  }

  /** The column where it is, from 1; 0 if it is nowhere. */
  public int column() {
    return places.isEmpty() ? 0 : places.getFirst().span().column();
  }

  /** The file where it is; empty if it is nowhere. */
  public String file() {
    return places.isEmpty() ? "" : places.getFirst().span().file();
  }

  Map<Place, Expression> conditions() {
    return conditions;
  }

  /** What a logpoint evaluates at a place, made when it is first met. */
  Expression logged(@Nullable Place place, String text, Supplier<Expression> make) {
    return logs.computeIfAbsent(new Logged(place, text), _ -> make.get());
  }

  private record Logged(@Nullable Place place, String text) {}

  /** Where it is, or what it waits for, in words. */
  public String describe() {
    return switch (spec.kind()) {
      case LINE -> isVerified() ? position() : spec.subject() + ":" + spec.number();
      case PROCEDURE ->
          isVerified() ? spec.subject() + " at " + position() : "procedure " + spec.subject();
      case RAISE -> "raise";
      case UNHANDLED -> "raise that nobody handles";
      case MESSAGE -> "channel " + spec.subject() + " gets a message";
      case SUSPENDED -> fiber() + " is suspended";
      case RESUMED -> fiber() + " is resumed";
      case WORDS -> "continuation over " + spec.number() + " words";
      case WINDER -> "winder pushed at " + spec.subject() + ":" + spec.number();
      case SET -> "variable " + spec.subject() + " is set";
    };
  }

  private String fiber() {
    return spec.subject().isEmpty() ? "a fiber" : "fiber " + spec.subject();
  }

  private String position() {
    return places.getFirst().span().position();
  }
}
