// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;

/** Letters are sites; a frame of {@code a} has 1 word, one of {@code b} 2, and so on. */
final class RepetitionTest {

  private static StackFrame frame(char site) {
    return new StackFrame(new Site(site, "app.sps", site, 1, "", ""), site - 'a' + 1);
  }

  private static List<StackFrame> frames(String sites) {
    return sites.chars().mapToObj(site -> frame((char) site)).toList();
  }

  private static StackGroup group(long repeat, String sites) {
    return new StackGroup(repeat, frames(sites));
  }

  private static String text(@Nullable Repetition repetition) {
    StringBuilder text = new StringBuilder();
    for (StackFrame frame : requireNonNull(repetition).frames()) {
      text.append((char) frame.site().id());
    }
    return text + " " + repetition.count();
  }

  private static String grown(List<StackGroup> earlier, StackGroup... later) {
    return text(Repetition.between(earlier, List.of(later)));
  }

  @Test
  void shouldFindTheGroupThatHasGrownMostInWords() {
    assertThat(grown(List.of(), group(5, "ab"), group(9, "c"))).as("27 words").isEqualTo("c 9");
    assertThat(grown(List.of(), group(10, "ab"), group(9, "c"))).as("30 words").isEqualTo("ab 10");
    List<StackGroup> earlier = List.of(group(1, "ab"), group(8, "c"));
    assertThat(grown(earlier, group(5, "ab"), group(9, "c"))).isEqualTo("ab 5");
  }

  @Test
  void shouldFindNothingWhereNothingRepeatsOrHasGrown() {
    assertThat(Repetition.between(List.of(), List.of())).isNull();
    assertThat(Repetition.between(List.of(), List.of(group(1, "abcd")))).isNull();
    List<StackGroup> same = List.of(group(7, "ab"));
    assertThat(Repetition.between(same, same)).isNull();
    assertThat(Repetition.between(same, List.of(group(6, "ab")))).isNull();
    assertThat(grown(List.of(), group(2, "a"))).isEqualTo("a 2");
  }

  @Test
  void shouldCountOnWhereACycleOfWordsOfZeroGrows() {
    StackFrame empty = new StackFrame(Site.UNKNOWN, 0);
    Repetition found =
        requireNonNull(
            Repetition.between(List.of(), List.of(new StackGroup(3, List.of(empty, empty)))));
    assertThat(found.frames()).containsExactly(empty);
    assertThat(found.count()).isEqualTo(6);
    assertThat(found.words()).isZero();
  }

  @Test
  void shouldTakeTheShortestCycleOfAGroup() {
    assertThat(grown(List.of(), group(3, "abababab"))).isEqualTo("ab 12");
    assertThat(grown(List.of(), group(3, "aaaa"))).isEqualTo("a 12");
    assertThat(grown(List.of(), group(3, "abaaba"))).isEqualTo("aba 6");
    assertThat(grown(List.of(), group(3, "ababa"))).as("no whole cycle").isEqualTo("ababa 3");
    assertThat(grown(List.of(), group(1, "abab"))).isEqualTo("ab 2");
  }

  @Test
  void shouldAddUpWhatIsTheSameCycle() {
    assertThat(grown(List.of(), group(3, "ab"), group(1, "c"), group(4, "ba")))
        .as("as it first stands")
        .isEqualTo("ab 7");
    assertThat(grown(List.of(group(6, "ba")), group(5, "ab"), group(2, "ab"), group(2, "a")))
        .as("3 words more against 2")
        .isEqualTo("ab 7");
  }

  @Test
  void shouldAddUpTheWordsOfACycle() {
    assertThat(new Repetition(frames("abd"), 2).words()).isEqualTo(7);
  }

  /** Whatever the cycle and wherever the two snapshots cut it, it is the same one. */
  @Test
  void shouldKnowACycleAgainWhereverItBegins() {
    Random random = new Random(4);
    for (int round = 0; round < 3000; round++) {
      StringBuilder cycle = new StringBuilder("z");
      for (int i = random.nextInt(7); i > 0; i--) {
        cycle.append((char) ('a' + random.nextInt(3)));
      }
      List<StackFrame> one = rotated(cycle.toString(), random.nextInt(cycle.length()));
      List<StackFrame> other = rotated(cycle.toString(), random.nextInt(cycle.length()));
      List<StackGroup> earlier = List.of(new StackGroup(100, one));
      assertThat(Repetition.between(earlier, List.of(new StackGroup(100, other))))
          .as("%s", cycle)
          .isNull();
      assertThat(Repetition.between(earlier, List.of(new StackGroup(101, other))))
          .isEqualTo(new Repetition(other, 101));
    }
  }

  private static List<StackFrame> rotated(String cycle, int by) {
    List<StackFrame> frames = new ArrayList<>(frames(cycle));
    Collections.rotate(frames, by);
    return frames;
  }

  @Test
  void shouldNotTakeOneCycleForAnotherOfTheSameSites() {
    assertThat(grown(List.of(group(9, "abc")), group(9, "acb"))).isEqualTo("acb 9");
    assertThat(grown(List.of(group(9, "aabb")), group(9, "abab"))).isEqualTo("ab 18");
  }

  @Test
  void shouldTellWhatStandsMoreOftenThanItDid() {
    List<StackGroup> earlier = List.of(group(2, "ab"), group(1, "c"));
    List<StackGroup> later = List.of(group(5, "ab"), group(1, "ca"), group(1, "d"), group(2, "e"));
    assertThat(Grown.between(earlier, later, true))
        .containsExactly(
            new Grown(frame('a').site(), 1, true, 6, 4),
            new Grown(frame('b').site(), 2, true, 5, 3),
            new Grown(frame('e').site(), 5, true, 2, 2));
    assertThat(Grown.between(earlier, later, false).get(1).moreWords()).isEqualTo(6);
    assertThat(Grown.between(later, earlier, false)).isEmpty();
    assertThat(Grown.between(List.of(group(1, "a")), List.of(group(2, "a")), false)).hasSize(1);
  }
}
