// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventRow.Value;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.views.FakeTrace;

class LandmarksTest {

  private static final long MILLI = 1_000_000;

  /** A trace of which a chunk of CPU 1 is gone, and whose system and JVM took time. */
  private static final class Disturbed extends FakeTrace {

    private final long damaged;

    Disturbed(long damaged) {
      this.damaged = damaged;
    }

    @Override
    public TraceInfo info() {
      TraceInfo whole = super.info();
      return new TraceInfo(
          whole.directory(),
          whole.program(),
          whole.settings(),
          false,
          true,
          "",
          "",
          whole.duration(),
          whole.events(),
          Map.of(),
          2,
          2,
          whole.fibers(),
          0,
          0,
          4,
          0,
          damaged,
          List.of(),
          0);
    }

    @Override
    public List<ChunkSpan> chunks() {
      return List.of(
          new ChunkSpan(1, 2, 30 * MILLI, 40 * MILLI, 9),
          new ChunkSpan(0, 0, 0, 10 * MILLI, 9),
          new ChunkSpan(0, 1, 10 * MILLI, 50 * MILLI, 9),
          new ChunkSpan(1, 0, 0, 12 * MILLI, 9));
    }

    @Override
    public List<EventRow> events(long from, long to, Set<String> types, int limit) {
      return List.of(
          row(10, "runDelayed", new Value("delay", 0, "")),
          row(
              20,
              "heapAfterCollection",
              new Value("used", 1, ""),
              new Value("pause", 4 * MILLI, ""),
              new Value("cause", 1, "G1 Young Generation, Allocation")),
          row(
              22,
              "heapAfterCollection",
              new Value("used", 1, ""),
              new Value("pause", 9 * MILLI, ""),
              new Value("cause", 1, "ZGC Cycles, Warmup")),
          row(30, "runDelayed", new Value("delay", 10 * MILLI, "")),
          row(40, "runDelayed", new Value("delay", 1000, "")));
    }

    private static EventRow row(long millis, String type, Value... values) {
      return new EventRow(0, millis * MILLI, -1, type, List.of(values));
    }
  }

  /** A damaged trace showed nothing where the hole is. */
  @Test
  void shouldPlaceAMissingChunkBetweenItsNeighbours() {
    Landmarks found = Landmarks.of(new Disturbed(1), Progress.NONE);
    assertThat(found.gaps())
        .containsExactly(new Landmarks.Gap(12 * MILLI, 30 * MILLI, 1, "chunk", "damaged"));
    assertThat(Landmarks.text(found.gaps().getFirst())).isEqualTo("1 chunk damaged");
  }

  @Test
  void shouldSeeNoDamageWhereNoneWasFound() {
    assertThat(Landmarks.of(new Disturbed(0), Progress.NONE).gaps()).isEmpty();
  }

  @Test
  void shouldSayWhatSystemAndJvmTookOfTheCpus() {
    List<Taken> taken = Landmarks.of(new Disturbed(0), Progress.NONE).taken();
    assertThat(taken)
        .containsExactly(
            new Taken(16 * MILLI, 20 * MILLI, 4 * MILLI, 1, true),
            new Taken(10 * MILLI, 30 * MILLI, 10 * MILLI, 0.25, false));
    assertThat(taken.getFirst().text())
        .isEqualTo("the JVM collected its heap for 4 ms: nothing ran");
    assertThat(taken.getLast().text()).contains("10 ms of these 20 ms");
  }
}
