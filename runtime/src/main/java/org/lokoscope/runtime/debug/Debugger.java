// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.compiler.CodeNotes;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.process.DebugHook;
import org.lokoscope.runtime.process.KeptState;
import org.lokoscope.runtime.process.Process;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.vm.VariableBox;

/**
 * The debugger of one run. Breakpoints may be set and the program be asked to stop by any thread at
 * any time; {@link Looking} is what can be seen and done while it stands.
 *
 * <p>To stop is to unwind: all frames go to the heap, and the CPU waits for commands where an
 * action would run. Other processes stop at their next safe points, if everything is to stop.
 * Nothing is different afterwards: no time has passed on a deterministic clock, and no safe point
 * was used up.
 */
public final class Debugger implements DebugHook {

  /** Hears what happens; on a thread of the run, which waits until it returns. */
  public interface Listener {

    void stopped(Stop stop);

    /** What a logpoint prints, or a condition that failed; without a newline. */
    void output(String line);

    /** A breakpoint has got its place, or has gone. */
    default void changed(Breakpoint breakpoint, boolean gone) {}
  }

  /** What a condition evaluates to that could not be evaluated. */
  record Failure(String what) {}

  /** A breakpoint whose condition is true; or no breakpoint, but the end of a step. */
  private record Hit(@Nullable Breakpoint breakpoint, @Nullable Failure failure, Unit unit) {}

  /** Something on which a breakpoint has waited, and where it was. */
  private record Happened(Events.Event event, Process process) {}

  /** A place that a watch wants to see with all frames on the heap. */
  private record Sight(Watch watch, Position here) {}

  private final ProgramRun run;
  private final CodeTable table = new CodeTable();
  private final Map<Integer, Breakpoint> breakpoints = new LinkedHashMap<>();
  private final Map<Long, Standing> standing = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<Happened> events = new ConcurrentLinkedQueue<>();
  private final Looking looking = new Looking(this);
  private final Supplier<@Nullable Environment> scope;
  private volatile @Nullable Environment programScope;
  private volatile Listener listener = new Silence();
  private final SafePointWork work = new SafePointWork();
  private final Set<Long> pausing = ConcurrentHashMap.newKeySet();

  /** Processes in which a fiber that stands has something to evaluate, before others go on. */
  private final Set<Long> urgent = ConcurrentHashMap.newKeySet();

  /** At most one for each fiber; replaced as a whole. */
  private volatile List<Step> steps = List.of();

  private volatile Unit unit = Unit.ALL;
  private volatile boolean startWanted;
  private volatile boolean begun;
  private volatile boolean pauseWanted;
  private volatile boolean detached;
  private volatile @Nullable History history;
  private volatile int runsTo;
  private volatile @Nullable Position runsUntil;
  private volatile @Nullable Watch watch;
  private volatile long noteFrom = Long.MAX_VALUE;

  /** From this moment on each place is noted, and not only those that are looked for. */
  private volatile long noteAllFrom = Long.MAX_VALUE;

  private volatile boolean notesAll;
  private volatile long holdAt = Long.MAX_VALUE;
  private final Object holding = new Object();

  /** The moment at which the run waits; 0 if it does not. */
  private volatile long heldAt;

  private volatile long moments;
  private volatile boolean repeatable;

  /** The run is on its way to a place, and stands nowhere before. */
  private volatile boolean seeking;

  private volatile @Nullable Position position;

  /** The fuel at the place that is stopped at, before what decides that. */
  private int fuelThere = -1;

  /** The number of the event that is stopped at; below 0 if there is none. */
  private long heardThere = -1;

  /** Where a condition is evaluated on the way to somewhere else. */
  private @Nullable Position metAt;

  /** Events of fibers so far. */
  private volatile long heard;

  /** The states of the run that are kept to go back to; null for none. */
  private volatile @Nullable KeptStates kept;

  /** The state is to be kept as soon as all frames are on the heap. */
  private boolean keepsNext;

  /** Who hears that the program has ended while it goes back. */
  private volatile Runnable afterEnd = () -> {};

  private volatile boolean quits;
  private volatile boolean wantsEvents;
  private volatile boolean raises;

  /** Whether there are breakpoints for events; events come by the million. */
  private volatile boolean awaitsEvents;

  /** The fibers in which something is done for the debugger, where nothing stops. */
  private final QuietFibers quiet = new QuietFibers();

  private int lastId;

  private static final class Silence implements Listener {
    @Override
    public void stopped(Stop stop) {}

    @Override
    public void output(String line) {}
  }

  /** Attaches to a run, before its program is loaded or at least before it is executed. */
  public Debugger(ProgramRun run) {
    this.run = run;
    this.scope = () -> programScope;
    run.image().onCode(this::compiled);
    run.debug(this);
  }

  /** What names mean that are no variables of a frame. */
  public void program(Program program) {
    programScope = program.scope();
  }

  public void listen(Listener next) {
    listener = next;
  }

  Listener listener() {
    return listener;
  }

  ProgramRun run() {
    return run;
  }

  CodeTable table() {
    return table;
  }

  @Nullable Environment scope() {
    return scope.get();
  }

  /** What can be seen and done while the program stands. */
  public Looking looking() {
    return looking;
  }

  /** Has the program stand before anything of it runs. */
  public void stopAtStart() {
    startWanted = true;
  }

  /**
   * The run is deterministic: it hears of all events, so that each run looks at the clock alike.
   */
  public void repeatable() {
    repeatable = true;
    wantsEvents = true;
  }

  /**
   * Keeps states of the run from now on, to go back to. Before the run, which is repeatable.
   *
   * @param spacing nanoseconds between two, at least
   */
  void keepStates(long spacing) {
    if (kept == null && !begun) {
      kept = new KeptStates(spacing);
    }
  }

  /** The states that are kept and can be put back; null for none. */
  @Nullable KeptStates kept() {
    KeptStates states = kept;
    return states != null && states.isValidFor(run.filesUsed()) ? states : null;
  }

  /** How many states of the run are kept to go back to, and bytes that they take, about. */
  public long[] keptStates() {
    KeptStates states = kept;
    return states == null ? new long[2] : new long[] {states.count(), states.bytes()};
  }

  /** The user may have changed what the program will do. */
  void changed() {
    KeptStates states = kept;
    if (states != null) {
      states.changed(moments);
    }
  }

  void afterEnd(Runnable listener) {
    afterEnd = listener;
  }

  /** Has the run, which stands, go on from a state that was kept of it. */
  void rewind(KeptStates.Kept to) {
    Standing here;
    synchronized (this) {
      here = first();
      standing.clear();
      steps = List.of();
    }
    here.tell(
        _ -> {
          throw to.state().rewind(() -> rewound(to));
        });
  }

  private void rewound(KeptStates.Kept to) {
    moments = to.moment();
    heard = to.heard();
    events.clear();
    fuelThere = -1;
    heardThere = -1;
    metAt = null;
    position = null;
    pauseWanted = false;
    keepsNext = false;
    KeptStates states = kept;
    if (states != null) {
      states.wentBack(to);
    }
    boolean _ = beginNoting(moments);
    if (quits) {
      run.stop();
    }
  }

  private void keep(Process process, @Nullable Supplier<Object> goOn) {
    KeptStates states = kept;
    if (states == null) {
      return;
    }
    if (run.world().memory().isTight()) {
      states.giveUp();
    }
    if (!states.isValidFor(run.filesUsed())) {
      return;
    }
    long begin = System.nanoTime();
    KeptState state =
        goOn == null ? KeptState.before(run, process) : KeptState.within(run, process, goOn);
    states.add(moments, heard, state, System.nanoTime() - begin);
  }

  /** How far the run is: a number of a moment. */
  public long moments() {
    return moments;
  }

  /** Has the run wait at a moment, until another one is given. */
  public void holdAt(long moment) {
    synchronized (holding) {
      holdAt = moment;
      holding.notifyAll();
    }
  }

  /**
   * Has the run wait at a moment, or tells that it has passed that. It waits until it is given
   * another moment.
   *
   * @return whether it has not begun with that moment
   */
  boolean holdBefore(long moment) {
    synchronized (holding) {
      if (heldAt != 0 && heldAt <= moment) {
        holdAt = heldAt;
        return true;
      }
      holdAt = moment;
      return moments < moment;
    }
  }

  /**
   * Notes each place that is passed from a moment on, and has the run stand at one.
   *
   * @param from the moment, which must not have been passed; 0 where the run stands at its start
   * @param number of the place that is passed, from 1; 0 for none
   * @param until the position at which, or as soon as it is passed, the run stands; null for none
   */
  public void note(long from, int number, @Nullable Position until) {
    seek(from, number, until, null);
  }

  /**
   * The same; and looks for something on the way, without noting more than that as long as the
   * place where the run is to stand is far.
   */
  void seek(long from, int number, @Nullable Position until, @Nullable Watch what) {
    seeking = true;
    runsTo = number;
    runsUntil = until;
    watch = what;
    notesAll = what == null || until == null || until.moment() <= Math.max(1, from);
    noteAllFrom = notesAll || until == null ? Long.MAX_VALUE : until.moment();
    synchronized (this) {
      history = from == 0 ? new History() : null;
      noteFrom = from == 0 ? Long.MAX_VALUE : from;
      settle(table.all());
    }
  }

  @Nullable Watch watch() {
    return watch;
  }

  /**
   * Something that has happened, and happened last somewhere before the present place.
   *
   * @param fiber whose variable or winder it is; or, of a message, who sent or received it
   * @param frame of the variable
   * @param name of the variable; else empty
   * @param number of the object through which a message went, with its process; 0 for any: the last
   *     one that the fiber sent or received. Or of the winder, from 0, the innermost
   */
  public record Last(What what, long fiber, int frame, String name, long number) {

    /** What it is. */
    public enum What {
      /** A variable got its value. */
      SET,
      /** A message was handed over. */
      SENT,
      /** An entry of the dynamic state was pushed. */
      PUSHED
    }
  }

  /** What to look for, for what is known here, where the program stands. */
  Watch watchFor(Last last) {
    return switch (last.what) {
      case SET -> {
        looking.held(last.fiber, last.frame, last.name);
        yield new Watch.Setting(last.name, last.fiber, last.frame);
      }
      case SENT -> new Watch.Message(last.number, last.number == 0 ? last.fiber : 0);
      case PUSHED -> looking.winder(last.fiber, (int) last.number);
    };
  }

  /** An event is told: whether it is one of the program's, and not of an evaluation. */
  boolean hears(long fiber) {
    if (quiet.contains(fiber)) {
      return false;
    }
    long now = heard + 1;
    heard = now;
    return true;
  }

  long heard() {
    return heard;
  }

  /** How many events of fibers the run has told; only in one that can be repeated it is all. */
  public long eventsHeard() {
    return heard;
  }

  /** Whether there are breakpoints for events. */
  boolean awaitsEvents() {
    return awaitsEvents;
  }

  private Position here(Process process) {
    return new Position(moments, process.fuelLeft(), SourceSpan.NONE, heard, true);
  }

  /** Tells a watch of an event, unless that is the present one or comes behind it. */
  void watched(Process process, Consumer<Position> tell) {
    Position here = here(process);
    Position until = runsUntil;
    if (history != null && (until == null || !here.isAtOrAfter(until))) {
      tell.accept(here);
    }
  }

  /**
   * Nanoseconds since the run began. Of a run of a trace they are those of the recording, as the
   * clock goes on with what is done, and stands while the program does.
   */
  public long elapsed() {
    return run.elapsed();
  }

  /** Where the program stands. */
  public @Nullable Position position() {
    return position;
  }

  /**
   * The number of a noted place before the present one; 0 if there is none among them.
   *
   * @param fiber whose lines count
   */
  public int before(Back back, long fiber) {
    History passed = history;
    if (passed == null) {
      throw new IllegalStateException("start with debug --reversible to go back");
    }
    return looking.before(passed, back, fiber);
  }

  @Nullable History history() {
    return history;
  }

  /** How far to go back. */
  public enum Back {
    /** To the line before. */
    LINE,
    /** To the line before in this procedure, or in one that called it. */
    LINE_OF_CALLERS,
    /** To the last place with a breakpoint. */
    BREAKPOINT
  }

  /**
   * Chooses what stands when something stops the program, unless a breakpoint says otherwise.
   *
   * @return why that is not to be had, in a line; empty if it is
   */
  public String stops(Unit chosen) {
    if (repeatable && chosen != Unit.ALL) {
      return "Everything stands while one fiber does: in a run that can go back, time stands, too.";
    }
    unit = chosen;
    return "";
  }

  /** What stands when something stops the program, unless a breakpoint says otherwise. */
  public Unit stops() {
    return unit;
  }

  Unit unitOf(Breakpoint breakpoint) {
    Unit own = breakpoint.spec().unit();
    return own == null ? unit : own;
  }

  // Code

  private void compiled(Code code, CodeNotes notes) {
    DebuggedCode added = table.add(code, notes, this);
    if (added == null) {
      return;
    }
    List<Breakpoint> changed = new ArrayList<>();
    synchronized (this) {
      for (Breakpoint breakpoint : breakpoints.values()) {
        if (breakpoint.isPlaced() && concerns(breakpoint, added)) {
          place(breakpoint);
          changed.add(breakpoint);
        }
      }
      settle(List.of(added));
    }
    changed.forEach(breakpoint -> listener.changed(breakpoint, false));
  }

  private static boolean concerns(Breakpoint breakpoint, DebuggedCode code) {
    Breakpoint.Spec spec = breakpoint.spec();
    return switch (spec.kind()) {
      case PROCEDURE -> code.code().name().equals(spec.subject());
      case SET -> !code.assigning(spec.subject()).isEmpty();
      default -> CodeTable.isSame(code.places().getFirst().span().file(), spec.subject());
    };
  }

  int site(SourceSpan span, String procedure) {
    return run.image().sites().add(span, procedure);
  }

  /** The lines of a file on which the program can stop, as far as it has been compiled. */
  public List<Integer> lines(String file) {
    return table.file(file).map(table::lines).orElse(List.of());
  }

  /** The places of a line at which the program can stop. */
  public List<SourceSpan> places(String file, int line) {
    return table.file(file).map(table::places).orElse(List.of()).stream()
        .map(Place::span)
        .filter(span -> span.line() == line)
        .distinct()
        .toList();
  }

  /** The names of the procedures of the program. */
  public List<String> procedures() {
    return table.procedures();
  }

  // Breakpoints

  public Breakpoint add(Breakpoint.Spec spec) {
    Breakpoint added;
    synchronized (this) {
      added = new Breakpoint(++lastId, spec);
      breakpoints.put(added.id(), added);
      place(added);
      settle(table.all());
    }
    reach();
    return added;
  }

  /** Sets the breakpoints of another run here, with their numbers. Before the run. */
  public synchronized void take(List<Breakpoint> others) {
    for (Breakpoint other : others) {
      Breakpoint own = new Breakpoint(other.id(), other.spec());
      own.enable(other.isEnabled());
      place(own);
      breakpoints.put(own.id(), own);
      lastId = Math.max(lastId, own.id());
    }
    settle(table.all());
  }

  /** False if there is none of that number. */
  public boolean remove(int id) {
    Breakpoint gone;
    synchronized (this) {
      gone = breakpoints.remove(id);
      if (gone == null) {
        return false;
      }
      gone.places(List.of());
      settle(table.all());
    }
    return true;
  }

  public synchronized boolean enable(int id, boolean now) {
    Breakpoint known = breakpoints.get(id);
    if (known == null) {
      return false;
    }
    known.enable(now);
    settle(table.all());
    return true;
  }

  /** Gives it another condition, other hits or another text to print. */
  public synchronized boolean change(int id, Breakpoint.Spec spec) {
    Breakpoint known = breakpoints.get(id);
    if (known == null) {
      return false;
    }
    known.change(spec);
    settle(table.all());
    return true;
  }

  public synchronized List<Breakpoint> breakpoints() {
    return List.copyOf(breakpoints.values());
  }

  public synchronized @Nullable Breakpoint breakpoint(int id) {
    return breakpoints.get(id);
  }

  /**
   * Stops where a variable is set from now on, before it is. Of the program it is one of this run
   * only: the variables of another are others.
   *
   * @param with what it has besides: a condition, the hits that count
   */
  public Breakpoint addSetting(Looking.Settable variable, UnaryOperator<Breakpoint.Spec> with) {
    Breakpoint.Spec spec =
        with.apply(Breakpoint.Spec.event(Breakpoint.Kind.SET, variable.name(), 0));
    Breakpoint added;
    synchronized (this) {
      added = new Breakpoint(++lastId, spec);
      added.key(variable.held());
      breakpoints.put(added.id(), added);
      place(added);
      settle(table.all());
    }
    reach();
    return added;
  }

  /** The files of the program and of its libraries that were read, in order. */
  public List<String> files() {
    return table.files();
  }

  private void place(Breakpoint breakpoint) {
    Breakpoint.Spec spec = breakpoint.spec();
    switch (spec.kind()) {
      case LINE ->
          breakpoint.places(
              table
                  .file(spec.subject())
                  .map(file -> table.at(file, spec.number(), spec.column()))
                  .orElse(List.of()));
      case PROCEDURE -> breakpoint.places(table.entries(spec.subject()));
      case SET ->
          breakpoint.places(breakpoint.key() == null ? List.of() : table.assigning(spec.subject()));
      default -> {}
    }
  }

  /** Arms the places where something may stop, and no others. */
  private void settle(Collection<DebuggedCode> codes) {
    Map<Place, List<Breakpoint>> wanted = new IdentityHashMap<>();
    boolean hears = false;
    boolean hearsRaises = false;
    for (Breakpoint breakpoint : breakpoints.values()) {
      if (breakpoint.isEnabled() && !detached) {
        for (Place place : breakpoint.places()) {
          wanted.computeIfAbsent(place, _ -> new ArrayList<>()).add(breakpoint);
        }
        switch (breakpoint.spec().kind()) {
          case LINE, PROCEDURE, SET -> {}
          case RAISE, UNHANDLED -> hearsRaises = true;
          default -> hears = true;
        }
      }
    }
    List<Step> now = steps;
    boolean hasSteps = now.stream().anyMatch(step -> !step.wantsEvents());
    Watch looked = watch;
    wantsEvents = repeatable || hears || now.stream().anyMatch(Step::wantsEvents);
    raises = hearsRaises;
    awaitsEvents = hears;
    for (DebuggedCode code : codes) {
      for (Place place : code.places()) {
        List<Breakpoint> here = wanted.getOrDefault(place, List.of());
        place.breakpoints(here);
        boolean wantedHere =
            seeking
                ? history != null && (notesAll || looked != null && looked.concerns(place))
                : !here.isEmpty();
        place.arm(hasSteps || wantedHere);
      }
      code.settle();
    }
  }

  /** Has what is compiled and runs move to the heap, from where it goes on as nodes. */
  private void reach() {
    if (begun) {
      run.processes().forEach(Process::demandAttention);
    }
  }

  // Going on

  /** Whether the program stands. */
  public synchronized boolean isStanding() {
    return !standing.isEmpty();
  }

  /** Whether everything stands, and not only a fiber or a process by itself. */
  public synchronized boolean standsWhole() {
    return whole() != null;
  }

  /** What stands: one stop for each, in the order in which they came to stand. */
  public synchronized List<Stop> stands() {
    return standing.values().stream().map(Standing::stop).toList();
  }

  private @Nullable Standing whole() {
    for (Standing each : standing.values()) {
      if (each.unit() == Unit.ALL) {
        return each;
      }
    }
    return null;
  }

  /** Lets everything go on. */
  public void go() {
    go(null, null, null);
  }

  /**
   * Lets a fiber go on that stands, with what stands with it: by itself, its process, or all but
   * those that stand by themselves.
   *
   * @throws IllegalStateException if it does not stand; one line
   */
  public void go(long fiber) {
    go(of(fiber), null, null);
  }

  /**
   * @param from what goes on; null for all
   * @param first what it goes on with, or null for where it stands
   */
  private void go(@Nullable Standing from, @Nullable Step next, Standing.@Nullable Command first) {
    List<Standing> going = new ArrayList<>();
    synchronized (this) {
      for (Standing each : standing.values()) {
        if (from == null || each == from || from.unit() == Unit.ALL && each.unit() == Unit.ALL) {
          going.add(each);
        }
      }
      going.forEach(each -> standing.remove(each.key()));
      List<Step> kept = new ArrayList<>(steps);
      kept.removeIf(
          step -> from == null || step.unit() == Unit.ALL || step.fiber() == from.stop().fiber());
      if (next != null) {
        kept.add(next);
      }
      steps = List.copyOf(kept);
      forgetHistory();
      settle(table.all());
    }
    if (next != null) {
      reach();
    }
    for (Standing each : going) {
      each.tell(each == from && first != null ? first : Standing::goOn);
    }
  }

  /** Once it has come to where it was to stand, the run goes on as any other. */
  private void forgetHistory() {
    History passed = history;
    if (passed != null && !seeking) {
      history = null;
      watch = null;
      runsUntil = null;
      runsTo = 0;
    }
  }

  /** Steps to the next line, also of a procedure that is called. */
  public void stepInto() {
    stepFrom(Step.Kind.INTO, first());
  }

  /** The same from where a fiber stands. */
  public void stepInto(long fiber) {
    stepFrom(Step.Kind.INTO, of(fiber));
  }

  /** Steps to the next line of the procedure, or to its caller. */
  public void stepOver() {
    stepFrom(Step.Kind.OVER, first());
  }

  /** The same from where a fiber stands. */
  public void stepOver(long fiber) {
    stepFrom(Step.Kind.OVER, of(fiber));
  }

  /** Steps to the next expression. */
  public void stepForm() {
    stepFrom(Step.Kind.FORM, first());
  }

  /** The same from where a fiber stands. */
  public void stepForm(long fiber) {
    stepFrom(Step.Kind.FORM, of(fiber));
  }

  /** Runs until the fiber that stands is suspended, or is resumed. */
  public void stepToSwitch() {
    stepFrom(Step.Kind.SWITCH, first());
  }

  /** The same from where a fiber stands. */
  public void stepToSwitch(long fiber) {
    stepFrom(Step.Kind.SWITCH, of(fiber));
  }

  /** Runs to where the next message that the fiber sends is received. */
  public void followMessage() {
    stepFrom(Step.Kind.MESSAGE, first());
  }

  /** The same from where a fiber stands. */
  public void followMessage(long fiber) {
    stepFrom(Step.Kind.MESSAGE, of(fiber));
  }

  private void stepFrom(Step.Kind kind, Standing from) {
    go(from, looking.step(kind, from), null);
  }

  /** Runs until the procedure returns, and stands there with its value. */
  public void stepOut() {
    stepOutFrom(first());
  }

  /** The same from where a fiber stands. */
  public void stepOut(long fiber) {
    stepOutFrom(of(fiber));
  }

  private void stepOutFrom(Standing from) {
    Frame top = from.top();
    if (from.place() == null || top == null) {
      stepFrom(Step.Kind.OUT, from);
      return;
    }
    long fiber = from.stop().fiber();
    Frame below = top.next();
    @Nullable Object[] pending = {this};
    Frame wait =
        ResumeFrame.of(
            3,
            "finish",
            (machine, value) -> {
              if (pending[0] == null) {
                return value;
              }
              pending[0] = null;
              return returned(machine, fiber, value, from.unit());
            });
    go(
        from,
        null,
        at -> {
          Machine machine = at.process().machine();
          machine.setContinuation(below);
          machine.pushContinuation(wait);
          return top.resume(Special.UNSPECIFIED, machine);
        });
  }

  private Object returned(Machine machine, long fiber, Object value, Unit what) {
    Process process = Process.of(machine);
    looking.lastValue(value);
    Stop stop =
        new Stop(
            Stop.Reason.RETURNED,
            Values.show(value, 1_000),
            process.id(),
            fiber,
            looking.spanOf(machine.continuation()),
            List.of());
    return stand(process, stop, null, true, () -> value, what);
  }

  /** Runs to a line. */
  public Breakpoint runTo(String file, int line) {
    Breakpoint there = add(Breakpoint.Spec.line(file, line).once());
    go();
    return there;
  }

  /** Asks a program that runs to stand as a whole as soon as it can. */
  public void pause() {
    pauseWanted = true;
    for (Process process : run.processes()) {
      process.demandAttention();
      process.post(_ -> pauseAtRest(process), WaitReason.MESSAGE, 0);
    }
  }

  /**
   * Asks a fiber to stand, or its process, or everything, as the session has chosen.
   *
   * @throws IllegalStateException if there is no such process; one line
   */
  public void pause(long fiber) {
    Unit what = unit;
    if (what == Unit.ALL || fiber == 0) {
      pause();
      return;
    }
    Process process = process(fiber);
    Standing held = holding(process);
    if (held != null && held.blocks()) {
      held.tell(
          _ -> {
            pauseHere(process, fiber, what);
            return null;
          });
      process.demandAttention();
      return;
    }
    atSafePoint(process, () -> pauseHere(process, fiber, what), () -> {});
  }

  /** The process of a fiber. */
  Process process(long fiber) {
    return run.processes().stream()
        .filter(process -> process.id() == fiber >> 32)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The process of that fiber has ended."));
  }

  private void pauseHere(Process process, long fiber, Unit what) {
    FiberScheduler fibers = process.fibers();
    Fiber running = fibers.runningFiber();
    if (running != null && (what == Unit.PROCESS || running.id() == fiber)) {
      // At a safe point, to whose end this belongs.
      pausing.add(running.id());
      return;
    }
    if (what == Unit.PROCESS) {
      fibers.visitNext(
          machine ->
              stand(
                  process,
                  paused(process, 0, SourceSpan.NONE),
                  null,
                  true,
                  () -> fibers.dispatch(machine),
                  Unit.PROCESS));
      return;
    }
    Fiber waiting = find(process, fiber);
    if (waiting == null) {
      listener.output("fiber " + (fiber & 0xffffffffL) + " has ended");
    } else {
      standAside(process, waiting, paused(process, fiber, looking.spanOf(process, waiting, false)));
    }
  }

  private @Nullable Fiber find(Process process, long fiber) {
    return run.fibersOf(process).stream()
        .filter(each -> each.id() == fiber)
        .findFirst()
        .orElse(null);
  }

  private void pauseAtRest(Process process) {
    if (!pauseWanted) {
      return;
    }
    if (repeatable) {
      pauseWanted = false;
      stand(
          process, paused(process, 0, SourceSpan.NONE), null, false, () -> Boolean.TRUE, Unit.ALL);
      return;
    }
    process
        .fibers()
        .visitNext(machine -> paused(process, () -> process.fibers().dispatch(machine)));
  }

  /** Stands if that is still wanted; only for actions and resumed frames. */
  private Object paused(Process process, Supplier<Object> goOn) {
    if (!pauseWanted || detached) {
      return goOn.get();
    }
    pauseWanted = false;
    Machine machine = process.machine();
    Fiber running = process.fibers().runningFiber();
    Stop stop =
        running == null
            ? paused(process, 0, SourceSpan.NONE)
            : paused(process, running.id(), looking.spanOf(machine.continuation()));
    return stand(process, stop, null, true, goOn, Unit.ALL);
  }

  private static Stop paused(Process process, long fiber, SourceSpan span) {
    return new Stop(Stop.Reason.PAUSE, "", process.id(), fiber, span, List.of());
  }

  /** Forgets all breakpoints and lets the program run on; somebody may come again. */
  public void release() {
    listener = new Silence();
    pauseWanted = false;
    breakpoints().forEach(breakpoint -> remove(breakpoint.id()));
    go();
  }

  /** Lets the program run on without a debugger. */
  public void detach() {
    detached = true;
    pauseWanted = false;
    go();
    run.debug(null);
  }

  /** Ends the program. */
  public void quit() {
    detached = true;
    quits = true;
    run.stop();
    synchronized (holding) {
      holdAt = Long.MAX_VALUE;
      holding.notifyAll();
    }
    go();
  }

  /** What stands and was announced: everything, or the first that stands by itself. */
  synchronized Standing first() {
    if (standing.isEmpty()) {
      throw new IllegalStateException("the program is running");
    }
    Standing whole = whole();
    return whole == null ? standing.values().iterator().next() : whole;
  }

  /** What stands by itself with a fiber, or with everything. */
  synchronized Standing of(long fiber) {
    Standing found = standing.get(fiber);
    if (found == null) {
      found = whole();
    }
    if (found == null) {
      found = standing.get(fiber >> 32);
    }
    if (found == null && fiber == 0) {
      return first();
    }
    if (found == null) {
      throw new IllegalStateException(
          standing.isEmpty()
              ? "the program is running"
              : "fiber " + (fiber & 0xffffffffL) + " does not stand");
    }
    return found;
  }

  /** What keeps the CPU of a process, or keeps the process from it; null if nothing does. */
  synchronized @Nullable Standing holding(Process process) {
    Standing own = standing.get(process.id());
    return own == null ? whole() : own;
  }

  /** A fiber that stands by itself; null if it does not. */
  synchronized @Nullable Standing alone(long fiber) {
    Standing found = standing.get(fiber);
    return found != null && found.fiber() != null ? found : null;
  }

  /** Why and where a fiber stands; null if it is not what stands. */
  synchronized @Nullable Stop stopOf(long fiber) {
    Standing own = standing.get(fiber);
    if (own == null) {
      own = whole();
    }
    if (own == null) {
      own = standing.get(fiber >> 32);
    }
    return own != null && own.stop().fiber() == fiber ? own.stop() : null;
  }

  /** The processes in which something stands, and all if they can be looked at while they run. */
  List<Process> visible() {
    List<Process> all = run.processes();
    Set<Long> seen = new HashSet<>();
    boolean standsWhole;
    synchronized (this) {
      standsWhole = whole() != null;
      standing.values().forEach(each -> seen.add(each.process().id()));
    }
    return all.stream()
        .filter(process -> seen.contains(process.id()) || !standsWhole && begun)
        .toList();
  }

  // At safe points

  /**
   * Does something to a process at its next safe point or while it rests.
   *
   * @param dropped what is done instead if the process ends before
   */
  void atSafePoint(Process process, Runnable what, Runnable dropped) {
    if (work.add(process.id(), what, dropped)) {
      process.demandAttention();
      process.post(_ -> work.serve(process.id()), WaitReason.MESSAGE, 0);
    }
  }

  /** A fiber that stands has been told something, which it does itself. */
  void wake(Standing told) {
    Fiber fiber = told.fiber();
    if (fiber == null || !told.hasCommands()) {
      return;
    }
    boolean evaluates = told.isEvaluation();
    if (evaluates) {
      urgent.add(told.process().id());
    }
    if (!told.process().fibers().letGo(fiber, evaluates)) {
      told.drop();
    }
  }

  // On the CPUs

  /**
   * Announces that something stands, and has it stand.
   *
   * @param canRun whether all frames of a fiber are on the heap, and an action runs
   * @param goOn what it goes on with
   * @param wanted what is to stand; more of it stands where that cannot be
   */
  Object stand(
      Process process,
      Stop stop,
      @Nullable Place place,
      boolean canRun,
      Supplier<Object> goOn,
      Unit wanted) {
    if (wanted == Unit.ALL || repeatable) {
      return standWhole(process, stop, place, canRun, goOn);
    }
    heardThere = -1;
    fuelThere = -1;
    if (wanted == Unit.PROCESS) {
      return standAlone(process, stop, place, canRun, goOn);
    }
    FiberScheduler fibers = process.fibers();
    Fiber running = fibers.runningFiber();
    if (running != null && running.id() == stop.fiber()) {
      return canRun && fibers.canStand(process.machine())
          ? standAlone(process, running, stop, place, goOn)
          : standAlone(process, stop.noted(reason(fibers)), place, canRun, goOn);
    }
    Fiber other = stop.fiber() == 0 ? null : find(process, stop.fiber());
    if (other == null) {
      return standAlone(
          process, stop.noted("the process stands: no fiber runs"), place, canRun, goOn);
    }
    standAside(process, other, stop);
    return goOn.get();
  }

  private static String reason(FiberScheduler fibers) {
    return "the process stands: "
        + (fibers.isBlocking()
            ? "the block procedure of an operation belongs to no fiber"
            : "the dynamic state of the fiber is being changed");
  }

  /** A fiber stands that does not run, whatever it waits for. */
  private void standAside(Process process, Fiber fiber, Stop stop) {
    Standing here =
        new Standing(
            this,
            process,
            stop.of(Unit.FIBER),
            null,
            false,
            fiber,
            fiber.frame(),
            () -> Boolean.TRUE);
    synchronized (this) {
      if (detached || standing.containsKey(here.key())) {
        return;
      }
      process.fibers().hold(fiber);
      begin(here);
    }
    announce(here);
  }

  private Object standAlone(
      Process process, Fiber fiber, Stop stop, @Nullable Place place, Supplier<Object> goOn) {
    return standBegun(
        new Standing(
            this,
            process,
            stop.of(Unit.FIBER),
            place,
            true,
            fiber,
            process.machine().continuation(),
            goOn));
  }

  /** A process stands by itself: off its CPU, or, where it cannot leave that, on it. */
  private Object standAlone(
      Process process, Stop stop, @Nullable Place place, boolean canRun, Supplier<Object> goOn) {
    return standBegun(
        new Standing(
            this,
            process,
            stop.of(Unit.PROCESS),
            place,
            canRun,
            null,
            process.machine().continuation(),
            goOn));
  }

  private Object standBegun(Standing here) {
    synchronized (this) {
      if (detached) {
        return here.goOn();
      }
      begin(here);
    }
    announce(here);
    return standOn(here);
  }

  /** With the lock. The steps of what stands have ended. */
  private void begin(Standing here) {
    standing.put(here.key(), here);
    List<Step> left = new ArrayList<>(steps);
    left.removeIf(
        step ->
            switch (here.unit()) {
              case ALL -> true;
              case PROCESS -> step.fiber() >> 32 == here.process().id();
              case FIBER -> step.fiber() == here.key();
            });
    if (left.size() < steps.size()) {
      steps = List.copyOf(left);
      if (here.unit() != Unit.ALL) {
        settle(table.all());
      }
    }
  }

  private void announce(Standing here) {
    here.process().flush();
    listener.stopped(here.stop());
  }

  private Object standWhole(
      Process process, Stop stop, @Nullable Place place, boolean canRun, Supplier<Object> goOn) {
    Standing here =
        new Standing(
            this,
            process,
            stop.of(Unit.ALL),
            place,
            canRun,
            null,
            process.machine().continuation(),
            goOn);
    int fuel = fuelThere >= 0 ? fuelThere : process.fuelLeft();
    fuelThere = -1;
    boolean announced;
    synchronized (this) {
      if (detached) {
        heardThere = -1;
        return goOn.get();
      }
      announced = whole() == null;
      if (announced) {
        seeking = false;
        position =
            heardThere >= 0
                ? new Position(moments, fuel, SourceSpan.NONE, heardThere, true)
                : new Position(moments, fuel, stop.span(), heard, false);
      }
      heardThere = -1;
      begin(here);
    }
    if (announced) {
      run.processes().forEach(Process::demandAttention);
      announce(here);
    }
    return awaited(here);
  }

  /** The same again after something was done there; nobody is told. */
  Object standOn(Standing here) {
    synchronized (this) {
      if (detached) {
        return here.goOn();
      }
    }
    return here.blocks() ? awaited(here) : left(here);
  }

  private Object awaited(Standing here) {
    return goneOn(here, here.await());
  }

  /** What stands by itself leaves its CPU, or its scheduler, as long as it is told nothing. */
  private Object left(Standing here) {
    Process process = here.process();
    Fiber fiber = here.fiber();
    quiet.remove(here.key());
    urgent.remove(process.id());
    Object result = here.serve();
    while (result == null) {
      if (fiber != null) {
        // That it is suspended, and resumed, is nothing that the program does.
        quiet.add(here.key());
        return process.fibers().stand(process.machine(), here.frame());
      }
      Object off = process.stand(here.frame(), here::hasCommands);
      if (off != null) {
        return off;
      }
      result = here.serve();
    }
    return goneOn(here, result);
  }

  private Object goneOn(Standing here, Object result) {
    if (quits) {
      here.process().machine().setFuel(0);
    }
    here.process().refreshTrace();
    return result;
  }

  synchronized boolean stands(Process process) {
    return standing.containsKey(process.id());
  }

  private synchronized boolean mustWait(Process process) {
    return whole() != null && !standing.containsKey(process.id());
  }

  @Override
  public void moment(Process process) {
    long now = moments + 1;
    moments = now;
    KeptStates states = kept;
    if (states != null && states.isDue(now)) {
      keepsNext = true;
      process.demandAttention();
    }
    if (now < holdAt && now < noteFrom && now < noteAllFrom) {
      return;
    }
    synchronized (holding) {
      while (now >= holdAt && !quits) {
        heldAt = now;
        try {
          holding.wait();
        } catch (InterruptedException _) {
          return;
        }
      }
      heldAt = 0;
    }
    if (beginNoting(now)) {
      reach();
      // The next run from here, and those of the next steps, begin at this very moment.
      keepsNext |= states != null && states.isCheap();
    }
  }

  /** Begins to note what is passed if it is time; whether it is. */
  private boolean beginNoting(long now) {
    boolean notes = now >= noteFrom && !detached;
    boolean all = now >= noteAllFrom && !detached;
    if (!notes && !all) {
      return false;
    }
    synchronized (this) {
      if (notes) {
        noteFrom = Long.MAX_VALUE;
        history = new History();
      }
      if (all) {
        noteAllFrom = Long.MAX_VALUE;
        notesAll = true;
      }
      settle(table.all());
    }
    return true;
  }

  @Override
  public void beforeSlice(Process process) {
    begun = true;
    KeptStates states = kept;
    if (states != null && states.isEmpty()) {
      keep(process, null);
    }
    moment(process);
    if (startWanted && process.id() == 1) {
      startWanted = false;
      Stop stop = new Stop(Stop.Reason.START, "", process.id(), 0, SourceSpan.NONE, List.of());
      stand(process, stop, null, false, () -> Boolean.TRUE, Unit.ALL);
    }
    // Whoever asked before the program had a process could call nobody.
    if (pauseWanted && repeatable) {
      pauseAtRest(process);
    } else if (pauseWanted) {
      process
          .machine()
          .pushContinuation(
              ResumeFrame.of(2, "debugger", (_, value) -> paused(process, () -> value)));
    }
    // What has happened while the process had no fuel to be taken away.
    standForEvents(process);
    while (mustWait(process)) {
      stand(
          process, paused(process, 0, SourceSpan.NONE), null, false, () -> Boolean.TRUE, Unit.ALL);
    }
  }

  @Override
  public void resting(Process process) {
    standForEvents(process);
  }

  private void standForEvents(Process process) {
    Events.Event event = poll(process);
    while (event != null) {
      Stop stop = event.stop(process);
      heardThere = event.heard();
      stand(process, stop, null, false, () -> Boolean.TRUE, event.unit());
      event = poll(process);
    }
  }

  /** The first event of a process for which it does not stand yet. */
  private Events.@Nullable Event poll(Process process) {
    for (Happened next : events) {
      if (next.process == process && events.remove(next)) {
        return next.event;
      }
    }
    return null;
  }

  /** Stands for what has happened there, one after the other. */
  private Object standFor(Events.Event event, Process process, Supplier<Object> goOn) {
    Breakpoint breakpoint = event.breakpoint();
    Stop stop = event.stop(process);
    Supplier<Object> then =
        () -> {
          Events.Event next = poll(process);
          return next == null ? goOn.get() : standFor(next, process, goOn);
        };
    heardThere = event.heard();
    return breakpoint == null || seeking
        ? stand(process, stop, null, true, then, event.unit())
        : looking.ifHolds(process, breakpoint, stop, then);
  }

  @Override
  public void ended(Process process) {
    boolean isLast = process.id() == 1;
    List<Standing> gone = new ArrayList<>();
    synchronized (this) {
      for (Standing each : standing.values()) {
        if (isLast || each.process() == process) {
          gone.add(each);
        }
      }
      gone.forEach(each -> standing.remove(each.key()));
    }
    work.drop(process.id(), isLast);
    for (Standing each : gone) {
      each.drop();
      if (!detached && each.fiber() != null) {
        String whose = isLast ? "the program" : "its process";
        listener.output(
            whose
                + " has ended, and with it "
                + looking.name(each.fiber())
                + ", which"
                + " stood at "
                + each.stop().span().position());
      }
    }
    if (process.id() == 1) {
      afterEnd.run();
    }
  }

  @Override
  public boolean wantsEvents() {
    return wantsEvents;
  }

  @Override
  public Object attending(Process process, Supplier<Object> then) {
    Machine machine = process.machine();
    FiberScheduler fibers = process.fibers();
    work.serve(process.id());
    boolean evaluates = urgent.remove(process.id());
    long fiber = machine.fiber();
    boolean pauses = pausing.remove(fiber);
    if (detached || isQuiet(machine)) {
      return then.get();
    }
    if (keepsNext) {
      keepsNext = false;
      keep(process, () -> attending(process, then));
    }
    fuelThere = -1;
    process.refreshTrace();
    Supplier<Object> goOn =
        (evaluates || fibers.isVisitWanted()) && fibers.canStand(machine)
            ? () -> fibers.giveWayOnce(machine, ResumeFrame.of(1, "debugger", (_, _) -> then.get()))
            : then;
    SourceSpan span = looking.spanOf(process.machine().continuation());
    Events.Event event = poll(process);
    if (event != null) {
      return standFor(event, process, goOn);
    }
    if (pauseWanted) {
      pauseWanted = false;
      return stand(process, paused(process, fiber, span), null, true, goOn, Unit.ALL);
    }
    if (mustWait(process)) {
      return stand(process, paused(process, fiber, span), null, true, goOn, Unit.ALL);
    }
    return pauses
        ? stand(process, paused(process, fiber, span), null, true, goOn, unit)
        : goOn.get();
  }

  @Override
  public Object raising(
      Machine machine, Object payload, int site, boolean handled, Supplier<Object> goOn) {
    if (!raises || isQuiet(machine) || detached || seeking) {
      return goOn.get();
    }
    fuelThere = -1;
    Process process = Process.of(machine);
    for (Breakpoint breakpoint : breakpoints()) {
      Breakpoint.Kind kind = breakpoint.spec().kind();
      boolean wanted =
          kind == Breakpoint.Kind.RAISE || kind == Breakpoint.Kind.UNHANDLED && !handled;
      if (wanted && breakpoint.isEnabled()) {
        looking.lastValue(payload);
        String what =
            OutOfMemory.is(payload) ? OutOfMemory.message() : ConditionReport.summary(payload);
        SourceSpan span =
            site == 0
                ? looking.spanOf(machine.continuation())
                : run.image().sites().get(site).span();
        Stop stop =
            new Stop(
                Stop.Reason.RAISE,
                what + (handled ? "" : " (nobody handles it)"),
                process.id(),
                machine.fiber(),
                span,
                List.of(breakpoint.id()));
        return looking.ifHolds(process, breakpoint, stop, goOn);
      }
    }
    return goOn.get();
  }

  private boolean isQuiet(Machine machine) {
    return quiet.contains(machine.fiber());
  }

  void quiet(Machine machine, boolean now) {
    quiet(machine.fiber(), now);
  }

  void quiet(long fiber, boolean now) {
    if (now) {
      quiet.add(fiber);
    } else {
      quiet.remove(fiber);
    }
  }

  // Places

  @Nullable Object reached(Place place, Object[] locals, Machine machine) {
    if (detached || isQuiet(machine)) {
      return null;
    }
    History passed = history;
    if (seeking) {
      return passed == null ? null : passed(passed, place, locals, machine);
    }
    for (Step now : steps) {
      if (now.endsAt(place, machine)) {
        fuelThere = machine.fuel();
        return new Hit(null, null, now.unit());
      }
    }
    for (Breakpoint breakpoint : place.breakpoints()) {
      if (isOther(breakpoint, place, locals, machine)) {
        continue;
      }
      fuelThere = machine.fuel();
      String text = breakpoint.spec().condition();
      if (text.isEmpty()) {
        return new Hit(breakpoint, null, unitOf(breakpoint));
      }
      Object value = conditionAt(place, breakpoint, text, frame(place, locals), machine);
      if (value == Machine.UNWIND || value != Boolean.FALSE) {
        return value == Machine.UNWIND ? value : hit(breakpoint, value);
      }
    }
    return null;
  }

  /** Whether what is set at a place is another variable of that name. */
  private static boolean isOther(
      Breakpoint breakpoint, Place place, Object[] locals, Machine machine) {
    return breakpoint.spec().kind() == Breakpoint.Kind.SET
        && place.code().setters(place).stream()
            .noneMatch(
                setter ->
                    setter.name().equals(breakpoint.spec().subject())
                        && setter.assigns(breakpoint.key(), locals, machine));
  }

  /** What is to be said where one stops whose condition did not fail. */
  private static String told(@Nullable Breakpoint breakpoint) {
    if (breakpoint == null || breakpoint.spec().kind() != Breakpoint.Kind.SET) {
      return "";
    }
    String was =
        breakpoint.key() instanceof VariableBox box ? "; it is " + Values.show(box.value, 200) : "";
    return "variable " + breakpoint.spec().subject() + " is set here" + was;
  }

  /** Where places are noted, the run stands at one of them only. */
  private @Nullable Object passed(History passed, Place place, Object[] locals, Machine machine) {
    Position until = runsUntil;
    Watch looked = watch;
    Position here = new Position(moments, machine.fuel(), place.span(), heard, false);
    if (looked == null) {
      passed.pass(place, machine.fiber());
    }
    boolean there = runsTo > 0 && passed.size() == runsTo;
    if (until != null && here.isAtOrAfter(until)) {
      there = true;
    }
    if (!there && looked instanceof Watch.Breakpoints) {
      return met(looked, place, locals, machine, here);
    }
    if (!there) {
      return looked != null && looked.concerns(place) && looked.passed(place, locals, machine, here)
          ? new Sight(looked, here)
          : null;
    }
    if (looked != null) {
      looked.arrived(place, machine.fiber(), here);
    }
    fuelThere = machine.fuel();
    return new Hit(null, null, Unit.ALL);
  }

  /** Tells a watch of the breakpoints of a place whose conditions are true there. */
  private @Nullable Object met(
      Watch looked, Place place, Object[] locals, Machine machine, Position here) {
    for (Breakpoint breakpoint : place.breakpoints()) {
      String text = breakpoint.spec().condition();
      Object value = Boolean.TRUE;
      if (!text.isEmpty()) {
        metAt = here;
        value = conditionAt(place, breakpoint, text, frame(place, locals), machine);
      }
      if (value == Machine.UNWIND) {
        return value;
      }
      if (value != Boolean.FALSE) {
        looked.met(machine.fiber(), here);
        return null;
      }
    }
    return null;
  }

  private static List<Activation> frame(Place place, Object[] locals) {
    return List.of(new Activation(place.point(), (Closure) locals[0], null, locals));
  }

  private Hit hit(Breakpoint breakpoint, Object value) {
    return new Hit(
        breakpoint, value instanceof Failure failure ? failure : null, unitOf(breakpoint));
  }

  /** The value of a condition, a {@link Failure}, or UNWIND. */
  private Object conditionAt(
      Place place, Breakpoint breakpoint, String text, List<Activation> frame, Machine machine) {
    Expression expression;
    try {
      expression =
          breakpoint.conditions().computeIfAbsent(place, _ -> looking.expression(text, place));
    } catch (RuntimeException wrong) {
      return new Failure(Looking.message(wrong));
    }
    int fuel = machine.fuel();
    int callSite = machine.callSite();
    quiet(machine, true);
    machine.setFuel(Looking.FUEL);
    Object value = looking.guarded(machine, expression.in(frame));
    if (value == Machine.UNWIND) {
      return ResumeFrame.push(
          machine,
          1,
          "condition",
          (m, result) -> {
            quiet(m, false);
            m.setFuel(fuel);
            return result == Boolean.FALSE ? Boolean.FALSE : hit(breakpoint, result);
          });
    }
    quiet(machine, false);
    machine.setFuel(fuel);
    machine.setCallSite(callSite);
    return value;
  }

  @Nullable Action decided(Place place, Object value) {
    if (value instanceof Sight sight) {
      return machine -> {
        sight.watch.seen(place, machine, sight.here);
        return Special.UNSPECIFIED;
      };
    }
    if (!(value instanceof Hit hit)) {
      return null;
    }
    Watch looked = watch;
    Position here = metAt;
    if (seeking && looked != null && hit.breakpoint != null && here != null) {
      return machine -> {
        looked.met(machine.fiber(), here);
        return Special.UNSPECIFIED;
      };
    }
    return machine -> {
      Process process = Process.of(machine);
      Breakpoint breakpoint = hit.breakpoint;
      Stop stop =
          new Stop(
              breakpoint == null ? Stop.Reason.STEP : Stop.Reason.BREAKPOINT,
              hit.failure == null
                  ? told(breakpoint)
                  : "the condition failed: " + hit.failure.what(),
              process.id(),
              machine.fiber(),
              place.span(),
              breakpoint == null ? List.of() : List.of(breakpoint.id()));
      return breakpoint == null
          ? stand(process, stop, place, true, () -> Special.UNSPECIFIED, hit.unit)
          : arrived(process, breakpoint, place, stop, hit.failure, () -> Special.UNSPECIFIED);
    };
  }

  /** A breakpoint whose condition is true: counts it, prints what it prints, and stops or not. */
  Object arrived(
      Process process,
      Breakpoint breakpoint,
      @Nullable Place place,
      Stop stop,
      @Nullable Failure failure,
      Supplier<Object> goOn) {
    breakpoint.hit();
    if (failure != null) {
      listener.output("breakpoint " + breakpoint.id() + ": " + stop.text());
    }
    return looking.ifCounts(
        process,
        breakpoint,
        goOn,
        () -> {
          Breakpoint.Spec spec = breakpoint.spec();
          if (!spec.log().isEmpty()) {
            return looking.log(process.machine(), breakpoint, place, goOn);
          }
          if (spec.temporary()) {
            remove(breakpoint.id());
            listener.changed(breakpoint, true);
          }
          return stand(process, stop, place, true, goOn, unitOf(breakpoint));
        });
  }

  // Events

  /** What hears of events for the CPUs of the run; see {@link Events}. */
  void happened(Events.Event event, Process process) {
    if (seeking && !isSought(event, process)) {
      return;
    }
    events.add(new Happened(event, process));
    process.interrupt();
  }

  /** Notes an event on the way; whether it is the one at which the run is to stand. */
  private boolean isSought(Events.Event event, Process process) {
    History passed = history;
    if (passed == null) {
      return false;
    }
    Position here = here(process);
    Position until = runsUntil;
    boolean there = until != null && until.atEvent() && here.equals(until);
    Watch looked = watch;
    if (looked == null) {
      passed.pass(null, event.fiber());
    } else if (event.breakpoint() != null && (until == null || !here.isAtOrAfter(until))) {
      looked.met(event.fiber(), here);
    }
    return there || runsTo > 0 && passed.size() == runsTo;
  }

  List<Step> steps() {
    return steps;
  }

  void changeStep(Step old, Step next) {
    synchronized (this) {
      List<Step> changed = new ArrayList<>(steps);
      if (changed.remove(old)) {
        changed.add(next);
      }
      steps = List.copyOf(changed);
      settle(table.all());
    }
    reach();
  }

  /** The variables that are visible at a place, innermost first. */
  static List<Variable> variables(DebuggedCode code, @Nullable Scope innermost) {
    List<Variable> all = new ArrayList<>();
    for (Scope scope = innermost; scope != null; scope = scope.outer()) {
      all.add(new Variable(scope.variable(), scope.slot(), -1));
    }
    List<Local> free = code.notes().free();
    for (int i = 0; i < free.size(); i++) {
      all.add(new Variable(free.get(i), -1, i));
    }
    Local self = code.notes().self();
    if (self != null) {
      all.add(new Variable(self, -1, -1));
    }
    all.removeIf(variable -> variable.name().isEmpty());
    return all;
  }
}
