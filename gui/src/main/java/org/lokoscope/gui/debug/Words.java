// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.WaitView;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.debug.Unit;
import org.lokoscope.runtime.debug.Values;
import org.lokoscope.runtime.debug.Views;
import org.lokoscope.runtime.debug.Views.FiberView;
import org.lokoscope.runtime.debug.Views.FrameView;
import org.lokoscope.runtime.debug.Views.Result;
import org.lokoscope.runtime.debug.Views.VariableView;
import org.lokoscope.runtime.debug.Views.WinderView;
import org.lokoscope.runtime.process.Enders;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.TraceSubject;

/** The commands of the prompt: those of gdb, and some for fibers. */
final class Words {

  private static final int FRAMES = 40;
  private static final int LINES = 10;

  private record Word(String names, String help, Function<String, Boolean> action) {}

  private final DebugSession session;
  private final Map<String, Word> words = new LinkedHashMap<>();
  private final Breakpoints breakpoints;
  private final Map<String, String> watched = new LinkedHashMap<>();

  Words(DebugSession session) {
    this.session = session;
    this.breakpoints = new Breakpoints(session);
    runs("run r start", "run the program; if it has begun, anew", this::start);
    runs("continue c", "[N]  go on, past N stops; -a: all that stand by themselves", this::goOn);
    runs("next n", "[N]  to the next line, not into calls", a -> repeat(a, Debugger::stepOver));
    runs("step s", "[N]  to the next line, into calls", a -> repeat(a, Debugger::stepInto));
    runs("stepi si", "[N]  to the next expression", a -> repeat(a, Debugger::stepForm));
    runs("finish fin", "until the procedure returns", a -> repeat("", Debugger::stepOut));
    runs("interrupt", "[FIBER]  have it stand, or everything", this::interrupt);
    runs("until advance u", "LINE  to a line", this::until);
    runs("reverse-step rs", "back to the line before", a -> session.back(Debugger.Back.LINE));
    runs(
        "reverse-next rn",
        "the same, not into procedures that have returned",
        a -> session.back(Debugger.Back.LINE_OF_CALLERS));
    runs(
        "reverse-continue rc",
        "back to the last place with a breakpoint",
        a -> session.back(Debugger.Back.BREAKPOINT));
    runs("last-set", "VARIABLE  back to where it got its value", this::lastSet);
    runs(
        "last-sent",
        "[CHANNEL]  back to where the last message was sent: there, or from or to the fiber",
        this::lastSent);
    runs("last-pushed", "[N]  back to where winder N was pushed", this::lastPushed);
    runs(
        "switch",
        "until the fiber is suspended or resumed",
        a -> repeat("", Debugger::stepToSwitch));
    runs(
        "follow",
        "to where the next message is received that the fiber sends",
        a -> repeat("", Debugger::followMessage));
    say(
        "break b",
        "[FILE:]LINE[:COLUMN] | PROCEDURE [if EXPRESSION]",
        a -> breakpoints.add(a, false));
    say("tbreak tb", "the same, but only once", a -> breakpoints.add(a, true));
    say(
        "dprintf",
        "LOCATION, TEXT  print TEXT, with {EXPRESSION} in it, and go on",
        breakpoints::print);
    say(
        "catch",
        "raise | unhandled | message CHANNEL | suspend FIBER | resume FIBER | words N | winder"
            + " LINE",
        breakpoints::event);
    say("condition", "N [EXPRESSION]  stop only if it is true", breakpoints::condition);
    say("ignore", "N HITS  count that many hits, %N, or an expression of hits", breakpoints::hits);
    say("delete d", "[N]  remove breakpoints", breakpoints::delete);
    say("disable", "N", a -> breakpoints.enable(a, false));
    say("enable", "N", a -> breakpoints.enable(a, true));
    say("backtrace bt where", "[N]  the frames of the fiber", this::backtrace);
    say("up", "to the frame that called", a -> frame(session.frame() + number(a, 1)));
    say("down", "to the frame that was called", a -> frame(session.frame() - number(a, 1)));
    say("frame f", "[N]  to a frame", a -> frame(number(a, session.frame())));
    say("fiber thread", "N  look at another fiber", this::fiber);
    say("print p", "EXPRESSION  with the variables of the frame", this::print);
    say("set", "VARIABLE EXPRESSION | stop all|process|fiber: what a breakpoint stops", this::set);
    say("stops", "N all|process|fiber  what breakpoint N stops", breakpoints::stops);
    say("display", "[EXPRESSION]  show it at each stop", this::display);
    say("undisplay", "show nothing at stops", a -> session.displays().clear());
    say("watch", "EXPRESSION  stop when its value changes, by steps", this::watch);
    say("end-wait", "FIBER EXPRESSION  end its wait with a value", a -> endWait(a, false));
    say("raise-wait", "FIBER EXPRESSION  end its wait by a raise", a -> endWait(a, true));
    say("list l", "[LINE]  the source", this::list);
    say("info i", "breakpoints | fibers | locals | wait | winders | line | procedures", this::info);
    say("help h", "this", a -> help());
    words.put("quit", new Word("quit q kill", "end the program", a -> false));
    words.put("q", words.get("quit"));
    words.put("kill", words.get("quit"));
  }

  private void say(String names, String help, Consumer<String> action) {
    Word word =
        new Word(
            names,
            help,
            a -> {
              action.accept(a);
              return true;
            });
    for (String name : names.split(" ")) {
      words.put(name, word);
    }
  }

  /** The same for what needs a program that has not ended. */
  private void runs(String names, String help, Consumer<String> action) {
    say(
        names,
        help,
        a -> {
          if (session.hasEnded() && !names.startsWith("run")) {
            throw new IllegalStateException("The program has ended; run starts it anew.");
          }
          action.accept(a);
        });
  }

  /** False if the user quits. */
  boolean obey(String line) {
    String name = line.split("\\s+", 2)[0];
    String rest = line.substring(name.length()).strip();
    int slash = name.indexOf('/');
    Word word = word(slash < 0 ? name : name.substring(0, slash));
    if (word == null) {
      throw new IllegalArgumentException("Unknown command: " + name + "; type help.");
    }
    return word.action.apply(rest);
  }

  private @Nullable Word word(String name) {
    Word exact = words.get(name);
    if (exact != null) {
      return exact;
    }
    List<Word> fitting =
        words.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(name))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return fitting.size() == 1 ? fitting.getFirst() : null;
  }

  List<String> completions(String line, int cursor) {
    String before = line.substring(0, cursor).stripLeading();
    int space = before.lastIndexOf(' ');
    String word = before.substring(space + 1);
    TreeSet<String> all = new TreeSet<>();
    if (space < 0) {
      all.addAll(words.keySet());
    } else if (before.startsWith("info ") || before.startsWith("i ")) {
      all.addAll(
          List.of("breakpoints", "fibers", "locals", "wait", "winders", "line", "procedures"));
    } else if (before.startsWith("catch ")) {
      all.addAll(
          List.of("raise", "unhandled", "message", "suspend", "resume", "words", "winder", "set"));
    } else {
      all.addAll(session.debugger().procedures());
      if (session.debugger().isStanding()) {
        session
            .looking()
            .variables(session.fiber(), session.frame())
            .forEach(variable -> all.add(variable.name()));
      }
    }
    all.removeIf(candidate -> !candidate.startsWith(word.replaceFirst("^\\(+", "")));
    return new ArrayList<>(all);
  }

  private void help() {
    words.values().stream()
        .distinct()
        .forEach(
            word ->
                session.say(String.format("%-20s %s", word.names.replace(' ', '|'), word.help)));
  }

  static int number(String text, int otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException("A number is expected, not " + text);
    }
  }

  // Running

  private void start(String ignored) {
    boolean fresh = !session.hasEnded() && session.looking().stop().reason() == Stop.Reason.START;
    if (!fresh) {
      session.restart();
    }
    session.debugger().go();
    session.await();
  }

  private void goOn(String count) {
    boolean all = count.equals("-a");
    for (int i = all ? 1 : number(count, 1); i > 0 && !session.hasEnded(); i--) {
      Debugger debugger = session.debugger();
      if (!watched.isEmpty()) {
        watchOn(debugger);
      } else if (all || debugger.standsWhole()) {
        debugger.go();
      } else {
        debugger.go(session.fiber());
      }
      if (all || !session.lookAtOther()) {
        session.await();
      }
    }
  }

  private void repeat(String count, ObjLongConsumer<Debugger> action) {
    for (int i = number(count, 1); i > 0 && !session.hasEnded(); i--) {
      action.accept(session.debugger(), session.fiber());
      session.awaitStep();
    }
  }

  private void interrupt(String name) {
    if (name.isEmpty()) {
      session.interrupt();
    } else {
      session.debugger().pause(find(name).id());
    }
    session.await();
  }

  private void lastSet(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("last-set VARIABLE");
    }
    session.back(last(Debugger.Last.What.SET, name, 0));
  }

  private void lastSent(String channel) {
    long object = 0;
    if (!channel.isEmpty()) {
      Result result = session.looking().evaluate(session.fiber(), session.frame(), channel);
      object =
          switch (result.value()) {
            case TraceSubject subject -> subject.traceNumber();
            case Long number -> session.fiber() >> 32 << 32 | number;
            case null, default ->
                throw new IllegalArgumentException(
                    result.isValue() ? channel + " is no channel" : result.problem());
          };
    }
    session.back(last(Debugger.Last.What.SENT, "", object));
  }

  private void lastPushed(String number) {
    session.back(last(Debugger.Last.What.PUSHED, "", number(number, 0)));
  }

  private Debugger.Last last(Debugger.Last.What what, String name, long number) {
    return new Debugger.Last(what, session.fiber(), session.frame(), name, number);
  }

  private void until(String line) {
    Debugger debugger = session.debugger();
    debugger.runTo(session.file(), number(line, currentLine() + 1));
    session.await();
  }

  private int currentLine() {
    List<FrameView> frames = session.frames(session.frame() + 1);
    return frames.isEmpty() ? 1 : frames.getLast().span().line();
  }

  private void watch(String expression) {
    watched.put(expression, session.evaluated(expression));
    session.say("Watching " + expression + " = " + watched.get(expression));
  }

  /** Steps until a watched value is another one, or something else stops the program. */
  private void watchOn(Debugger debugger) {
    while (true) {
      debugger.stepForm();
      Stop stop = session.silently();
      if (stop == null) {
        return;
      }
      boolean changed = stop.reason() != Stop.Reason.STEP;
      for (Map.Entry<String, String> entry : watched.entrySet()) {
        String now = session.evaluated(entry.getKey());
        if (!now.startsWith("error: ") && !now.equals(entry.getValue())) {
          session.say("Watched " + entry.getKey() + ": " + entry.getValue() + " is now " + now);
          entry.setValue(now);
          changed = true;
        }
      }
      if (changed) {
        session.again(stop);
        return;
      }
    }
  }

  // Looking

  private void backtrace(String most) {
    List<FrameView> frames = session.frames(number(most, FRAMES));
    for (FrameView view : frames) {
      if (!view.isSystem()) {
        session.say(
            (view.index() == session.frame() ? "* #" : "  #")
                + view.index()
                + "  "
                + session.call(view, view.index()));
      }
    }
  }

  private void frame(int index) {
    List<FrameView> frames = session.frames(Math.max(1, index + 1));
    if (index < 0 || index >= frames.size()) {
      throw new IllegalArgumentException("There is no frame " + index + ".");
    }
    session.select(session.fiber(), index);
    FrameView view = frames.get(index);
    session.say("#" + index + "  " + session.call(view, index));
    session.showLine(view.span());
  }

  private FiberView find(String name) {
    return session.looking().fibers().stream()
        .filter(f -> Long.toString(f.number()).equals(name) || f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no fiber " + name + "."));
  }

  private void fiber(String name) {
    FiberView view = find(name);
    session.select(view.id(), 0);
    session.say("Fiber " + view.number() + named(view) + ": " + view.state());
    session.showLine(view.span());
  }

  private static String named(FiberView view) {
    return view.name().isEmpty() ? "" : " \"" + view.name() + "\"";
  }

  private void print(String expression) {
    if (expression.isEmpty()) {
      session.say("= " + Values.show(session.looking().lastValue(), DebugSession.WIDTH));
      return;
    }
    String value = session.evaluated(expression);
    session.say(value.startsWith("error: ") ? value : "= " + value);
  }

  private void set(String words) {
    String[] setting = words.split("\\s+");
    // What else is set by that name is a variable of the program.
    if (setting.length == 2
        && setting[0].equals("stop")
        && setting[1].matches("all|process|fiber")) {
      stop(setting[1]);
      return;
    }
    if (setting.length == 2 && setting[0].equals("non-stop")) {
      stop(setting[1].equals("on") ? Unit.FIBER.word() : Unit.ALL.word());
      return;
    }
    String[] parts = words.replaceFirst("^var\\s+", "").split("\\s*=\\s*|\\s+", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("set VARIABLE EXPRESSION");
    }
    Result result = session.looking().assign(session.fiber(), session.frame(), parts[0], parts[1]);
    if (!result.isValue()) {
      result =
          session
              .looking()
              .evaluate(
                  session.fiber(), session.frame(), "(set! " + parts[0] + " " + parts[1] + ")");
    }
    session.say(
        result.isValue() ? parts[0] + " = " + session.evaluated(parts[0]) : result.problem());
  }

  private void stop(String word) {
    String problem = session.debugger().stops(Unit.of(word));
    session.say(
        problem.isEmpty()
            ? switch (session.debugger().stops()) {
              case ALL -> "Everything stands when a fiber does.";
              case PROCESS -> "When a fiber stands, its process does; others go on.";
              case FIBER -> "A fiber stands by itself; all others go on.";
            }
            : problem);
  }

  private void display(String expression) {
    if (!expression.isEmpty()) {
      session.displays().add(expression);
    }
    for (String shown : session.displays()) {
      session.say(shown + " = " + session.evaluated(shown));
    }
  }

  private void endWait(String words, boolean raise) {
    String[] parts = words.split("\\s+", 2);
    FiberView view = find(parts[0]);
    Result result =
        session
            .looking()
            .evaluate(session.fiber(), session.frame(), parts.length < 2 ? "#f" : parts[1]);
    if (!result.isValue() || result.value() == null) {
      session.say(result.problem());
      return;
    }
    boolean done = session.looking().endWait(view.id(), result.value(), raise);
    session.say(done ? "Fiber " + view.number() + " will go on." : "It does not wait.");
  }

  private void list(String line) {
    List<FrameView> frames =
        session.debugger().isStanding() ? session.frames(session.frame() + 1) : List.of();
    SourceSpan span = frames.isEmpty() ? SourceSpan.NONE : frames.getLast().span();
    String file = span.line() == 0 ? session.file() : span.file();
    int middle = number(line, Math.max(1, span.line()));
    session.showLines(file, middle - LINES / 2, middle + LINES / 2, span.line());
  }

  private void info(String what) {
    String topic = what.isEmpty() ? "" : what.split("\\s+", 2)[0];
    switch (topic) {
      case "breakpoints", "break", "b" -> breakpoints.show();
      case "fibers", "threads" -> fibers();
      case "locals", "args" -> locals();
      case "wait", "waits" -> waits();
      case "winders" -> winders();
      case "line", "frame" -> frame(session.frame());
      case "procedures", "functions" -> session.debugger().procedures().forEach(session::say);
      default ->
          throw new IllegalArgumentException(
              "info breakpoints | fibers | locals | wait | winders | line | procedures");
    }
  }

  private void fibers() {
    for (FiberView view : session.looking().fibers()) {
      session.say(
          (view.id() == session.fiber() ? "* " : "  ")
              + (view.process() == 1 ? "" : "process " + view.process() + " ")
              + "fiber "
              + view.number()
              + named(view)
              + ": "
              + view.state()
              + (view.span().line() == 0 ? "" : " at " + view.span().position()));
    }
  }

  private void locals() {
    List<VariableView> all = session.looking().variables(session.fiber(), session.frame());
    for (VariableView variable : all) {
      session.say(
          variable.name()
              + " = "
              + variable.text(DebugSession.WIDTH)
              + (variable.isFree() ? "  (free)" : ""));
    }
    if (all.isEmpty()) {
      session.say("No variables.");
    }
  }

  private void waits() {
    List<WaitView> all = session.looking().waits(session.fiber());
    Enders.Found enders = session.looking().enders(session.fiber());
    for (WaitView wait : all) {
      session.say(
          wait.what()
              + (wait.object() == 0 ? "" : ", object " + (wait.object() & 0xffffffffL))
              + (wait.place() == 0
                  ? ""
                  : ", " + wait.place() + " of " + wait.length() + " in the queue")
              + (wait.message() == null
                  ? ""
                  : ", with " + Values.show(wait.message(), DebugSession.WIDTH)));
      Views.enders(wait, enders).forEach(line -> session.say("    " + line));
    }
    if (all.isEmpty()) {
      session.say("It waits for nothing.");
    }
  }

  private void winders() {
    int number = 0;
    for (WinderView winder : session.looking().dynamicState(session.fiber(), 100)) {
      session.say(
          "#"
              + number++
              + "  "
              + winder.what()
              + (winder.span().line() == 0 ? "" : " at " + winder.span().position()));
      for (VariableView value : winder.values()) {
        session.say("    " + value.name() + ": " + value.text(DebugSession.WIDTH));
      }
    }
  }
}
