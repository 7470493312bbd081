// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.FlameStacks;
import org.lokoscope.views.query.FlameDifference.Weights;
import org.lokoscope.views.viewport.TimeRange;

class FlameDifferenceTest {

  private static FlameData data(String program, List<StackSnapshot> fibers) {
    StackTree root = StackTree.root();
    fibers.forEach(root::add);
    return new FlameData(program, new TimeRange(0, 101), true, 0, 0, root, Weight.WORDS);
  }

  private static StackSnapshot one(String file, int line, long repeat) {
    Site site = new Site(line, file, line, 3, "worker", "(worker)");
    return FlameStacks.snapshot(
        0, 1, List.of(FlameStacks.group(repeat, new StackFrame(site, 5))), List.of());
  }

  @Provide
  Arbitrary<List<StackSnapshot>> fibers() {
    return FlameStacks.snapshots().list().ofMaxSize(10);
  }

  @Property(tries = 200)
  void shouldWeighEachNodeInBothRunsAndNothingBetweenARunAndItself(
      @ForAll("fibers") List<StackSnapshot> first, @ForAll("fibers") List<StackSnapshot> second) {
    FlameData before = data("a.sps", first);
    FlameData after = data("a.sps", second);
    FlameDifference found = FlameDifference.of(before, after);
    assertThat(found.of(found.both().root()))
        .isEqualTo(new Weights(before.root().total(), after.root().total()));
    Deque<StackTree> next = new ArrayDeque<>(List.of(found.both().root()));
    while (!next.isEmpty()) {
      StackTree node = next.pop();
      Weights weights = found.of(node);
      assertThat(weights.before() + weights.after()).isEqualTo(node.total());
      next.addAll(node.children());
    }
    assertThat(FlameDifference.of(before, before).lines(10)).hasSize(1);
  }

  @Test
  void shouldFindAPlaceAgainThatAnEditHasMovedIntoAnotherFile() {
    FlameData before = data("x/before.sps", List.of(one("x/before.sps", 12, 400)));
    FlameData after = data("y/after.sps", List.of(one("y/after.sps", 17, 4)));
    FlameDifference found = FlameDifference.of(before, after);
    assertThat(found.both().root().children()).hasSize(1);
    String change = Figures.count(2000) + " words, then 20 (" + Figures.count(1980) + " less)";
    assertThat(found.lines(10))
        .containsExactly("All stacks: " + change, "worker after.sps:17:3: " + change);
    Weights weights = found.of(found.both().root().children().getFirst());
    assertThat(weights.leaning()).isBetween(-1.0, -0.9);
  }
}
