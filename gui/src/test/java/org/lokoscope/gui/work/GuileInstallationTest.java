// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuileInstallationTest {

  @TempDir private Path given;
  private Path root;

  @BeforeEach
  void resolve() throws IOException {
    root = given.toRealPath();
  }

  private Path program(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.createFile(file);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private Path modules(String name) throws IOException {
    Path directory = Files.createDirectories(root.resolve(name));
    Files.createDirectories(directory.resolve("ice-9"));
    Files.createFile(directory.resolve("ice-9/boot-9.scm"));
    return directory;
  }

  private List<Path> found(String... path) {
    String joined = String.join(File.pathSeparator, path);
    return GuileInstallation.directories(Optional.empty(), Map.of("PATH", joined));
  }

  @Test
  void shouldFindTheModulesBesideTheProgramOnThePath() throws IOException {
    program("usr/bin/guile");
    Path modules = modules("usr/share/guile/3.0");
    Path site = Files.createDirectories(root.resolve("usr/share/guile/site/3.0"));
    assertThat(found(root.resolve("none").toString(), root.resolve("usr/bin").toString()))
        .containsExactly(modules, site, site.resolveSibling("").normalize());
  }

  @Test
  void shouldTakeTheNewestVersion() throws IOException {
    program("usr/bin/guile");
    modules("usr/share/guile/2.2");
    Path newest = modules("usr/share/guile/3.10");
    modules("usr/share/guile/3.9");
    assertThat(found(root.resolve("usr/bin").toString())).containsExactly(newest);
  }

  @Test
  void shouldFollowALinkToTheProgram() throws IOException {
    Path program = program("opt/guile/bin/guile");
    Path modules = modules("opt/guile/share/guile/3.0");
    Path bin = Files.createDirectories(root.resolve("home/bin"));
    Files.createSymbolicLink(bin.resolve("guile"), program);
    assertThat(found(bin.toString())).containsExactly(modules);
  }

  @Test
  void shouldTakeTheDirectoryThatIsNamed() throws IOException {
    program("usr/bin/guile");
    modules("usr/share/guile/3.0");
    Path named = root.resolve("other");
    String path = root.resolve("usr/bin").toString();
    assertThat(GuileInstallation.directories(Optional.of(named), Map.of("PATH", path)))
        .containsExactly(named);
  }

  @Test
  void shouldFindNothingWithoutGuile() throws IOException {
    modules("usr/share/guile/3.0");
    assertThat(found(root.resolve("usr/bin").toString())).isEmpty();
    assertThat(GuileInstallation.directories(Optional.empty(), Map.of())).isEmpty();
  }
}
