// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.vm.Rewind;
import org.lokoscope.runtime.vm.Winder;

/**
 * Runs the fibers of one process in turn, first come first served. The process's own program is its
 * first fiber.
 *
 * <p>It works in frames, not on a Java stack of its own: {@link SchedulerFrame} lies at the bottom
 * of the process. In {@link FiberMode#CALLCC} it lies below every fiber as well, and a suspended
 * fiber holds it; in {@link FiberMode#DELIMITED} a fiber's frames end at its {@link FiberFrame}.
 */
public final class FiberScheduler {

  private final boolean faithful;
  private final ProcessControl process;
  private final ReadyQueue ready = new ReadyQueue();
  private final Timers timers = new Timers();
  private final List<FiberGroup.Idle> idle = new ArrayList<>();
  private final Preemption preemption = new Preemption(this);
  private final Sampling sampling = new Sampling(this);
  private final SpawnCounts spawnCounts = new SpawnCounts();
  private final FiberReporter reporter;
  private final FiberCensus census;

  /** The bottom of the process, below all of its fibers. */
  private final Frame base;

  /** What lies below a fiber's own frames, so that a suspended fiber holds it; or null. */
  private final @Nullable Frame below;

  private final StandingFibers standing = new StandingFibers();
  private @Nullable Schedule schedule;
  private @Nullable Fiber current;
  private @Nullable Fiber main;
  private final BlockProcedure blockProcedure;
  private int turn;

  /** What is to be done as soon as no fiber runs; for a debugger. */
  private @Nullable Function<Machine, Object> visit;

  /** What runs for a debugger as if it were a fiber; null if nothing does. */
  private @Nullable Fiber visitor;

  private int suspendSite;
  private int external;

  /**
   * @param faithful whether losing offers and timers stay, as in Loko
   */
  public FiberScheduler(FiberMode mode, boolean faithful, ProcessControl process) {
    this.faithful = faithful;
    this.process = process;
    this.base = Frame.link(new SchedulerFrame(this), null);
    this.below = mode == FiberMode.CALLCC ? base : null;
    this.blockProcedure = new BlockProcedure(base);
    this.reporter = new FiberReporter(below);
    this.census = new FiberCensus(reporter);
  }

  /** The scheduler of the process that a machine runs; null in a macro transformer. */
  public static @Nullable FiberScheduler of(Machine machine) {
    return (FiberScheduler) machine.attachment();
  }

  /** The same for what can be done only in a fiber; raises a condition in a macro transformer. */
  public static FiberScheduler required(Machine machine) {
    FiberScheduler scheduler = of(machine);
    if (scheduler == null) {
      throw Raise.assertion(null, "a macro transformer runs in no fiber");
    }
    return scheduler;
  }

  /** Sets a machine up to run the thunk as the first fiber of its process. */
  public void boot(Machine machine, Object thunk) {
    machine.attach(this);
    machine.setContinuation(base);
    census.beginIfTraced(machine);
    main = spawn(machine, thunk, 0);
  }

  /**
   * Sets a machine up to run fibers as they come ({@link #begin}), none of which ends the process.
   */
  public void open(Machine machine) {
    machine.attach(this);
    machine.setContinuation(base);
    census.beginHolding();
  }

  /** Runs a thunk as the fiber that the process is there for; only for deliveries. */
  public void begin(Machine machine, Object thunk) {
    main = spawn(machine, thunk, 0);
  }

  boolean isFaithful() {
    return faithful;
  }

  Timers timers() {
    return timers;
  }

  /** The source form that made the present fiber suspend. */
  int suspendSite() {
    return suspendSite;
  }

  public @Nullable Fiber current() {
    return current;
  }

  /**
   * The fiber that runs, or whose block procedure does; null if none does, or if only a debugger's
   * evaluation does.
   */
  public @Nullable Fiber runningFiber() {
    Fiber fiber = current;
    boolean runs =
        fiber != null && fiber != visitor && (fiber.frame == null || blockProcedure.isRunning());
    return runs ? fiber : null;
  }

  private Fiber running() {
    return Objects.requireNonNull(current);
  }

  /** The fiber that runs the process's own program, which has begun. */
  public Fiber main() {
    return Objects.requireNonNull(main);
  }

  public boolean isMain(Fiber fiber) {
    return fiber == main;
  }

  /** The fiber that has started most others, if it has started many and is still there; or null. */
  public @Nullable Fiber busiestSpawner() {
    return spawnCounts.busiest();
  }

  /** How many fibers are ready to run. */
  public int readyCount() {
    return ready.size();
  }

  /** Of the fibers that are ready to run the one with the largest continuation, or null. */
  public @Nullable Fiber largestReady() {
    return ready.largest();
  }

  // The life of a fiber

  Fiber spawn(Machine machine, Object thunk, int site) {
    return spawn(machine, thunk, site, current == null ? null : current.group, null);
  }

  /**
   * Makes a fiber.
   *
   * @param group what it belongs to, or null
   * @param winders the dynamic state that it begins with
   */
  Fiber spawn(
      Machine machine,
      Object thunk,
      int site,
      @Nullable FiberGroup group,
      @Nullable Winder winders) {
    Fiber fiber = new Fiber(machine.newId(), thunk, group, winders, site);
    fiber.chosen = machine.reporter().chooses(fiber.name());
    ready.add(fiber);
    if (current != null) {
      spawnCounts.count(current);
    }
    census.spawned(fiber);
    reporter.spawned(machine, fiber, site);
    return fiber;
  }

  /**
   * Suspends the running fiber with the continuation that an UNWIND has just put on the heap.
   *
   * @param nacks what is to be signalled when an arm is chosen, or null
   * @return the performance for others to complete
   */
  Performance suspend(
      Machine machine, SuspendReason reason, long object, int site, @Nullable Nacks nacks) {
    park(machine, reason, object, site);
    Fiber fiber = running();
    Performance performance = new Performance(machine.newId(), fiber, nacks);
    fiber.waiting = performance;
    return performance;
  }

  private void park(Machine machine, SuspendReason reason, long object, int site) {
    if (blockProcedure.isRunning()) {
      throw Raise.assertion("perform-operation", "the block procedure of an operation cannot wait");
    }
    census.checkSize(machine);
    Fiber fiber = running();
    fiber.frame = machine.continuation();
    fiber.winders = machine.winders();
    fiber.reason = reason;
    fiber.site = site;
    census.suspended(fiber, fiber == main);
    suspendSite = site;
    reporter.suspended(machine, fiber, reason, object, site);
  }

  /** Makes a fiber ready that was suspended. */
  void ready(Machine machine, Fiber fiber, long object) {
    ready.add(fiber);
    reporter.ready(machine, fiber, object);
  }

  /**
   * The same of one that the running fiber has met on an object.
   *
   * @param gave whether the running fiber gave, and did not take
   * @param left how many others still wait there
   */
  void met(Machine machine, Fiber fiber, long object, boolean gave, int left) {
    ready.add(fiber);
    machine.reporter().met(object, fiber.id, fiber.chosen, gave, left);
  }

  /** {@code (yield-current-task)}: to the end of the queue. Nobody wakes it, for it stays ready. */
  Object yield(Machine machine) {
    int site = machine.callSite();
    return machine.capture(m -> giveWay(m, SuspendReason.YIELD, site));
  }

  private Object giveWay(Machine machine, SuspendReason reason, int site) {
    park(machine, reason, 0, site);
    Fiber fiber = running();
    fiber.value = Special.UNSPECIFIED;
    ready.add(fiber);
    return dispatch(machine);
  }

  /** {@code (exit-current-task)}. */
  Object exit(Machine machine) {
    return machine.capture(this::cancelCurrent);
  }

  /**
   * The running fiber raised an object that nobody handles.
   *
   * @return what {@link Machine.Host#uncaught} returns
   */
  public Object failed(Machine machine, Object payload, int site) {
    Fiber fiber = running();
    process.fiberFailed(machine, fiber, payload, site);
    reporter.failed(machine, fiber, payload, site);
    return leave(machine, FiberOutcome.FAILED);
  }

  /** The running fiber ends after its after thunks. */
  private Object leave(Machine machine, FiberOutcome outcome) {
    return Rewind.from(
        machine, Frame.link(new FiberFrame(this, outcome), base), null, Special.UNSPECIFIED);
  }

  // What a prompt does with fibers

  /** The fibers that there are; empty unless the run is traced or for a prompt. */
  public FiberCensus census() {
    return census;
  }

  /** The running fiber ends here, after its after thunks. Only for actions at a safe point. */
  public Object cancelCurrent(Machine machine) {
    return leave(machine, FiberOutcome.EXITED);
  }

  /** The main fiber, which does not run now, ends when its turn comes; only for deliveries. */
  public void cancelMain(Machine machine) {
    Fiber fiber = main();
    if (fiber.waiting != null) {
      fiber.waiting.commit(machine);
      fiber.waiting = null;
      ready(machine, fiber, 0);
    }
    fiber.thunk = null;
    fiber.wraps = null;
    fiber.frame =
        Frame.link(ResumeFrame.of(1, "interrupt", (m, ignored) -> cancelCurrent(m)), base);
  }

  /**
   * Ends what a fiber waits for, for a debugger; only for a process that does not run.
   *
   * @param raise whether the fiber shall raise the value where it waits
   * @return false if it does not wait
   */
  public boolean endWait(Machine machine, Fiber fiber, Object value, boolean raise) {
    Performance performance = fiber.waiting;
    if (performance == null || !performance.commit(machine)) {
      return false;
    }
    Object given = raise ? new SchemeError(value) : value;
    performance.wake(machine, given, Operation.Arm.PLAIN, raise ? Perform.RAISE : null, 0);
    return true;
  }

  /** The first frame of the running fiber has got a value. */
  Object ended(Machine machine, FiberOutcome outcome, Object value) {
    Fiber fiber = running();
    spawnCounts.ended(fiber);
    census.ended(fiber);
    reporter.ended(machine, fiber, outcome);
    machine.trace().beginSwitch();
    machine.reporter().turnTo(true);
    machine.setFiber(0);
    current = null;
    return fiber == main ? process.mainReturned(machine, value) : dispatch(machine);
  }

  /** The process ends: says so of every fiber that is left. */
  public void abandonAll(Machine machine) {
    countExternal(-external);
    census.abandonAll(machine);
  }

  // The loop

  /** Runs the next fiber. Only for actions and resumed frames, and after a main fiber's end. */
  public Object dispatch(Machine machine) {
    if (--turn < 0) {
      receive(machine);
      turn = ready.size();
      if (visit != null) {
        turn++;
        return visit(machine);
      }
    }
    Fiber fiber = nextReady();
    while (fiber != null && (fiber.stands || fiber.group != null && fiber.group.isStopped())) {
      if (fiber.stands) {
        fiber.dueOnceLetGo = true;
      } else {
        drop(machine, fiber);
      }
      fiber = nextReady();
    }
    if (fiber == null) {
      return rest(machine);
    }
    if (fiber.group != null) {
      fiber.group.countTurn();
    }
    current = fiber;
    preemption.beginTurn();
    machine.setFiber(fiber.id);
    reporter.resumed(machine, fiber);
    census.resumed(fiber);
    Object thunk = fiber.thunk;
    return thunk != null ? start(machine, fiber, thunk) : resume(machine, fiber);
  }

  private @Nullable Fiber nextReady() {
    Schedule chosen = schedule;
    return chosen == null || ready.size() < 2
        ? ready.poll()
        : ready.poll(chosen.pick(ready.size()));
  }

  /** Lets something else decide which fiber runs when; null for first come, first served. */
  public void follow(@Nullable Schedule other) {
    schedule = other;
  }

  /** What decides which fiber runs when; null for first come, first served. */
  public @Nullable Schedule schedule() {
    return schedule;
  }

  private void drop(Machine machine, Fiber fiber) {
    if (census.ended(fiber)) {
      reporter.ended(machine, fiber, FiberOutcome.ABANDONED);
    }
  }

  /** Whether fibers of a group are ready, or sleep. */
  boolean isBusy(FiberGroup group) {
    return ready.hasAny(group) || timers.hasAny(group) || standing.hasAny(group);
  }

  /** Adds somebody who waits until nothing is ready any more and a group has no timers. */
  void awaitIdle(FiberGroup.Idle waiter) {
    idle.add(waiter);
  }

  private boolean wakeIdle(Machine machine) {
    return idle.removeIf(
        waiter ->
            !timers.hasAny(waiter.group())
                && !standing.hasAny(waiter.group())
                && waiter.wake(machine));
  }

  /** Takes in what has happened outside since the last turn. */
  private void receive(Machine machine) {
    if (timers.size() > 0 || process.hasDeliveries()) {
      machine.trace().endSwitch();
    }
    machine.setFiber(0);
    machine.reporter().turnTo(true);
    try {
      process.receive(machine);
      if (timers.size() > 0) {
        timers.fire(machine, machine.world().nanoTime());
      }
      census.noteTaken(machine);
    } catch (RuntimeException thrown) {
      throw ofNoFiber(machine, thrown);
    }
  }

  /** A mistake of the runtime's that must not be raised in the fiber that happened to run last. */
  private SchemeError ofNoFiber(Machine machine, RuntimeException thrown) {
    current = null;
    machine.setContinuation(base);
    machine.setWinders(null);
    return Fault.of("the scheduler of fibers", thrown);
  }

  private Object rest(Machine machine) {
    receive(machine);
    if (visit != null) {
      return visit(machine);
    }
    if (!ready.isEmpty() || (!idle.isEmpty() && wakeIdle(machine))) {
      return dispatch(machine);
    }
    machine.setFiber(0);
    machine.trace().endSwitch();
    current = null;
    machine.setContinuation(base);
    WaitReason reason =
        timers.size() > 0 ? WaitReason.TIMER : external > 0 ? WaitReason.IO : WaitReason.MESSAGE;
    return process.rest(machine, reason, timers.nextExpiry());
  }

  private Object start(Machine machine, Fiber fiber, Object thunk) {
    Frame bottom = Frame.link(new FiberFrame(this, FiberOutcome.RETURNED), below);
    fiber.thunk = null;
    Frame first =
        Frame.link(
            ResumeFrame.of(1, "fiber", (m, ignored) -> Machine.procedure(thunk).apply0(m)), bottom);
    return Rewind.to(machine, looked(machine, first), fiber.winders, Special.UNSPECIFIED);
  }

  /** Where somebody wants the machine to stand, it does before the next fiber does anything. */
  private static @Nullable Frame looked(Machine machine, @Nullable Frame frame) {
    return machine.isInterrupted()
        ? Frame.link(ResumeFrame.of(0, "debugger", Machine::given), frame)
        : frame;
  }

  private static Object resume(Machine machine, Fiber fiber) {
    Frame frame = fiber.frame;
    Object value = fiber.value;
    if (fiber.wraps != null) {
      frame = Frame.link(Wrap.frame(fiber.wraps), frame);
    }
    fiber.frame = null;
    fiber.value = Special.UNSPECIFIED;
    fiber.wraps = null;
    return Rewind.to(machine, looked(machine, frame), fiber.winders, value);
  }

  // What a debugger does with fibers

  /** Whether the running fiber can be taken off here; only for actions at a safe point. */
  public boolean canStand(Machine machine) {
    return current != null
        && current != visitor
        && !blockProcedure.isRunning()
        && !Rewind.isUnderWay(machine);
  }

  /**
   * Takes the running fiber off, until it is let go; others run meanwhile. Only for actions and
   * resumed frames.
   *
   * @param top what the fiber goes on with
   */
  public Object stand(Machine machine, Frame top) {
    machine.pushContinuation(top);
    park(machine, SuspendReason.PREEMPTED, 0, 0);
    Fiber fiber = running();
    fiber.dueOnceLetGo = true;
    hold(fiber);
    return dispatch(machine);
  }

  /** Keeps a fiber that does not run from running, whatever comes for it, until it is let go. */
  public void hold(Fiber fiber) {
    fiber.stands = true;
    standing.add(fiber);
    countExternal(1);
  }

  /**
   * Lets a fiber go that stands; only for deliveries and actions.
   *
   * @param atOnce whether it runs before all others, if it can run
   * @return false if it will never run again, as what it belongs to has ended
   */
  public boolean letGo(Fiber fiber, boolean atOnce) {
    if (!fiber.stands) {
      return true;
    }
    fiber.stands = false;
    standing.remove(fiber);
    countExternal(-1);
    if (fiber.dueOnceLetGo) {
      fiber.dueOnceLetGo = false;
      if (atOnce) {
        ready.addFirst(fiber);
      } else {
        ready.add(fiber);
      }
    }
    return fiber.group == null || !fiber.group.isStopped();
  }

  /** Whether a fiber that runs keeps what a debugger wants done from being done. */
  public boolean isVisitWanted() {
    return visit != null;
  }

  /** The running fiber lets what a debugger wants done go first; only for actions. */
  public Object giveWayOnce(Machine machine, Frame top) {
    machine.pushContinuation(top);
    park(machine, SuspendReason.PREEMPTED, 0, 0);
    Fiber first = visit == null ? ready.poll() : null;
    ready.addFirst(running());
    if (first != null) {
      ready.addFirst(first);
    }
    return visit == null ? dispatch(machine) : visit(machine);
  }

  /**
   * Has something done, once, as soon as no fiber runs: it gets the machine with the bottom of the
   * process, and its outcome is that of an action. Only for deliveries.
   */
  public void visitNext(Function<Machine, Object> action) {
    Function<Machine, Object> before = visit;
    visit =
        before == null
            ? action
            : machine -> {
              visit = action;
              return before.apply(machine);
            };
  }

  private Object visit(Machine machine) {
    Function<Machine, Object> action = Objects.requireNonNull(visit);
    visit = null;
    machine.setFiber(0);
    machine.trace().endSwitch();
    current = null;
    machine.setContinuation(base);
    return action.apply(machine);
  }

  /**
   * Evaluates something as if a fiber that does not run did it: with its number and in its dynamic
   * state. Only for actions and resumed frames.
   *
   * @param thunk what is evaluated; what it raises, it must handle
   * @param then gets the value when all is as it was before; its outcome is that of an action
   */
  public Object visitAs(
      Machine machine,
      long fiber,
      @Nullable Winder winders,
      Object thunk,
      BiFunction<Machine, Object, Object> then) {
    Fiber before = current;
    Frame continuation = machine.continuation();
    Winder back = machine.winders();
    long number = machine.fiber();
    Fiber guest = new Fiber(fiber, thunk, null, winders, 0);
    guest.chosen = false;
    guest.thunk = null;
    Frame left =
        Frame.link(
            ResumeFrame.of(
                5,
                "debugger",
                (m, value) -> {
                  visitor = null;
                  current = before;
                  machine.setFiber(number);
                  machine.setContinuation(continuation);
                  countExternal(-1);
                  return then.apply(m, value);
                }),
            base);
    Frame bottom =
        Frame.link(
            ResumeFrame.of(2, "evaluation", (m, value) -> Rewind.from(m, left, back, value)), base);
    current = guest;
    visitor = guest;
    machine.setFiber(fiber);
    countExternal(1);
    return Rewind.to(
        machine,
        Frame.link(
            ResumeFrame.of(1, "evaluation", (m, _) -> Machine.procedure(thunk).apply0(m)), bottom),
        winders,
        Special.UNSPECIFIED);
  }

  // Preemption

  public Preemption preemption() {
    return preemption;
  }

  public Sampling sampling() {
    return sampling;
  }

  /**
   * Whether others want to run.
   *
   * @param now nanoseconds on the world's clock
   */
  boolean isAnybodyWaiting(long now) {
    return !ready.isEmpty() || timers.nextExpiry() <= now || process.hasDeliveries();
  }

  /** The action by which the running fiber gives way at a safe point. */
  Object preempted(Machine machine) {
    if (ready.isEmpty()) {
      turn = 0;
    }
    Frame top = Objects.requireNonNull(machine.continuation());
    if (schedule != null) {
      schedule.preempted(top.site());
    }
    return giveWay(machine, SuspendReason.PREEMPTED, top.site());
  }

  // Outside of fibers

  BlockProcedure blockProcedure() {
    return blockProcedure;
  }

  /** Whether a block procedure runs. */
  public boolean isBlocking() {
    return blockProcedure.isRunning();
  }

  /** A block procedure raised an object: the fiber shall raise it where it performs. */
  public Object blockingFailed(Machine machine, Object payload, int site) {
    blockProcedure.failed(machine, payload, site);
    return dispatch(machine);
  }

  /** Notes that so many more fibers, or fewer, wait for devices. */
  void countExternal(int change) {
    boolean before = external > 0;
    external += change;
    if (before != external > 0) {
      process.countDevices(before ? -1 : 1);
    }
  }

  /** Leaves what a device has to say for the process's own CPU; from any thread. */
  public void post(Consumer<Machine> delivery) {
    process.post(delivery, WaitReason.IO, 0);
  }
}
