// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Events;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.debug.Unit;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Each program of the directory {@code language} prints the same when it is stepped from one end to
 * the other by lines, when a breakpoint on every line prints something, and when it stops the fiber
 * alone, which somebody lets go while others run. Each build tries one program in eight; {@code
 * -Dlokoscope.debugged.all=true} tries all, or those whose names match {@code
 * -Dlokoscope.debugged.only}.
 */
@Timeout(120)
final class DebuggedLanguageTest {

  private enum Way {
    STEPPED(FiberMode.CALLCC, Tiering.HOT, true, Unit.ALL),
    STEPPED_BYTECODE(FiberMode.DELIMITED, Tiering.AT_ONCE, true, Unit.ALL),
    LOGGED(FiberMode.CALLCC, Tiering.AT_ONCE, false, Unit.ALL),
    LOGGED_DELIMITED(FiberMode.DELIMITED, Tiering.NEVER, false, Unit.ALL),
    ALONE(FiberMode.CALLCC, Tiering.HOT, false, Unit.FIBER),
    ALONE_DELIMITED(FiberMode.DELIMITED, Tiering.AT_ONCE, false, Unit.FIBER),
    STEPPED_ALONE(FiberMode.CALLCC, Tiering.HOT, true, Unit.FIBER);

    final FiberMode mode;
    final Tiering tiering;
    final boolean steps;

    /** What stands. */
    final Unit unit;

    Way(FiberMode mode, Tiering tiering, boolean steps, Unit unit) {
      this.unit = unit;
      this.mode = mode;
      this.tiering = tiering;
      this.steps = steps;
    }
  }

  /** Steps after which a program that computes for long runs on. */
  private static final int MOST_STEPS = 20_000;

  private static final int ONE_IN = 8;

  /**
   * What these print says in which order fibers run that nothing else orders, or how often winders
   * are left and entered: it is another if some stand.
   */
  private static final Set<String> OF_ORDER =
      Set.of("fibers-cml.sps", "fibers-faults.sps", "fibers-life.sps", "guile-fibers.scm");

  @TempDir Path folder;

  static Stream<Arguments> runs() throws IOException, URISyntaxException {
    List<Arguments> runs = new ArrayList<>();
    boolean all = Boolean.getBoolean("lokoscope.debugged.all");
    try (Stream<Path> files = Files.list(programs())) {
      List<Path> sorted = files.filter(DebuggedLanguageTest::isProgram).sorted().toList();
      for (int i = 0; i < sorted.size(); i++) {
        String name = sorted.get(i).getFileName().toString();
        if (all
            ? name.matches(System.getProperty("lokoscope.debugged.only", ".*"))
            : i % ONE_IN == 0) {
          for (Way way : Way.values()) {
            if (way.unit == Unit.ALL || !OF_ORDER.contains(name)) {
              runs.add(Arguments.of(name, way));
            }
          }
        }
      }
    }
    return runs.stream();
  }

  private static boolean isProgram(Path file) {
    return file.toString().endsWith(".sps") || file.toString().endsWith(".scm");
  }

  private static Path programs() throws URISyntaxException {
    return Path.of(DebuggedLanguageTest.class.getResource("/language").toURI());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runs")
  void shouldPrintTheSameAsUndebugged(String name, Way way) throws Exception {
    String program = Files.readString(programs().resolve(name));
    String base = name.substring(0, name.lastIndexOf('.'));
    String expected = Files.readString(programs().resolve(base + ".out"));
    assertThat(run(program, name, way)).isEqualTo(expected);
  }

  private String run(String text, String file, Way way) throws Exception {
    Console console = new Console(folder);
    Events events = new Events();
    ProgramRun run =
        new ProgramRun(
            new RunSettings(
                way.mode, 1, OptionalLong.empty(), false, SafePoints.NORMAL, way.tiering),
            console,
            List.of(programs()),
            cpu -> events);
    Debugger debugger = new Debugger(run);
    events.tell(debugger);
    debugger.stops(way.unit);
    debugger.listen(
        way.unit == Unit.FIBER
            ? new Releaser(debugger, way.steps)
            : way.steps ? new Stepper(debugger) : new Logger());
    int status;
    try {
      Program program = run.load(text, file);
      debugger.program(program);
      if (way.steps) {
        debugger.stopAtStart();
      } else {
        for (int line = 1; line <= text.lines().count(); line++) {
          Breakpoint.Spec spec = Breakpoint.Spec.line(file, line);
          debugger.add(way.unit == Unit.FIBER ? spec : spec.log("at {(+ 1 2)}"));
        }
      }
      status = run.execute(program, file);
    } catch (SyntaxException wrong) {
      return wrong.getMessage() + "\n";
    }
    String written = console.written().replaceAll("in fiber \\d+", "in fiber N");
    return written + (status == 0 ? "" : "--- status " + status + "\n");
  }

  /** Steps whenever the program stands. */
  private static final class Stepper implements Debugger.Listener {
    private final Debugger debugger;
    private int steps;

    Stepper(Debugger debugger) {
      this.debugger = debugger;
    }

    @Override
    public void stopped(Stop stop) {
      if (++steps < MOST_STEPS) {
        debugger.stepInto();
      } else {
        debugger.go();
      }
    }

    @Override
    public void output(String line) {}
  }

  /** Lets what stands go on while others run, or has it step. */
  private static final class Releaser implements Debugger.Listener {
    private final Debugger debugger;
    private final boolean steps;
    private final ExecutorService other =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    private int stops;

    Releaser(Debugger debugger, boolean steps) {
      this.debugger = debugger;
      this.steps = steps;
    }

    @Override
    public void stopped(Stop stop) {
      boolean on = ++stops < MOST_STEPS;
      if (!on) {
        debugger.breakpoints().forEach(breakpoint -> debugger.remove(breakpoint.id()));
      }
      other.execute(
          () -> {
            try {
              if (steps && on) {
                debugger.stepInto(stop.fiber());
              } else {
                debugger.go(stop.fiber());
              }
            } catch (IllegalStateException ended) {
              // With its process, or with the program.
            }
          });
    }

    @Override
    public void output(String line) {}
  }

  private static final class Logger implements Debugger.Listener {
    @Override
    public void stopped(Stop stop) {
      throw new AssertionError("stopped: " + stop);
    }

    @Override
    public void output(String line) {
      if (!line.equals("at 3") && !line.contains("unbound") && !line.contains("<")) {
        throw new AssertionError("printed: " + line);
      }
    }
  }
}
