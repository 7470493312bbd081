// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the file {@code lokoscope.toml} of a project says about its programs.
 *
 * <pre>
 * libdir = ["lib", "vendor/akku/lib"]   # directories of libraries, relative to the file
 * strict = true                         # as --strict
 * </pre>
 *
 * It is looked for in the directory of the program and above it, up to the root of the project: the
 * directory with its {@code .git}, {@code .hg} or {@code Akku.manifest}, or that of the file
 * system.
 *
 * @param libraries also those that are not there, as before packages are installed
 */
public record ProjectFile(List<Path> libraries, boolean strict) {

  static final String NAME = "lokoscope.toml";

  private static final List<String> SIGNS_OF_A_ROOT = List.of(".git", ".hg", "Akku.manifest");

  private static final ProjectFile NONE = new ProjectFile(List.of(), false);

  /**
   * The file that counts for a program, or for a prompt in the working directory.
   *
   * @param program null for a prompt
   * @throws ProjectFileException if it cannot be read: one line with file, line and column
   */
  public static ProjectFile of(@Nullable Path program) {
    List<Path> starts = new ArrayList<>();
    if (program == null) {
      starts.add(Path.of("").toAbsolutePath());
    } else {
      starts.add(program.toAbsolutePath().normalize().getParent());
      starts.add(LibraryDirectories.target(program).getParent());
    }
    for (Path start : starts) {
      Path file = find(start);
      if (file != null) {
        return read(file);
      }
    }
    return NONE;
  }

  private static @Nullable Path find(Path start) {
    for (Path directory = start; directory != null; directory = directory.getParent()) {
      Path file = directory.resolve(NAME);
      if (Files.isRegularFile(file)) {
        return file;
      }
      Path here = directory;
      if (SIGNS_OF_A_ROOT.stream().anyMatch(sign -> Files.exists(here.resolve(sign)))) {
        return null;
      }
    }
    return null;
  }

  private static ProjectFile read(Path file) {
    try {
      return ProjectFileReader.read(file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new ProjectFileException(file + ": cannot be read as UTF-8 text", unreadable);
    }
  }
}
