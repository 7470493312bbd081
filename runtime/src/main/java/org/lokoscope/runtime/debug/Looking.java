// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.WaitView;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.debug.Views.FiberView;
import org.lokoscope.runtime.debug.Views.FrameView;
import org.lokoscope.runtime.debug.Views.Result;
import org.lokoscope.runtime.debug.Views.VariableView;
import org.lokoscope.runtime.debug.Views.WinderView;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.runtime.process.Enders;
import org.lokoscope.runtime.process.Process;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.ControlPrimitives;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Parameter;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.vm.VariableBox;
import org.lokoscope.runtime.vm.Winder;

/** What can be seen and done while a program stands; each is done on the CPU that stands. */
public final class Looking {

  /** Safe points that an evaluation may pass before others get a turn. */
  static final int FUEL = 10_000_000;

  private static final int MOST_CALLERS = 1_000;

  private static final String ENDED = "The program has ended.";

  /** So often somebody who waits for an answer looks whether it can still come. */
  private static final long LOOK_MILLIS = 100;

  /** Raised objects become the value of an evaluation. */
  private static final NativeProcedure CLAUSES =
      NativeProcedure.of(
          "evaluation", 2, 2, (machine, a) -> new Debugger.Failure(ConditionReport.summary(a[0])));

  private final Debugger debugger;
  private volatile @Nullable Object lastValue;

  /** An expression that changes nothing, most likely a variable. */
  private static final Pattern NAME = Pattern.compile("[^\\s()\\[\\]'`,\"]+");

  Looking(Debugger debugger) {
    this.debugger = debugger;
  }

  // Asking

  /**
   * Does something where a fiber is: on the CPU that stands, or in a process that goes on, at its
   * next safe point or while it rests.
   */
  private <T> T ask(long fiber, Function<Process, T> question) {
    Standing first = fiber == 0 ? debugger.first() : null;
    Process process = first == null ? debugger.process(fiber) : first.process();
    return answered(asked(process, question));
  }

  private <T> CompletableFuture<T> asked(Process process, Function<Process, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable work =
        () -> {
          try {
            answer.complete(question.apply(process));
          } catch (RuntimeException | StackOverflowError | OutOfMemoryError problem) {
            answer.completeExceptionally(problem);
          }
        };
    Runnable dropped = () -> answer.completeExceptionally(new IllegalStateException(ENDED));
    Standing held = debugger.holding(process);
    if (held == null) {
      debugger.atSafePoint(process, work, dropped);
    } else {
      held.tell(
          new Standing.Command() {
            @Override
            public @Nullable Object run(Standing standing) {
              work.run();
              return null;
            }

            @Override
            public void dropped() {
              dropped.run();
            }
          });
    }
    return answer;
  }

  private <T> T answered(CompletableFuture<T> answer) {
    try {
      while (true) {
        try {
          return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          if (debugger.run().isOver() && !debugger.isStanding() && !answer.isDone()) {
            throw new IllegalStateException(ENDED);
          }
        }
      }
    } catch (InterruptedException wish) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", wish);
    } catch (ExecutionException problem) {
      Throwable cause = problem.getCause();
      throw new IllegalStateException(cause == null ? "failed" : message(cause), cause);
    }
  }

  static String message(Throwable problem) {
    if (problem instanceof SyntaxException wrong) {
      return wrong.what();
    }
    String text = problem.getMessage();
    return text == null ? problem.getClass().getSimpleName() : text;
  }

  /** Where the program stands, and why; or what stands by itself and came first. */
  public Stop stop() {
    return debugger.first().stop();
  }

  /**
   * Where a fiber stands, and why.
   *
   * @throws IllegalStateException if it does not stand; one line
   */
  public Stop stop(long fiber) {
    return debugger.of(fiber).stop();
  }

  /** What was returned or raised last; null if nothing was. */
  public @Nullable Object lastValue() {
    return lastValue;
  }

  void lastValue(Object value) {
    lastValue = value;
  }

  // Fibers and frames

  /** The fibers of all processes, those that stand first. */
  public List<FiberView> fibers() {
    List<FiberView> all = new ArrayList<>();
    for (Process process : debugger.visible()) {
      all.addAll(answered(asked(process, this::fibersOf)));
    }
    all.sort((a, b) -> Boolean.compare(b.stands(), a.stands()));
    return all;
  }

  private List<FiberView> fibersOf(Process process) {
    List<FiberView> all = new ArrayList<>();
    debugger.run().fibersOf(process).forEach(fiber -> all.add(view(process, fiber)));
    return all;
  }

  private FiberView view(Process process, Fiber fiber) {
    boolean current = fiber == process.fibers().runningFiber();
    Stop stop = debugger.stopOf(fiber.id());
    SourceSpan span =
        stop != null && stop.span().line() != 0 ? stop.span() : spanOf(process, fiber, current);
    String what = stop != null && stop.unit() == Unit.FIBER ? "stands" : state(fiber, current);
    return new FiberView(process.id(), fiber.id(), fiber.name(), what, span, stop != null);
  }

  /** A fiber as messages name it. */
  String name(Fiber fiber) {
    String number = "fiber " + (fiber.id() & 0xffffffffL);
    return fiber.name().isEmpty() ? number : number + " \"" + fiber.name() + "\"";
  }

  SourceSpan spanOf(Process process, Fiber fiber, boolean current) {
    if (current) {
      return spanOf(process.machine().continuation());
    }
    SourceSpan waits =
        fiber.site() == 0
            ? SourceSpan.NONE
            : debugger.run().image().sites().get(fiber.site()).span();
    return waits.line() == 0 || waits.file().startsWith("lokoscope:")
        ? spanOf(fiber.frame())
        : waits;
  }

  private static String state(Fiber fiber, boolean current) {
    if (current) {
      return "running";
    }
    if (!fiber.isWaiting()) {
      return fiber.reason() == null ? "ready, not started" : "ready";
    }
    return fiber.reason() == null
        ? "waiting"
        : "waiting: " + fiber.reason().name().toLowerCase(Locale.ROOT);
  }

  /** The procedure's activations that make one frame for people, innermost first. */
  private record Group(
      List<Activation> activations, int site, String label, @Nullable DebuggedCode code) {}

  /** A step from where a process stands. */
  Step step(Step.Kind kind, Standing from) {
    Frame top = from.top();
    Activation innermost = top == null ? null : top.activation();
    DebuggedCode code = innermost == null ? null : debugger.table().owner(innermost.point());
    Frame below = top;
    while (code != null && below != null && innermost != null) {
      Activation next = below.next() == null ? null : below.next().activation();
      below = below.next();
      if (next == null || !isSame(code, innermost, next)) {
        break;
      }
      innermost = next;
    }
    int line = from.place() != null ? from.place().span().line() : spanOf(top).line();
    return new Step(
        kind,
        from.stop().fiber(),
        code,
        line,
        from.place(),
        below,
        debugger.table(),
        from.stop().reason() == Stop.Reason.START ? debugger.stops() : from.unit());
  }

  private boolean isSame(DebuggedCode code, Activation inner, Activation outer) {
    return debugger.table().owner(outer.point()) == code && Step.isAround(outer, inner);
  }

  private List<Group> groups(Process process, long fiber, int most) {
    Fiber waiting = waiting(process, fiber);
    Frame top = top(process, fiber);
    List<Group> groups = groups(top, most);
    if (waiting != null && waitingGroups(process, fiber) > 0) {
      groups.addFirst(new Group(List.of(), waiting.site(), "", null));
    }
    return groups;
  }

  /** Whether there is one more group in front of those of frames: the form that suspended. */
  private int waitingGroups(Process process, long fiber) {
    Fiber waiting = waiting(process, fiber);
    Frame top = top(process, fiber);
    return waiting != null && waiting.site() != 0 && (top == null || top.place() != waiting.site())
        ? 1
        : 0;
  }

  /** The fiber, if it has suspended itself; else null. */
  private @Nullable Fiber waiting(Process process, long fiber) {
    Fiber running = process.fibers().runningFiber();
    if (fiber == 0 || running != null && running.id() == fiber) {
      return null;
    }
    return find(fiber);
  }

  private @Nullable Fiber find(long fiber) {
    Standing alone = debugger.alone(fiber);
    if (alone != null) {
      return alone.fiber();
    }
    return debugger.run().processes().stream()
        .filter(process -> process.id() == fiber >> 32)
        .flatMap(process -> debugger.run().fibersOf(process).stream())
        .filter(known -> known.id() == fiber)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Frame top(Process process, long fiber) {
    Standing alone = debugger.alone(fiber);
    if (alone != null) {
      return alone.top();
    }
    Fiber running = process.fibers().runningFiber();
    if (fiber == 0 || running != null && running.id() == fiber) {
      return own(process.machine().continuation());
    }
    Fiber known = find(fiber);
    return known == null ? null : own(known.frame());
  }

  /** Without what the debugger has put on it. */
  private static @Nullable Frame own(@Nullable Frame top) {
    return top instanceof Standing.Waits ? top.next() : top;
  }

  private List<Group> groups(@Nullable Frame top, int most) {
    List<Group> groups = new ArrayList<>();
    for (Frame frame = top; frame != null; frame = frame.next()) {
      Activation activation = frame.activation();
      DebuggedCode code = activation == null ? null : debugger.table().owner(activation.point());
      Group last = groups.isEmpty() ? null : groups.getLast();
      if (activation != null
          && code != null
          && last != null
          && last.code == code
          && isSame(code, last.activations.getLast(), activation)) {
        last.activations.add(activation);
      } else if (groups.size() == most) {
        break;
      } else {
        List<Activation> own = new ArrayList<>();
        if (activation != null) {
          own.add(activation);
        }
        groups.add(new Group(own, frame.place(), frame.label(), code));
      }
    }
    return groups;
  }

  /**
   * Frames of a fiber, innermost first.
   *
   * @param most how many at most, from the innermost on
   */
  public List<FrameView> stack(long fiber, int most) {
    return ask(
        fiber,
        process -> {
          List<FrameView> frames = new ArrayList<>();
          List<Group> groups = groups(process, fiber, most);
          for (int i = 0; i < groups.size(); i++) {
            frames.add(view(i, groups.get(i)));
          }
          return frames;
        });
  }

  private FrameView view(int index, Group group) {
    SourceSpan span =
        group.site == 0 ? SourceSpan.NONE : debugger.run().image().sites().get(group.site).span();
    String name = group.code != null ? group.code.code().name() : procedure(group);
    boolean system = span.line() == 0 || span.file().startsWith("lokoscope:");
    return new FrameView(index, name, span, system && group.code == null);
  }

  private String procedure(Group group) {
    if (!group.label.isEmpty()) {
      return group.label;
    }
    return group.site == 0 ? "" : debugger.run().image().sites().get(group.site).procedure();
  }

  private SourceSpan span(Frame frame) {
    return frame.place() == 0
        ? SourceSpan.NONE
        : debugger.run().image().sites().get(frame.place()).span();
  }

  /** Where a continuation is in the program's own text. */
  SourceSpan spanOf(@Nullable Frame top) {
    for (Frame frame = top; frame != null; frame = frame.next()) {
      SourceSpan span = span(frame);
      if (span.line() != 0 && !span.file().startsWith("lokoscope:")) {
        return span;
      }
    }
    return SourceSpan.NONE;
  }

  private @Nullable Group group(Process process, long fiber, int index) {
    List<Group> groups = groups(process, fiber, index + 1);
    return index < groups.size() ? groups.get(index) : null;
  }

  private List<Variable> variables(@Nullable Group group) {
    if (group == null || group.code == null) {
      return List.of();
    }
    return Debugger.variables(group.code, group.code.scope(group.activations.getFirst().point()));
  }

  /**
   * What holds a variable, in this run.
   *
   * @param box of an assigned variable, or of one of the program: its machine
   * @param below the frame below those of its procedure; null for free variables
   */
  record Held(@Nullable Object box, @Nullable Frame below, @Nullable DebuggedCode code) {}

  /** The frame below those that make one frame for people. */
  static @Nullable Frame below(CodeTable table, @Nullable Frame top, int index) {
    Frame frame = top;
    for (int i = 0; frame != null; i++) {
      Activation inner = frame.activation();
      DebuggedCode code = inner == null ? null : table.owner(inner.point());
      frame = frame.next();
      while (code != null && inner != null && frame != null) {
        Activation outer = frame.activation();
        if (outer == null || table.owner(outer.point()) != code || !Step.isAround(outer, inner)) {
          break;
        }
        inner = outer;
        frame = frame.next();
      }
      if (i == index) {
        return frame;
      }
    }
    return null;
  }

  /**
   * What holds the variable of a frame.
   *
   * @throws IllegalStateException if there is none that could have been set; one line
   */
  Held held(long fiber, int index, String name) {
    return ask(
        fiber,
        process -> {
          Group group = group(process, fiber, index);
          Variable variable =
              variables(group).stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
          if (group == null || variable == null) {
            if (!isGlobal(name)) {
              throw new IllegalStateException(name + ": there is no such variable here");
            }
            return new Held(process.machine(), null, null);
          }
          Object raw = variable.raw(group.activations);
          if (variable.isFree()) {
            if (raw instanceof VariableBox box) {
              return new Held(box, null, null);
            }
            throw new IllegalStateException(
                name + ": is never set; it is bound outside of this procedure");
          }
          return new Held(
              raw instanceof VariableBox box ? box : null,
              below(debugger.table(), top(process, fiber), index - waitingGroups(process, fiber)),
              group.code);
        });
  }

  /**
   * A variable that can be set, and so be waited for.
   *
   * @param held tells it from others of its name
   */
  public record Settable(String name, Object held) {}

  /**
   * A variable of a frame, or of the program.
   *
   * @throws IllegalStateException if it is none that is ever set; the message says so in a line
   */
  public Settable settable(long fiber, int frame, String name) {
    Object held = held(fiber, frame, name).box();
    if (held == null) {
      throw new IllegalStateException(name + ": is never set; each call has its own");
    }
    return new Settable(name, held);
  }

  private boolean isGlobal(String name) {
    GlobalTable globals = debugger.run().image().globals();
    for (int i = 0; i < globals.size(); i++) {
      if (globals.name(i).equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** The winder of a fiber, from 0, the innermost; as its push is told. */
  Watch.Winders winder(long fiber, int index) {
    return ask(
        fiber,
        process -> {
          Winder winder = winders(process, fiber);
          for (int i = 0; i < index && winder != null; i++) {
            winder = winder.next();
          }
          if (winder == null) {
            throw new IllegalStateException("There is no winder " + index + ".");
          }
          return new Watch.Winders(
              fiber, winder.kind().ordinal(), Winder.lengthOf(winder), winder.site());
        });
  }

  /** What a fiber waits for, or 0. */
  long awaited(long fiber) {
    return waits(fiber).stream().mapToLong(WaitView::object).findFirst().orElse(0);
  }

  int before(History passed, Debugger.Back back, long fiber) {
    return ask(
        fiber,
        process -> {
          Set<DebuggedCode> callers = new HashSet<>();
          if (back == Debugger.Back.LINE_OF_CALLERS) {
            groups(process, fiber, MOST_CALLERS)
                .forEach(
                    group -> {
                      if (group.code != null) {
                        callers.add(group.code);
                      }
                    });
          }
          return passed.lineBefore(fiber, callers);
        });
  }

  /** The variables of a frame, innermost first: its own, then those around it. */
  public List<VariableView> variables(long fiber, int frame) {
    return ask(
        fiber,
        process -> {
          Group group = group(process, fiber, frame);
          List<VariableView> all = new ArrayList<>();
          for (Variable variable : variables(group)) {
            if (group != null && all.stream().noneMatch(v -> v.name().equals(variable.name()))) {
              all.add(view(variable, group));
            }
          }
          return all;
        });
  }

  private static VariableView view(Variable variable, Group group) {
    Object value = variable.value(group.activations);
    String note = "";
    if (value == null) {
      note = "not kept after its last use";
    } else if (Variable.isUndefined(value)) {
      note = "not yet defined";
    }
    return new VariableView(variable.name(), value, note, variable.isFree());
  }

  // The dynamic state and what fibers wait for

  /** The dynamic state of a fiber, innermost first. */
  public List<WinderView> dynamicState(long fiber, int most) {
    return ask(
        fiber,
        process -> {
          List<WinderView> all = new ArrayList<>();
          Winder winder = winders(process, fiber);
          while (winder != null && all.size() < most) {
            all.add(view(winder));
            winder = winder.next();
          }
          return all;
        });
  }

  private @Nullable Winder winders(Process process, long fiber) {
    Fiber running = process.fibers().runningFiber();
    if (fiber == 0 || running != null && running.id() == fiber) {
      return process.machine().winders();
    }
    Fiber known = find(fiber);
    return known == null ? null : known.winders();
  }

  private WinderView view(Winder winder) {
    List<VariableView> values = new ArrayList<>();
    Object[] held = winder.held();
    String what =
        switch (winder.kind()) {
          case DYNAMIC_WIND -> "dynamic-wind";
          case PARAMETERIZE -> "parameterize";
          case HANDLER -> held.length == 0 ? "a handler runs" : "with-exception-handler";
          case GUARD -> "guard";
        };
    for (int i = 0; i < held.length; i++) {
      boolean outer = held[i] instanceof Parameter && i + 1 < held.length;
      String name =
          outer
              ? "outer value of " + ((Parameter) held[i]).name()
              : winder.kind() == WinderKind.DYNAMIC_WIND ? i == 0 ? "before" : "after" : "handler";
      values.add(new VariableView(name, held[outer ? ++i : i], "", false));
    }
    SourceSpan span =
        winder.site() == 0
            ? SourceSpan.NONE
            : debugger.run().image().sites().get(winder.site()).span();
    return new WinderView(what, span, values);
  }

  /** What a fiber waits for, arm by arm. */
  public List<WaitView> waits(long fiber) {
    return ask(
        fiber,
        process -> {
          Fiber known = find(fiber);
          return known == null ? List.of() : known.waits();
        });
  }

  /**
   * Who could end what a fiber waits for: the fibers that can reach what it waits at, and the
   * variables by which any fiber can.
   */
  public Enders.Found enders(long fiber) {
    return ask(
        fiber,
        process -> {
          Fiber known = find(fiber);
          if (known == null) {
            return new Enders.Found(Map.of(), true);
          }
          return debugger.run().endersOf(process, known);
        });
  }

  // Evaluation

  /**
   * Evaluates an expression with the variables of a frame, as the fiber whose frame it is. What
   * stood stands afterwards.
   *
   * @param fiber that does not run, or stands
   */
  public Result evaluate(long fiber, int frame, String text) {
    if (!NAME.matcher(text.strip()).matches()) {
      debugger.changed();
    }
    Evaluation evaluation = new Evaluation(fiber, frame, text);
    Standing alone = debugger.alone(fiber);
    Process process =
        fiber == 0 || alone != null ? debugger.of(fiber).process() : debugger.process(fiber);
    Standing held = alone != null && alone.canRun() ? alone : debugger.holding(process);
    if (held != null) {
      held.tell(evaluation);
    } else {
      debugger.atSafePoint(process, () -> visit(process, evaluation), evaluation::dropped);
    }
    return answered(evaluation.answer);
  }

  /** Something to be evaluated where a fiber is. */
  final class Evaluation implements Standing.Command {
    private final long fiber;
    private final int frame;
    private final String text;
    private final CompletableFuture<Result> answer = new CompletableFuture<>();

    Evaluation(long fiber, int frame, String text) {
      this.fiber = fiber;
      this.frame = frame;
      this.text = text;
    }

    @Override
    public @Nullable Object run(Standing standing) {
      if (!standing.canRun() || fiber != 0 && standing.process().id() != fiber >> 32) {
        answer.complete(new Result(null, "the process of that fiber is not where it can evaluate"));
        return null;
      }
      Fiber running = standing.process().fibers().runningFiber();
      boolean own = standing.fiber() != null || running != null && isOf(running);
      return begin(standing.process(), own, () -> debugger.standOn(standing));
    }

    private boolean isOf(Fiber running) {
      return fiber == 0 || running.id() == fiber;
    }

    /**
     * @param own whether the fiber itself can evaluate
     * @param then what the machine does with the answer given
     * @return null if nothing has begun
     */
    private @Nullable Object begin(Process process, boolean own, Supplier<Object> then) {
      try {
        Group group = group(process, fiber, frame);
        Expression expression = expression(text, variables(group));
        List<Activation> frames = group == null ? List.of() : group.activations;
        Machine machine = process.machine();
        if (own) {
          return Looking.this.evaluate(machine, expression, frames, value -> done(value, then));
        }
        Fiber known = fiber == 0 ? null : find(fiber);
        return asVisitor(
            process,
            fiber,
            known == null ? null : known.winders(),
            expression.in(frames),
            this,
            then);
      } catch (RuntimeException | StackOverflowError problem) {
        answer.complete(new Result(null, message(problem)));
        return null;
      }
    }

    private Object done(Object value, Supplier<Object> then) {
      answer.complete(
          value instanceof Debugger.Failure failure
              ? new Result(null, failure.what())
              : new Result(value, ""));
      return then.get();
    }

    @Override
    public void dropped() {
      answer.complete(new Result(null, ENDED));
    }
  }

  /** Evaluates for a fiber that does not run, in its dynamic state, and without it. */
  private Object asVisitor(
      Process process,
      long fiber,
      @Nullable Winder winders,
      NativeProcedure thunk,
      Evaluation evaluation,
      Supplier<Object> then) {
    Machine machine = process.machine();
    int fuel = machine.fuel();
    machine.setFuel(FUEL);
    debugger.quiet(fiber, true);
    return process
        .fibers()
        .visitAs(
            machine,
            fiber,
            winders,
            NativeProcedure.of("evaluation", 0, 0, (m, _) -> guarded(m, thunk)),
            (m, value) -> {
              debugger.quiet(fiber, false);
              m.setFuel(fuel);
              return evaluation.done(value, then);
            });
  }

  /** The same in a process that goes on. */
  private void visit(Process process, Evaluation evaluation) {
    Fiber running = process.fibers().runningFiber();
    if (running != null && running.id() == evaluation.fiber) {
      evaluation.answer.complete(
          new Result(null, name(running) + " is running; pause it to evaluate in it"));
      return;
    }
    process
        .fibers()
        .visitNext(
            machine -> {
              Supplier<Object> then = () -> process.fibers().dispatch(machine);
              Object begun = evaluation.begin(process, false, then);
              return begun == null ? then.get() : begun;
            });
  }

  /** Assigns a variable of a frame the value of an expression. */
  public Result assign(long fiber, int frame, String name, String text) {
    debugger.changed();
    Result result = evaluate(fiber, frame, text);
    if (!result.isValue() || result.value() == null) {
      return result;
    }
    Object value = result.value();
    boolean done =
        ask(
            fiber,
            process -> {
              Group group = group(process, fiber, frame);
              return group != null
                  && variables(group).stream()
                      .filter(variable -> variable.name().equals(name))
                      .findFirst()
                      .map(variable -> variable.assign(group.activations, value))
                      .orElse(false);
            });
    return done ? result : new Result(null, name + ": no variable of this frame that is kept");
  }

  /** Ends what a fiber waits for, with a value or by a raise. */
  public boolean endWait(long fiber, Object value, boolean raise) {
    debugger.changed();
    return ask(
        fiber,
        process -> {
          Fiber known = find(fiber);
          return known != null && process.fibers().endWait(process.machine(), known, value, raise);
        });
  }

  Expression expression(String text, Place place) {
    return expression(text, Debugger.variables(place.code(), place.scope()));
  }

  private Expression expression(String text, List<Variable> variables) {
    Environment scope = debugger.scope();
    if (scope == null) {
      throw new IllegalStateException("the program has no scope to evaluate in");
    }
    return Expression.of(text, variables, scope, debugger.run().image());
  }

  /** Calls a thunk; what it raises becomes a {@link Debugger.Failure}. */
  Object guarded(Machine machine, NativeProcedure thunk) {
    return ControlPrimitives.callWithGuard(machine, thunk, CLAUSES);
  }

  /** Evaluates at the base of a machine that has all frames on the heap, then goes on. */
  private Object evaluate(
      Machine machine,
      Expression expression,
      List<Activation> frames,
      Function<Object, Object> then) {
    int fuel = machine.fuel();
    debugger.quiet(machine, true);
    machine.setFuel(FUEL);
    machine.pushContinuation(
        ResumeFrame.of(
            3,
            "evaluation",
            (m, value) -> {
              debugger.quiet(m, false);
              m.setFuel(fuel);
              return then.apply(value);
            }));
    return guarded(machine, expression.in(frames));
  }

  // What breakpoints need at the base

  /** Stops for an event if the breakpoint's condition holds; there are no variables of a frame. */
  Object ifHolds(Process process, Breakpoint breakpoint, Stop stop, Supplier<Object> goOn) {
    String text = breakpoint.spec().condition();
    if (text.isEmpty()) {
      return debugger.arrived(process, breakpoint, null, stop, null, goOn);
    }
    Expression condition;
    try {
      condition = expression(text, List.of());
    } catch (RuntimeException wrong) {
      return debugger.arrived(
          process, breakpoint, null, stop, new Debugger.Failure(message(wrong)), goOn);
    }
    return evaluate(
        process.machine(),
        condition,
        List.of(),
        value ->
            value == Boolean.FALSE
                ? goOn.get()
                : debugger.arrived(
                    process,
                    breakpoint,
                    null,
                    stop,
                    value instanceof Debugger.Failure failure ? failure : null,
                    goOn));
  }

  /** Goes on with one or the other, as this hit counts or not. */
  Object ifCounts(
      Process process, Breakpoint breakpoint, Supplier<Object> goOn, Supplier<Object> counts) {
    String text = breakpoint.spec().hits().strip();
    long hits = breakpoint.hits();
    if (text.isEmpty()) {
      return counts.get();
    }
    if (text.matches("%?\\s*\\d{1,9}")) {
      long number = Long.parseLong(text.replaceAll("\\D", ""));
      boolean yes = text.startsWith("%") ? number > 0 && hits % number == 0 : hits >= number;
      return yes ? counts.get() : goOn.get();
    }
    Expression expression;
    try {
      expression = expression("(let ((hits " + hits + ")) " + text + ")", List.of());
    } catch (RuntimeException wrong) {
      debugger.listener().output("breakpoint " + breakpoint.id() + ": " + message(wrong));
      return counts.get();
    }
    return evaluate(
        process.machine(),
        expression,
        List.of(),
        value -> value == Boolean.FALSE ? goOn.get() : counts.get());
  }

  /** Prints a text with the values of the expressions in braces, then goes on. */
  Object log(Machine machine, Breakpoint breakpoint, @Nullable Place place, Supplier<Object> goOn) {
    return logFrom(machine, breakpoint, breakpoint.spec().log(), place, new StringBuilder(), goOn);
  }

  private Object logFrom(
      Machine machine,
      Breakpoint breakpoint,
      String rest,
      @Nullable Place place,
      StringBuilder done,
      Supplier<Object> goOn) {
    int open = rest.indexOf('{');
    int close = rest.indexOf('}', open);
    if (open < 0 || close < 0) {
      debugger.listener().output(done.append(rest).toString());
      return goOn.get();
    }
    done.append(rest, 0, open);
    String more = rest.substring(close + 1);
    String text = rest.substring(open + 1, close);
    Expression expression;
    try {
      expression =
          breakpoint.logged(
              place,
              text,
              () -> place == null ? expression(text, List.of()) : expression(text, place));
    } catch (RuntimeException wrong) {
      return logFrom(
          machine,
          breakpoint,
          more,
          place,
          done.append('<').append(message(wrong)).append('>'),
          goOn);
    }
    Frame top = machine.continuation();
    Activation frame = top == null ? null : top.activation();
    return evaluate(
        machine,
        expression,
        frame == null ? List.of() : List.of(frame),
        value -> logFrom(machine, breakpoint, more, place, done.append(shown(value)), goOn));
  }

  private static String shown(Object value) {
    if (value instanceof Debugger.Failure failure) {
      return "<" + failure.what() + ">";
    }
    return value == Special.UNSPECIFIED ? "" : Printer.display(value);
  }
}
