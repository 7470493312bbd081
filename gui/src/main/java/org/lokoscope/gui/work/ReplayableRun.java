// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.debug.Events;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.memory.MemoryWatchdog;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Retention;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.file.KeptSources;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;
import org.lokoscope.tracer.text.Reason;

/** Records runs that can be repeated, and repeats them. */
public final class ReplayableRun {

  /**
   * What a replay gave.
   *
   * @param events how many are equal, from the beginning
   * @param differences in lines; empty if there is none
   * @param notes what else is to be said, in lines
   * @param cut whether the recording was interrupted, and was repeated only up to there
   */
  public record Result(long events, List<String> differences, List<String> notes, boolean cut) {}

  private ReplayableRun() {}

  /**
   * Runs and records a program.
   *
   * @return the exit status
   * @throws ProgramException if it is wrong, or uses what cannot be repeated
   */
  static int record(
      Path program,
      List<String> arguments,
      LaunchSettings asked,
      RecordSettings recording,
      Path into) {
    try (Console console = new Console(into.resolve("console.txt"), false)) {
      SystemWorld shown = console.world(SchemeRunner.commandLine(program, arguments));
      return record(program, asked, recording, into, console, shown);
    }
  }

  /** The same with a console of the caller's. */
  static int record(
      Path program,
      LaunchSettings asked,
      RecordSettings recording,
      Path into,
      Console console,
      SystemWorld shown) {
    LaunchSettings settings =
        asked.seed().isPresent()
            ? asked
            : asked.withSeed(OptionalLong.of(ThreadLocalRandom.current().nextLong(1, 1L << 31)));
    Map<String, String> facts = facts(program, shown, settings, recording.filter());
    AtomicReference<@Nullable String> refused = new AtomicReference<>();
    AtomicReference<@Nullable ProgramRun> running = new AtomicReference<>();
    try (ReplayFile.Writer file = new ReplayFile.Writer(facts)) {
      RecordingJournal journal = new RecordingJournal(file);
      World world =
          new ReplayWorld(
              ReplayWorld.kept(shown.input(), file),
              ReplayWorld.kept(shown.output(), ReplayFile.Part.OUTPUT, file),
              ReplayWorld.kept(
                  new Silenced(shown.errorOutput(), () -> refused.get() != null),
                  ReplayFile.Part.ERRORS,
                  file),
              shown,
              shown.workingDirectory(),
              shown.commandLine(),
              shown.environment(),
              journal,
              what -> refuse(what, refused, running));
      TraceRecorder[] recorder = new TraceRecorder[1];
      ProgramRun run = newRun(facts, world, cpu -> recorder[0].probe(cpu));
      running.set(run);
      KeptSources sources = new KeptSources();
      run.onSource(sources::add);
      run.record(recording.filter());
      Program expanded = load(run, program, refused);
      recorder[0] =
          TraceRecorder.create(
              into,
              program.toString(),
              SchemeRunner.described(settings, recording),
              run::elapsed,
              Retention.ALL,
              trace -> {
                trace.onProblem(SchemeRunner::warn);
                console.open(trace::incomplete);
                file.open(into);
                sources.begin(into, SchemeRunner::warn);
              });
      try (TraceRecorder begun = recorder[0];
          Interruption _ = new Interruption(run, begun);
          ControlSocket _ = new ControlSocket(run);
          MemoryWatchdog _ = LastWord.ofRecording(program, begun);
          // Whole before the interruption lets the JVM end.
          ReplayFile.Writer _ = file;
          TraceRecorder closing = begun) {
        int status = run.execute(expanded, SchemeRunner.title(program));
        String what = refused.get();
        if (what != null) {
          closing.endedBy("it used " + what + ", which cannot be replayed");
          throw refusal(program, what);
        }
        if (run.memoryRanOut() != null) {
          closing.endedBy(run.memoryRanOut());
        } else if (run.wasInterrupted()) {
          file.cut(status, journal.moments());
        } else {
          file.ended(status, journal.moments());
        }
        String passed = run.passedLimit();
        if (passed != null) {
          System.err.println(passed + " (--max-continuation-words)");
        }
        return status == 0 && passed != null ? SchemeRunner.LIMIT_PASSED : status;
      }
    }
  }

  private static Program load(
      ProgramRun run, Path program, AtomicReference<@Nullable String> refused) {
    try {
      return SchemeRunner.load(run, program);
    } catch (RuntimeException wrong) {
      String what = refused.get();
      throw what == null ? wrong : refusal(program, what);
    }
  }

  private static ProgramException refusal(Path program, String what) {
    return new ProgramException(
        program + ": uses " + what + ": --replayable cannot keep that; record it without", null);
  }

  /** The run ends at its next safe point, whatever the program does with the condition. */
  private static void refuse(
      String what,
      AtomicReference<@Nullable String> refused,
      AtomicReference<@Nullable ProgramRun> running) {
    refused.compareAndSet(null, what);
    ProgramRun run = running.get();
    if (run != null) {
      run.stop();
    }
  }

  /**
   * Repeats the run of a trace and compares.
   *
   * @throws TraceException if the trace cannot be read or replayed; one line says why
   */
  public static Result replay(Path directory) {
    if (!Traces.isTrace(directory)) {
      Traces.open(directory, Progress.NONE).close();
    }
    ReplayFile file = ReplayFile.read(directory);
    try (ScratchFolder scratch = new ScratchFolder("lokoscope-replay");
        Trace recorded = Traces.open(directory, Progress.NONE)) {
      if (!recorded.info().damage().isEmpty()) {
        throw new TraceException(
            directory + ": cannot be replayed: " + recorded.info().damage().getFirst());
      }
      return replay(directory, file, recorded, scratch.path().resolve("trace"));
    }
  }

  private static Result replay(Path directory, ReplayFile file, Trace recorded, Path into) {
    Layout.detect();
    Map<String, String> facts = file.facts();
    Map<String, Optional<String>> texts = new TreeMap<>();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    List<String> differences = new ArrayList<>();
    try {
      Path program = Path.of(fact(facts, "program"));
      Path folder = Path.of(fact(facts, "folder"));
      SystemWorld clock =
          new SystemWorld(ReplayWorld.again(file.input()), output, errors, numbered(facts, "arg."));
      @Nullable ProgramRun[] running = {null};
      RepeatingJournal journal =
          new RepeatingJournal(file, () -> Objects.requireNonNull(running[0]).stop());
      World world =
          new ReplayWorld(
              clock.input(),
              output,
              errors,
              clock,
              folder,
              clock.commandLine(),
              named(facts, "env."),
              journal,
              what -> {});
      TraceRecorder[] recorder = new TraceRecorder[1];
      ProgramRun run = newRun(facts, world, cpu -> recorder[0].probe(cpu));
      running[0] = run;
      run.useKeptSources(name -> text(recorded, name, texts));
      run.record(filter(facts));
      String source = text(recorded, program.toString(), texts);
      if (source == null) {
        throw new TraceException(directory + ": cannot be replayed: no text of " + program);
      }
      Program expanded = run.load(source, program.toString());
      recorder[0] = TraceRecorder.create(into, program.toString(), Map.of(), run::elapsed);
      int status;
      try (TraceRecorder _ = recorder[0]) {
        status = run.execute(expanded, SchemeRunner.title(program));
      }
      EventComparison.Result events;
      try (Trace repeated = Traces.open(into, Progress.NONE)) {
        events = EventComparison.of(recorded, repeated, file.cut());
      }
      differences.addAll(events.difference());
      String otherwise = journal.difference();
      add(differences, otherwise == null ? "" : otherwise);
      add(differences, parting("standard output", file.output(), output, file.cut()));
      add(differences, parting("standard error", file.errors(), errors, file.cut()));
      if (!file.cut() && otherwise == null && (status & 0xFF) != file.status()) {
        differences.add("the exit status was " + file.status() + " and now is " + (status & 0xFF));
      }
      return new Result(events.events(), differences, changed(folder, texts), file.cut());
    } catch (SyntaxException wrong) {
      throw new TraceException(directory + ": cannot be replayed: " + Reason.of(wrong), wrong);
    } catch (IllegalArgumentException damaged) {
      throw new TraceException(
          directory.resolve(ReplayFile.NAME) + ": damaged: " + Reason.of(damaged), damaged);
    }
  }

  /** Of a run that was interrupted only what it had written by then is compared. */
  private static String parting(
      String name, byte[] recorded, ByteArrayOutputStream now, boolean cut) {
    byte[] all = now.toByteArray();
    return ReplayWorld.parting(
        name,
        recorded,
        cut && all.length > recorded.length ? Arrays.copyOf(all, recorded.length) : all);
  }

  /** Whether the run of a trace can be repeated, without reading it. */
  public static boolean isReplayable(Path directory) {
    return Files.isRegularFile(directory.resolve(ReplayFile.NAME));
  }

  /** Whether there is a trace. */
  public static boolean isTrace(Path directory) {
    return Traces.isTrace(directory);
  }

  /**
   * Opens the trace of a run that is to be debugged.
   *
   * @throws TraceException if it cannot be read; one line says why
   */
  public static Trace open(Path directory) {
    return Traces.open(directory, Progress.NONE);
  }

  /**
   * The program that a replayable trace was recorded of.
   *
   * @throws TraceException if it was not recorded so, or is damaged; one line says which
   */
  public static Path program(Path directory) {
    ReplayFile file = ReplayFile.read(directory);
    try {
      return Path.of(fact(file.facts(), "program"));
    } catch (IllegalArgumentException damaged) {
      throw new TraceException(
          directory.resolve(ReplayFile.NAME) + ": damaged: " + Reason.of(damaged), damaged);
    }
  }

  /**
   * The run of a trace once more, to be debugged: it stands before its first form. What it does
   * outside is answered from the trace.
   *
   * @param recorded the open trace
   * @throws TraceException if it cannot be replayed; one line says why
   */
  public static DebuggedRun debugged(
      Path directory, Trace recorded, OutputStream output, OutputStream errors) {
    return debugged(directory, recorded, output, errors, null);
  }

  /** The same; once it is let go, it stands where an event comes. */
  public static DebuggedRun debugged(
      Path directory,
      Trace recorded,
      OutputStream output,
      OutputStream errors,
      @Nullable EventTarget target) {
    ReplayFile file = ReplayFile.read(directory);
    Map<String, String> facts = file.facts();
    Map<String, Optional<String>> texts = new TreeMap<>();
    try {
      Path program = Path.of(fact(facts, "program"));
      SystemWorld clock =
          new SystemWorld(ReplayWorld.again(file.input()), output, errors, numbered(facts, "arg."));
      @Nullable ProgramRun[] running = {null};
      RepeatingJournal journal =
          new RepeatingJournal(file, () -> Objects.requireNonNull(running[0]).stop());
      World world =
          new ReplayWorld(
              clock.input(),
              output,
              errors,
              clock,
              Path.of(fact(facts, "folder")),
              clock.commandLine(),
              named(facts, "env."),
              journal,
              _ -> {});
      Events events = new Events();
      ProgramRun run =
          newRun(facts, world, cpu -> target == null ? events : target.watching(cpu, events));
      running[0] = run;
      run.useKeptSources(name -> text(recorded, name, texts));
      run.record(filter(facts));
      String source = text(recorded, program.toString(), texts);
      if (source == null) {
        throw new TraceException(directory + ": cannot be replayed: no text of " + program);
      }
      return new DebuggedRun(program, run, events, r -> r.load(source, program.toString()))
          .standing();
    } catch (SyntaxException wrong) {
      throw new TraceException(directory + ": cannot be replayed: " + Reason.of(wrong), wrong);
    } catch (IllegalArgumentException damaged) {
      throw new TraceException(
          directory.resolve(ReplayFile.NAME) + ": damaged: " + Reason.of(damaged), damaged);
    }
  }

  private static void add(List<String> lines, String line) {
    if (!line.isEmpty()) {
      lines.add(line);
    }
  }

  private static @Nullable String text(
      Trace trace, String name, Map<String, Optional<String>> texts) {
    return texts
        .computeIfAbsent(
            name,
            file ->
                Optional.ofNullable(trace.source(file)).map(org.lokoscope.store.SourceText::text))
        .orElse(null);
  }

  /** Which of the texts are others on the disk by now. */
  private static List<String> changed(Path folder, Map<String, Optional<String>> texts) {
    List<String> lines = new ArrayList<>();
    texts.forEach(
        (name, text) -> {
          if (text.isPresent() && !text.get().equals(onDisk(folder, name))) {
            lines.add(name + " has changed since; what the trace keeps was run");
          }
        });
    return lines;
  }

  private static @Nullable String onDisk(Path folder, String name) {
    try {
      return SourceText.decode(Files.readAllBytes(folder.resolve(name)), name);
    } catch (IOException | SyntaxException | InvalidPathException gone) {
      return null;
    }
  }

  // The facts

  private static Map<String, String> facts(
      Path program, World shown, LaunchSettings settings, TraceFilter filter) {
    Map<String, String> facts = new LinkedHashMap<>();
    ProjectFile project = ProjectFile.of(program);
    facts.put("program", program.toString());
    facts.put("folder", shown.workingDirectory().toString());
    facts.put("seed", Long.toString(settings.seed().orElseThrow()));
    facts.put("cpus", Integer.toString(settings.cpus()));
    facts.put("fibers", settings.fibers().name());
    facts.put("faithful-leaks", Boolean.toString(settings.faithfulLeaks()));
    facts.put("preempt-fibers", Boolean.toString(settings.preemptFibers()));
    facts.put("strict", Boolean.toString(settings.strict() || project.strict()));
    facts.put("max-words", Long.toString(settings.maxContinuationWords().orElse(0)));
    facts.put("level", filter.level().name());
    facts.put("values", Integer.toString(filter.valueLength()));
    number(facts, "process.", filter.processes());
    number(facts, "fiber.", filter.fibers());
    number(facts, "arg.", shown.commandLine());
    number(
        facts,
        "library.",
        LibraryDirectories.of(program, settings.libraries(), project.libraries(), System.getenv()));
    number(
        facts, "guile.", GuileInstallation.directories(settings.guileLibrary(), System.getenv()));
    shown.environment().forEach((name, value) -> facts.put("env." + name, value));
    return facts;
  }

  private static void number(Map<String, String> facts, String prefix, List<?> all) {
    for (int i = 0; i < all.size(); i++) {
      facts.put(prefix + i, all.get(i).toString());
    }
  }

  private static String fact(Map<String, String> facts, String name) {
    String fact = facts.get(name);
    if (fact == null) {
      throw new IllegalArgumentException("it does not say " + name);
    }
    return fact;
  }

  private static List<String> numbered(Map<String, String> facts, String prefix) {
    List<String> all = new ArrayList<>();
    for (String next = facts.get(prefix + 0); next != null; next = facts.get(prefix + all.size())) {
      all.add(next);
    }
    return all;
  }

  private static Map<String, String> named(Map<String, String> facts, String prefix) {
    Map<String, String> all = new HashMap<>();
    facts.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            all.put(name.substring(prefix.length()), value);
          }
        });
    return all;
  }

  private static TraceFilter filter(Map<String, String> facts) {
    return new TraceFilter(
        TraceLevel.valueOf(fact(facts, "level")),
        numbered(facts, "process."),
        numbered(facts, "fiber."),
        0,
        Integer.parseInt(fact(facts, "values")));
  }

  /** The same run each time, without the cache of libraries. */
  private static ProgramRun newRun(
      Map<String, String> facts, World world, IntFunction<Probe> probes) {
    long words = Long.parseLong(fact(facts, "max-words"));
    LaunchSettings settings =
        new LaunchSettings(
            FiberMode.valueOf(fact(facts, "fibers")),
            Integer.parseInt(fact(facts, "cpus")),
            OptionalLong.of(Long.parseLong(fact(facts, "seed"))),
            List.of(),
            Optional.empty(),
            Boolean.parseBoolean(fact(facts, "faithful-leaks")),
            Boolean.parseBoolean(fact(facts, "preempt-fibers")),
            false,
            Boolean.parseBoolean(fact(facts, "strict")),
            words == 0 ? OptionalLong.empty() : OptionalLong.of(words),
            true);
    ProgramRun run =
        new ProgramRun(
            settings.forRuntime(),
            world,
            numbered(facts, "library.").stream().map(Path::of).toList(),
            probes);
    run.useInstalledGuile(numbered(facts, "guile.").stream().map(Path::of).toList());
    if (settings.strict()) {
      run.strict();
    }
    return run;
  }
}
