package org.lokoscope.runtime.process;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Mailbox;
import org.lokoscope.runtime.cml.ProcessControl;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.os.Commands;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.StandardStream;

/**
 * A process control block. The fields that {@link Kernel} uses are guarded by its lock; the rest
 * belongs to the CPU that runs the process.
 */
public final class Process implements Machine.Host, ProcessControl {

  /** Guessed: so many calls of procedures that allocate much still leave some of the heap. */
  private static final int FUEL_WHEN_TIGHT = 500;

  private final long id;
  private final long parent;
  private final String name;
  private final Machine machine;
  private final FiberScheduler fibers;
  private final Kernel kernel;
  private final Reports reports;
  private final Network network;
  private final Devices devices;
  private final Commands commands;
  private final Mailbox mailbox;
  private final SafePoints safePoints;
  private final MemoryWatch memory;

  /** What others have left for this process: run on its own CPU by its own scheduler. */
  private final Queue<Delivery> inbox = new ConcurrentLinkedQueue<>();

  // Guarded by the kernel's lock.
  ProcessState state = ProcessState.READY;
  long wakeup = Long.MAX_VALUE;

  /** The CPU that ran the process last. */
  Cpu home;

  /** When it became ready, on a virtual clock. */
  long readyAt;

  WaitReason reason;
  private WaitReason wakeCause;

  /** How many processes it has started. */
  int children;

  private long wokenBy;

  // Of the CPU that runs the process.
  private long sliceEnd;

  /** The slice is over, but nobody else wanted the CPU: it goes to the first who does. */
  private boolean overtime;

  private boolean preempted;
  private long fuelUsed;

  /** The fuel that the machine got last. */
  private int portion;

  private boolean ended;
  private int status;
  private String failure;

  /** Asked by the CPU on which a linked process ends. */
  private volatile boolean trapsExits;

  /** Somebody wants something of the process at its next safe point. */
  private volatile boolean attention;

  /** Who wants to look at the process at its next safe point; those who gave up do nothing. */
  private final Queue<Look> wantedLooks = new ConcurrentLinkedQueue<>();

  /** The continuation has filled the heap, and the program was told so. */
  private boolean tooDeep;

  /** The fiber that filled the heap with others, and is to hear of it when it runs; or null. */
  private Fiber blamed;

  /** The heap is full, and this process holds most of it. */
  private volatile boolean memoryShort;

  /** The exit status that somebody wants the process to end with; negative if nobody does. */
  private volatile int wantedEnd = -1;

  private Object result = Special.UNSPECIFIED;

  /** Who gives this process one form after the other; null if it runs a program. */
  private Prompt prompt;

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

  Process(
      long id,
      long parent,
      String name,
      Kernel kernel,
      Reports reports,
      Network network,
      Devices devices,
      Commands commands,
      RunSettings settings) {
    this.id = id;
    this.parent = parent;
    this.name = name;
    this.kernel = kernel;
    this.reports = reports;
    this.network = network;
    this.devices = devices;
    this.commands = commands;
    this.safePoints = settings.safePoints();
    this.memory = kernel.world().memory();
    this.machine = new Machine(kernel.world(), this);
    this.machine.setProcess(id);
    this.fibers = new FiberScheduler(settings.mode(), settings.faithfulLeaks(), this);
    this.fibers.preemption().setHertz(settings.fiberHertz());
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
    if (machine.host() instanceof Process process) {
      return process;
    }
    throw Raise.assertion(null, "macro transformers run in no process");
  }

  Devices devices() {
    return devices;
  }

  Kernel kernel() {
    return kernel;
  }

  boolean hasEnded() {
    return ended;
  }

  boolean wasPreempted() {
    return preempted;
  }

  int status() {
    return status;
  }

  /** The value of the program's last form, once it has ended by itself. */
  public Object result() {
    return result;
  }

  /** Makes the process ready to run a thunk as its first fiber, and says so in a CPU's stream. */
  void boot(TraceContext trace, Object thunk, int site) {
    machine.setTrace(trace);
    machine.reporter().processSpawned(parent, name, site);
    machine.reporter().objectCreatedInside(mailbox.object(), ObjectKind.MAILBOX);
    fibers.boot(machine, thunk);
  }

  /** Makes the process wait for deliveries, for whose fibers it then runs. */
  void open(Prompt asker) {
    prompt = asker;
    fibers.open(machine);
  }

  /** Writes out what the program has printed. If that fails, it is told later. */
  void flush() {
    CurrentPorts.pass(machine);
  }

  /**
   * Writes out what the program has printed, and reports it if something was lost.
   *
   * @return the exit status that the process should have, if it has no worse one
   */
  int finishOutput() {
    flush();
    IOException lost = CurrentPorts.takeLost(machine);
    if (lost == null) {
      return 0;
    }
    if (StandardStream.isBrokenPipe(lost)) {
      return StandardStream.BROKEN_PIPE_STATUS;
    }
    reports.outputLost(this, lost);
    return 1;
  }

  static int compareWakeup(Process one, Process other) {
    int byTime = Long.compare(one.wakeup, other.wakeup);
    return byTime != 0 ? byTime : Long.compare(one.id, other.id);
  }

  /** Runs until the slice ends, nothing is left to do for now, or the process ends. */
  void runSlice(long end) {
    sliceEnd = end;
    overtime = false;
    preempted = false;
    fuelUsed = 0;
    if (wantedEnd >= 0) {
      end(wantedEnd);
      return;
    }
    refuel(machine);
    if (portion < safePoints.fuel) {
      // Slices may be so short that no look at the memory falls into them.
      portion = 0;
      machine.setFuel(0);
    }
    machine.run();
    kernel.world().worked(portion - Math.max(0, machine.fuel()));
  }

  /** Less when the heap is nearly full; but in a deterministic run nothing may hang on that. */
  private void refuel(Machine machine) {
    boolean often = memory.isTight() && !machine.world().isVirtual();
    portion = often ? Math.min(safePoints.fuel, FUEL_WHEN_TIGHT) : safePoints.fuel;
    machine.setFuel(portion);
  }

  // The end from outside

  /** Ends the process soon; from any thread. Of several who want that, the first decides. */
  void kill(int status, long by, TraceContext trace) {
    synchronized (inbox) {
      if (wantedEnd >= 0) {
        return;
      }
      wantedEnd = status;
    }
    if (trace != TraceContext.OFF) {
      trace.probe().processKilled(trace.now(), id, by, status);
    }
    demandAttention();
    post(_ -> {}, WaitReason.MESSAGE, by);
  }

  /** Has the process look at its next safe point at what is wanted of it. */
  void demandAttention() {
    attention = true;
  }

  /** What the process ended by, if by a condition that nobody handled; else null. */
  String failure() {
    return failure;
  }

  boolean trapsExits() {
    return trapsExits;
  }

  void setTrapsExits(boolean traps) {
    trapsExits = traps;
  }

  /** Leaves something for the process, from any thread. */
  @Override
  public void post(Consumer<Machine> delivery, WaitReason cause, long by) {
    inbox.add(new Delivery(delivery, cause, by));
    kernel.wake(this, cause, by);
  }

  /** Notes who woke the process; called with the kernel's lock. */
  void wokenBy(WaitReason cause, long by) {
    wakeCause = cause;
    wokenBy = by;
  }

  /** Says who woke the process, in the stream of the CPU that is about to run it. */
  void reportWoken(TraceContext trace) {
    if (wakeCause != null) {
      trace.probe().processWoken(trace.now(), id, wakeCause.ordinal(), wokenBy);
      wakeCause = null;
    }
  }

  long fuelUsed() {
    return fuelUsed;
  }

  /** Whether something has come that no wake reported; notes that it woke the process. */
  boolean isWokenByDelivery() {
    Delivery next = inbox.peek();
    if (next != null) {
      wokenBy(next.cause, next.by);
    }
    return next != null;
  }

  // The machine's host

  @Override
  public Action safePoint(Machine machine) {
    fuelUsed += portion;
    machine.world().worked(portion);
    refuel(machine);
    if (attention) {
      attention = false;
      return this::attend;
    }
    if (memory.isShort() ? isToBlame() : isTooDeep(machine) || isBlamed()) {
      return this::outOfMemory;
    }
    if (prompt != null
        && fibers.current() != null
        && prompt.interrupts(fibers.isMain(fibers.current()))) {
      return fibers::cancelCurrent;
    }
    return switch (safePoints) {
      case NORMAL -> atSafePoint(machine);
      case PREEMPT_OFTEN -> turnOr(machine, this::preempt);
      case CAPTURE_ALWAYS -> turnOr(machine, m -> Special.UNSPECIFIED);
      case SWITCH_FIBERS -> fibers.preemption().atOnce(machine);
    };
  }

  /** Another fiber's turn, if the program asked for that and it is time; else the other action. */
  private Action turnOr(Machine machine, Action other) {
    Action turn =
        fibers.preemption().hertz() == 0
            ? null
            : fibers.preemption().whenDue(machine, machine.world().nanoTime());
    return turn != null ? turn : other;
  }

  private Object attend(Machine machine) {
    if (wantedEnd >= 0) {
      return end(wantedEnd);
    }
    Look look;
    while ((look = wantedLooks.poll()) != null) {
      look.run();
    }
    if (memoryShort && !kernel.isOver()) {
      return outOfMemory(machine);
    }
    return kernel.isOver() ? preempt(machine) : Special.UNSPECIFIED;
  }

  /** Has something look at the process at its next safe point, on the CPU that runs it. */
  void lookSoon(Look look) {
    wantedLooks.add(look);
    demandAttention();
  }

  void forget(Look look) {
    wantedLooks.remove(look);
  }

  /** Looks at the process at once if it does not run. */
  void lookAtRest(Look look) {
    kernel.whileAtRest(this, look);
  }

  /** Whether somebody wants to look who has not been able to. */
  boolean isWantedByLook() {
    return !wantedLooks.isEmpty();
  }

  /** Whether the continuation alone fills the heap; true once until it has become small again. */
  private boolean isTooDeep(Machine machine) {
    long bytes = MemoryUse.bytes(machine.continuation());
    if (tooDeep) {
      tooDeep = !memory.isCalm(bytes);
      return false;
    }
    tooDeep = memory.isTooMuch(bytes);
    return tooDeep;
  }

  /** Memory is short: whether the running fiber must let go; if not, another one will. */
  private boolean isToBlame() {
    Process holder = MemoryUse.largestHolder(this, kernel.awake());
    if (holder != this) {
      holder.letGo();
      return false;
    }
    blamed = MemoryUse.spawner(this);
    return blamed == null || memory.isHopeless() || isBlamed();
  }

  private boolean isBlamed() {
    return blamed != null && blamed == fibers.current();
  }

  /** Has the process raise a condition at its next safe point; from any thread. */
  private void letGo() {
    memoryShort = true;
    demandAttention();
  }

  /** Raises a condition where the process is, all of whose frames are on the heap. */
  private Object outOfMemory(Machine machine) {
    memoryShort = false;
    blamed = null;
    SchemeError full = OutOfMemory.full(memory);
    int site = MemoryUse.innermostSite(machine.continuation());
    if (memory.isHopeless()) {
      fail(machine, full.payload(), site);
      return end(1);
    }
    throw full.at(site);
  }

  private Action atSafePoint(Machine machine) {
    long now = machine.world().nanoTime();
    return isSliceOver(machine, now) ? this::preempt : fibers.preemption().whenDue(machine, now);
  }

  private boolean isSliceOver(Machine machine, long now) {
    if (now >= kernel.nextEvent()) {
      kernel.tick(machine.trace());
    }
    if (now < sliceEnd && !(overtime && home.queue().isWanted())) {
      return false;
    }
    if (!kernel.mustYield(home)) {
      sliceEnd = now + Kernel.TICK_NANOS;
      overtime = true;
      return false;
    }
    return true;
  }

  private Object preempt(Machine machine) {
    preempted = true;
    machine.resumeWith(Special.UNSPECIFIED);
    return Machine.SUSPENDED;
  }

  /** The runtime itself went wrong where no code of the program was to blame: the process ends. */
  void broken(Throwable fault) {
    fail(machine, Fault.of("the runtime", fault).payload(), 0);
    end(1);
  }

  @Override
  public Object uncaught(Machine machine, Object payload, int site) {
    if (ended) {
      return Machine.SUSPENDED;
    }
    if (fibers.isBlocking()) {
      return fibers.blockingFailed(machine, payload, site);
    }
    if (prompt == null && CurrentPorts.isUnread(machine, payload)) {
      return end(StandardStream.BROKEN_PIPE_STATUS);
    }
    Fiber fiber = fibers.current();
    if (fiber == null || (prompt == null && fibers.isMain(fiber))) {
      fail(machine, payload, site);
      return end(1);
    }
    return fibers.failed(machine, payload, site);
  }

  @Override
  public void warned(Machine machine, Object payload, int site) {
    reports.failed(new Failure(this, null, payload, site, true));
  }

  private void fail(Machine machine, Object payload, int site) {
    if (failure != null) {
      return;
    }
    failure = ConditionReport.summary(payload);
    tell(machine, payload, site);
    machine.reporter().processFailed(failure, site);
  }

  /** If there is no room to say what happened, the continuation goes: it has ended anyway. */
  private void tell(Machine machine, Object payload, int site) {
    try {
      reports.failed(new Failure(this, null, payload, site, false));
    } catch (OutOfMemoryError noRoom) {
      memory.exhausted();
      machine.setContinuation(null);
      if (id == 1) {
        kernel.forgetProcesses();
      }
      reports.failed(new Failure(this, null, payload, site, false));
    }
  }

  @Override
  public Object exit(Machine machine, Object status) {
    return end(
        switch (status) {
          case Long n -> (int) (n & 0xff);
          case Boolean b -> b ? 0 : 1;
          default -> 0;
        });
  }

  @Override
  public void finished(Machine machine, Object value) {
    end(0);
  }

  private Object end(int exitStatus) {
    ended = true;
    int lossStatus = finishOutput();
    status = exitStatus != 0 ? exitStatus : lossStatus;
    forgetArrivals();
    fibers.abandonAll(machine);
    network.closeAll(machine);
    devices.release(this);
    commands.closeAll(machine);
    machine.setContinuation(null);
    if (prompt != null) {
      prompt.ended(status);
    }
    return Machine.SUSPENDED;
  }

  private void forgetArrivals() {
    if (kernel.world().isVirtual()) {
      kernel.world().arrivals().forget(machine);
    }
  }

  /** Says what becomes of the fibers when the run ends before the process does. */
  void abandon() {
    fibers.abandonAll(machine);
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
    if (wantedEnd >= 0) {
      // What the killer left to wake the process may have been taken in before it came to rest.
      return end(wantedEnd);
    }
    reason = why;
    wakeup = until;
    if (prompt != null) {
      prompt.rests(why == WaitReason.MESSAGE);
    }
    return Machine.SUSPENDED;
  }

  @Override
  public void countDevices(int change) {
    kernel.countDevices(change);
  }

  @Override
  public Object mainReturned(Machine machine, Object value) {
    if (prompt != null) {
      prompt.returned(value);
      return fibers.dispatch(machine);
    }
    result = value;
    return end(0);
  }

  @Override
  public void fiberFailed(Machine machine, Fiber fiber, Object payload, int site) {
    boolean ofForm = prompt != null && fibers.isMain(fiber);
    reports.failed(new Failure(this, ofForm ? null : fiber, payload, site, false));
    if (ofForm) {
      prompt.failed();
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
  public record Failure(Process process, Fiber fiber, Object payload, int site, boolean goesOn) {}
}
