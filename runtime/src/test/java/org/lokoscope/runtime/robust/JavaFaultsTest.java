// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Calls that used to end the run by a Java exception. A program that catches them goes on and ends
 * with status 0; one that does not ends with status 1 and one line that says where.
 */
@Timeout(60)
class JavaFaultsTest {

  private static final String HEAD =
      "(import (rnrs) (rnrs eval) (lokoscope os) (prefix (only (guile) format) g:)"
          + " (only (scheme base) make-list vector-append bytevector-append))\n";

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String text, Tiering tiering) {
    output.reset();
    errors.reset();
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), output, errors, List.of("fault.sps"));
    RunSettings settings =
        new RunSettings(
            FiberMode.CALLCC, 1, OptionalLong.empty(), false, SafePoints.NORMAL, tiering);
    ProgramRun run = new ProgramRun(settings, world, List.of(), _ -> Probe.NONE);
    return run.execute(run.load(HEAD + text, "fault.sps"), "fault.sps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(g:format #f \"~-1%\")",
        "(spawn-command '(\"true\") '((\"a=b\" . \"c\")))",
        "(apply vector-append (make-list 1000 (make-vector 3000000)))",
        "(apply bytevector-append (make-list 1000 (make-bytevector 3000000)))",
        "(apply string-append (make-list 1000 (make-string 3000000)))",
        "(eval '(include \"\\x0;\") (environment '(only (scheme base) include)))",
        "(open-input-file \"a\\x0;b\")",
        "(delete-file \"\\x0;\")",
        "(expt 7 (expt 2 40))",
        "(let ((x (bitwise-arithmetic-shift-left 1 (expt 2 28)))) (* x x))",
        "(make-vector 1000000000000)",
        "(open-file-output-port \"f\" 'append)"
      })
  void shouldBeCaughtOrEndTheProgramInOneLine(String call) {
    for (Tiering tiering : Tiering.values()) {
      int status =
          run("(guard (e ((condition? e) #t)) " + call + ")\n(display \"goes on\")", tiering);
      assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("goes on");
      assertThat(status).isZero();
      assertThat(run(call + "\n(display \"no\")", tiering)).isEqualTo(1);
      String report = errors.toString(StandardCharsets.UTF_8);
      assertThat(report.lines().findFirst().orElseThrow()).matches("fault\\.sps:2:\\d+: error .*");
      assertThat(report).doesNotContain("Exception").doesNotContain("internal error");
      assertThat(output.toString(StandardCharsets.UTF_8)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\x0;", "a\\x0;b", "dir\\x0;/file"})
  void shouldSayWhereAFileIsIncludedThatCannotBe(String name) {
    SyntaxException wrong =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            SyntaxException.class,
            () ->
                run(
                    "(import (only (scheme base) include))\n(include \"" + name + "\")",
                    Tiering.HOT));
    assertThat(wrong).hasMessage("fault.sps:3:10: include: not a file name: \"" + name + "\"");
  }
}
