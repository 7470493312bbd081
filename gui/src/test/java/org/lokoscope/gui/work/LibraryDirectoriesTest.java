// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryDirectoriesTest {

  @TempDir private Path given;
  private Path root;

  @BeforeEach
  void resolve() throws IOException {
    root = given.toRealPath();
  }

  private Path directory(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  @Test
  void shouldLookInTheNamedDirectoriesThenBesideTheProgram() throws IOException {
    Path program = Files.createFile(directory("project").resolve("main.scm"));
    List<Path> named = List.of(directory("one"), directory("two"));
    assertThat(LibraryDirectories.of(program, named, List.of(), Map.of()))
        .startsWith(root.resolve("one"), root.resolve("two"), root.resolve("project"));
  }

  /** Only the directory of the link was looked at, which mostly is some bin. */
  @Test
  void shouldLookBesideTheTargetOfALink() throws IOException {
    Path program = Files.createFile(directory("project").resolve("main.scm"));
    Path link = Files.createSymbolicLink(directory("bin").resolve("main"), program);
    assertThat(LibraryDirectories.of(link, List.of(), List.of(), Map.of()))
        .startsWith(root.resolve("bin"), root.resolve("project"));
  }

  @Test
  void shouldFindThePackagesOfAkkuFromAnywhereInTheProject() throws IOException {
    Path packages = directory("project/.akku/lib");
    Path program = Files.createFile(directory("project/bin").resolve("main.sps"));
    assertThat(LibraryDirectories.of(program, List.of(), List.of(), Map.of())).contains(packages);
  }

  @Test
  void shouldReadTheVariablesOfOtherSchemes() throws IOException {
    String path = directory("a") + File.pathSeparator + root.resolve("missing");
    Map<String, String> environment =
        Map.of("GUILE_LOAD_PATH", path, "LOKO_LIBRARY_PATH", directory("b").toString());
    assertThat(LibraryDirectories.of(null, List.of(), List.of(), environment))
        .contains(root.resolve("a"), root.resolve("b"))
        .doesNotContain(root.resolve("missing"));
  }

  @Test
  void shouldLookInTheUsualPlacesLast() throws IOException {
    Path packages = directory("project/.akku/lib");
    Path program = Files.createFile(directory("project").resolve("main.sps"));
    Map<String, String> environment = Map.of("LOKO_LIBRARY_PATH", directory("variable").toString());
    List<Path> option = List.of(directory("option"));
    List<Path> file = List.of(directory("file"));
    assertThat(LibraryDirectories.of(program, option, file, environment))
        .startsWith(
            root.resolve("option"),
            root.resolve("project"),
            root.resolve("file"),
            root.resolve("variable"),
            packages);
  }
}
