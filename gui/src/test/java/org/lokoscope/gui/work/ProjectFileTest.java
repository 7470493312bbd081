// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectFileTest {

  @TempDir private Path given;
  private Path root;

  @BeforeEach
  void resolve() throws IOException {
    root = given.toRealPath();
    Files.createDirectory(root.resolve(".git"));
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Path program(String name) throws IOException {
    return write(name, "");
  }

  @Test
  void shouldSayNothingWithoutAFile() throws IOException {
    assertThat(ProjectFile.of(program("a/main.sps"))).isEqualTo(new ProjectFile(List.of(), false));
  }

  @Test
  void shouldBeFoundBesideTheProgram() throws IOException {
    write("a/lokoscope.toml", "libdir = [\"lib\", \"../vendor\"]\nstrict = true # all names\n");
    assertThat(ProjectFile.of(program("a/main.sps")))
        .isEqualTo(new ProjectFile(List.of(root.resolve("a/lib"), root.resolve("vendor")), true));
  }

  @Test
  void shouldBeFoundAboveTheProgramTheNearestFirst() throws IOException {
    write("lokoscope.toml", "libdir = [\"far\"]");
    assertThat(ProjectFile.of(program("a/b/main.sps")).libraries())
        .containsExactly(root.resolve("far"));
    write("a/lokoscope.toml", "strict = true");
    assertThat(ProjectFile.of(program("a/b/main.sps"))).isEqualTo(new ProjectFile(List.of(), true));
  }

  @ParameterizedTest
  @CsvSource({".git", ".hg", "Akku.manifest"})
  void shouldNotBeLookedForAboveTheProject(String sign) throws IOException {
    write("lokoscope.toml", "libdir = [\"far\"]");
    write("a/" + sign, "");
    assertThat(ProjectFile.of(program("a/main.sps")).libraries()).isEmpty();
    write("a/lokoscope.toml", "libdir = [\"near\"]");
    assertThat(ProjectFile.of(program("a/main.sps")).libraries())
        .containsExactly(root.resolve("a/near"));
  }

  @Test
  void shouldBeFoundBesideTheTargetOfALink() throws IOException {
    write("project/lokoscope.toml", "strict = true");
    Files.createDirectories(root.resolve("bin"));
    Path link = Files.createSymbolicLink(root.resolve("bin/main"), program("project/main.sps"));
    assertThat(ProjectFile.of(link).strict()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          libdir = 'lib'              | 1:1: libdir must be a list of directories, such as ["lib"]
          libdir = [1]                | 1:1: libdir must be a list of directories, such as ["lib"]
          libdir = ['']               | 1:1: libdir must be a list of directories, such as ["lib"]
          # first;  strict = 1        | 2:3: strict must be true or false
          strict = true;libdirs = []  | 2:1: unknown key libdirs; the keys are libdir and strict
          [run];strict = true         | 1:2: unknown key run; the keys are libdir and strict
          """,
      quoteCharacter = '%')
  void shouldSayWhereAFileIsWrong(String text, String complaint) throws IOException {
    Path file = write("lokoscope.toml", text.replace(";", "\n"));
    Path program = program("main.sps");
    assertThatThrownBy(() -> ProjectFile.of(program))
        .isInstanceOf(ProjectFileException.class)
        .hasMessage(file + ":" + complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          strict = true;libdir = [     | 2:
          strict = maybe               | 1:10:
          strict = true;strict = false | 2:
          """)
  void shouldSayWhereAFileIsNotToml(String text, String place) throws IOException {
    Path file = write("lokoscope.toml", text.replace(";", "\n"));
    Path program = program("main.sps");
    assertThatThrownBy(() -> ProjectFile.of(program))
        .isInstanceOf(ProjectFileException.class)
        .hasMessageStartingWith(file + ":" + place)
        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain("\n"));
  }
}
