// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the libraries of a program are looked for, in this order: what {@code --libdir} names,
 * beside the program and beside the file that it is a link to, what the {@link ProjectFile} names,
 * what the variables say that other Schemes read, and the directory of Akku's packages.
 */
public final class LibraryDirectories {

  /** What Akku, Loko, Guile, Chibi and R7RS implementations with Snow's packages look at. */
  private static final List<String> VARIABLES =
      List.of("LOKO_LIBRARY_PATH", "GUILE_LOAD_PATH", "CHIBI_MODULE_PATH");

  private static final Path AKKU = Path.of(".akku", "lib");

  private LibraryDirectories() {}

  /**
   * @param program a file, or null for a prompt
   * @param options what {@code --libdir} names
   * @param project what {@code lokoscope.toml} names
   */
  public static List<Path> of(
      @Nullable Path program,
      List<Path> options,
      List<Path> project,
      Map<String, String> environment) {
    Set<Path> all = new LinkedHashSet<>(options);
    Set<Path> starts = new LinkedHashSet<>();
    if (program != null) {
      all.add(program.toAbsolutePath().getParent());
      starts.add(target(program).getParent());
    }
    all.addAll(starts);
    all.addAll(project);
    VARIABLES.forEach(name -> addPath(environment.getOrDefault(name, ""), all));
    starts.add(Path.of("").toAbsolutePath());
    starts.forEach(start -> addAkku(start, all));
    return List.copyOf(all);
  }

  static Path target(Path program) {
    try {
      return program.toRealPath();
    } catch (IOException unreadable) {
      return program.toAbsolutePath();
    }
  }

  /** The packages of the project that a directory belongs to. */
  private static void addAkku(Path start, Set<Path> all) {
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      if (Files.isDirectory(directory.resolve(AKKU))) {
        all.add(directory.resolve(AKKU));
        return;
      }
    }
  }

  /** Directories that are not there are no reason to complain: the variable is another's. */
  private static void addPath(String value, Set<Path> all) {
    for (String part : value.split(File.pathSeparator)) {
      try {
        if (!part.isEmpty() && Files.isDirectory(Path.of(part))) {
          all.add(Path.of(part));
        }
      } catch (InvalidPathException unusable) {
        // It is another program's way to say something.
      }
    }
  }
}
