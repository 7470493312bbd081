// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.world.StandardStream;

/** What commands print to an output that fails: it used to be lost with status 0. */
class LostOutputTest {

  /** Takes so many bytes and no more. */
  private static final class Failing extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int limit;
    private final String message;

    Failing(int limit, String message) {
      this.limit = limit;
      this.message = message;
    }

    @Override
    public void write(int octet) throws IOException {
      if (taken.size() == limit) {
        throw new IOException(message);
      }
      taken.write(octet);
    }
  }

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int execute(OutputStream out, String command) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return Main.execute(out, command.split(" "));
    } finally {
      System.setErr(before);
    }
  }

  private static final String NOTHING = "";

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "samples", "info --help", "record --help"})
  void shouldSayInOneLineThatOutputIsLost(String command) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    assertThat(execute(whole, command)).isZero();
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo(NOTHING);
    int step = Math.max(1, whole.size() / 50);
    for (int limit = 0; limit < whole.size(); limit += step) {
      errors.reset();
      Failing out = new Failing(limit, "full");
      assertThat(execute(out, command)).isEqualTo(ExitStatus.USAGE);
      assertThat(errors.toString(StandardCharsets.UTF_8))
          .isEqualToNormalizingNewlines("lokoscope: cannot write to standard output: full\n");
      assertThat(whole.toString(StandardCharsets.UTF_8))
          .startsWith(out.taken.toString(StandardCharsets.UTF_8));
    }
    assertThat(execute(new Failing(whole.size(), "full"), command)).isZero();
  }

  @Test
  void shouldEndQuietlyWhenNobodyReads() {
    assertThat(execute(new Failing(3, "Broken pipe"), "samples"))
        .isEqualTo(StandardStream.BROKEN_PIPE_STATUS);
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo(NOTHING);
  }

  @Test
  void shouldKeepTheStatusOfAFailure() {
    assertThat(execute(new Failing(0, "full"), "info no-such-trace"))
        .isEqualTo(ExitStatus.BAD_TRACE);
  }
}
