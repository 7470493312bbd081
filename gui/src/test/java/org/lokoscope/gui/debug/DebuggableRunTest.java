// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.gui.work.LaunchSettings;

@Timeout(120)
final class DebuggableRunTest {

  @TempDir Path folder;

  private static String attach(String commands) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Attachment attachment =
        new Attachment(ProcessHandle.current().pid(), DebuggableRun.PROMPT)) {
      attachment.relay(new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)), out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String attachWhenReady(String commands) throws Exception {
    while (true) {
      try {
        return attach(commands);
      } catch (IOException notYet) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void shouldLetSomebodyAttachAndGoAndComeAgain() throws Exception {
    Path program =
        Files.writeString(
            folder.resolve("loop.sps"),
            """
            (import (rnrs) (loko system fibers))
            (define stop #f)
            (define (tick n)
              (sleep 0.001)
              (if stop n (tick (+ n 1))))
            (tick 0)
            """);
    DebuggableRun run = new DebuggableRun(program, List.of(), LaunchSettings.DEFAULT);
    int[] status = {-1};
    Thread thread = new Thread(() -> status[0] = run.run(), "debuggable");
    thread.start();
    assertThat(attachWhenReady("break 4\nc\nprint (>= n 0)\nquit\n"))
        .contains("Attached to", "Breakpoint 1, fiber 2, tick (n=", "= #t");
    assertThat(attach("info breakpoints\nbreak 5\nc\nset stop #t\nquit\n"))
        .contains("No breakpoints.");
    thread.join();
    assertThat(status[0]).isZero();
  }
}
