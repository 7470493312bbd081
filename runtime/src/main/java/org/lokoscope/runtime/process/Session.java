// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.world.World;

/**
 * A process that evaluates one form after the other, as a prompt needs it. Each form is a fiber;
 * fibers that it has spawned run on when it has ended, also while no form is being evaluated.
 *
 * <p>One thread evaluates; {@link #interrupt} may come from any.
 */
public final class Session implements AutoCloseable {

  /** What there is without any import. */
  private static final String[] LIBRARIES = {"(lokoscope default)", "(loko system fibers)"};

  /** How long another fiber may keep an interrupt from the form before it is ended. Guessed. */
  private static final long INTERRUPT_TIMEOUT_NANOS = 300_000_000;

  private static final int FIBER_HERTZ = 100;

  private static final long ANSWER_SECONDS = 1;

  /** How the evaluation of a form came to an end. */
  public enum Ending {
    RETURNED,
    /** It raised an object that nobody handled; that has been reported. */
    RAISED,
    INTERRUPTED,
    /** It waited for what nobody is left to do. */
    DEADLOCKED,
    /** The program asked to end; the value is the exit status. */
    EXITED
  }

  /**
   * @param value a value, or several as {@link org.lokoscope.runtime.datum.MultipleValues}
   */
  public record Result(Ending ending, Object value) {}

  /**
   * A fiber that has not ended.
   *
   * @param state such as {@code ready}
   * @param waitsFor in words, or an empty text
   * @param place {@code file:line:column} where it suspended, or an empty text
   */
  public record FiberView(
      long number, String name, String state, String waitsFor, String place, int frames) {}

  private final ProgramRun run;
  private final Process process;
  private final List<Cpu> cpus;
  private final Environment environment;
  private final BlockingQueue<Result> results = new LinkedBlockingQueue<>();

  private volatile boolean interrupted;
  private volatile long interruptedAt;

  // Of the process's CPU.
  private boolean evaluating;
  private Ending ending = Ending.RETURNED;

  /**
   * Somebody is typing: time is real whatever the settings say, and no fiber keeps the CPU.
   *
   * @param guile where an installed Guile keeps its modules
   */
  public Session(RunSettings settings, World world, List<Path> libraryFolders, List<Path> guile) {
    RunSettings real =
        new RunSettings(
                settings.mode(), settings.cpus(), OptionalLong.empty(), settings.faithfulLeaks())
            .withFiberHertz(FIBER_HERTZ);
    run = new ProgramRun(real, world, libraryFolders, cpu -> Probe.NONE);
    run.useInstalledGuile(guile);
    environment = run.image().libraries().environment(LIBRARIES);
    process = run.newProcess(0, "prompt");
    process.open(new Events());
    cpus = run.cpus();
    run.begin(cpus);
    run.kernel().countDevices(1);
    run.kernel().add(process);
    cpus.forEach(cpu -> cpu.thread().start());
  }

  /** Keeps the text of what will be evaluated, so that messages and traces can quote it. */
  public void addText(String file, String text) {
    run.image().sites().addText(file, text);
  }

  /**
   * Evaluates a form and waits for the end of that.
   *
   * @throws org.lokoscope.runtime.source.SyntaxException if it cannot be expanded
   */
  public Result evaluate(Annotation form) {
    interrupted = false;
    Program program = run.image().libraries().expandInteractive(environment, form);
    process.post(machine -> begin(machine, program), WaitReason.MESSAGE, 0);
    return await();
  }

  private Result await() {
    while (true) {
      try {
        Result result = results.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
        if (result != null) {
          return result;
        }
        if (!cpus.getFirst().thread().isAlive() && results.isEmpty()) {
          close();
          return new Result(Ending.EXITED, 1);
        }
      } catch (InterruptedException wish) {
        interrupt();
      }
    }
  }

  /** What a form is expanded to. Its definitions take effect, though without values. */
  public Core expand(Annotation form) {
    return run.image().libraries().expandInteractive(environment, form).body();
  }

  /** Ends the evaluation that is going on, if there is one, after its after thunks. */
  public void interrupt() {
    interruptedAt = System.nanoTime();
    interrupted = true;
    run.image().expansionLimit().interrupt();
    process.post(this::interruptWaiting, WaitReason.MESSAGE, 0);
  }

  /** The names that mean something here, in order. */
  public Set<String> names() {
    return environment.names();
  }

  /** The fibers that have not ended; empty if none of them gives way long enough to answer. */
  public Optional<List<FiberView>> fibers() {
    BlockingQueue<List<FiberView>> answers = new LinkedBlockingQueue<>();
    process.post(
        machine ->
            answers.add(process.fibers().census().fibers().stream().map(this::view).toList()),
        WaitReason.MESSAGE,
        0);
    try {
      List<FiberView> answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
      return Optional.ofNullable(answer);
    } catch (InterruptedException wish) {
      return Optional.empty();
    }
  }

  /** Ends all processes. */
  @Override
  public void close() {
    run.kernel().stop();
    run.finish(cpus, process);
  }

  // On the process's CPU

  private void begin(Machine machine, Program program) {
    evaluating = true;
    ending = Ending.RETURNED;
    run.image().interactIn(environment, machine);
    process.fibers().begin(machine, started(machine, program));
  }

  /** The form as a thunk; one that raises if the form cannot be compiled. */
  private Object started(Machine machine, Program program) {
    try {
      return run.image().start(program, machine);
    } catch (RuntimeException | StackOverflowError problem) {
      return NativeProcedure.of(
          "compile",
          0,
          0,
          (_, _) -> {
            throw problem;
          });
    }
  }

  private void interruptWaiting(Machine machine) {
    if (interrupted && evaluating) {
      interrupted = false;
      ending = Ending.INTERRUPTED;
      process.fibers().cancelMain(machine);
    }
  }

  private FiberView view(Fiber fiber) {
    boolean sleeps = fiber.isWaiting();
    SuspendReason reason = fiber.reason();
    String place =
        sleeps && fiber.site() != 0 ? run.image().sites().get(fiber.site()).span().position() : "";
    return new FiberView(
        fiber.id() & 0xffffffffL,
        fiber.name(),
        sleeps ? "waiting" : "ready",
        sleeps && reason != null ? waitsFor(reason) : "",
        place,
        fiber.depth());
  }

  private static String waitsFor(SuspendReason reason) {
    return reason.name().toLowerCase(java.util.Locale.ROOT);
  }

  private final class Events implements Process.Prompt {

    @Override
    public boolean interrupts(boolean isMain) {
      if (!interrupted || !evaluating) {
        return false;
      }
      if (isMain) {
        interrupted = false;
        ending = Ending.INTERRUPTED;
        return true;
      }
      return System.nanoTime() - interruptedAt > INTERRUPT_TIMEOUT_NANOS;
    }

    @Override
    public void returned(Object value) {
      if (evaluating) {
        evaluating = false;
        if (process.finishOutput() != 0 && ending == Ending.RETURNED) {
          ending = Ending.RAISED;
        }
        results.add(new Result(ending, value));
      }
    }

    @Override
    public void failed() {
      ending = Ending.RAISED;
    }

    @Override
    public void rests(boolean forEver) {
      process.flush();
      if (forEver && evaluating && run.kernel().processes().size() == 1) {
        run.report(FailureReport.deadlock(process, run.image().sites()));
        process.post(this::giveUp, WaitReason.MESSAGE, 0);
      }
    }

    private void giveUp(Machine machine) {
      if (evaluating) {
        ending = Ending.DEADLOCKED;
        process.fibers().cancelMain(machine);
      }
    }

    @Override
    public void ended(int status) {
      results.add(new Result(Ending.EXITED, status));
    }
  }
}
