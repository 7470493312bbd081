// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.ContinuationLimit;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.Schedule;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.expander.ExpansionLimit;
import org.lokoscope.runtime.library.CacheFolder;
import org.lokoscope.runtime.library.DeepStack;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.net.NetPrimitives;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.net.SocketPrimitives;
import org.lokoscope.runtime.os.Commands;
import org.lokoscope.runtime.os.OsPrimitives;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.source.SourceListener;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.runtime.vm.TraceTicker;
import org.lokoscope.runtime.world.DeterministicWorld;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/** One run of a program: its processes on its virtual CPUs, from the first form to the end. */
public final class ProgramRun {

  /** The exit status of a run that was stopped: what shells give for an interrupt. */
  public static final int STOPPED = 130;

  private static final long DUMP_TIMEOUT_NANOS = 800_000_000;

  private final RunSettings settings;
  private final World world;
  private final Image image;
  private final Kernel kernel;
  private final Network network;
  private final Devices devices;
  private final Commands commands = new Commands();
  private final RecordTypes recordTypes = new RecordTypes();
  private final RunServices services;
  private final Debugging debugging = new Debugging();
  private final IntFunction<Probe> probes;
  private final AtomicBoolean collected = new AtomicBoolean();
  private volatile boolean begun;
  private TraceFilter filter = TraceFilter.NONE;
  private TraceTicker ticker = TraceTicker.NONE;
  private boolean looksAtEnd = true;
  private Runnable onFailure = () -> {};

  /** Why nobody waits for sockets any more, without which the run cannot go on; else null. */
  private volatile @Nullable Throwable death;

  /** The line that said that memory ran out and with it the run; else null. */
  private volatile @Nullable String memoryRanOut;

  private final TraceContext.Strings strings = new TraceContext.Strings();

  /**
   * @param probes gives each CPU its probe; {@link Probe#NONE} for an untraced run
   */
  public ProgramRun(
      RunSettings settings, World outside, List<Path> libraryFolders, IntFunction<Probe> probes) {
    this.settings = settings;
    this.world =
        settings.seed().isPresent()
            ? new DeterministicWorld(outside, settings.seed().getAsLong())
            : outside;
    this.network =
        world.isVirtual()
            ? Network.withThread(this::socketsFailed)
            : new Network(this::socketsFailed);
    this.kernel = new Kernel(world, network);
    this.devices = new Devices(kernel);
    this.services =
        new RunServices(
            kernel,
            new Reports(),
            network,
            devices,
            commands,
            settings,
            this::lookForTheLastTime,
            debugging);
    this.probes = probes;
    this.image =
        new Image(
            world,
            libraryFolders,
            settings.tiering().tier(),
            table -> {
              ProcessPrimitives.register(table::define, this);
              NetPrimitives.register(table::define, network);
              SocketPrimitives.register(table::define, network);
              OsPrimitives.register(table::define, commands);
            });
  }

  Kernel kernel() {
    return kernel;
  }

  RecordTypes recordTypes() {
    return recordTypes;
  }

  /** The libraries and the code of the run. */
  public Image image() {
    return image;
  }

  /** Who debugs the run from now on; null for nobody. */
  public void debug(@Nullable DebugHook debugger) {
    debugging.attach(debugger);
  }

  /** Lets something else decide which fiber and which process runs when. Before the run. */
  public void follow(Schedule schedule) {
    debugging.follow(schedule);
    kernel.follow(schedule);
  }

  /** The processes that have begun and not ended. */
  public List<Process> processes() {
    return kernel.processes();
  }

  /** The fibers of a process that is at a safe point on this thread, or stands. */
  public List<Fiber> fibersOf(Process process) {
    return FiberSearch.of(process, network.of(process.machine()), commands.of(process.machine()))
        .fibers();
  }

  /** Who could end what a fiber of a process waits for that does not run. */
  public Enders.Found endersOf(Process process, Fiber fiber) {
    return Enders.of(process, image, fiber, fibersOf(process));
  }

  public World world() {
    return world;
  }

  /** How long expansions may take. */
  public ExpansionLimit expansionLimit() {
    return image.expansionLimit();
  }

  /** Looks for modules of Guile's own in these directories, behind all others. */
  public void useInstalledGuile(List<Path> directories) {
    directories.forEach(image.libraries()::addInstalledGuile);
  }

  /** Keeps expanded libraries of the user in a directory, and takes them from there. */
  public void useCache(CacheFolder folder) {
    image.libraries().useCache(folder);
  }

  /**
   * Takes the texts of libraries from there instead of the disk. Before the program is loaded.
   *
   * @param texts by the names that {@link #onSource} gave; null for a name of which there is none
   */
  public void useKeptSources(UnaryOperator<@Nullable String> texts) {
    image.libraries().useKept(texts);
  }

  /** Who is told of the texts of the program and of its libraries from now on. */
  public void onSource(SourceListener listener) {
    image.sites().onText(listener);
    image.libraries().onText(listener);
  }

  /** Nanoseconds since the run began, without making a deterministic clock move; 0 before. */
  public long elapsed() {
    if (!begun) {
      return 0;
    }
    return world instanceof DeterministicWorld deterministic
        ? deterministic.elapsed()
        : world.nanoTime();
  }

  /** The line that said that memory ran out, if the run ended by that; else null. */
  public @Nullable String memoryRanOut() {
    return memoryRanOut;
  }

  /** In a line, where a fiber was larger than the settings allow; null if none was. */
  public @Nullable String passedLimit() {
    ContinuationLimit limit = settings.limit();
    return limit == null || limit.passedBy() == 0
        ? null
        : image.sites().get(limit.site()).span().position()
            + ": a fiber suspends with "
            + limit.passedBy()
            + " words, more than the limit of "
            + limit.words();
  }

  /**
   * How often the program has used a file so that what is there now may be something else: a state
   * of the run from before cannot be put back.
   */
  public long filesUsed() {
    return world instanceof DeterministicWorld deterministic ? deterministic.filesUsed() : 0;
  }

  /** Where all begins that is the state of a run: its processes and what they share. */
  List<Object> state() {
    List<Object> roots = new ArrayList<>(List.of(kernel, world, network, devices, commands));
    Journal journal = world.journal();
    if (journal != null) {
      roots.add(journal);
    }
    return roots;
  }

  /** Ends the run soon, from any thread: every process stops at its next safe point. */
  public void stop() {
    kernel.stop();
  }

  /** Whether nothing of it runs any more, or will at once. */
  public boolean isOver() {
    return kernel.isOver();
  }

  /** Whether {@link #stop} ended the run, and not the program. */
  public boolean wasInterrupted() {
    return kernel.wasStopped();
  }

  /**
   * What all fibers of all processes do, as text for people. May be asked from any thread, and
   * returns within about a second.
   */
  public String dump() {
    return dump(null);
  }

  /**
   * @param self the process that asks, at a safe point, or null
   */
  String dump(@Nullable Process self) {
    Map<Process, Look> looks = new LinkedHashMap<>();
    kernel.processes().forEach(process -> looks.put(process, look(process)));
    Look own = self == null ? null : looks.get(self);
    if (own != null) {
      own.run();
    }
    Look.all(List.copyOf(looks.values()), DUMP_TIMEOUT_NANOS);
    check(() -> {});
    List<String> lines = new ArrayList<>();
    looks.forEach(
        (process, look) -> {
          List<String> seen = look.seen();
          lines.addAll(seen != null ? seen : Dump.unreachable(process));
        });
    return String.join("\n", lines) + "\n";
  }

  /** Looks which fibers nothing can reach; the trace is told soon. From any thread. */
  void check(Runnable onLost) {
    ReachabilityCheck.ask(kernel.processes(), onLost);
  }

  /**
   * With the first process or after it; those that end before are many. One collection of all
   * garbage answers for all processes.
   */
  private void lookForTheLastTime(Process process) {
    if (looksAtEnd && (process.id() == 1 || kernel.isOver())) {
      List<Object> roots = new ArrayList<>(network.of(process.machine()));
      roots.addAll(commands.of(process.machine()));
      ReachabilityCheck.atEnd(process, image, roots, collected);
    }
  }

  private Look look(Process process) {
    return new Look(
        process,
        () ->
            Dump.of(
                process,
                image.sites(),
                network.of(process.machine()),
                commands.of(process.machine())));
  }

  /**
   * Expands a program, and warns of what may be wrong with it.
   *
   * @param file as messages and traces shall name it
   * @throws org.lokoscope.runtime.source.SyntaxException if something is wrong with the text
   */
  public Program load(String text, String file) {
    Program program = image.load(text, file);
    if (!program.warnings().isEmpty()) {
      report(program.warnings().stream().map(ProgramRun::warning).toList());
    }
    return program;
  }

  private static String warning(SyntaxException problem) {
    return problem.span().position() + ": warning: " + problem.what();
  }

  /** Says who is told when a condition is raised that nobody handles; on the CPU's thread. */
  public void onFailure(Runnable listener) {
    onFailure = listener;
  }

  /** Chooses what of a traced run is recorded. Before the run. */
  public void record(TraceFilter chosen) {
    filter = chosen;
  }

  /** Does not look at the end of a traced run what can still be reached. Before the run. */
  public void withoutLastLook() {
    looksAtEnd = false;
  }

  /** Refuses programs that use names which nothing defines; otherwise these are warned of. */
  public void strict() {
    image.libraries().strict();
  }

  /**
   * Runs the program to its end.
   *
   * @return the exit status of process 1
   */
  public int execute(Program program, String name) {
    Process first = newProcess(0, name);
    Object main = image.start(program, first.machine());
    List<Cpu> cpus = cpus();
    begin(cpus);
    TraceContext trace = cpus.getFirst().trace();
    first.boot(trace, main, 0);
    if (trace != TraceContext.OFF) {
      trace.defineProgram();
    }
    kernel.add(first);
    if (world.isVirtual()) {
      simulate(cpus);
    } else {
      cpus.forEach(cpu -> cpu.thread().start());
    }
    int lossStatus = finish(cpus, first);
    if (!first.hasEnded() && !kernel.wasStopped()) {
      report(FailureReport.deadlock(first, image.sites()));
      return 1;
    }
    int status = first.hasEnded() ? first.status() : STOPPED;
    return status != 0 ? status : lossStatus;
  }

  /** Begins the clock, so that whoever records can say when that was. */
  List<Cpu> cpus() {
    world.begin();
    begun = true;
    List<Cpu> cpus = new ArrayList<>();
    for (int i = 0; i < settings.cpus(); i++) {
      cpus.add(new Cpu(i, kernel, context(probes.apply(i))));
    }
    return cpus;
  }

  void begin(List<Cpu> cpus) {
    cpus.getFirst().announceScheduler();
  }

  /**
   * Waits for the end of the run and cleans up.
   *
   * @return the exit status that the run should have, if it has no worse one
   */
  int finish(List<Cpu> cpus, Process first) {
    cpus.forEach(cpu -> join(cpu.thread()));
    ticker.close();
    network.close();
    commands.close();
    int lossStatus = first.hasEnded() ? 0 : first.finishOutput();
    for (Process process : kernel.processes()) {
      int its = process.hasEnded() ? 0 : process.finishOutput();
      lossStatus = lossStatus != 0 ? lossStatus : its;
    }
    kernel.processes().forEach(Process::abandon);
    Throwable cause = death;
    if (cause != null) {
      throw new IllegalStateException("waiting for sockets failed: " + cause, cause);
    }
    for (Cpu cpu : cpus) {
      rethrow(cpu.crash());
    }
    return lossStatus;
  }

  private TraceContext context(Probe probe) {
    if (probe == Probe.NONE) {
      return TraceContext.OFF;
    }
    if (ticker == TraceTicker.NONE && !world.isVirtual()) {
      ticker = TraceTicker.start();
    }
    return new TraceContext(probe, world, image.sites(), strings, filter, ticker);
  }

  Process newProcess(long parent, String name) {
    return new Process(kernel.newId(), parent, name, services);
  }

  private void socketsFailed(Throwable problem) {
    death = problem;
    kernel.stop();
  }

  private final class Reports implements Process.Reports {

    @Override
    public void failed(Process.Failure failure) {
      if (!failure.goesOn()) {
        onFailure.run();
      }
      failure.process().flush();
      List<String> lines = FailureReport.of(failure, image.sites());
      if (failure.fiber() == null && failure.process().id() == 1) {
        memoryRanOut = OutOfMemory.is(failure.payload()) ? lines.getFirst() : null;
      }
      report(lines);
    }

    @Override
    public void outputLost(Process process, IOException why) {
      report(FailureReport.outputLost(process, why));
    }
  }

  void report(List<String> lines) {
    String text = String.join("\n", lines) + "\n";
    try {
      world.errorOutput().write(text.getBytes(StandardCharsets.UTF_8));
      world.errorOutput().flush();
    } catch (IOException _) {
      // There is nobody left to tell; the exit status says what it can.
    }
  }

  private void simulate(List<Cpu> cpus) {
    @Nullable Throwable[] crash = new Throwable[1];
    Thread thread = DeepStack.thread("cpus", new Simulation(kernel, cpus)::run);
    thread.setUncaughtExceptionHandler((_, problem) -> crash[0] = problem);
    cpus.forEach(cpu -> cpu.shareThread(thread));
    thread.start();
    join(thread);
    rethrow(crash[0]);
  }

  /** Whoever wants the caller to stop wants the run to stop; it is not left while CPUs run. */
  private void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
        stop();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(@Nullable Throwable crash) {
    switch (crash) {
      case null -> {}
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new IllegalStateException(crash);
    }
  }
}
