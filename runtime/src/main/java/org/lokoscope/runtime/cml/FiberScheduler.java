package org.lokoscope.runtime.cml;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.CaptureReport;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.vm.Rewind;
import org.lokoscope.runtime.vm.TraceContext;
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

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Guessed: who has started fewer fibers has not filled the heap with them. */
  private static final int MANY = 10_000;

  private final FiberMode mode;
  private final boolean faithful;
  private final ProcessControl process;
  private final ArrayDeque<Fiber> ready = new ArrayDeque<>();
  private final Timers timers = new Timers();
  private final List<FiberGroup.Idle> idle = new ArrayList<>();

  /** Fibers that have begun and not ended; kept only when somebody is going to look at them. */
  private final Map<Long, Fiber> alive = new LinkedHashMap<>();

  private boolean watched;

  private final Frame base;
  private Fiber current;
  private Fiber main;
  private WeakReference<Fiber> busiestSpawner = new WeakReference<>(null);

  /** How many fibers one fiber has started at most. */
  private long most;

  private int turn;
  private int suspendSite;

  /** The performance whose block procedure runs, outside of any fiber; null if none does. */
  private Performance blocking;

  private int external;

  /** Nanoseconds that a fiber may run while others wait; 0 if fibers are not preempted. */
  private long quantum;

  /** When the running fiber's time is over; 0 as long as nobody has looked at the clock for it. */
  private long quantumEnd;

  /**
   * @param faithful whether losing offers and timers stay, as in Loko
   */
  public FiberScheduler(FiberMode mode, boolean faithful, ProcessControl process) {
    this.mode = mode;
    this.faithful = faithful;
    this.process = process;
    this.base = Frame.link(new SchedulerFrame(this), null);
  }

  /** The scheduler of the process that a machine runs; null in a macro transformer. */
  public static FiberScheduler of(Machine machine) {
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
    main = spawn(machine, thunk, 0);
  }

  /**
   * Sets a machine up to run fibers as they come ({@link #begin}), none of which ends the process.
   */
  public void open(Machine machine) {
    machine.attach(this);
    machine.setContinuation(base);
    watched = true;
  }

  /** Runs a thunk as the fiber that the process is there for; only for deliveries. */
  public void begin(Machine machine, Object thunk) {
    main = spawn(machine, thunk, 0);
  }

  /** Runs the next fiber; what a process returns to go on after its main fiber has ended. */
  public Object goOn(Machine machine) {
    return dispatch(machine);
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

  public Fiber current() {
    return current;
  }

  /** The fiber that runs the process's own program. */
  public Fiber main() {
    return main;
  }

  public boolean isMain(Fiber fiber) {
    return fiber == main;
  }

  /** A fiber that nothing else refers to any more is not kept for having started many. */
  private void countSpawned(Fiber parent) {
    parent.spawned++;
    if (parent.spawned >= MANY && parent.spawned > most) {
      most = parent.spawned;
      if (busiestSpawner.get() != parent) {
        busiestSpawner = new WeakReference<>(parent);
      }
    }
  }

  /** The fiber that has started most others, if it has started many and is still there; or null. */
  public Fiber busiestSpawner() {
    return busiestSpawner.get();
  }

  /** How many fibers are ready to run. */
  public int readyCount() {
    return ready.size();
  }

  /** Of the fibers that are ready to run the one with the largest continuation, or null. */
  public Fiber largestReady() {
    Fiber largest = null;
    for (Fiber fiber : ready) {
      if (largest == null || Frame.wordsOf(fiber.frame) > Frame.wordsOf(largest.frame)) {
        largest = fiber;
      }
    }
    return largest;
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
  Fiber spawn(Machine machine, Object thunk, int site, FiberGroup group, Winder winders) {
    Fiber fiber = new Fiber(machine.newId(), thunk, group, winders);
    ready.add(fiber);
    if (current != null) {
      countSpawned(current);
    }
    if (watched) {
      alive.put(fiber.id, fiber);
    }
    if (machine.isTraced()) {
      alive.put(fiber.id, fiber);
      TraceContext trace = machine.trace();
      trace
          .probe()
          .fiberSpawned(
              trace.now(), fiber.id, machine.fiber(), machine.process(), trace.site(site));
      reportName(trace, fiber);
    }
    return fiber;
  }

  /**
   * Suspends the running fiber with the continuation that an UNWIND has just put on the heap.
   *
   * @param nacks what is to be signalled when an arm is chosen, or null
   * @return the performance for others to complete
   */
  Performance suspend(Machine machine, SuspendReason reason, long object, int site, Nacks nacks) {
    park(machine, reason, object, site);
    Performance performance = new Performance(machine.newId(), current, nacks);
    current.waiting = performance;
    return performance;
  }

  private void park(Machine machine, SuspendReason reason, long object, int site) {
    if (blocking != null) {
      throw Raise.assertion("perform-operation", "the block procedure of an operation cannot wait");
    }
    Fiber fiber = current;
    fiber.frame = machine.continuation();
    fiber.winders = machine.winders();
    fiber.reason = reason;
    fiber.site = site;
    suspendSite = site;
    if (machine.isTraced()) {
      reportSuspend(machine, fiber, reason, object, site);
    }
  }

  /** Makes a fiber ready that was suspended. */
  void ready(Machine machine, Fiber fiber, long object) {
    ready.add(fiber);
    if (machine.isTraced()) {
      TraceContext trace = machine.trace();
      trace.probe().fiberReady(trace.now(), fiber.id, machine.fiber(), object);
    }
  }

  /** {@code (yield-current-task)}: to the end of the queue. Nobody wakes it, for it stays ready. */
  Object yield(Machine machine) {
    int site = machine.callSite();
    return machine.capture(m -> giveWay(m, SuspendReason.YIELD, site));
  }

  private Object giveWay(Machine machine, SuspendReason reason, int site) {
    park(machine, reason, 0, site);
    current.value = Special.UNSPECIFIED;
    ready.add(current);
    return dispatch(machine);
  }

  /** {@code (exit-current-task)}. */
  Object exit(Machine machine) {
    return machine.capture(
        m ->
            Rewind.from(
                m,
                Frame.link(new FiberFrame(this, FiberOutcome.EXITED), base),
                null,
                Special.UNSPECIFIED));
  }

  /**
   * The running fiber raised an object that nobody handles.
   *
   * @return what {@link Machine.Host#uncaught} returns
   */
  public Object failed(Machine machine, Object payload, int site) {
    process.fiberFailed(machine, current, payload, site);
    if (machine.isTraced()) {
      TraceContext trace = machine.trace();
      String message = ConditionReport.summary(payload);
      long text = trace.string(message);
      trace.probe().fiberFailed(trace.now(), current.id, text, trace.site(site));
    }
    return Rewind.from(
        machine,
        Frame.link(new FiberFrame(this, FiberOutcome.FAILED), base),
        null,
        Special.UNSPECIFIED);
  }

  // What a prompt does with fibers

  /** The fibers that have not ended, oldest first; only after {@link #open}. */
  public List<Fiber> fibers() {
    return List.copyOf(alive.values());
  }

  /** The running fiber ends here, after its after thunks. Only for actions at a safe point. */
  public Object cancelCurrent(Machine machine) {
    return Rewind.from(
        machine,
        Frame.link(new FiberFrame(this, FiberOutcome.EXITED), base),
        null,
        Special.UNSPECIFIED);
  }

  /** The main fiber, which does not run now, ends when its turn comes; only for deliveries. */
  public void cancelMain(Machine machine) {
    if (main.waiting != null) {
      main.waiting.commit(machine);
      main.waiting = null;
      ready(machine, main, 0);
    }
    main.thunk = null;
    main.wraps = null;
    main.frame = Frame.link(ResumeFrame.of(1, "interrupt", (m, ignored) -> cancelCurrent(m)), base);
  }

  private Object ended(Machine machine, Fiber fiber, FiberOutcome outcome, Object value) {
    if (fiber == busiestSpawner.get()) {
      busiestSpawner.clear();
      most = 0;
    }
    if (watched) {
      alive.remove(fiber.id);
    }
    if (machine.isTraced()) {
      alive.remove(fiber.id);
      TraceContext trace = machine.trace();
      trace.probe().fiberEnded(trace.now(), fiber.id, outcome.ordinal());
    }
    machine.setFiber(0);
    current = null;
    return fiber == main ? process.mainReturned(machine, value) : dispatch(machine);
  }

  /** The process ends: says so of every fiber that is left, after a last look at its stack. */
  public void abandonAll(Machine machine) {
    countExternal(-external);
    if (!machine.isTraced()) {
      return;
    }
    TraceContext trace = machine.trace();
    for (Fiber fiber : alive.values()) {
      if (fiber.frame != null && Frame.depthOf(fiber.frame) != fiber.reportedDepth) {
        StackReport.report(trace, fiber);
      }
      trace.probe().fiberEnded(trace.now(), fiber.id, FiberOutcome.ABANDONED.ordinal());
    }
    alive.clear();
  }

  // The loop

  /** Runs the next fiber. Only for actions and resumed frames. */
  Object dispatch(Machine machine) {
    if (--turn < 0) {
      receive(machine);
      turn = ready.size();
    }
    Fiber fiber = ready.poll();
    while (fiber != null && fiber.group != null && fiber.group.isStopped()) {
      drop(machine, fiber);
      fiber = ready.poll();
    }
    if (fiber == null) {
      return rest(machine);
    }
    if (fiber.group != null) {
      fiber.group.countTurn();
    }
    current = fiber;
    quantumEnd = 0;
    machine.setFiber(fiber.id);
    if (machine.isTraced()) {
      reportResume(machine.trace(), fiber);
    }
    return fiber.thunk != null ? start(machine, fiber) : resume(machine, fiber);
  }

  /** A fiber whose group has ended never runs again. */
  private void drop(Machine machine, Fiber fiber) {
    if (machine.isTraced() && alive.remove(fiber.id) != null) {
      TraceContext trace = machine.trace();
      trace.probe().fiberEnded(trace.now(), fiber.id, FiberOutcome.ABANDONED.ordinal());
    }
  }

  /** Whether fibers of a group are ready, or sleep. */
  boolean isBusy(FiberGroup group) {
    for (Fiber fiber : ready) {
      if (fiber.group == group) {
        return true;
      }
    }
    return timers.hasAny(group);
  }

  /** Adds somebody who waits until nothing is ready any more and a group has no timers. */
  void awaitIdle(FiberGroup.Idle waiter) {
    idle.add(waiter);
  }

  private boolean wakeIdle(Machine machine) {
    return idle.removeIf(waiter -> !timers.hasAny(waiter.group()) && waiter.wake(machine));
  }

  /** Takes in what has happened outside since the last turn. */
  private void receive(Machine machine) {
    machine.setFiber(0);
    try {
      process.receive(machine);
      if (timers.size() > 0) {
        timers.fire(machine, machine.world().nanoTime());
      }
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
    if (!ready.isEmpty() || (!idle.isEmpty() && wakeIdle(machine))) {
      return dispatch(machine);
    }
    machine.setFiber(0);
    current = null;
    machine.setContinuation(base);
    WaitReason reason =
        timers.size() > 0 ? WaitReason.TIMER : external > 0 ? WaitReason.IO : WaitReason.MESSAGE;
    return process.rest(machine, reason, timers.nextExpiry());
  }

  private Object start(Machine machine, Fiber fiber) {
    Frame below = mode == FiberMode.CALLCC ? base : null;
    Frame bottom = Frame.link(new FiberFrame(this, FiberOutcome.RETURNED), below);
    Object thunk = fiber.thunk;
    fiber.thunk = null;
    Frame first =
        Frame.link(
            ResumeFrame.of(1, "fiber", (m, ignored) -> Machine.procedure(thunk).apply0(m)), bottom);
    return Rewind.to(machine, first, fiber.winders, Special.UNSPECIFIED);
  }

  private static Object resume(Machine machine, Fiber fiber) {
    Frame frame = fiber.frame;
    Object value = fiber.value;
    if (fiber.wraps != null) {
      frame = Frame.link(Wrap.frame(fiber.wraps), frame);
    }
    fiber.frame = null;
    fiber.value = null;
    fiber.wraps = null;
    return Rewind.to(machine, frame, fiber.winders, value);
  }

  // Preemption

  /**
   * Preempts fibers at safe points from now on, or no longer.
   *
   * @param hertz how often in a second at most; 0 for never
   */
  public void preempt(int hertz) {
    quantum = hertz == 0 ? 0 : NANOS_PER_SECOND / hertz;
  }

  /** How often in a second fibers are preempted; 0 for never. */
  public int hertz() {
    return quantum == 0 ? 0 : (int) (NANOS_PER_SECOND / quantum);
  }

  /**
   * Whether the running fiber has had its time, and others want to run.
   *
   * @param now nanoseconds on the world's clock
   * @return the action that lets others run, or null
   */
  public Action preemption(Machine machine, long now) {
    if (quantum == 0) {
      return null;
    }
    if (quantumEnd == 0) {
      quantumEnd = now + quantum;
    }
    return now >= quantumEnd && isAnybodyWaiting(now) ? preemption(machine) : null;
  }

  private boolean isAnybodyWaiting(long now) {
    return !ready.isEmpty() || timers.nextExpiry() <= now || process.hasDeliveries();
  }

  /**
   * The action that lets others run, or null where that cannot be. A change of the dynamic state is
   * not interrupted: to go elsewhere would begin another one, and so on without end.
   */
  public Action preemption(Machine machine) {
    return current == null || blocking != null || Rewind.isUnderWay(machine)
        ? null
        : this::preempted;
  }

  private Object preempted(Machine machine) {
    if (ready.isEmpty()) {
      turn = 0;
    }
    return giveWay(machine, SuspendReason.PREEMPTED, machine.continuation().site());
  }

  // The block procedures of operations written in Scheme

  /** From now on code runs that belongs to no fiber, on a frame that waits for its end. */
  void beginBlocking(Machine machine, Performance performance, Frame after) {
    blocking = performance;
    machine.setContinuation(base);
    machine.pushContinuation(after);
    machine.setWinders(null);
  }

  /** The fiber that has been suspended is the one whose dynamic state is in force. */
  void endBlocking(Machine machine) {
    machine.setWinders(blocking.fiber.winders);
    blocking = null;
  }

  /** Whether a block procedure runs. */
  public boolean isBlocking() {
    return blocking != null;
  }

  /** A block procedure raised an object: the fiber shall raise it where it performs. */
  public Object blockingFailed(Machine machine, Object payload, int site) {
    Performance performance = blocking;
    endBlocking(machine);
    Perform.raiseIn(machine, performance, new SchemeError(payload).at(site));
    return dispatch(machine);
  }

  /** Notes that so many more fibers, or fewer, wait for devices. */
  void countExternal(int change) {
    external += change;
    process.countDevices(change);
  }

  /** Leaves what a device has to say for the process's own CPU; from any thread. */
  public void post(Consumer<Machine> delivery) {
    process.post(delivery, WaitReason.IO, 0);
  }

  // Reports

  private static void reportName(TraceContext trace, Fiber fiber) {
    long name = trace.string(fiber.name());
    if (name != 0) {
      trace.probe().named(trace.now(), fiber.id, name);
    }
  }

  private static void reportResume(TraceContext trace, Fiber fiber) {
    long now = trace.now();
    trace.probe().fiberResumed(now, fiber.id);
    if (fiber.thunk == null) {
      trace.probe().continuationReinstated(now, fiber.lastContinuation, fiber.id);
    }
  }

  private void reportSuspend(
      Machine machine, Fiber fiber, SuspendReason reason, long object, int site) {
    TraceContext trace = machine.trace();
    Probe probe = trace.probe();
    boolean whole = mode == FiberMode.CALLCC;
    long place = trace.site(site);
    long now = trace.now();
    fiber.lastContinuation =
        CaptureReport.captured(
            machine,
            now,
            CaptureReason.SUSPEND,
            site,
            whole ? Frame.depthOf(base) : 0,
            whole ? Frame.wordsOf(base) : 0);
    probe.fiberSuspended(now, fiber.id, reason.ordinal(), object, place);
    if (Frame.depthOf(fiber.frame) >= 2 * fiber.reportedDepth) {
      StackReport.report(trace, fiber);
    }
  }

  /** The loop of the scheduler, waiting for something to happen. */
  private static final class SchedulerFrame extends Frame {
    private final FiberScheduler scheduler;

    SchedulerFrame(FiberScheduler scheduler) {
      this.scheduler = scheduler;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return scheduler.dispatch(machine);
    }

    @Override
    public int site() {
      return 0;
    }

    @Override
    public String label() {
      return "scheduler";
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 0);
    }
  }

  /** The first frame of a fiber: when it gets a value, the fiber has ended. */
  private static final class FiberFrame extends Frame {
    private final FiberScheduler scheduler;
    private final FiberOutcome outcome;

    FiberFrame(FiberScheduler scheduler, FiberOutcome outcome) {
      this.scheduler = scheduler;
      this.outcome = outcome;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return scheduler.ended(machine, scheduler.current, outcome, value);
    }

    @Override
    public int site() {
      return 0;
    }

    @Override
    public String label() {
      return "fiber";
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(2, 0);
    }
  }
}
