// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Mailbox;
import org.lokoscope.runtime.cml.ProcessControl;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceContext;

/**
 * A process control block: who the process is, what it waits for, and what has been left for it.
 * The fields that {@link Kernel} uses are guarded by its lock; the rest belongs to the CPU that
 * runs the process, unless it says something else. What the machine asks at safe points is {@link
 * ProcessHost}'s, and the end {@link Termination}'s.
 */
public final class Process implements ProcessControl {

  private final long id;
  private final long parent;
  private final String name;
  private final RunServices services;
  private final Machine machine;
  private final FiberScheduler fibers;
  private final Mailbox mailbox;
  private final Slice slice;
  private long sliceEnd;
  private final Requests requests = new Requests();
  private final Termination termination;
  private final Signals signals = new Signals(this);

  /** Whether what happens in it is recorded, in a traced run. */
  private boolean traceWhole = true;

  /** What others have left for this process: run on its own CPU by its own scheduler. */
  private final Queue<Delivery> inbox = new ConcurrentLinkedQueue<>();

  // Guarded by the kernel's lock.
  ProcessState state = ProcessState.READY;
  long wakeup = Long.MAX_VALUE;

  /** The CPU that ran the process last. */
  @SuppressWarnings("NullAway.Init") // The kernel gives it one when the process is added.
  Cpu home;

  /** Somebody looks at it: it is in no queue meanwhile, and counts as one that runs. */
  boolean held;

  /** A debugger keeps it from running. */
  boolean stands;

  /** When it became ready, on a virtual clock. */
  long readyAt;

  /** Why it rests, if it has come to rest. */
  WaitReason reason = WaitReason.MESSAGE;

  private @Nullable WaitReason wakeCause;

  /** How many processes it has started. */
  int children;

  private long wokenBy;

  /** Asked by the CPU on which a linked process ends. */
  private volatile boolean trapsExits;

  /** Who gives this process one form after the other; null if it runs a program. */
  private @Nullable Prompt prompt;

  /** What a prompt is told, on the process's own CPU. */
  interface Prompt {

    /** Whether the running fiber shall end here; asked at each safe point. */
    boolean interrupts(boolean isMain);

    /** The fiber of the present form has ended. */
    void returned(Object value);

    /** The fiber of the present form raised an object that nobody handles; it will return. */
    void failed();

    /** No fiber can run; {@code forEver} if nothing in this process can change that. */
    void rests(boolean forEver);

    void ended(int status);
  }

  /** Where the process says what its user must know. */
  interface Reports {

    /** For processes that nobody looks at. */
    Reports NONE =
        new Reports() {
          @Override
          public void failed(Failure failure) {}

          @Override
          public void outputLost(Process process, IOException why) {}
        };

    void failed(Failure failure);

    /** What the process has printed could not be written, and nobody can be told any more. */
    void outputLost(Process process, IOException why);
  }

  Process(long id, long parent, String name, RunServices services) {
    RunSettings settings = services.settings();
    this.id = id;
    this.parent = parent;
    this.name = name;
    this.services = services;
    this.slice = new Slice(this, services.kernel(), settings.safePoints().fuel);
    this.termination = new Termination(this, services);
    this.machine =
        new Machine(
            services.kernel().world(),
            new ProcessHost(this, services, slice, requests, termination));
    this.machine.setProcess(id);
    this.fibers = new FiberScheduler(settings.mode(), settings.faithfulLeaks(), this);
    this.fibers.follow(services.debugging().schedule());
    this.fibers.preemption().setHertz(settings.fiberHertz());
    this.fibers.census().limit(settings.limit());
    this.mailbox = new Mailbox(machine.newId());
  }

  public long id() {
    return id;
  }

  public long parent() {
    return parent;
  }

  public String name() {
    return name;
  }

  public Machine machine() {
    return machine;
  }

  public FiberScheduler fibers() {
    return fibers;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  /** The process that a machine runs. */
  public static Process of(Machine machine) {
    if (machine.host() instanceof ProcessHost host) {
      return host.process();
    }
    throw Raise.assertion(null, "macro transformers run in no process");
  }

  Devices devices() {
    return services.devices();
  }

  Signals signals() {
    return signals;
  }

  Kernel kernel() {
    return services.kernel();
  }

  /** Who gives this process one form after the other; null if it runs a program. */
  @Nullable Prompt prompt() {
    return prompt;
  }

  static int compareWakeup(Process one, Process other) {
    int byTime = Long.compare(one.wakeup, other.wakeup);
    return byTime != 0 ? byTime : Long.compare(one.id, other.id);
  }

  // On its CPU

  /** Makes the process ready to run a thunk as its first fiber, and says so in a CPU's stream. */
  void boot(TraceContext trace, Object thunk, int site) {
    traceWhole = trace.filter().admitsProcess(id, name);
    fibers.sampling().setHertz(trace.filter().sampleHertz());
    setTrace(trace);
    machine.reporter().processSpawned(parent, name, site);
    machine.reporter().objectCreatedInside(mailbox.object(), ObjectKind.MAILBOX);
    fibers.boot(machine, thunk);
  }

  /** Has the process report to the probe of the CPU that is about to run it. */
  void setTrace(TraceContext trace) {
    DebugHook debugger = services.debugging().hook();
    machine.setTrace(trace, traceWhole && (debugger == null || debugger.wantsEvents()));
  }

  /** Asks the debugger anew whether it wants to hear what happens; on the CPU of the process. */
  public void refreshTrace() {
    setTrace(machine.trace());
  }

  /** Makes the process wait for deliveries, for whose fibers it then runs. */
  void open(Prompt asker) {
    prompt = asker;
    fibers.open(machine);
  }

  /** Runs until the slice ends, nothing is left to do for now, or the process ends. */
  void runSlice(long end) {
    sliceEnd = end;
    DebugHook debugger = services.debugging().hook();
    if (debugger != null) {
      debugger.beforeSlice(this);
    }
    slice.begin(end);
    if (debugger != null && kernel().isOver()) {
      return;
    }
    if (requests.isEndWanted()) {
      termination.end(machine, requests.status());
      return;
    }
    slice.run(machine);
  }

  /**
   * Does the rest of a slice, or all of it, from where the run was when a state of it was kept.
   *
   * @param begun whether the machine was in the slice
   */
  void runRest(boolean begun) {
    if (begun) {
      slice.goOnIn(machine);
    } else {
      runSlice(sliceEnd);
    }
  }

  /** Has it stop at its next safe point for a debugger, as if that were none; on its own CPU. */
  public void interrupt() {
    demandAttention();
    slice.interrupt(machine);
  }

  /**
   * Gives the CPU to others until {@link #goOn}; only for actions and resumed frames.
   *
   * @param top what it goes on with
   * @param unless asked when it can be let go; if true, it goes on at once
   * @return null if it goes on at once
   */
  public @Nullable Object stand(Frame top, BooleanSupplier unless) {
    kernel().stand(this);
    if (unless.getAsBoolean()) {
      kernel().letGo(this);
      return null;
    }
    machine.pushContinuation(top);
    return slice.preempt(machine);
  }

  /** Lets it go if it stands by itself; from any thread. */
  public void goOn() {
    kernel().letGo(this);
  }

  /** The fuel that is left, without what a debugger took away. */
  public int fuelLeft() {
    return slice.fuelLeft(machine);
  }

  boolean wasPreempted() {
    return slice.wasPreempted();
  }

  long fuelUsed() {
    return slice.fuelUsed();
  }

  /** Writes out what the program has printed. If that fails, it is told later. */
  public void flush() {
    CurrentPorts.pass(machine);
  }

  /**
   * Writes out what the program has printed, and reports it if something was lost.
   *
   * @return the exit status that the process should have, if it has no worse one
   */
  int finishOutput() {
    return termination.finishOutput(machine);
  }

  // The end

  /** Ends the process soon; from any thread. Of several who want that, the first decides. */
  void kill(int status, long by, TraceContext trace) {
    if (requests.end(status)) {
      ProcessReporter.killed(trace, id, by, status);
      demandAttention();
      post(_ -> {}, WaitReason.MESSAGE, by);
    }
  }

  /** The runtime itself went wrong where no code of the program was to blame: the process ends. */
  void broken(Throwable fault) {
    termination.fail(machine, Fault.of("the runtime", fault).payload(), 0);
  }

  /** Says what becomes of the fibers when the run ends before the process does. */
  void abandon() {
    services.lastLook().accept(this);
    fibers.abandonAll(machine);
  }

  public boolean hasEnded() {
    return termination.hasEnded();
  }

  public int status() {
    return termination.status();
  }

  /** What the process ended by, if by a condition that nobody handled; else null. */
  @Nullable String failure() {
    return termination.failure();
  }

  /** The value of the program's last form, once it has ended by itself. */
  public Object result() {
    return termination.result();
  }

  boolean trapsExits() {
    return trapsExits;
  }

  void setTrapsExits(boolean traps) {
    trapsExits = traps;
  }

  // What others want of it, from any thread

  /** Has the process look at its next safe point at what is wanted of it. */
  public void demandAttention() {
    requests.demandAttention();
  }

  /** Has the process raise a condition at its next safe point. */
  void letGo() {
    requests.letGo();
  }

  /** Has something look at the process at its next safe point, on the CPU that runs it. */
  void lookSoon(Look look) {
    requests.look(look);
  }

  void forget(Look look) {
    requests.forget(look);
  }

  /** Looks at the process at once if it does not run. */
  void lookAtRest(Look look) {
    kernel().whileAtRest(this, look);
  }

  /** Whether somebody wants to look who has not been able to. */
  boolean isWantedByLook() {
    return requests.isLookWanted();
  }

  /** Leaves something for the process, from any thread. */
  @Override
  public void post(Consumer<Machine> delivery, WaitReason cause, long by) {
    inbox.add(new Delivery(delivery, cause, by));
    kernel().wake(this, cause, by);
  }

  /** Notes who woke the process; called with the kernel's lock. */
  void wokenBy(WaitReason cause, long by) {
    wakeCause = cause;
    wokenBy = by;
  }

  /** Says who woke the process, in the stream of the CPU that is about to run it. */
  void reportWoken(TraceContext trace) {
    if (wakeCause != null) {
      ProcessReporter.woken(trace, id, wakeCause, wokenBy);
      wakeCause = null;
    }
  }

  /** Whether something has come that no wake reported; notes that it woke the process. */
  boolean isWokenByDelivery() {
    Delivery next = inbox.peek();
    if (next != null) {
      wokenBy(next.cause, next.by);
    }
    return next != null;
  }

  // What the fiber scheduler asks for

  @Override
  public boolean hasDeliveries() {
    return !inbox.isEmpty();
  }

  @Override
  public void receive(Machine machine) {
    Delivery delivery;
    while ((delivery = inbox.poll()) != null) {
      delivery.action.accept(machine);
    }
  }

  @Override
  public Object rest(Machine machine, WaitReason why, long until) {
    if (requests.isEndWanted()) {
      // What the killer left to wake the process may have been taken in before it came to rest.
      return termination.end(machine, requests.status());
    }
    reason = why;
    wakeup = until;
    DebugHook debugger = services.debugging().hook();
    if (debugger != null) {
      debugger.resting(this);
    }
    if (prompt != null) {
      prompt.rests(why == WaitReason.MESSAGE);
    }
    return Machine.SUSPENDED;
  }

  @Override
  public void countDevices(int change) {
    kernel().countDevices(change);
  }

  @Override
  public Object mainReturned(Machine machine, Object value) {
    if (prompt != null) {
      prompt.returned(value);
      return fibers.dispatch(machine);
    }
    return termination.returned(machine, value);
  }

  @Override
  public void fiberFailed(Machine machine, Fiber fiber, Object payload, int site) {
    if (prompt != null && fibers.isMain(fiber)) {
      services.reports().failed(new Failure(this, null, payload, site, false));
      prompt.failed();
    } else {
      services.reports().failed(new Failure(this, fiber, payload, site, false));
    }
  }

  /** Something left for the process, and who left it. */
  private record Delivery(Consumer<Machine> action, WaitReason cause, long by) {}

  /**
   * An object that nobody handled.
   *
   * @param fiber what ends by it; null if that is the process
   * @param goesOn whether nothing ends: a condition that is not serious
   */
  public record Failure(
      Process process, @Nullable Fiber fiber, Object payload, int site, boolean goesOn) {}
}
