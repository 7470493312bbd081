// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.explore.ChosenSchedule;
import org.lokoscope.runtime.explore.Decision;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.world.ScratchWorld;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.file.KeptSources;
import org.lokoscope.store.file.TraceRecorder;
import org.lokoscope.store.file.Traces;

/**
 * Runs a program under many schedules until one fails. Each run has a directory of its own, no
 * network and no commands, so that none of them changes anything for the others.
 */
public final class Exploration {

  /** Nanoseconds that a run may take before it counts as one that does not end. */
  private static final long LIMIT_NANOS = 10_000_000_000L;

  /** Runs that went well of which the decisions are kept, to be compared. */
  private static final int MOST_KEPT = 2_000;

  /** What counts as a failure beside what nobody handles, deadlocks and runs that do not end. */
  public enum Until {
    FAILURE,
    /** The program prints something else than in the default order. */
    OUTPUT,
    /** A leak is found in what is recorded of the run, such as a fiber that nothing can wake. */
    LEAK
  }

  /**
   * A run.
   *
   * @param schedule what it is called: its seed, or where it preempted
   * @param why in a line, why it failed; empty if it did not
   */
  public record Outcome(
      String schedule, String why, String output, List<Decision> decisions, long passed) {

    public boolean hasFailed() {
      return !why.isEmpty();
    }

    /** The same with another reason for which it failed. */
    Outcome because(String reason) {
      return new Outcome(schedule, reason, output, decisions, passed);
    }
  }

  /**
   * What was found.
   *
   * @param runs how many there were, the one in the default order included
   * @param failure the first that failed; null if none did
   * @param parts where it parted from the run that went well and was nearest to it, in lines
   */
  public record Found(int runs, @Nullable Outcome failure, List<String> parts) {}

  private final Path program;
  private final List<String> arguments;
  private final LaunchSettings settings;
  private final Until until;
  private final List<List<Decision>> passed = new ArrayList<>();
  private @Nullable String expected;

  private int runs;

  /** What of the last run was a leak. */
  private String leak = "";

  /** Where sites are. */
  private final Map<Integer, String> places = new HashMap<>();

  public Exploration(Path program, List<String> arguments, LaunchSettings settings, Until until) {
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.settings = settings;
    this.until = until;
  }

  /** Runs it in the default order, then by the chance of each seed. */
  public Found seeds(long first, long last, @Nullable Path into, Progress progress) {
    Outcome plain = keep(run(ChosenSchedule.preempting(Set.of(0L)), 0, "the default order", null));
    if (plain.hasFailed()) {
      return found(plain, ChosenSchedule.preempting(Set.of(0L)), 0, into);
    }
    for (long seed = first; seed <= last; seed++) {
      ask(progress, seed - first, last - first + 1, "seed " + seed);
      Outcome outcome = keep(run(ChosenSchedule.random(seed), seed, "seed " + seed, null));
      if (outcome.hasFailed()) {
        return found(outcome, ChosenSchedule.random(seed), seed, into);
      }
    }
    return new Found(runs, null, List.of());
  }

  /**
   * Runs it in the default order, then with one preemption at each safe point where it is possible,
   * then with two, and so on.
   *
   * @param preemptions at most
   * @param most runs
   */
  public Found systematically(int preemptions, int most, @Nullable Path into, Progress progress) {
    List<Set<Long>> open = new ArrayList<>();
    open.add(Set.of());
    for (int i = 0; i < open.size() && runs < most; i++) {
      Set<Long> points = open.get(i);
      ask(progress, runs, most, "preemptions at " + points);
      Set<Long> asked = points.isEmpty() ? Set.of(0L) : points;
      String name = points.isEmpty() ? "the default order" : "preemptions at safe points " + points;
      Outcome outcome = keep(run(ChosenSchedule.preempting(asked), 0, name, null));
      if (outcome.hasFailed()) {
        return found(outcome, ChosenSchedule.preempting(asked), 0, into);
      }
      if (points.size() < preemptions) {
        long from = points.stream().mapToLong(Long::longValue).max().orElse(0) + 1;
        for (long next = from; next <= outcome.passed() && open.size() < most; next++) {
          Set<Long> more = new TreeSet<>(points);
          more.add(next);
          open.add(more);
        }
      }
    }
    return new Found(runs, null, List.of());
  }

  private static void ask(Progress progress, long done, long total, String what) {
    if (!progress.at(done, total, what)) {
      throw new CancellationException();
    }
  }

  private Outcome keep(Outcome outcome) {
    runs++;
    if (expected == null) {
      expected = outcome.output();
    }
    Outcome judged = outcome;
    if (!outcome.hasFailed() && until == Until.OUTPUT && !outcome.output().equals(expected)) {
      judged = outcome.because("it prints something else than in the default order");
    }
    if (!outcome.hasFailed() && until == Until.LEAK) {
      judged = outcome.because(leak);
    }
    if (!judged.hasFailed() && passed.size() < MOST_KEPT) {
      passed.add(judged.decisions());
    }
    return judged;
  }

  private Found found(Outcome failure, ChosenSchedule again, long seed, @Nullable Path into) {
    List<String> parts = new ArrayList<>(parting(failure));
    if (into != null) {
      run(again, seed, failure.schedule(), into);
    }
    return new Found(runs, failure, parts);
  }

  /**
   * The first decision in which the failure differs from the run that went well longest like it.
   */
  private List<String> parting(Outcome failure) {
    List<Decision> nearest = List.of();
    int common = -1;
    for (List<Decision> other : passed) {
      int same = ChosenSchedule.common(failure.decisions(), other);
      if (same > common) {
        common = same;
        nearest = other;
      }
    }
    if (common < 0) {
      return List.of("no run went well to compare it with");
    }
    List<String> lines = new ArrayList<>();
    lines.add("the first " + common + " decisions are those of a run that went well; then");
    lines.add("  here: " + decision(failure.decisions(), common));
    lines.add("  there: " + decision(nearest, common));
    return lines;
  }

  private String decision(List<Decision> all, int index) {
    if (index >= all.size()) {
      return "nothing more is decided";
    }
    Decision decision = all.get(index);
    return decision.describe(places.getOrDefault(decision.site(), ""));
  }

  // One run

  private Outcome run(ChosenSchedule schedule, long seed, String name, @Nullable Path into) {
    try (ScratchFolder folder = new ScratchFolder("lokoscope-explore");
        ScratchFolder recorded = new ScratchFolder("lokoscope-explore")) {
      if (until != Until.LEAK || into != null) {
        return run(schedule, seed, name, into, folder.path());
      }
      Path trace = recorded.path().resolve("trace");
      Outcome outcome = run(schedule, seed, name, trace, folder.path());
      leak = outcome.hasFailed() ? "" : leak(trace);
      return outcome;
    }
  }

  /** What of a recorded run is a leak, in a line; empty if nothing is. */
  private String leak(Path directory) {
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      List<Finding> findings = LeakAnalysis.analyse(trace).findings();
      return findings.isEmpty() ? "" : findings.getFirst().sentence();
    }
  }

  private Outcome run(
      ChosenSchedule schedule, long seed, String name, @Nullable Path into, Path folder) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    SystemWorld console =
        new SystemWorld(
            InputStream.nullInputStream(),
            output,
            errors,
            SchemeRunner.commandLine(program, arguments));
    TraceRecorder[] recorder = new TraceRecorder[1];
    // Whether it is recorded or not, the clock is looked at as often.
    IntFunction<Probe> probes =
        cpu -> recorder[0] == null ? new Probe() {} : recorder[0].probe(cpu);
    ProgramRun run =
        SchemeRunner.newRun(
            program,
            settings.withSeed(OptionalLong.of(seed)),
            new ScratchWorld(console, folder),
            probes);
    run.follow(schedule);
    KeptSources sources = new KeptSources();
    run.onSource(sources::add);
    AtomicBoolean failed = new AtomicBoolean();
    run.onFailure(() -> failed.set(true));
    Program expanded = SchemeRunner.load(run, program);
    AtomicBoolean late = new AtomicBoolean();
    Thread watch = watch(run, late);
    int status;
    try {
      if (into == null) {
        status = run.execute(expanded, SchemeRunner.title(program));
      } else {
        Layout.detect();
        recorder[0] =
            TraceRecorder.create(
                into,
                program.toString(),
                Map.of("schedule", name),
                run::elapsed,
                RecordSettings.DEFAULT.retention(),
                trace -> sources.begin(into, problem -> {}));
        try (TraceRecorder _ = recorder[0]) {
          status = run.execute(expanded, SchemeRunner.title(program));
        }
      }
    } finally {
      watch.interrupt();
    }
    schedule.decisions().stream()
        .mapToInt(Decision::site)
        .filter(site -> site != 0)
        .forEach(site -> places.put(site, run.image().sites().get(site).span().position()));
    String complaint =
        errors.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("exit status " + status);
    String why = "";
    if (late.get()) {
      why = "it did not end within " + LIMIT_NANOS / 1_000_000_000L + " s";
    } else if (failed.get() || status != 0) {
      why = complaint;
    }
    return new Outcome(
        name,
        why,
        output.toString(StandardCharsets.UTF_8),
        schedule.decisions(),
        schedule.passed());
  }

  private static Thread watch(ProgramRun run, AtomicBoolean late) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(LIMIT_NANOS / 1_000_000);
                late.set(true);
                run.stop();
              } catch (InterruptedException _) {
                // The run has ended in time.
              }
            });
  }

  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                throws IOException {
              Files.delete(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException _) {
      // It lies in the directory for temporary files, which the system clears.
    }
  }
}
