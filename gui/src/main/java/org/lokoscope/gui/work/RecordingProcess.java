// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.store.Progress;
import org.lokoscope.tracer.text.Figures;

/**
 * Records a program in a JVM of its own, by the command {@code record}: what the heap of the trace
 * says is then the program's, and a program that ends the JVM ends no window.
 */
final class RecordingProcess {

  private static final String MAIN = "org.lokoscope.gui.cli.Main";
  private static final List<String> OF_THE_WINDOW =
      List.of(
          "--module-path",
          "--add-modules",
          "--enable-native-access=javafx",
          "-Dglass",
          "-Dprism",
          "-Dtestfx",
          "-javaagent",
          "-agentlib",
          "-XX:AOT");
  private static final String OURS = "lokoscope: ";
  private static final int PACE_MILLIS = 100;
  private static final int PATIENCE_SECONDS = 15;

  private RecordingProcess() {}

  static int record(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into,
      Progress progress) {
    try {
      Files.createDirectories(into.toAbsolutePath().getParent());
      Path errors = Files.createTempFile("lokoscope-record", ".txt");
      try {
        Process process = start(command(program, arguments, settings, recording, into), errors);
        int status = await(process, program, progress);
        if (!Files.isDirectory(into)) {
          throw new ProgramException(
              problem(errors, program), new IOException("exit status " + status));
        }
        return status;
      } finally {
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new ProgramException(program + ": cannot be recorded: " + e.getMessage(), e);
    }
  }

  /** Starts a command that reads nothing, and keeps what it has to say in a file. */
  static Process start(List<String> command, Path errors) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  private static int await(Process process, Path program, Progress progress) {
    long begin = System.nanoTime();
    boolean cancelled = false;
    try {
      while (!process.waitFor(PACE_MILLIS, TimeUnit.MILLISECONDS)) {
        String text =
            "Recording "
                + program.getFileName()
                + ", "
                + Figures.duration(System.nanoTime() - begin);
        if (!cancelled && !progress.at(0, 0, text)) {
          // The program is stopped and its trace finished before the process ends.
          cancelled = true;
          process.destroy();
          if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
          }
        }
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
    if (cancelled) {
      throw new CancellationException();
    }
    return process.exitValue();
  }

  /** The first line of what the command had to say; before it, the JVM may have warned. */
  static String problem(Path errors, Path program) throws IOException {
    List<String> lines =
        Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.stream()
        .filter(line -> line.startsWith(OURS))
        .findFirst()
        .map(line -> line.substring(OURS.length()))
        .orElse(lines.isEmpty() ? program + ": it could not be started" : lines.getFirst());
  }

  static List<String> command(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into) {
    List<String> command = lokoscope();
    command.addAll(List.of("record", "-o", into.toString()));
    command.addAll(options(settings, recording));
    command.add("--");
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }

  /** What starts the command line in a JVM of its own, as this one was started. */
  static List<String> lokoscope() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> OF_THE_WINDOW.stream().noneMatch(option::startsWith))
        .forEach(command::add);
    String path = System.getProperty("java.class.path");
    // What the manifest opens, it opens for the jar that is run as one.
    boolean jar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
    command.addAll(jar ? List.of("-jar", path) : List.of("-cp", path, MAIN));
    return command;
  }

  private static List<String> options(LaunchSettings settings, RecordSettings recording) {
    List<String> options = new ArrayList<>();
    options.add("--fibers=" + settings.fibers().name().toLowerCase(Locale.ROOT));
    options.add("--cpus=" + settings.cpus());
    settings.seed().ifPresent(seed -> options.add("--seed=" + seed));
    settings.libraries().forEach(directory -> options.add("--libdir=" + directory));
    settings.guileLibrary().ifPresent(directory -> options.add("--guile-lib=" + directory));
    settings
        .maxContinuationWords()
        .ifPresent(words -> options.add("--max-continuation-words=" + words));
    add(options, settings.faithfulLeaks(), "--faithful-leaks");
    add(options, settings.preemptFibers(), "--preempt-fibers");
    add(options, !settings.cache(), "--no-cache");
    add(options, settings.strict(), "--strict");
    add(options, !settings.keepSources(), "--no-source");
    if (recording.filter().level() != TraceLevel.ALL) {
      options.add("--trace=" + recording.filter().level().name().toLowerCase(Locale.ROOT));
    }
    list(options, "--only-process=", recording.filter().processes());
    list(options, "--only-fiber=", recording.filter().fibers());
    if (recording.filter().sampleHertz() != 0) {
      options.add("--sample=" + recording.filter().sampleHertz());
    }
    if (recording.filter().valueLength() != 0) {
      options.add("--values=" + recording.filter().valueLength());
    }
    if (recording.flightNanos() != 0) {
      options.add("--flight=" + recording.flightNanos() / 1_000_000 + "ms");
    }
    add(options, recording.replayable(), "--replayable");
    add(options, recording.checkNanos() == RecordSettings.NEVER, "--no-check");
    if (recording.checkNanos() > 0) {
      options.add("--check-every=" + recording.checkNanos() / 1_000_000 + "ms");
    }
    return options;
  }

  private static void add(List<String> options, boolean wanted, String option) {
    if (wanted) {
      options.add(option);
    }
  }

  private static void list(List<String> options, String option, List<String> values) {
    if (!values.isEmpty()) {
      options.add(values.stream().collect(Collectors.joining(",", option, "")));
    }
  }
}
