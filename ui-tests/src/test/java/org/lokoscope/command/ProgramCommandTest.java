// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which people keep and start programs. */
class ProgramCommandTest {

  @TempDir private Path folder;
  private Command command;

  @BeforeEach
  void begin() {
    command = new Command(folder);
  }

  @Test
  void shouldRunAProgramFromStandardInput() {
    assertThat(command.fed("(display (cdr (command-line)))", "run", "-", "a", "--b"))
        .isEqualTo(new Command.Result(0, "(a --b)", ""));
  }

  @Test
  void shouldRunAScriptThatNamesTheCommandInItsFirstLine() throws IOException {
    Files.writeString(
        folder.resolve("script"), "#!/usr/bin/env lokoscope\n(display (cdr (command-line)))");
    assertThat(command.lokoscope("script", "--version"))
        .isEqualTo(new Command.Result(0, "(--version)", ""));
  }

  @Test
  void shouldFindLibrariesBesideTheTargetOfALink() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(
        project.resolve("lib.sls"), "(library (lib) (export x) (import (rnrs)) (define x 1))");
    Files.writeString(project.resolve("main.sps"), "(import (rnrs) (lib)) (display x)");
    Files.createSymbolicLink(folder.resolve("link"), project.resolve("main.sps"));
    assertThat(command.lokoscope("run", "link")).isEqualTo(new Command.Result(0, "1", ""));
  }

  @Test
  void shouldTakeLibrariesAndStrictnessFromTheFileOfTheProject() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(project.resolve("lib"));
    Files.createDirectories(project.resolve("bin"));
    Files.writeString(
        project.resolve("lib/lib.sls"), "(library (lib) (export x) (import (rnrs)) (define x 1))");
    Files.writeString(
        project.resolve("bin/main.scm"),
        "(import (scheme base) (scheme write) (lib)) (define (f) (missing))\n(display x)");
    Files.writeString(project.resolve("lokoscope.toml"), "libdir = [\"lib\"]");
    assertThat(command.lokoscope("run", "project/bin/main.scm").output()).isEqualTo("1");
    Files.writeString(project.resolve("lokoscope.toml"), "libdir = [\"lib\"]\nstrict = true");
    assertThat(command.lokoscope("run", "project/bin/main.scm").status()).isEqualTo(1);
    Files.writeString(project.resolve("lokoscope.toml"), "\nlibdirs = []");
    Command.Result refused = command.lokoscope("run", "project/bin/main.scm");
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.errors())
        .endsWith("lokoscope.toml:2:1: unknown key libdirs; the keys are libdir and strict");
  }

  @Test
  void shouldWarnOfUnboundNamesOrRefuseThem() throws IOException {
    Files.writeString(folder.resolve("main.scm"), "(define (f) (missing))\n(display 1)");
    assertThat(command.lokoscope("run", "main.scm"))
        .isEqualTo(
            new Command.Result(0, "1", "main.scm:1:14: warning: unbound identifier missing"));
    assertThat(command.lokoscope("run", "--strict", "main.scm"))
        .isEqualTo(
            new Command.Result(1, "", "lokoscope: main.scm:1:14: unbound identifier missing"));
  }
}
