// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GuileDumpTest {

  private Process sleeper;

  @BeforeEach
  void start() throws Exception {
    Files.createDirectories(ControlSocket.directory());
    sleeper = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() throws Exception {
    kill();
    Files.deleteIfExists(file("guile"));
    Files.deleteIfExists(file("ask"));
  }

  private void kill() throws InterruptedException {
    sleeper.destroyForcibly();
    assertThat(sleeper.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  private Path file(String kind) {
    return ControlSocket.directory().resolve(sleeper.pid() + "." + kind);
  }

  @Test
  void shouldTakeTheWordOfAProcessThatRuns() throws Exception {
    Files.writeString(file("guile"), GuileDump.begun(sleeper.pid()));
    assertThat(GuileDump.isAnswered(sleeper.pid())).isTrue();
    Files.writeString(file("guile"), "");
    assertThat(GuileDump.isAnswered(sleeper.pid())).as("where no time is known").isTrue();
  }

  @Test
  void shouldRemoveTheWordOfAProcessThatWasKilled() throws Exception {
    Files.writeString(file("guile"), GuileDump.begun(sleeper.pid()));
    Files.writeString(file("ask"), "");
    kill();
    assertThat(GuileDump.isAnswered(sleeper.pid())).isFalse();
    assertThat(file("guile")).doesNotExist();
    assertThat(file("ask")).doesNotExist();
  }

  @Test
  void shouldRemoveTheWordOfAnEarlierProcessOfTheSameNumber() throws Exception {
    String begun = GuileDump.begun(sleeper.pid());
    assumeFalse(begun.isEmpty(), "no /proc");
    Files.writeString(file("guile"), String.valueOf(Long.parseLong(begun) - 1));
    assertThat(GuileDump.isAnswered(sleeper.pid())).isFalse();
    assertThat(file("guile")).doesNotExist();
  }
}
