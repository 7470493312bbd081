// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that benchmarks run, and what they leave behind. */
final class Tools {

  private Tools() {}

  /** Where a command is, if it is on the PATH. */
  static Optional<Path> onPath(String command) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Chez Scheme, whatever the system calls it. */
  static Optional<Path> chez() {
    return Stream.of("chezscheme", "chez", "scheme")
        .flatMap(name -> onPath(name).stream())
        .findFirst();
  }

  /**
   * A command of this program, in a JVM with the same options.
   *
   * @param mainClass of this program
   */
  static List<String> ours(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String path = System.getProperty("java.class.path");
    // What the manifest opens, it opens for the jar that is run as one.
    boolean jar = path.endsWith(".jar") && !path.contains(File.pathSeparator);
    command.addAll(jar ? List.of("-jar", path) : List.of("-cp", path, mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Deletes a directory with all that is in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
