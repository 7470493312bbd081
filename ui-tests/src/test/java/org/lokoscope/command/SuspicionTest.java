// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.command.Command.Result;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.file.Traces;

/**
 * A leak is noticed while the program runs: the last minute is written then, or at the end of
 * memory.
 */
@Timeout(240)
final class SuspicionTest {

  @TempDir Path folder;

  /** Runs a loop until a trace is there, or a minute is over. */
  private Result flight(String loop) throws IOException {
    Files.writeString(
        folder.resolve("p.sps"),
        """
        (import (rnrs) (loko) (loko system fibers)
                (only (scheme time) current-jiffy jiffies-per-second))
        (define begun (current-jiffy))
        (define (goes-on?)
          (and (not (file-exists? "p.trace"))
               (< (- (current-jiffy) begun) (* 60 (jiffies-per-second)))))
        %s
        """
            .formatted(loop));
    return new Command(folder)
        .run(
            List.of("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))),
            "record",
            "--flight=60s",
            "--check-every=4s",
            "-o",
            "p.trace",
            "p.sps");
  }

  private List<Finding> findings() {
    try (Trace trace = Traces.open(folder.resolve("p.trace"), Progress.NONE)) {
      return LeakAnalysis.analyse(trace).findings();
    }
  }

  @Test
  void shouldWriteAFlightRecordingWhenAContinuationGrows() throws IOException {
    Result result =
        flight(
            """
            (define (work)
              (guard (e (#t #f))
                (sleep 0.005)
                (when (goes-on?) (work))))
            (work)
            """);
    assertThat(result.errors()).contains("(suspected: continuation-growth at p.sps:");
    assertThat(findings())
        .extracting(Finding::leakClass)
        .containsExactly(LeakClass.CONTINUATION_GROWTH);
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("lokoscope-flight")))
          .isEmpty();
    }
  }

  @Test
  void shouldWriteAFlightRecordingWhenAPopulationGrows() throws IOException {
    Result result =
        flight(
            """
            (define news (make-cvar))
            (define (visit)
              (spawn-fiber (lambda () (wait news)))
              (sleep 0.005)
              (when (goes-on?) (visit)))
            (visit)
            """);
    assertThat(result.errors()).contains("(suspected: fiber-growth at p.sps:");
  }

  @Test
  void shouldSuspectNothingOfASteadyProgram() throws IOException {
    Result result =
        flight(
            """
            (do ((i 0 (+ i 1))) ((= i 1200))
              (guard (e (#t #f)) (sleep 0.005)))
            """);
    assertThat(result.errors()).doesNotContain("suspected").contains("nothing happened");
  }

  /** The trace is closed, and says where; one line says who held most. */
  @Test
  void shouldDiagnoseARunWhoseMemoryRanOut() throws IOException {
    Files.writeString(
        folder.resolve("full.sps"),
        """
        (import (rnrs) (loko system fibers))
        (define in (make-channel))
        (define (worker seen)
          (let ((more (+ seen (get-message in))))
            (+ 1 (worker more))))
        (spawn-fiber (lambda () (worker 0)))
        (let loop () (put-message in 1) (loop))
        """);
    Result result =
        new Command(folder)
            .run(List.of("-Xmx96m", "-XX:+UseSerialGC"), "record", "-o", "full.trace", "full.sps");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.errors())
        .contains("out of memory")
        .contains("\"worker\"", "most of them at full.sps:5:");
    try (Trace trace = Traces.open(folder.resolve("full.trace"), Progress.NONE)) {
      assertThat(trace.info().finished()).isTrue();
      Finding worst = LeakAnalysis.analyse(trace).findings().getFirst();
      assertThat(worst.leakClass()).isEqualTo(LeakClass.CONTINUATION_GROWTH);
      assertThat(worst.site().line()).isEqualTo(5);
      assertThat(worst.bytesTotal()).isGreaterThan(20e6);
    }
  }
}
