// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingProcessTest {

  private static final Path PROGRAM = Path.of("server.sps");

  @TempDir Path folder;

  private String problem(String said) throws IOException {
    return RecordingProcess.problem(Files.writeString(folder.resolve("said.txt"), said), PROGRAM);
  }

  @Test
  void shouldGiveTheReasonAndNotAWarningOfTheJvmBeforeIt() throws IOException {
    assertThat(
            problem(
                """
                WARNING: Unknown module: javafx.graphics specified to --add-opens

                lokoscope: server.sps:3:1: no such library: (web)
                """))
        .isEqualTo("server.sps:3:1: no such library: (web)");
  }

  @Test
  void shouldGiveTheFirstLineOfWhoeverElseFailed() throws IOException {
    assertThat(problem("\nError: Could not find or load main class\nCaused by: nothing\n"))
        .isEqualTo("Error: Could not find or load main class");
  }

  @Test
  void shouldSayThatNothingWasStartedIfNobodySaidWhy() throws IOException {
    assertThat(problem("")).isEqualTo("server.sps: it could not be started");
  }
}
