// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Diagnosis.Verdict;

/** What two runs of a program differ in. */
final class ComparisonTest {

  private static Finding finding(LeakClass leakClass, String file, int line, double bytes) {
    return new FindingBuilder(leakClass)
        .site(new Site(line, file, line, 3, "worker", "(guard (e (#t 1)) (worker))"))
        .bytesTotal(bytes)
        .count(10)
        .say("It leaks.", "Mend it.");
  }

  private static Diagnosis leaks(Finding... findings) {
    Verdict verdict = findings.length == 0 ? Verdict.STEADY : Verdict.LEAK;
    return new Diagnosis(verdict, List.of(findings), "", List.of(), List.of());
  }

  @Test
  void shouldSayThatALeakIsGone() {
    Finding old = finding(LeakClass.CONTINUATION_GROWTH, "a.sps", 7, 100);
    Comparison compared = Comparison.of(leaks(old), leaks());
    assertThat(compared.before()).isEqualTo(Verdict.LEAK);
    assertThat(compared.after()).isEqualTo(Verdict.STEADY);
    assertThat(compared.gone()).containsExactly(old);
    assertThat(compared.appeared()).isEmpty();
    assertThat(compared.stayed()).isEmpty();
  }

  @Test
  void shouldRecogniseALeakWhoseLineHasMoved() {
    Finding old = finding(LeakClass.CONTINUATION_GROWTH, "before/a.sps", 7, 100);
    Finding now = finding(LeakClass.CONTINUATION_GROWTH, "after/a.sps", 9, 250);
    Comparison compared = Comparison.of(leaks(old), leaks(now));
    assertThat(compared.stayed()).containsExactly(new Comparison.Pair(old, now));
    assertThat(compared.stayed().getFirst().ratio()).isEqualTo(2.5);
  }

  @Test
  void shouldTellALeakOfAnotherClassOrFileFromTheOld() {
    Finding old = finding(LeakClass.CONTINUATION_GROWTH, "a.sps", 7, 100);
    Finding file = finding(LeakClass.CONTINUATION_GROWTH, "b.sps", 7, 100);
    Finding kind = finding(LeakClass.WINDER_GROWTH, "a.sps", 7, 100);
    Comparison compared = Comparison.of(leaks(old), leaks(file, kind));
    assertThat(compared.gone()).containsExactly(old);
    assertThat(compared.appeared()).containsExactly(file, kind);
  }

  @Test
  void shouldCompareCountsWhereNobodyMeasuredBytes() {
    Finding one = finding(LeakClass.BLOCKED_FOREVER, "a.sps", 7, 0);
    assertThat(new Comparison.Pair(one, one).ratio()).isEqualTo(1);
  }
}
