// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Site;

final class FiberGrowthTest {

  private static final int WAIT = 3;
  private static final int RARE_WAIT = 4;

  private final FakeTrace trace = new FakeTrace();
  private final Site spawn = trace.site(1, 20, 6, "main", "(spawn-fiber f)");
  private final Site other = trace.site(2, 22, 6, "main", "(spawn-fiber g)");

  private List<Finding> findings() {
    trace.site(WAIT, 30, 1, "work", "(wait a)");
    trace.site(RARE_WAIT, 31, 1, "work", "(wait b)");
    trace.end = 100_000;
    trace.events = 100_000;
    return new FiberGrowth().detect(new Evidence(trace, Progress.NONE));
  }

  /** So many fibers that wait, the last of them for something else. */
  private void waiting(int count) {
    for (int i = 0; i < count; i++) {
      long id = 1000L + i;
      trace.fiber(id, spawn, 100_000L * i / count, -1, null, 1);
      long wait = i < count - 20 ? WAIT : RARE_WAIT;
      List<GrowthPoint> point = List.of(new GrowthPoint(i, 1, 3, 130, 100, 0, wait));
      trace.growth.put(id, i == 0 ? List.of() : point);
    }
  }

  @Test
  void shouldSayWhereTheFibersAreSpawnedAndWaitAndWhatTheyKeep() {
    waiting(300);
    Finding finding = findings().getFirst();
    assertThat(finding.leakClass()).isEqualTo(LeakClass.FIBER_GROWTH);
    assertThat(finding.fiber()).isEqualTo(1299);
    assertThat(finding.call()).isEqualTo(spawn);
    assertThat(finding.site().line()).isEqualTo(30);
    assertThat(finding.bytesTotal()).as("30 words each, but for one").isEqualTo(299 * 30 * 8);
    assertThat(finding.wordsPerIteration()).isEqualTo(30);
    assertThat(finding.count()).isBetween(294L, 300L);
    assertThat(finding.severity()).isCloseTo(Severity.ofBytes(299 * 30 * 8), within(1e-9));
    assertThat(finding.sentence())
        .isEqualTo(
            "More and more fibers that are spawned at app.sps:20:6 are alive: 300 in the end, most"
                + " of them waiting at app.sps:30:1.");
  }

  @Test
  void shouldSayThatTheyWaitWhereTheyWereSpawnedWhenTheyNeverRan() {
    waiting(300);
    trace.growth.clear();
    Finding finding = findings().getFirst();
    assertThat(finding.site()).isEqualTo(spawn);
    assertThat(finding.bytesTotal()).isZero();
  }

  @Test
  void shouldAskForFibersThatGrowBy150AtOnePlace() {
    waiting(200);
    assertThat(findings()).hasSize(1);
    trace.fibers.clear();
    waiting(150);
    assertThat(findings()).as("between the first part and the last are fewer").isEmpty();
  }

  @Test
  void shouldNotCountFibersThatEnd() {
    for (int i = 0; i < 1000; i++) {
      trace.fiber(i, spawn, 100L * i, 100L * i + 90, FiberOutcome.RETURNED, 1);
      trace.fiber(2000 + i, other, 100L * i, 100_000 - 10L * i, FiberOutcome.FAILED, 1);
    }
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldNotCountFibersThatEndAtTheTimeZero() {
    for (int i = 0; i < 300; i++) {
      trace.fiber(i, spawn, 0, 0, FiberOutcome.RETURNED, 1);
    }
    assertThat(findings()).isEmpty();
  }

  @Test
  void shouldCountFibersThatOnlyTheEndOfTheRunHasEnded() {
    for (int i = 0; i < 300; i++) {
      trace.fiber(i, spawn, 300L * i, 100_000, FiberOutcome.ABANDONED, 1);
    }
    assertThat(findings()).hasSize(1);
    assertThat(findings().getFirst().sentence()).contains("300 in the end");
  }

  /** They are listed as they end, and not as they are spawned. */
  @Test
  void shouldCountAlongTheTimeAndNotAlongTheList() {
    for (int i = 299; i >= 0; i--) {
      trace.fiber(i, spawn, 300L * i, -1, null, 1);
    }
    for (int i = 0; i < 200; i++) {
      trace.fiber(1000 + i, spawn, 450L * i, 450L * i + 300, FiberOutcome.RETURNED, 1);
    }
    assertThat(findings()).hasSize(1);
    assertThat(findings().getFirst().count()).isBetween(290L, 300L);
  }

  @Test
  void shouldKeepPlacesApart() {
    waiting(300);
    for (int i = 0; i < 140; i++) {
      trace.fiber(5000 + i, other, 700L * i, -1, null, 1);
    }
    assertThat(findings()).extracting(Finding::call).containsExactly(spawn);
  }
}
