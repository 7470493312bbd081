// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Output that cannot be written. To report that the flush failed, the run flushed, for ever; a
 * guard around the writing caught nothing, and the text was lost with status 0.
 */
@Timeout(120)
class LostOutputTest {

  private static final String HEAD =
      "(import (rnrs) (loko system fibers) (lokoscope os) (only (rnrs r5rs) delay))\n";

  /** Takes so many bytes, then fails and takes one more the next time: every place is tried. */
  private static final class Failing extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final String message;
    private int limit;
    private int count;
    private int failures;

    Failing(int limit, String message) {
      this.limit = limit;
      this.message = message;
    }

    @Override
    public void write(int octet) throws IOException {
      if (count == limit) {
        failures++;
        limit++;
        count = 0;
        throw new IOException(message);
      }
      count++;
      taken.write(octet);
    }
  }

  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String program, OutputStream out, OutputStream err, boolean watched) {
    InputStream input = InputStream.nullInputStream();
    List<String> words = List.of("p");
    SystemWorld world =
        watched
            ? SystemWorld.watched(input, out, err, words)
            : new SystemWorld(input, out, err, words);
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);
    ProgramRun run = new ProgramRun(settings, world, List.of(), _ -> Probe.NONE);
    return run.execute(run.load(HEAD + program, "p.sps"), "p.sps");
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  /** Writes rounds of text to the port; each failure must be caught once, in the round it is of. */
  private static String rounds(String port) {
    return """
    (define port %s)
    (define caught 0)
    (define (right? e)
      (and (i/o-write-error? e) (i/o-port-error? e) (who-condition? e) (message-condition? e)
           (port? (i/o-error-port e))))
    (do ((i 0 (+ i 1))) ((= i 120))
      (guard (e ((right? e) (set! caught (+ caught 1))))
        (write-some port)
        (flush-output-port port)))
    (display caught (current-error-port))
    """
        .formatted(port);
  }

  private static final String TEXT =
      """
      (define (write-some port)
        (put-string port "0123456789")
        (put-char port #\\newline)
        (display '(a list) port)
        (newline port))
      """;

  private static final String BYTES =
      """
      (define (write-some port)
        (put-u8 port 65)
        (put-bytevector port #vu8(66 67 68 69))
        (put-bytevector port (make-bytevector 20 70)))
      """;

  @ParameterizedTest
  @CsvSource({
    "text, (current-output-port), true",
    "text, (current-output-port), false",
    "bytes, (standard-output-port), false",
    "text, '(transcoded-port (standard-output-port) (make-transcoder (utf-16-codec)))', false",
  })
  void shouldRaiseEachFailureWhereItIsWrittenOrFlushed(String kind, String port, boolean watched) {
    Failing out = new Failing(0, "full");
    String writer = kind.equals("text") ? TEXT : BYTES;
    assertThat(run(writer + rounds(port), out, errors, watched)).isZero();
    assertThat(out.failures).isGreaterThan(30);
    assertThat(errors()).isEqualTo(Integer.toString(out.failures));
  }

  /** A device that takes nothing, as a file: in every buffer mode, in a fiber and in a macro. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "line", "block"})
  void shouldRaiseThatAFileCannotBeWritten(String mode) {
    String open =
        "(open-file-output-port \"/dev/full\" (file-options no-fail no-truncate) (buffer-mode "
            + mode
            + ")";
    String text = TEXT + rounds(open + " (make-transcoder (utf-8-codec)))");
    assertThat(run(text, OutputStream.nullOutputStream(), errors, false)).isZero();
    assertThat(errors()).isEqualTo("120");
    errors.reset();
    assertThat(run(BYTES + rounds(open + ")"), OutputStream.nullOutputStream(), errors, false))
        .isZero();
    assertThat(errors()).isEqualTo("120");
  }

  @Test
  void shouldCloseAPortThatCannotBeFlushedAndRaiseThat() {
    String program =
        """
        (define port
          (open-file-output-port "/dev/full" (file-options no-fail no-truncate)
            (buffer-mode block) (make-transcoder (utf-8-codec))))
        (display "text" port)
        (write (guard (e ((i/o-write-error? e) 'raised)) (close-port port))
               (current-error-port))
        (write (guard (e ((i/o-write-error? e) 'again)) (close-port port) 'closed)
               (current-error-port))
        """;
    assertThat(run(program, OutputStream.nullOutputStream(), errors, false)).isZero();
    assertThat(errors()).isEqualTo("raisedclosed");
  }

  @Test
  void shouldEndWithOneLineAndStatus1IfNobodyHandlesIt() {
    int status =
        run(
            "(display \"x\")\n(flush-output-port (current-output-port))",
            new Failing(0, "full"),
            errors,
            false);
    assertThat(status).isEqualTo(1);
    assertThat(errors())
        .isEqualTo(
            "p.sps:3:1: error in flush-output-port: cannot write: full: #<textual output port"
                + " stdout>\n");
  }

  @Test
  void shouldSayAtTheEndThatWhatWasKeptBackIsLost() {
    assertThat(run("(display \"x\")", new Failing(0, "full"), errors, false)).isEqualTo(1);
    assertThat(errors())
        .isEqualTo("p.sps: what it printed is lost: cannot write to standard output: full\n");
  }

  @Test
  void shouldKeepTheStatusOfAProgramThatFailedAnyway() {
    assertThat(run("(display \"x\") (exit 5)", new Failing(0, "full"), errors, false)).isEqualTo(5);
    assertThat(errors()).contains("is lost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(display \"x\")",
        "(display \"x\") (flush-output-port (current-output-port)) (display 1)",
        "(spawn-fiber (lambda () (display \"x\") (flush-output-port (current-output-port))))"
            + "(sleep 3600)",
        "(put-u8 (standard-output-port) 65)",
      })
  void shouldEndQuietlyWhenNobodyReadsWhatItWrites(String program) {
    assertThat(run(program, new Failing(0, "Broken pipe"), errors, false))
        .isEqualTo(StandardStream.BROKEN_PIPE_STATUS);
    assertThat(errors()).isEmpty();
  }

  @Test
  void shouldLetAProgramHandleThatNobodyReads() {
    String program =
        "(guard (e ((i/o-write-error? e) 1))"
            + " (display 1) (flush-output-port (current-output-port)))";
    assertThat(run(program, new Failing(0, "Broken pipe"), errors, false)).isZero();
  }

  @Test
  void shouldEndWithItsStatusWhenErrorsCannotBeWrittenEither() {
    assertThat(run("(car 5)", new Failing(0, "full"), new Failing(0, "full"), false)).isEqualTo(1);
    assertThat(run("(display 1)", new Failing(0, "full"), new Failing(0, "full"), false))
        .isEqualTo(1);
    assertThat(run("(display 1 (current-error-port))", errors, new Failing(0, "full"), false))
        .isEqualTo(1);
  }
}
