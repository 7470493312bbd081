// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.views.layout.FlameLayout.Box;

class FlameLayoutTest {

  @Provide
  Arbitrary<StackTree> trees() {
    return FlameStacks.snapshots()
        .list()
        .ofMinSize(1)
        .ofMaxSize(30)
        .map(FlameLayoutTest::tree)
        .filter(root -> root.total() > 0);
  }

  private static StackTree tree(List<StackSnapshot> fibers) {
    StackTree root = StackTree.root();
    fibers.forEach(root::add);
    return root;
  }

  @Property
  void shouldGiveEachBoxTheWidthOfItsWordsWithinTheBoxAbove(
      @ForAll("trees") StackTree root,
      @ForAll @DoubleRange(min = 1, max = 2000) double width,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    FlameLayout layout = FlameLayout.of(root, width, most);
    assertThat(layout.levels()).isBetween(1, most);
    for (Box box : layout.boxes()) {
      double exact = width * box.words() / root.total();
      assertThat(box.width()).isCloseTo(exact, within(1e-6));
      long sum = box.nodes().stream().mapToLong(StackTree::total).sum();
      assertThat(box.words()).isEqualTo(sum);
      if (box.level() > 0) {
        assertThat(layout.boxes()).anyMatch(parent -> holds(parent, box));
      }
    }
    for (int level = 0; level < most; level++) {
      List<Box> row = row(layout, level);
      for (int i = 1; i < row.size(); i++) {
        Box before = row.get(i - 1);
        assertThat(before.x() + before.width()).isLessThanOrEqualTo(row.get(i).x() + 1e-6);
      }
    }
  }

  private static boolean holds(Box parent, Box box) {
    return parent.level() == box.level() - 1
        && parent.nodes().size() == 1
        && parent.nodes().getFirst().children().containsAll(box.nodes())
        && parent.x() <= box.x() + 1e-6
        && parent.x() + parent.width() >= box.x() + box.width() - 1e-6;
  }

  private static List<Box> row(FlameLayout layout, int level) {
    return layout.boxes().stream()
        .filter(box -> box.level() == level)
        .sorted(Comparator.comparingDouble(Box::x))
        .toList();
  }

  /** Whatever has no box of its own is in a shared one, below one, or counted as hidden. */
  @Property
  void shouldLoseNoWords(
      @ForAll("trees") StackTree root,
      @ForAll @DoubleRange(min = 1, max = 2000) double width,
      @ForAll @IntRange(min = 1, max = 12) int most) {
    FlameLayout layout = FlameLayout.of(root, width, most);
    long shown = 0;
    for (Box box : layout.boxes()) {
      shown += box.shared() ? box.words() : box.nodes().getFirst().self();
      if (box.nodes().size() > 1) {
        box.nodes().forEach(node -> assertThat(narrow(node, root, width)).isTrue());
      }
    }
    assertThat(shown + layout.hiddenWords()).isEqualTo(root.total());
    assertThat(layout.hiddenLevels() == 0).isEqualTo(layout.hiddenWords() == 0);
  }

  private static boolean narrow(StackTree node, StackTree root, double width) {
    return node.total() * width / root.total() < FlameLayout.NARROW + 1e-6;
  }

  @Test
  void shouldLeaveNothingOutWhereThereIsRoom() {
    StackTree root = deep(40);
    FlameLayout all = FlameLayout.of(root, 1000, 100);
    assertThat(all.levels()).isEqualTo(41);
    assertThat(all.boxes()).hasSize(41).noneMatch(Box::shared);
    assertThat(all.hiddenLevels()).isZero();
  }

  @Test
  void shouldCountTheLevelsForWhichThereIsNoRoom() {
    FlameLayout cut = FlameLayout.of(deep(40), 1000, 11);
    assertThat(cut.levels()).isEqualTo(11);
    assertThat(cut.hiddenLevels()).isEqualTo(30);
    assertThat(cut.hiddenWords()).isEqualTo(30);
  }

  @Test
  void shouldBearStacksOfAHundredThousandPlaces() {
    FlameLayout cut = FlameLayout.of(deep(100_000), 1000, 11);
    assertThat(cut.hiddenLevels()).isEqualTo(100_000 - 10);
  }

  /** Two places in turns, a word each, as frames that no cycle was found for. */
  private static StackTree deep(int frames) {
    StackGroup[] groups = new StackGroup[frames];
    for (int i = 0; i < frames; i++) {
      groups[i] = FlameStacks.group(1, FlameStacks.frame(1 + i % 2, 1));
    }
    return tree(List.of(FlameStacks.snapshot(0, 1, List.of(groups), List.of())));
  }
}
