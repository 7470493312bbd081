// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pictures of an instant and of two runs, as a shell gets them. */
final class ViewCommandTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define never (make-channel))
      (spawn-fiber (lambda () (put-message never '(offered "in\\x1b;[31m vain"))))
      (spawn-fiber (lambda () (sleep 2)))
      (sleep 1)
      (get-message never)
      """;

  @TempDir static Path folder;
  private static Command command;

  @BeforeAll
  static void record() throws IOException {
    command = new Command(folder);
    Files.writeString(folder.resolve("p.sps"), PROGRAM);
    command.lokoscope("record", "--seed", "1", "--values", "22", "-o", "trace", "p.sps");
  }

  private String svg(String... arguments) throws IOException {
    Command.Result result = command.lokoscope(arguments);
    assertThat(result.errors()).isEmpty();
    return Files.readString(folder.resolve("x.svg"));
  }

  @Test
  void shouldDrawWhatAChannelHoldsAtAnInstantAndWhatComesNext() throws IOException {
    String drawn = svg("snapshot", "trace", "--view", "scheduler", "--at", "0.5s", "-o", "x.svg");
    assertThat(drawn)
        .contains(">500.000 ms<", ">never#", "(offered ", "Timers, the first to fire first", "in 5")
        .contains("Next, after ")
        .doesNotContain("\u001b");
  }

  @Test
  void shouldDrawARunBesideItself() throws IOException {
    assertThat(svg("snapshot", "trace", "trace", "--view", "compare", "-o", "x.svg"))
        .contains("The runs differ in nothing that is more than chance.", ">first run<");
  }

  @Test
  void shouldDrawTheFlameGraphsOfTwoRunsAsOne() throws IOException {
    assertThat(svg("snapshot", "trace", "trace", "--view", "flame", "-o", "x.svg"))
        .contains(">Words by stack, first and second run<", "p.sps, then p.sps: the stacks of ")
        .containsPattern(" words, then \\S+ \\(alike\\)")
        .doesNotContain(" more)", " less)");
  }

  @Test
  void shouldSayHowManyTracesAViewTakes() {
    Command.Result one = command.lokoscope("snapshot", "trace", "--view", "compare", "-o", "x.svg");
    assertThat(one.status()).isEqualTo(2);
    assertThat(one.errors()).contains("--view compare: name two traces");
    Command.Result two = command.lokoscope("snapshot", "trace", "trace", "-o", "x.svg");
    assertThat(two.status()).isEqualTo(2);
    assertThat(two.errors()).contains("a second trace is only for --view compare and --view flame");
    Command.Result none = command.lokoscope("snapshot", "trace", "--view", "seen", "-o", "x.svg");
    assertThat(none.errors()).contains("no view seen; one of timeline, ").contains("compare");
  }
}
