// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.library.CacheFolder;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.memory.MemoryWatchdog;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.PeriodicCheck;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;
import org.lokoscope.store.Progress;
import org.lokoscope.store.file.FlightRecorder;
import org.lokoscope.store.file.KeptSources;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.tracer.text.Reason;

/** Runs programs on the Scheme runtime of this build. */
final class SchemeRunner implements ProgramRunner {

  /** The exit status of a program that ended well, but had a fiber that grew too large. */
  static final int LIMIT_PASSED = 3;

  @Override
  public int run(Path program, List<String> arguments, LaunchSettings settings) {
    World world = SystemWorld.console(commandLine(program, arguments));
    ProgramRun run = newRun(program, settings, world, cpu -> Probe.NONE);
    Program expanded = load(run, program);
    try (ControlSocket _ = new ControlSocket(run);
        MemoryWatchdog _ = LastWord.ofRun(program)) {
      return execute(run, expanded, program);
    }
  }

  @Override
  public int record(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into,
      boolean quiet,
      Progress progress) {
    Layout.detect();
    if (recording.replayable()) {
      return ReplayableRun.record(program, arguments, settings, recording, into);
    }
    if (recording.flightNanos() != 0) {
      return recordFlight(program, arguments, settings, recording, into);
    }
    try (Console console = new Console(into.resolve("console.txt"), quiet)) {
      World world = console.world(commandLine(program, arguments));
      TraceRecorder[] recorder = new TraceRecorder[1];
      ProgramRun run = newRun(program, settings, world, cpu -> recorder[0].probe(cpu));
      KeptSources sources = new KeptSources();
      if (settings.keepSources()) {
        run.onSource(sources::add);
      }
      prepare(run, recording);
      Program expanded = load(run, program);
      recorder[0] =
          TraceRecorder.create(
              into,
              program.toString(),
              described(settings, recording),
              run::elapsed,
              recording.retention(),
              trace -> {
                trace.onProblem(SchemeRunner::warn);
                console.open(trace::incomplete);
                sources.begin(into, SchemeRunner::warn);
              });
      // The trace is finished before the JVM may end, and also when it is ending already.
      try (TraceRecorder begun = recorder[0];
          PeriodicCheck _ = new PeriodicCheck(run, recording.checkNanos(), () -> {});
          Interruption _ = new Interruption(run, begun);
          TraceRecorder closing = begun) {
        return execute(run, expanded, program, progress, closing);
      }
    }
  }

  @Override
  public int recordApart(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into,
      Progress progress) {
    return RecordingProcess.record(program, arguments, settings, recording, into, progress);
  }

  private static void prepare(ProgramRun run, RecordSettings recording) {
    run.record(recording.filter());
    if (recording.checkNanos() == RecordSettings.NEVER) {
      run.withoutLastLook();
    }
  }

  private static int recordFlight(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into) {
    World world = SystemWorld.console(commandLine(program, arguments));
    FlightRecorder[] recorder = new FlightRecorder[1];
    ProgramRun run = newRun(program, settings, world, cpu -> recorder[0].probe(cpu));
    prepare(run, recording);
    Program expanded = load(run, program);
    try (FlightRecorder flight =
            FlightRecorder.create(
                into,
                program.toString(),
                described(settings, recording),
                run::elapsed,
                recording.flightNanos());
        FlightDumps dumps = new FlightDumps(flight);
        ControlSocket _ = new ControlSocket(run);
        ControlSocket _ = new ControlSocket(ControlSocket.FLIGHT, dumps::asked);
        PeriodicCheck _ =
            new PeriodicCheck(run, recording.checkNanos(), dumps::lost, dumps::lookForLeaks);
        MemoryWatchdog _ = LastWord.ofFlight(program, dumps)) {
      recorder[0] = flight;
      run.onFailure(dumps::failed);
      return execute(run, expanded, program);
    }
  }

  private static int execute(
      ProgramRun run, Program expanded, Path program, Progress progress, TraceRecorder recorder) {
    try (ControlSocket _ = new ControlSocket(run);
        MemoryWatchdog _ = LastWord.ofRecording(program, recorder);
        Watch watch = new Watch(run, progress, "recording " + program.getFileName())) {
      int status = execute(run, expanded, program);
      if (run.memoryRanOut() != null) {
        recorder.endedBy(run.memoryRanOut());
      }
      if (watch.wasCancelled()) {
        throw new CancellationException(
            "recording cancelled; the partial trace is in " + recorder.directory());
      }
      return status;
    }
  }

  /** Runs the program. The heap may be so full that not even a condition can be raised. */
  private static int execute(ProgramRun run, Program expanded, Path program) {
    try {
      int status = run.execute(expanded, title(program));
      String passed = run.passedLimit();
      if (passed != null) {
        System.err.println(passed + " (--max-continuation-words)");
      }
      return status == 0 && passed != null ? LIMIT_PASSED : status;
    } catch (OutOfMemoryError full) {
      throw new ProgramException(program + ": " + OutOfMemory.message(), full);
    }
  }

  /** To standard error itself: the program's own output may be kept and not shown. */
  static void warn(String line) {
    System.err.println("lokoscope: " + line);
  }

  static ProgramRun newRun(
      Path program, LaunchSettings settings, World world, IntFunction<Probe> probes) {
    ProjectFile project = ProjectFile.of(program);
    List<Path> directories =
        LibraryDirectories.of(program, settings.libraries(), project.libraries(), System.getenv());
    ProgramRun run = new ProgramRun(settings.forRuntime(), world, directories, probes);
    run.useInstalledGuile(GuileInstallation.directories(settings.guileLibrary(), System.getenv()));
    if (settings.strict() || project.strict()) {
      run.strict();
    }
    if (settings.cache()) {
      run.useCache(
          new CacheFolder(
              CacheFolder.ofUser(System.getenv(), Path.of(System.getProperty("user.home")))));
    }
    return run;
  }

  /** What the process is called. */
  static String title(Path program) {
    return program.getFileName().toString();
  }

  static List<String> commandLine(Path program, List<String> arguments) {
    List<String> all = new ArrayList<>();
    all.add(program.toString());
    all.addAll(arguments);
    return all;
  }

  static Program load(ProgramRun run, Path program) {
    try {
      byte[] bytes =
          ProgramRunner.isStandardInput(program)
              ? System.in.readAllBytes()
              : Files.readAllBytes(program);
      String text = SourceText.decode(bytes, program.toString());
      return run.load(text, program.toString());
    } catch (SyntaxException wrong) {
      throw new ProgramException(Reason.of(wrong), wrong);
    } catch (OutOfMemoryError full) {
      throw new ProgramException(program + ": " + OutOfMemory.message(), full);
    } catch (IOException unreadable) {
      throw new ProgramException(program + ": cannot be read", unreadable);
    }
  }

  /** The settings as they are shown with the trace. */
  static Map<String, String> described(LaunchSettings settings, RecordSettings recording) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("fibers", settings.fibers().name().toLowerCase(Locale.ROOT));
    all.put("cpus", Integer.toString(settings.cpus()));
    settings.seed().ifPresent(seed -> all.put("seed", Long.toString(seed)));
    if (settings.faithfulLeaks()) {
      all.put("faithful-leaks", "yes");
    }
    if (settings.preemptFibers()) {
      all.put("preempt-fibers", "yes");
    }
    all.putAll(recording.described());
    return all;
  }

  @Override
  public List<SampleProgram> samples() {
    return SamplePrograms.all();
  }
}
