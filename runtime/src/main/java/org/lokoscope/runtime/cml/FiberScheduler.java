package org.lokoscope.runtime.cml;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.CaptureReport;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.ResumeFrame;
import org.lokoscope.runtime.vm.Rewind;
import org.lokoscope.runtime.vm.TraceContext;

/**
 * Runs the fibers of one process in turn, first come first served. The process's own program is its
 * first fiber.
 *
 * <p>It works in frames, not on a Java stack of its own: {@link SchedulerFrame} lies at the bottom
 * of the process. In {@link FiberMode#CALLCC} it lies below every fiber as well, and a suspended
 * fiber holds it; in {@link FiberMode#DELIMITED} a fiber's frames end at its {@link FiberFrame}.
 */
public final class FiberScheduler {

  private final FiberMode mode;
  private final boolean faithful;
  private final ProcessControl process;
  private final ArrayDeque<Fiber> ready = new ArrayDeque<>();
  private final Timers timers = new Timers();

  /** Fibers that have begun and not ended; kept only when traced, for the last report. */
  private final Map<Long, Fiber> alive = new LinkedHashMap<>();

  private final Frame base;
  private Fiber current;
  private Fiber main;
  private int turn;
  private int suspendSite;
  private int external;

  /**
   * @param faithful whether losing offers and timers stay, as in Loko
   */
  public FiberScheduler(FiberMode mode, boolean faithful, ProcessControl process) {
    this.mode = mode;
    this.faithful = faithful;
    this.process = process;
    this.base = Frame.link(new SchedulerFrame(this), null);
  }

  public static FiberScheduler of(Machine machine) {
    return (FiberScheduler) machine.attachment();
  }

  /** Sets a machine up to run the thunk as the first fiber of its process. */
  public void boot(Machine machine, Object thunk) {
    machine.attach(this);
    machine.setContinuation(base);
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

  // The life of a fiber

  Fiber spawn(Machine machine, Object thunk, int site) {
    Fiber fiber = new Fiber(machine.newId(), thunk);
    ready.add(fiber);
    if (machine.isTraced()) {
      alive.put(fiber.id, fiber);
      TraceContext trace = machine.trace();
      trace
          .probe()
          .fiberSpawned(
              trace.now(), fiber.id, machine.fiber(), machine.process(), trace.site(site));
      reportName(trace, fiber, thunk);
    }
    return fiber;
  }

  /**
   * Suspends the running fiber with the continuation that an UNWIND has just put on the heap.
   *
   * @return the performance for others to complete
   */
  Performance suspend(Machine machine, SuspendReason reason, long object, int site) {
    Fiber fiber = current;
    fiber.frame = machine.continuation();
    fiber.winders = machine.winders();
    fiber.reason = reason;
    fiber.site = site;
    suspendSite = site;
    Performance performance = new Performance(machine.newId(), fiber, this);
    fiber.waiting = performance;
    if (machine.isTraced()) {
      reportSuspend(machine, fiber, reason, object, site);
    }
    return performance;
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
  Object yield(Machine machine, SuspendReason reason, int site) {
    return machine.capture(
        m -> {
          Fiber fiber = current;
          suspend(m, reason, 0, site);
          fiber.waiting = null;
          fiber.value = Special.UNSPECIFIED;
          ready.add(fiber);
          return dispatch(m);
        });
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

  /** The running fiber raised an object that nobody handles. */
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

  private Object ended(Machine machine, Fiber fiber, FiberOutcome outcome, Object value) {
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
    if (fiber == null) {
      return rest(machine);
    }
    current = fiber;
    machine.setFiber(fiber.id);
    if (machine.isTraced()) {
      reportResume(machine.trace(), fiber);
    }
    return fiber.thunk != null ? begin(machine, fiber) : goOn(machine, fiber);
  }

  /** Takes in what has happened outside since the last turn. */
  private void receive(Machine machine) {
    machine.setFiber(0);
    process.receive(machine);
    if (timers.size() > 0) {
      timers.fire(machine, machine.world().nanoTime());
    }
  }

  private Object rest(Machine machine) {
    receive(machine);
    if (!ready.isEmpty()) {
      return dispatch(machine);
    }
    machine.setFiber(0);
    current = null;
    machine.setContinuation(base);
    WaitReason reason =
        timers.size() > 0 ? WaitReason.TIMER : external > 0 ? WaitReason.IO : WaitReason.MESSAGE;
    return process.rest(machine, reason, timers.nextExpiry());
  }

  private Object begin(Machine machine, Fiber fiber) {
    Frame below = mode == FiberMode.CALLCC ? base : null;
    Frame bottom = Frame.link(new FiberFrame(this, FiberOutcome.RETURNED), below);
    Object thunk = fiber.thunk;
    fiber.thunk = null;
    Frame first =
        Frame.link(
            ResumeFrame.of(1, "fiber", (m, ignored) -> Machine.procedure(thunk).apply0(m)), bottom);
    return Rewind.to(machine, first, null, Special.UNSPECIFIED);
  }

  private static Object goOn(Machine machine, Fiber fiber) {
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

  /** Puts a frame on the scheduler's own continuation, outside of any fiber. */
  void standAlone(Machine machine, Frame frame) {
    machine.setContinuation(base);
    machine.pushContinuation(frame);
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

  /** A fiber is called after what its first procedure is for. */
  private static void reportName(TraceContext trace, Fiber fiber, Object thunk) {
    String purpose =
        switch (thunk) {
          case Closure closure -> closure.code().purpose();
          case Procedure procedure -> procedure.name();
          default -> "";
        };
    long name = trace.string(purpose);
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
