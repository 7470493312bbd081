// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.world.SystemWorld;

/** Programs that want to exhaust memory, stack or time. */
@Timeout(60)
class HostileSourcesTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  /** What the program prints, or the line that says why it is none. */
  private String run(String text) {
    SystemWorld world =
        new SystemWorld(InputStream.nullInputStream(), output, errors, List.of("hostile.sps"));
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(), cpu -> Probe.NONE);
    try {
      int status = run.execute(run.load(text, "hostile.sps"), "hostile.sps");
      return output.toString(StandardCharsets.UTF_8)
          + errors.toString(StandardCharsets.UTF_8)
          + (status == 0 ? "" : "status " + status);
    } catch (SyntaxException wrong) {
      String message = Objects.requireNonNull(wrong.getMessage());
      assertThat(message.lines()).hasSize(1);
      return message;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "'", "`", ",", "#(", "#;", "#'", "#|", "(a . "})
  void shouldRefuseAMillionOpenings(String opening) {
    assertThat(run(opening.repeat(1_000_000)))
        .matches("hostile\\.sps:1:\\d+: (nested more than|unexpected end of file).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(begin ",
        "(let () ",
        "(lambda () ",
        "(if #t ",
        "(list ",
        "(quote ",
        "(let-syntax () ",
        "(quasiquote (unquote ",
        "(guard (e (#t 1)) ",
        "(parameterize () ",
        "(and 1 ",
        "(case 1 (else "
      })
  void shouldTakeFormsNestedAThousandTimes(String form) {
    int depth = 1000;
    int closings = form.split("\\(", -1).length - 1;
    closings -= form.split("\\)", -1).length - 1;
    String text = form.repeat(depth) + "1" + ")".repeat(closings * depth);
    assertThat(run("(import (rnrs) (loko))\n(define x " + text + ")\n(display \"ok\")"))
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#e1e1000000000",
        "1e1000000000000",
        "#e1e-1000000000",
        "#x1e1000000",
        "1e99999999999999999999",
        "#e1.5e999999999",
        "#i1/3e5",
        "#e1e1000000000/7",
        "1@1e1000000000",
        "#e1@1",
        "1e-1000000000000"
      })
  void shouldNotHangOnHugeNumbers(String number) {
    assertThat(run("(import (rnrs))\n(define x '" + number + ")\n(display \"ok\")"))
        .matches("ok|hostile\\.sps:2:\\d+: .*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(make-vector 1000000000000 0)",
        "(make-vector 100000000000000000000 0)",
        "(make-string 1000000000000 #\\a)",
        "(make-bytevector 1000000000000 0)",
        "(make-vector 2147483647 0)",
        "(make-string 2147483647 #\\a)",
        "(make-vector -1 0)",
        "(expt 10 (expt 10 10))",
        "(expt 7 1000000000000)",
        "(bitwise-arithmetic-shift 1 1000000000000)",
        "(bitwise-arithmetic-shift-left 1 100000000000000000000)",
        "(exact 1e400)",
        "(string->number \"#e1e1000000000\")",
        "(iota 100000000000)",
        "(number->string (expt 10 20) 37)",
        "(vector-map + (make-vector 100000000000 1))",
        "(list-tail '(1 2) 1000000000000)",
        "(string-pad-left \"a\" 1000000000000)",
        "(make-eqv-hashtable 1000000000000)",
      })
  void shouldRaiseAConditionWhereMemoryWouldNotDo(String expression) {
    String outcome =
        run(
            "(import (rnrs) (only (srfi :1) iota))\n"
                + "(guard (e ((condition? e) (display \"raised\"))) "
                + expression
                + " (display \"done\"))");
    assertThat(outcome).matches("raised|done|hostile\\.sps:2:.*unbound identifier.*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#0=(a . #0#)",
        "'#0=(a . #0#)",
        "(quote #0=#(1 #0#))",
        "(if . #0=(1 . #0#))",
        "(let #0=((x #0#)) x)",
        "#0=(begin #0#)",
        "#0=(lambda () #0#)",
        "(define-syntax m (syntax-rules () ((_ . #0=(a . #0#)) 1))) (m 1)",
        "(let-syntax ((m (syntax-rules () ((_ x) 'x)))) (m #0=(1 . #0#)))",
        "`#0=(1 . #0#)",
        "`#0=(1 ,#0#)",
        "#0=#0#",
        "#1=(#0# #1#)",
        "(case 1 (#0=(1 . #0#) 2))",
        "(display #0=\"a\" #0#)",
        "(import #0=(rnrs . #0#))",
        "(library (a) (export . #0=(x . #0#)) (import (rnrs)))",
        "(define-record-type #0=(a #0#))",
        "(cond #0=(#t #0#))",
        "(let loop #0=((x 1) . #0#) x)",
        "(equal? '#0=(1 . #0#) '#1=(1 . #1#))",
        "(raise '#0=(1 . #0#))",
        "(error 'x \"m\" '#0=(1 . #0#))",
        "(write '#0=(1 . #0#))",
        "#0=(#0# #0#)"
      })
  void shouldSurviveCyclesInItsText(String text) {
    assertThat(run("(import (rnrs))\n" + text)).doesNotContain("Exception").hasSizeLessThan(2000);
  }

  @Test
  void shouldRefuseBytesThatAreNoText() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      byte[] garbage = new byte[random.nextInt(1, 3000)];
      random.nextBytes(garbage);
      String text;
      try {
        text = SourceText.decode(garbage, "hostile.sps");
      } catch (SyntaxException refused) {
        assertThat(refused.getMessage()).matches("(?s)hostile.sps:\\d+:\\d+: not a text file.*");
        continue;
      }
      output.reset();
      errors.reset();
      assertThat(run(text)).doesNotContain("Exception");
    }
  }

  @Test
  void shouldRefuseInvalidUtf8() {
    byte[] bytes = "(display \"x\")".getBytes(StandardCharsets.UTF_8);
    bytes[10] = (byte) 0xC3;
    assertThatThrownBy(() -> SourceText.decode(bytes, "bad.sps"))
        .isInstanceOf(SyntaxException.class)
        .hasMessageStartingWith("bad.sps:1:11: not a text file: not valid UTF-8");
  }

  @Test
  void shouldPointAtAPlaceForEveryTruncation() {
    String whole =
        "(import (rnrs))\n(define (f x) #| c |# `(a ,x #\\a \"s\\n\" #(1 2) #vu8(1) 1.5e3 |q|))\n";
    for (int end = 17; end < whole.length(); end++) {
      output.reset();
      errors.reset();
      String outcome = run(whole.substring(0, end));
      assertThat(outcome).matches("(hostile\\.sps:\\d+:\\d+: .*)?");
    }
  }
}
