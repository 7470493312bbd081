// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an installed Guile keeps the modules that are written in Scheme. It is found without being
 * started: {@code bin/guile} of the {@code PATH} has its modules in {@code share/guile/3.0}, and
 * those that were installed for it in {@code share/guile/site/3.0}.
 */
public final class GuileInstallation {

  /** A module that each version has. */
  private static final Path MARK = Path.of("ice-9", "boot-9.scm");

  private GuileInstallation() {}

  /**
   * The directories of its modules, in the order in which they are searched; none if there is none.
   *
   * @param named the directory that is to be taken, if one is
   */
  public static List<Path> directories(Optional<Path> named, Map<String, String> environment) {
    if (named.isPresent()) {
      return List.of(named.get().toAbsolutePath());
    }
    for (String part : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path program = part.isEmpty() ? null : program(part);
      if (program != null) {
        return beside(program);
      }
    }
    return List.of();
  }

  private static @Nullable Path program(String directory) {
    try {
      Path program = Path.of(directory).resolve("guile");
      return Files.isExecutable(program) ? program : null;
    } catch (InvalidPathException unusable) {
      return null;
    }
  }

  /** The program may be a link to one that lies elsewhere, without its modules. */
  private static List<Path> beside(Path program) {
    try {
      Path asNamed = program.resolveSibling("").toRealPath();
      for (Path bin : List.of(asNamed, program.toRealPath().resolveSibling(""))) {
        Path shared = bin.resolve("..").normalize().resolve("share").resolve("guile");
        Path modules = newest(shared);
        if (modules != null) {
          Path site = shared.resolve("site");
          return Stream.of(modules, site.resolve(modules.getFileName()), site)
              .filter(Files::isDirectory)
              .toList();
        }
      }
    } catch (IOException unreadable) {
      // Without a Guile that can be read, its modules are not found, and the import says so.
    }
    return List.of();
  }

  private static @Nullable Path newest(Path shared) throws IOException {
    if (!Files.isDirectory(shared)) {
      return null;
    }
    try (Stream<Path> versions = Files.list(shared)) {
      return versions
          .filter(version -> version.getFileName().toString().matches("[0-9]{1,4}\\.[0-9]{1,4}"))
          .filter(version -> Files.isRegularFile(version.resolve(MARK)))
          .max(Comparator.comparingInt(GuileInstallation::number))
          .orElse(null);
    }
  }

  private static int number(Path version) {
    String[] parts = version.getFileName().toString().split("\\.");
    return Integer.parseInt(parts[0]) * 10_000 + Integer.parseInt(parts[1]);
  }
}
