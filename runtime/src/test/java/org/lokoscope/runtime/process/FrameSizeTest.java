// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * The sizes that are reported are those that the heap has: a fiber that keeps 1,000,000 frames
 * makes the heap grow by the words that its capture states.
 */
class FrameSizeTest {

  private static final int FRAMES = 1_000_000;

  /** What each program keeps once more in every frame. */
  private static final String NOTHING =
      "(define (deep n) (if (= n 0) (pause) (list (deep (- n 1)))))";

  private static final String ONE_VARIABLE =
      "(define (deep n) (deeper n 'x))"
          + "(define (deeper n x) (if (= n 0) (pause) (cons x (deeper (- n 1) x))))";

  private static final String SHARED_VARIABLES =
      """
      (define (deep2 n a b c)
        (if (= n 0) (pause) (let ((r (deep2 (- n 1) a b c))) (list a b c))))
      (define (deep n) (deep2 n 'x 'y 'z))
      """;

  // The real leaks: what they keep is half frames, half entries of the dynamic state. The closures
  // that a turn makes anew are the program's data, so the loops here make none.

  private static final String DYNAMIC_WIND =
      """
      (define left 0)
      (define (nothing) 0)
      (define (turn)
        (set! left (- left 1))
        (if (< left 0) (pause) (dynamic-wind nothing turn nothing)))
      (define (deep n) (set! left n) (turn))
      """;

  private static final String HANDLER =
      """
      (define left 0)
      (define (turn)
        (set! left (- left 1))
        (if (< left 0) (pause) (with-exception-handler list turn)))
      (define (deep n) (set! left n) (turn))
      """;

  @ParameterizedTest
  @ValueSource(strings = {NOTHING, ONE_VARIABLE, SHARED_VARIABLES, DYNAMIC_WIND, HANDLER})
  void shouldReportTheWordsThatTheHeapHolds(String deep) {
    Layout.detect();
    Measure measure = new Measure();
    String program =
        """
        (import (rnrs) (loko system fibers))
        (define (pause) (sleep 0.001) 0)
        """
            + deep
            + "(sleep 0.001) (sleep 0.001) (deep "
            + FRAMES
            + ")";
    run(program, measure);
    assertThat(measure.frames.getLast() - measure.frames.getFirst()).isGreaterThanOrEqualTo(FRAMES);
    long stated = 8 * (measure.words.getLast() - measure.words.getFirst());
    long found = measure.heap.getLast() - measure.heap.getFirst();
    assertThat(found).isCloseTo(stated, Percentage.withPercentage(3));
  }

  private static void run(String text, Probe probe) {
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            System.err,
            List.of("test"));
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);
    ProgramRun run = new ProgramRun(settings, world, List.of(), cpu -> probe);
    assertThat(run.execute(run.load(text, "test.sps"), "test")).isZero();
  }

  /** Notes what each capture states, and what the heap holds at that moment. */
  private static final class Measure implements Probe {
    private final List<Long> frames = new ArrayList<>();
    private final List<Long> words = new ArrayList<>();
    private final List<Long> heap = new ArrayList<>();

    @Override
    public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
      heap.add(usedAfterCollection());
    }

    @Override
    public void continuationCaptured(
        long time,
        long continuation,
        long fiber,
        int reason,
        long frameCount,
        long wordCount,
        long baseFrames,
        long baseWords,
        long newFrames,
        long winders,
        long winderWords,
        long site) {
      frames.add(frameCount);
      words.add(wordCount + winderWords);
    }

    private static long usedAfterCollection() {
      System.gc();
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }
}
