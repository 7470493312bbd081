// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.memory.FakeGauge;
import org.lokoscope.runtime.memory.Gauge;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.VirtualWorld;

/** Runs of which the collector turned in circles for minutes, with nothing said. */
@Timeout(240)
final class OutOfMemoryTest {

  private static final String HEAD = "(import (rnrs) (loko system fibers))\n";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Runs its argument as a program on its own small heap. */
  static final class Victim {

    public static void main(String[] arguments) {
      ProgramRun run =
          new ProgramRun(
              RunSettings.DEFAULT,
              SystemWorld.console(List.of("p.sps")),
              List.of(),
              _ -> Probe.NONE);
      System.exit(run.execute(run.load(HEAD + arguments[0], "p.sps"), "p.sps"));
    }
  }

  @Test
  void shouldEndARunawayRecursionInOneLineWithPlaceAndFiber() throws Exception {
    java.lang.Process victim = fork("48m", "(define (f n) (+ 1 (f (+ n 1))))\n(f 0)");
    assertThat(victim.inputReader().lines().toList())
        .singleElement()
        .asString()
        .startsWith("p.sps:2:20: error: out of memory: the Java heap of 48 MiB is full")
        .containsPattern("\\(in fiber 2 \"main\" of process 1; its [\\d,]+ calls that have not");
    assertThat(victim.waitFor()).isEqualTo(1);
  }

  @Test
  void shouldLetAProgramSurviveAgainAndAgain() throws Exception {
    java.lang.Process victim =
        fork(
            "48m",
            """
            (define (f n) (+ 1 (f (+ n 1))))
            (define (try thunk)
              (guard (e ((implementation-restriction-violation? e) 'caught)) (thunk)))
            (define (row)
              (list (try (lambda () (f 0)))
                    (try (lambda () (make-vector 1000000000)))
                    (try (lambda () (let loop ((l '())) (loop (cons l l)))))
                    (try (lambda () (let loop ((l '())) (loop (cons (make-vector 999) l)))))
                    (try (lambda () (let loop ((s "text")) (loop (string-append s s)))))))
            (write (row))
            (newline)
            (write (row))
            (newline)
            """);
    String row = "(caught caught caught caught caught)";
    assertThat(victim.inputReader().lines()).containsExactly(row, row);
    assertThat(victim.waitFor()).isZero();
  }

  /** In a loop of the program's own body there is no frame that knows a place. */
  @Test
  void shouldNameThePlaceWhereAPrimitiveFoundNoRoom() throws Exception {
    java.lang.Process victim =
        fork("48m", "(let loop ((s \"text\"))\n  (loop (string-append s s)))");
    assertThat(victim.inputReader().lines().toList())
        .singleElement()
        .asString()
        .startsWith("p.sps:3:9: error: out of memory: ");
    assertThat(victim.waitFor()).isEqualTo(1);
  }

  private java.lang.Process fork(String heap, String text) throws Exception {
    java.lang.Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:GCTimeLimit=90",
                "-XX:GCHeapFreeLimit=5",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                text)
            .redirectErrorStream(true)
            .start();
    var _ =
        victim
            .onExit()
            .orTimeout(200, TimeUnit.SECONDS)
            .whenComplete((_, _) -> victim.destroyForcibly());
    return victim;
  }

  @Test
  void shouldRaiseWhereTheProgramIsWhenCollectionsLeaveTooMuch() {
    FakeGauge heap = new FakeGauge();
    heap.collect(950);
    assertThat(run(filling(heap), "(let loop ()\n (loop))")).isEqualTo(1);
    assertThat(written())
        .matches("p\\.sps:[23]:.*: error: out of memory: .* is full.*\\(in fiber 2 .*\\)\n");
  }

  @Test
  void shouldEndAProgramThatNeverLetsGoThoughItCatchesEverything() {
    FakeGauge heap = new FakeGauge();
    heap.collect(950);
    String program = "(let again () (guard (e (#t (again))) (let loop () (loop))) (again))";
    assertThat(run(filling(heap), program)).isEqualTo(1);
    assertThat(written().lines()).hasSize(1);
  }

  /** Each time that somebody looks the heap has been collected once more, in vain. */
  private static MemoryWatch filling(FakeGauge heap) {
    return new MemoryWatch(
        new Gauge() {
          @Override
          public long max() {
            return heap.max();
          }

          @Override
          public long used() {
            return heap.used();
          }

          @Override
          public long fullCollections() {
            return heap.questions();
          }

          @Override
          public long kept() {
            return heap.kept();
          }
        });
  }

  private int run(MemoryWatch watch, String text) {
    VirtualWorld world = new VirtualWorld(100, InputStream.nullInputStream(), out).memory(watch);
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(folder), _ -> Probe.NONE);
    return run.execute(run.load(HEAD + text, "p.sps"), "p.sps");
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
