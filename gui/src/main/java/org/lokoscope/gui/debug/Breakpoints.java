// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.util.List;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Breakpoint.Kind;
import org.lokoscope.runtime.debug.Looking;
import org.lokoscope.runtime.debug.Unit;

/** The commands that set, change and show breakpoints. */
final class Breakpoints {

  private final DebugSession session;

  Breakpoints(DebugSession session) {
    this.session = session;
  }

  void add(String words, boolean temporary) {
    String[] parts = (" " + words).split("\\s+if\\s+", 2);
    Breakpoint.Spec spec = location(parts[0].strip());
    if (parts.length > 1) {
      spec = spec.condition(parts[1]);
    }
    added(session.debugger().add(temporary ? spec.once() : spec));
  }

  /** {@code dprintf LOCATION, TEXT}. */
  void print(String words) {
    String[] parts = words.split("\\s*,\\s*", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("dprintf LOCATION, TEXT");
    }
    String text = parts[1].replaceFirst("^\"(.*)\"$", "$1");
    added(session.debugger().add(location(parts[0].strip()).log(text)));
  }

  void event(String words) {
    String[] parts = (words + " ").split("\\s+if\\s+|\\s+$", 2);
    String[] event = parts[0].split("\\s+", 2);
    String subject = event.length < 2 ? "" : event[1].strip();
    String condition = parts.length > 1 ? parts[1].strip() : "";
    if (event[0].equals("set")) {
      Looking.Settable variable =
          session.looking().settable(session.fiber(), session.frame(), subject);
      added(session.debugger().addSetting(variable, spec -> spec.condition(condition)));
      return;
    }
    Breakpoint.Spec spec =
        switch (event[0]) {
          case "raise", "throw" -> Breakpoint.Spec.event(Kind.RAISE, "", 0);
          case "unhandled" -> Breakpoint.Spec.event(Kind.UNHANDLED, "", 0);
          case "message" -> Breakpoint.Spec.event(Kind.MESSAGE, subject, 0);
          case "suspend" -> Breakpoint.Spec.event(Kind.SUSPENDED, subject, 0);
          case "resume" -> Breakpoint.Spec.event(Kind.RESUMED, subject, 0);
          case "words" -> Breakpoint.Spec.event(Kind.WORDS, "", Words.number(subject, 10_000));
          case "winder" ->
              Breakpoint.Spec.event(Kind.WINDER, session.file(), Words.number(subject, 0));
          default ->
              throw new IllegalArgumentException(
                  "catch raise | unhandled | message CHANNEL | suspend FIBER | resume FIBER"
                      + " | words N | winder LINE | set VARIABLE");
        };
    added(session.debugger().add(spec.condition(condition)));
  }

  private Breakpoint.Spec location(String text) {
    String[] parts = text.split(":");
    int first = parts.length > 1 && !parts[0].matches("\\d+") ? 1 : 0;
    String file = first == 1 ? parts[0] : session.file();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("[FILE:]LINE[:COLUMN] or the name of a procedure");
    }
    if (!parts[first].matches("\\d{1,9}")) {
      return Breakpoint.Spec.procedure(text);
    }
    Breakpoint.Spec line = Breakpoint.Spec.line(file, Integer.parseInt(parts[first]));
    return parts.length > first + 1 ? line.column(Words.number(parts[first + 1], 0)) : line;
  }

  private void added(Breakpoint breakpoint) {
    String moved =
        breakpoint.spec().kind() == Kind.LINE
                && breakpoint.isVerified()
                && breakpoint.line() != breakpoint.spec().number()
            ? " (line " + breakpoint.spec().number() + " has no code of its own)"
            : "";
    String pending = breakpoint.isVerified() ? "" : " (there is no such code yet)";
    session.say("Breakpoint " + breakpoint.id() + ": " + breakpoint.describe() + moved + pending);
  }

  void condition(String words) {
    String[] parts = words.split("\\s+", 2);
    Breakpoint known = known(parts[0]);
    session.debugger().change(known.id(), known.spec().condition(parts.length < 2 ? "" : parts[1]));
    session.say(
        "Breakpoint " + known.id() + (parts.length < 2 ? " has no condition" : " if " + parts[1]));
  }

  void hits(String words) {
    String[] parts = words.split("\\s+", 2);
    Breakpoint known = known(parts[0]);
    session.debugger().change(known.id(), known.spec().hits(parts.length < 2 ? "" : parts[1]));
    session.say("Breakpoint " + known.id() + " counts hits: " + known.spec().hits());
  }

  void stops(String words) {
    String[] parts = words.split("\\s+", 2);
    Breakpoint known = known(parts[0]);
    Unit unit = Unit.of(parts.length < 2 ? "" : parts[1]);
    session.debugger().change(known.id(), known.spec().stopping(unit));
    session.say("Breakpoint " + known.id() + " stops " + text(unit));
  }

  private static String text(Unit unit) {
    return switch (unit) {
      case ALL -> "everything";
      case PROCESS -> "its process";
      case FIBER -> "its fiber";
    };
  }

  private Breakpoint known(String number) {
    Breakpoint known = session.debugger().breakpoint(Words.number(number, -1));
    if (known == null) {
      throw new IllegalArgumentException("There is no breakpoint " + number + ".");
    }
    return known;
  }

  void delete(String number) {
    List<Breakpoint> gone =
        number.isEmpty() ? session.debugger().breakpoints() : List.of(known(number));
    gone.forEach(breakpoint -> session.debugger().remove(breakpoint.id()));
  }

  void enable(String number, boolean now) {
    session.debugger().enable(known(number).id(), now);
  }

  void show() {
    List<Breakpoint> all = session.debugger().breakpoints();
    if (all.isEmpty()) {
      session.say("No breakpoints.");
    }
    for (Breakpoint breakpoint : all) {
      Breakpoint.Spec spec = breakpoint.spec();
      session.say(
          breakpoint.id()
              + "  "
              + breakpoint.describe()
              + (breakpoint.isEnabled() ? "" : ", disabled")
              + (spec.condition().isEmpty() ? "" : ", if " + spec.condition())
              + (spec.hits().isEmpty() ? "" : ", hits " + spec.hits())
              + (spec.log().isEmpty() ? "" : ", prints " + spec.log())
              + (spec.unit() == null ? "" : ", stops " + text(spec.unit()))
              + ", hit "
              + breakpoint.hits()
              + (breakpoint.hits() == 1 ? " time" : " times"));
    }
  }
}
