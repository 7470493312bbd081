// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs the command in a directory, with a home of its own and without a display. */
record Command(Path folder) {

  /** What came of it. */
  record Result(int status, String output, String errors) {}

  Result lokoscope(String... arguments) {
    return run(List.of(), arguments);
  }

  /** Runs it with that on standard input. */
  Result fed(String input, String... arguments) {
    return run(List.of(), input, arguments);
  }

  Result run(List<String> options, String... arguments) {
    return run(options, "", arguments);
  }

  private Result run(List<String> options, String input, String[] arguments) {
    return start(line(options, arguments), input);
  }

  /** Runs a script of the shell in which {@code "$@"} is the command, without its arguments. */
  Result scripted(List<String> shell, String script, List<String> options) {
    List<String> line = new ArrayList<>(shell);
    line.addAll(List.of("sh", "-c", script, "sh"));
    line.addAll(line(options));
    return start(line, "");
  }

  /** Writes a script that is the command, for shells that have its directory in their PATH. */
  void install(Path script, List<String> options) throws IOException {
    String words =
        line(options).stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + words + " \"$@\"\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException(script + ": cannot be made executable");
    }
  }

  private List<String> line(List<String> options, String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(inherited());
    line.addAll(options);
    line.add("-Duser.home=" + folder);
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("org.lokoscope.gui.cli.Main");
    line.addAll(List.of(arguments));
    return line;
  }

  private Result start(List<String> line, String input) {
    try {
      return await(line, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Result await(List<String> line, String input) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input);
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    int status = builder.start().waitFor();
    return new Result(status, Files.readString(out), withoutLogs(Files.readString(err)));
  }

  /** What Chronicle needs; not the platform of the robots, which would count as a display. */
  private static List<String> inherited() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add") || option.startsWith("--sun-misc"))
        .filter(option -> !option.contains("javafx"))
        .toList();
  }

  private static String withoutLogs(String errors) {
    return errors
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("WARNING"))
        .collect(Collectors.joining("\n"));
  }
}
