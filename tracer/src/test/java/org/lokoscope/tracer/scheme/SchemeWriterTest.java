// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.tracer.codec.CodecBytes;
import org.lokoscope.tracer.codec.RandomEvents;
import org.lokoscope.tracer.codec.RandomEvents.Call;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** The writer in Scheme, on what implementations are installed. */
final class SchemeWriterTest {

  private static final int RUN = 0x89ABCDEF;
  private static final int TIMEOUT_SECONDS = 60;

  private static final Path LIBRARIES =
      Path.of("src", "main", "resources", "org", "lokoscope", "tracer", "scheme").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void shouldListEachEventWithItsKinds() throws Exception {
    String writer =
        Files.readString(LIBRARIES.resolve("lokoscope").resolve("writer.sls"))
            .replaceAll("\\s+", " ");
    for (EventType type : Schema.events()) {
      StringBuilder line =
          new StringBuilder("(define-event " + type.code() + " " + name(type.name()));
      for (EventField field : type.fields().subList(1, type.fields().size())) {
        line.append(" (").append(name(field.name())).append(' ').append(field.kind()).append(')');
      }
      assertThat(writer).contains(line.append(')'));
    }
  }

  @Test
  void shouldWriteTheSameBytesOnChez() throws Exception {
    String scheme = installed("scheme", "chezscheme", "chez");
    assumeTrue(scheme != null, "no Chez Scheme on the PATH");
    shouldWriteTheSameBytes(
        scheme,
        "--libdirs",
        LIBRARIES.toString(),
        "--libexts",
        ".chezscheme.sls::.so:.sls::.so",
        "--program");
  }

  @Test
  void shouldWriteTheSameBytesOnGuile() throws Exception {
    String guile = installed("guile", "guile3.0", "guile-3.0");
    assumeTrue(guile != null, "no Guile on the PATH");
    shouldWriteTheSameBytes(
        guile,
        "--no-auto-compile",
        "-x",
        ".guile.sls",
        "-x",
        ".sls",
        "-L",
        LIBRARIES.toString(),
        "-s");
  }

  private void shouldWriteTheSameBytes(String... command) throws Exception {
    List<Call> calls = new ArrayList<>(new RandomEvents(11).of(Schema.events(), 3_000));
    calls.replaceAll(SchemeWriterTest::readable);
    calls.add(
        new Call(
            Schema.known("stringDefined"), new Object[] {1L << 50, 1L, "\u20ac".repeat(5000)}));
    calls.add(
        new Call(
            Schema.known("stackSnapshot"), new Object[] {1L << 50, 1L, 2L, 3L, new long[5000]}));
    Path program = folder.resolve("program.sps");
    Path output = folder.resolve("stream");
    Files.writeString(program, program(output));
    Files.writeString(
        folder.resolve("calls"),
        calls.stream().map(SchemeWriterTest::datum).collect(Collectors.joining("\n")));
    List<String> line = new ArrayList<>(Arrays.asList(command));
    line.add(program.toString());
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    byte[] wanted = CodecBytes.of(calls, 3, RUN);
    assertThat(Files.readAllBytes(output)).hasSameSizeAs(wanted);
    assertThat(Arrays.mismatch(Files.readAllBytes(output), wanted)).isEqualTo(-1);
  }

  private static String program(Path output) {
    String table =
        Schema.events().stream()
            .map(type -> "(cons '" + name(type.name()) + " " + name(type.name()) + ")")
            .collect(Collectors.joining(" "));
    return """
    (import (rnrs) (lokoscope writer))
    (define events (list %s))
    (define out (open-file-output-port "%s"))
    (define s (make-stream 3 %d (lambda (bytes n) (put-bytevector out bytes 0 n))))
    (define in (open-file-input-port "calls" (file-options) (buffer-mode block)
                                     (make-transcoder (utf-8-codec))))
    (let loop ((call (read in)))
      (unless (eof-object? call)
        (apply (cdr (assq (car call) events)) s (cdr call))
        (loop (read in))))
    (flush-stream! s)
    (close-port out)
    """
        .formatted(table, output, Integer.toUnsignedLong(RUN));
  }

  private static String datum(Call call) {
    return "("
        + name(call.type().name())
        + " "
        + Arrays.stream(call.arguments())
            .map(SchemeWriterTest::datum)
            .collect(Collectors.joining(" "))
        + ")";
  }

  private static String datum(Object value) {
    return switch (value) {
      case String text -> text(text);
      case long[] numbers ->
          LongStream.of(numbers)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(" ", "#(", ")"));
      default -> value.toString();
    };
  }

  private static String text(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Readers do not agree on escapes in hexadecimal, nor on ends of lines. */
  private static Call readable(Call call) {
    Object[] arguments = call.arguments().clone();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof String text) {
        arguments[i] = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
      }
    }
    return new Call(call.type(), arguments);
  }

  private static String name(String camelCase) {
    return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  private static @org.jspecify.annotations.Nullable String installed(String... names) {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      for (String name : names) {
        if (Files.isExecutable(Path.of(directory, name))) {
          return name;
        }
      }
    }
    return null;
  }
}
