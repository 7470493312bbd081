// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.bench.BackBench;
import org.lokoscope.gui.bench.ControlBench;
import org.lokoscope.gui.bench.DebugBench;
import org.lokoscope.gui.bench.IndexBench;
import org.lokoscope.gui.bench.LanguageBench;
import org.lokoscope.gui.bench.LiveBench;
import org.lokoscope.gui.bench.RecordBench;
import org.lokoscope.gui.bench.SizeBench;
import org.lokoscope.gui.bench.SocketBench;
import org.lokoscope.gui.bench.StartBench;
import org.lokoscope.gui.bench.StateBench;
import org.lokoscope.gui.bench.WindowBench;
import org.lokoscope.gui.window.FrameFigures;
import org.lokoscope.gui.work.BenchRun;
import org.lokoscope.gui.work.IndexFigures;
import org.lokoscope.samples.bench.BenchSuite;
import org.lokoscope.samples.bench.Benchmark;
import org.lokoscope.samples.bench.ControlPrograms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Each benchmark has a JVM of its own, so that none profits from what others have warmed up, or
 * suffers from it.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the runtime and compare it with reference figures.",
      "",
      "fibers: the cost of fiber operations, compared with stated figures of Guile fibers.",
      "processes: the cost of messages, spawning and preemption.",
      "language: the public R7RS benchmarks (--dir), compared with guile if it is on the PATH.",
      "control: small programs (eval, dynamic-wind, ...), beside guile and Chez Scheme.",
      "start: whole commands that do next to nothing, beside the same two.",
      "sockets: an HTTP server that wrk asks, beside one in guile if it has fibers.",
      "index: the index of traces of so many million events and thousand fibers, such as 10:100,",
      "  and whole commands with them, all with a heap of 512 MiB.",
      "sizes: bytes of the disk for each event, of the samples, the leak zoo and a tiny program.",
      "states: the scheduler at 1,000 random instants of such a trace or one that there is, at"
          + " steps of an event forward and back, and its board; 20 random instants are compared"
          + " with a replay of all events before them; by itself 10:1.",
      "live: how late one sees what is recorded meanwhile, alone and in the window, at so many"
          + " million events per second and thousand fibers; by itself 0.3:1, 1:1 and 2:1.",
      "window: frames of the window on such a trace or one that there is; by itself 10:1.",
      "back: steps back in the debugger, in a run of 10 million events and after computing for a"
          + " minute; events or computing alone, or with another size: events:1 computing:10.",
      "debug: what the debugger costs a program without a breakpoint, and with one whose condition"
          + " is false.",
      "record: what recording costs: programs, --replayable, with and without the look at the end,"
          + " the parts of a message, and events beside those of the JDK's recorder.",
      "",
      "A rate is the best of several rounds after a warm-up. For one core: taskset -c 0."
    })
final class BenchCommand implements Callable<Integer> {

  private static final String LANGUAGE = "language";
  private static final String CONTROL = "control";
  private static final String START = "start";
  private static final String SOCKETS = "sockets";
  private static final String INDEX = "index";
  private static final String SIZES = "sizes";
  private static final String RECORD = "record";
  private static final String WINDOW = "window";
  private static final String STATES = "states";
  private static final String LIVE = "live";
  private static final String BACK = "back";
  private static final String DEBUG = "debug";

  /** Millions of events and thousands of fibers. */
  private static final String SIZE = "[0-9.]{1,9}:[0-9.]{1,9}";

  /** One command in this JVM; for the suite of the index. */
  private static final String COMMAND = "command";

  @Parameters(
      index = "0",
      paramLabel = "SUITE",
      description =
          "fibers, processes, language, control, start, sockets, index, sizes, states, live,"
              + " record, back, debug or window.")
  private String suiteName;

  @Parameters(index = "1..*", paramLabel = "NAME", description = "Only these benchmarks.")
  private List<String> names = List.of();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "For language: the directory of the benchmarks, with src and inputs.")
  private @Nullable Path directory;

  @Option(
      names = "--raw",
      hidden = true,
      description = "One benchmark in this JVM; prints only its number.")
  private boolean raw;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return switch (suiteName) {
      case LANGUAGE -> measureLanguage();
      case CONTROL -> measureControl();
      case START -> measureStart();
      case SOCKETS -> measureSockets();
      case INDEX -> measureIndex();
      case SIZES -> measureSizes();
      case RECORD -> measureRecording();
      case WINDOW -> measureWindow();
      case STATES -> measureStates();
      case LIVE -> measureLive();
      case BACK -> measureBack();
      case DEBUG -> measureDebugging();
      case COMMAND -> measureCommand();
      default -> measureSuite();
    };
  }

  private int measureSuite() throws IOException, InterruptedException {
    BenchSuite suite =
        BenchSuite.named(suiteName)
            .orElseThrow(() -> unknown("suite", suiteName, BenchSuite.all(), BenchSuite::name));
    List<Benchmark> chosen = chosen(suite);
    return raw ? measureHere(suite, chosen.getFirst()) : measureAll(suite, chosen);
  }

  private int measureLanguage() throws IOException, InterruptedException {
    if (directory == null || !Files.isRegularFile(directory.resolve("src").resolve("common.scm"))) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--dir must name the directory of the R7RS benchmarks"
              + " (github.com/ecraven/r7rs-benchmarks)");
    }
    List<String> programs = chosen(LanguageBench.programs());
    try (LanguageBench bench = new LanguageBench(directory, Main.class.getName())) {
      bench.run(programs);
    }
    return ExitStatus.DONE;
  }

  private int measureControl() throws IOException, InterruptedException {
    List<String> programs = chosen(ControlPrograms.names());
    try (ControlBench bench = new ControlBench(Main.class.getName())) {
      bench.run(programs);
    }
    return ExitStatus.DONE;
  }

  private static int measureStart() throws IOException, InterruptedException {
    try (StartBench bench = new StartBench(Main.class.getName())) {
      bench.run();
    }
    return ExitStatus.DONE;
  }

  private List<String> chosen(List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw unknown("benchmark", name, known, Function.identity());
      }
    }
    return names.isEmpty() ? known : names;
  }

  private static int measureSockets() throws IOException, InterruptedException {
    if (!SocketBench.isPossible()) {
      throw new CommandFailure(
          ExitStatus.USAGE, "wrk (github.com/wg/wrk) must be on the PATH to ask the server");
    }
    try (SocketBench bench = new SocketBench(Main.class.getName())) {
      bench.run();
    }
    return ExitStatus.DONE;
  }

  private int measureIndex() throws IOException, InterruptedException {
    if (raw) {
      IndexFigures.measure(Path.of(names.getFirst()));
      return ExitStatus.DONE;
    }
    for (String size : names.isEmpty() ? List.of("1:1", "10:1", "10:100") : names) {
      if (!size.matches(SIZE)) {
        throw new CommandFailure(
            ExitStatus.USAGE, size + ": not millions of events and thousands of fibers, as 10:100");
      }
      IndexBench.run(size, Main.class.getName());
    }
    return ExitStatus.DONE;
  }

  private int measureSizes() throws IOException, InterruptedException {
    SizeBench.run(chosen(SizeBench.names()), Main.class.getName());
    return ExitStatus.DONE;
  }

  private int measureWindow() throws IOException, InterruptedException {
    if (raw) {
      FrameFigures.measure(Path.of(names.getFirst()), Path.of(names.getLast()));
      return ExitStatus.DONE;
    }
    for (String what : sizes()) {
      WindowBench.run(what, Main.class.getName());
    }
    return ExitStatus.DONE;
  }

  private int measureStates() throws IOException, InterruptedException {
    if (raw) {
      StateBench.measure(Path.of(names.getFirst()));
      return ExitStatus.DONE;
    }
    for (String what : sizes()) {
      StateBench.run(what, Main.class.getName());
    }
    return ExitStatus.DONE;
  }

  private int measureLive() throws IOException, InterruptedException {
    if (raw) {
      Path trace = Path.of(names.get(1));
      switch (names.getFirst()) {
        case "source" -> LiveBench.source(trace, names.get(2), names.get(3));
        case "window" ->
            LiveBench.inWindow(trace, names.get(2), names.get(3), Main.class.getName());
        default -> LiveBench.follow(trace);
      }
      return ExitStatus.DONE;
    }
    for (String rate : names.isEmpty() ? List.of("0.3:1", "1:1", "2:1") : names) {
      if (!rate.matches(SIZE)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            rate + ": not millions of events per second and thousands of fibers, as 2:1");
      }
      LiveBench.run(rate, Main.class.getName());
    }
    return ExitStatus.DONE;
  }

  /** Traces, or sizes of traces to be made. */
  private List<String> sizes() {
    for (String what : names) {
      if (!what.matches(SIZE) && !Files.isDirectory(Path.of(what))) {
        throw new CommandFailure(
            ExitStatus.USAGE, what + ": no trace, nor millions of events and thousands of fibers");
      }
    }
    return names.isEmpty() ? List.of("10:1") : names;
  }

  private int measureBack() throws IOException, InterruptedException {
    for (String what : names.isEmpty() ? List.of("events:10", "computing:60") : names) {
      if (!what.matches("(events|computing):[0-9.]{1,9}")) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            what + ": not events:MILLIONS, as events:10, nor computing:SECONDS, as computing:60");
      }
      if (raw) {
        BackBench.measure(what);
      } else {
        BackBench.run(what, Main.class.getName());
      }
    }
    return ExitStatus.DONE;
  }

  private static int measureDebugging() throws IOException, InterruptedException {
    DebugBench.run(Main.class.getName());
    return ExitStatus.DONE;
  }

  private int measureCommand() {
    return IndexBench.measured(
        () -> Main.execute(OutputStream.nullOutputStream(), names.toArray(String[]::new)));
  }

  private int measureRecording() throws IOException, InterruptedException {
    List<String> programs = chosen(RecordBench.names());
    try (RecordBench bench = new RecordBench(Main.class.getName())) {
      bench.run(programs);
    }
    return ExitStatus.DONE;
  }

  private List<Benchmark> chosen(BenchSuite suite) {
    if (names.isEmpty()) {
      return suite.benchmarks();
    }
    return names.stream()
        .map(
            name ->
                suite
                    .find(name)
                    .orElseThrow(
                        () -> unknown("benchmark", name, suite.benchmarks(), Benchmark::name)))
        .toList();
  }

  private static <T> CommandFailure unknown(
      String kind, String name, List<T> known, Function<T, String> nameOf) {
    String all = known.stream().map(nameOf).collect(Collectors.joining(", "));
    return new CommandFailure(ExitStatus.USAGE, name + ": no such " + kind + "; available: " + all);
  }

  private static int measureHere(BenchSuite suite, Benchmark benchmark) throws IOException {
    Path directory = Files.createTempDirectory("lokoscope-bench");
    try {
      System.out.println(BenchRun.measure(suite, benchmark, directory));
    } finally {
      delete(directory);
    }
    return ExitStatus.DONE;
  }

  private static int measureAll(BenchSuite suite, List<Benchmark> benchmarks)
      throws IOException, InterruptedException {
    boolean compared = benchmarks.stream().anyMatch(each -> each.reference() != 0);
    if (compared) {
      System.out.printf("%s, compared with %s%n%n", suite.title(), suite.beside());
      System.out.printf("%-13s %15s %15s %8s%n", "", "measured", "reference", "ratio");
    } else {
      System.out.printf("%s%n%n", suite.title());
    }
    for (Benchmark benchmark : benchmarks) {
      double value = measureApart(suite, benchmark);
      System.out.printf(
          Locale.ROOT,
          "%-13s %15s %s  %s%s%n",
          benchmark.name(),
          shown(value, benchmark),
          compared ? comparison(benchmark, value) : "",
          benchmark.what(),
          benchmark.suffices(value)
              ? ""
              : " (required: " + shown(benchmark.limit(), benchmark) + ")");
    }
    return ExitStatus.DONE;
  }

  private static String comparison(Benchmark benchmark, double value) {
    if (benchmark.reference() == 0) {
      return String.format("%15s %8s", "-", "-");
    }
    return String.format(
        Locale.ROOT, "%15s %8.1f", shown(benchmark.reference(), benchmark), benchmark.ratio(value));
  }

  private static String shown(double value, Benchmark benchmark) {
    String unit = benchmark.figure().unit();
    return switch (benchmark.figure()) {
      case RATE -> String.format(Locale.ROOT, "%,.0f%s", value, unit);
      case RATIO -> String.format(Locale.ROOT, "%.2f", value);
      case SECONDS -> String.format(Locale.ROOT, "%.3f %s", value, unit);
      case BYTES -> String.format(Locale.ROOT, "%,.0f %s", value, unit);
    };
  }

  private static double measureApart(BenchSuite suite, Benchmark benchmark)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(suite.jvmOptions());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("bench", "--raw", suite.name(), benchmark.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new CommandFailure(ExitStatus.RAISED, benchmark.name() + ": the benchmark failed");
    }
    return Double.parseDouble(output.trim());
  }

  /** Deletes a directory that holds files only. */
  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
