// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Looking;
import org.lokoscope.runtime.debug.Reversal;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.debug.Unit;
import org.lokoscope.runtime.debug.Values;
import org.lokoscope.runtime.debug.Views.FrameView;
import org.lokoscope.runtime.debug.Views.Result;
import org.lokoscope.runtime.debug.Views.VariableView;
import org.lokoscope.runtime.source.SourceSpan;

/** A program that is debugged with commands: what they act on, and what is said when it stops. */
final class DebugSession implements AutoCloseable {

  /** Characters of a value that are shown. */
  static final int WIDTH = 400;

  /** So often it is looked why a step does not end. */
  private static final long LOOK_MILLIS = 200;

  private final Path program;
  private final Supplier<Reversal.Rerun> starter;
  private final @Nullable Reversal reversal;
  private final PrintWriter out;
  private final Words words;
  private final BlockingQueue<Object> news = new LinkedBlockingQueue<>();
  private final Map<String, List<String>> sources = new HashMap<>();
  private final List<String> displays = new ArrayList<>();
  private Debuggee run;
  private Reversal.Silence silence;
  private long fiber;
  private int frame;
  private int status;
  private volatile boolean ended;
  private boolean attached;

  /** Nobody hears of the program any more; guarded by this. */
  private boolean closed;

  private String last = "";

  /** What ended a wait for news beside a {@link Stop}. */
  private enum News {
    ENDED
  }

  /**
   * @param starter makes a run of the program, at first and for each restart
   */
  DebugSession(Path program, Supplier<? extends Debuggee> starter, PrintWriter out) {
    this(program, () -> new Reversal.Rerun(starter.get(), _ -> {}), out, null);
  }

  /**
   * @param reversal goes back; null where one cannot
   */
  DebugSession(
      Path program,
      Supplier<Reversal.Rerun> starter,
      PrintWriter out,
      @Nullable Reversal reversal) {
    this.reversal = reversal;
    this.program = program;
    this.starter = starter;
    this.out = out;
    Reversal.Rerun first = starter.get();
    this.run = first.run();
    this.silence = first.silent();
    this.words = new Words(this);
  }

  Debugger debugger() {
    return run.debugger();
  }

  Looking looking() {
    return run.debugger().looking();
  }

  void say(String line) {
    out.println(line);
    out.flush();
  }

  String file() {
    return program.toString();
  }

  /** The exit status of the program if it has ended, else 0. */
  int status() {
    return status;
  }

  boolean hasEnded() {
    return ended;
  }

  /** The fiber that commands look at. */
  long fiber() {
    return fiber;
  }

  int frame() {
    return frame;
  }

  void select(long otherFiber, int otherFrame) {
    fiber = otherFiber;
    frame = otherFrame;
  }

  List<String> displays() {
    return displays;
  }

  /** Starts the program, which then stands before its first form. */
  void begin() {
    attach();
    run.begin();
    say("Debugging " + program + "; type help for the commands.");
    await();
  }

  /** The same; then it runs to where it stands for the first time. */
  void beginAndGo() {
    attach();
    run.begin();
    say("Debugging " + program + "; type help for the commands.");
    next();
    debugger().go();
    await();
    if (ended) {
      say("Behind the event there was no safe point any more at which to stand.");
    }
  }

  private void attach() {
    Debuggee now = run;
    now.debugger()
        .listen(
            new Debugger.Listener() {
              @Override
              public void stopped(Stop stop) {
                news.add(stop);
              }

              @Override
              public void output(String line) {
                say(line);
              }
            });
    now.onEnd(
        (result, problem) -> {
          if (run.equals(now)) {
            status = result;
            if (!problem.isEmpty()) {
              say("The program failed: " + problem);
            }
            news.add(News.ENDED);
          }
        });
    ended = false;
    if (reversal != null) {
      reversal.present(new Reversal.Rerun(now, silence));
    }
  }

  /** Attaches to a program that runs, and has it stand. */
  void join() {
    attached = true;
    attach();
    say("Attached to " + program + "; quit lets it run on.");
    debugger().pause();
    await();
  }

  /** Runs the program anew with the same breakpoints. */
  void restart() {
    List<Breakpoint> kept = debugger().breakpoints();
    Unit stops = debugger().stops();
    if (attached) {
      throw new IllegalStateException("The program cannot be run anew from here.");
    }
    Debuggee old = run;
    silence.set(true);
    Reversal.Rerun fresh = starter.get();
    run = fresh.run();
    silence = fresh.silent();
    old.quit();
    news.clear();
    debugger().take(kept);
    debugger().stops(stops);
    attach();
    run.begin();
    await();
  }

  /** Runs the program anew, silently, to a place before the present one. */
  void back(Debugger.Back back) {
    go(reversible().back(debugger(), back), "There is nothing before.");
  }

  /** The same, to where something happened last. */
  void back(Debugger.Last last) {
    go(reversible().last(debugger(), last), "That has not happened since the beginning.");
  }

  private Reversal reversible() {
    if (reversal == null) {
      throw new IllegalStateException("start with debug --reversible to go back");
    }
    return reversal;
  }

  private void go(Reversal.@Nullable Rerun there, String otherwise) {
    if (there == null) {
      say(otherwise);
      return;
    }
    Debuggee old = run;
    silence.set(true);
    run = there.run();
    silence = there.silent();
    reversible().replaces(there, old);
    news.clear();
    attach();
    reversible().proceed(there);
    Object stop = next();
    silence.set(false);
    reversible().arrived(debugger());
    news.add(stop);
    await();
  }

  /** Waits until the program stands or has ended, and says so. */
  void await() {
    Object event = next();
    if (event instanceof Stop stop) {
      fiber = stop.fiber();
      frame = 0;
      announce(stop);
    } else {
      ended = true;
      say("The program ended with status " + status + ".");
    }
  }

  /**
   * The same after a step of the fiber that is looked at. If that waits while others stand, which
   * may be why, the user is asked again; the step goes on.
   */
  void awaitStep() {
    long steps = fiber;
    while (!debugger().stands().isEmpty() && news.isEmpty()) {
      Object event = soon();
      if (event != null) {
        news.add(event);
      } else if (waits(steps)) {
        say(
            "Fiber "
                + (steps & 0xffffffffL)
                + " waits; its step ends when it goes on. Others stand meanwhile.");
        return;
      }
    }
    await();
  }

  private boolean waits(long other) {
    return looking().fibers().stream()
        .anyMatch(each -> each.id() == other && each.state().startsWith("waiting"));
  }

  private @Nullable Object soon() {
    try {
      return news.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException wish) {
      interrupt();
      return null;
    }
  }

  /** Looks at another fiber that stands, if one does, as this one has gone on. */
  boolean lookAtOther() {
    List<Stop> all = debugger().stands();
    if (all.isEmpty()) {
      return false;
    }
    fiber = all.getFirst().fiber();
    frame = 0;
    say("It goes on. Another one stands:");
    announce(all.getFirst());
    return true;
  }

  /** Says what has come to stand while the user typed, or that the program has ended. */
  private void tellNews() {
    Object event = news.poll();
    while (event != null) {
      if (event instanceof Stop stop) {
        if (debugger().stands().contains(stop)) {
          say("Stands, too: " + where(stop) + note(stop));
        }
      } else {
        ended = true;
        say("The program ended with status " + status + ".");
      }
      event = news.poll();
    }
  }

  /** The next stop, or null at the end; nothing is said. */
  @Nullable Stop silently() {
    Object event = next();
    if (event instanceof Stop stop) {
      fiber = stop.fiber();
      frame = 0;
      return stop;
    }
    news.add(event);
    return null;
  }

  /** Has a stop be announced that came silently. */
  void again(Stop stop) {
    news.add(stop);
  }

  private Object next() {
    while (true) {
      try {
        return news.take();
      } catch (InterruptedException wish) {
        interrupt();
      }
    }
  }

  /**
   * The user wants the program to stand. Any thread. Does nothing once the session is closed: a
   * program that has been let go would stand for nobody.
   */
  synchronized void interrupt() {
    if (!closed && !ended && !debugger().standsWhole()) {
      debugger().pause();
    }
  }

  void announce(Stop stop) {
    switch (stop.reason()) {
      case START -> {
        say("The program stands before its first form.");
        return;
      }
      case BREAKPOINT ->
          say("Breakpoint " + stop.breakpoints().getFirst() + ", " + where(stop) + note(stop));
      case STEP -> {
        if (!stop.text().isEmpty()) {
          say(stop.span().line() == 0 ? stop.text() + ", " + where(stop) : stop.text());
        }
      }
      case RETURNED -> say("Value returned is " + stop.text());
      case PAUSE -> say("Interrupted, " + where(stop));
      case RAISE -> say("Raised: " + stop.text() + ", " + where(stop));
      case EVENT ->
          say(
              "Breakpoint "
                  + stop.breakpoints().getFirst()
                  + ": "
                  + stop.text()
                  + ", "
                  + where(stop));
    }
    List<FrameView> top = stop.span().line() == 0 ? frames(1) : List.of();
    showLine(top.isEmpty() ? stop.span() : top.getFirst().span());
    for (String expression : displays) {
      say(expression + " = " + evaluated(expression));
    }
  }

  private static String note(Stop stop) {
    return stop.text().isEmpty() ? "" : " (" + stop.text() + ")";
  }

  private String where(Stop stop) {
    List<FrameView> frames = looking().stack(stop.fiber(), 1);
    String fiberText = "fiber " + (stop.fiber() & 0xffffffffL);
    return frames.isEmpty()
        ? fiberText
        : fiberText + ", " + call(stop.fiber(), frames.getFirst(), 0);
  }

  /** A frame as its call. */
  String call(FrameView view, int index) {
    return call(fiber, view, index);
  }

  private String call(long of, FrameView view, int index) {
    StringBuilder text = new StringBuilder();
    text.append(view.procedure().isEmpty() ? "top level" : view.procedure());
    List<VariableView> own =
        looking().variables(of, index).stream().filter(v -> !v.isFree()).toList();
    if (!own.isEmpty()) {
      text.append(" (");
      for (int i = own.size() - 1; i >= 0; i--) {
        VariableView variable = own.get(i);
        String value = variable.note().isEmpty() ? variable.text(60) : "<" + variable.note() + ">";
        text.append(variable.name()).append('=').append(value).append(i == 0 ? ")" : ", ");
      }
    }
    if (view.span().line() != 0) {
      text.append(" at ").append(view.span().file()).append(':').append(view.span().line());
    }
    return text.toString();
  }

  List<FrameView> frames(int most) {
    return looking().stack(fiber, most);
  }

  void showLine(SourceSpan span) {
    if (span.line() != 0) {
      showLines(span.file(), span.line(), span.line(), 0);
    }
  }

  /** Shows lines of a source, the current one with an arrow. */
  void showLines(String file, int from, int to, int current) {
    List<String> lines = sources.computeIfAbsent(file, DebugSession::read);
    for (int line = Math.max(1, from); line <= Math.min(to, lines.size()); line++) {
      say(line + (line == current ? " ->\t" : "\t") + lines.get(line - 1));
    }
  }

  private static List<String> read(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException | InvalidPathException none) {
      return List.of();
    }
  }

  String evaluated(String text) {
    Result result = looking().evaluate(fiber, frame, text);
    return result.isValue() ? Values.show(result.value(), WIDTH) : "error: " + result.problem();
  }

  /** Obeys a command; an empty one is the last one again. False if the user quits. */
  boolean obey(String line) {
    String command = line.strip();
    if (command.isEmpty()) {
      command = last;
    }
    if (command.isEmpty() || command.startsWith("#")) {
      return true;
    }
    last = command;
    if (!ended) {
      tellNews();
    }
    try {
      return words.obey(command);
    } catch (IllegalStateException | IllegalArgumentException problem) {
      say(problem.getMessage() == null ? problem.toString() : problem.getMessage());
      return true;
    }
  }

  List<String> completions(String line, int cursor) {
    return words.completions(line, cursor);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    if (attached) {
      debugger().release();
    } else {
      run.quit();
    }
    if (reversal != null) {
      reversal.close();
    }
  }
}
