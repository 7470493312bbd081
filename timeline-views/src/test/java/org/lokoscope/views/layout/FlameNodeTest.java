package org.lokoscope.views.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;

class FlameNodeTest {

  /** What is known of a path of places. */
  private record Sums(long own, long words, long frames, long fibers) {

    static final Sums NONE = new Sums(0, 0, 0, 0);

    Sums plus(long ownWords, long allWords, long moreFrames, long moreFibers) {
      return new Sums(own + ownWords, words + allWords, frames + moreFrames, fibers + moreFibers);
    }
  }

  @Provide
  Arbitrary<List<StackSnapshot>> fibers() {
    return FlameStacks.snapshots().list().ofMaxSize(8);
  }

  private static FlameNode tree(List<StackSnapshot> fibers) {
    FlameNode root = FlameNode.root();
    fibers.forEach(root::add);
    return root;
  }

  @Property
  void shouldSumUpEqualStacksLikeATableOfAllPathsDoes(
      @ForAll("fibers") List<StackSnapshot> fibers) {
    Map<String, Sums> expected = new HashMap<>();
    for (StackSnapshot fiber : fibers) {
      Set<String> passed = new HashSet<>();
      enter(fiber.groups(), "", expected, passed);
      enter(fiber.winderGroups(), "winder ", expected, passed);
      passed.forEach(path -> expected.merge(path, Sums.NONE, (a, b) -> a.plus(0, 0, 0, 1)));
    }
    Map<String, Sums> found = new HashMap<>();
    FlameNode root = tree(fibers);
    collect(root, "", found);
    assertThat(found).isEqualTo(expected);
    assertThat(root.fibers()).isEqualTo(fibers.size());
    assertThat(root.words()).isEqualTo(fibers.stream().mapToLong(FlameNodeTest::words).sum());
  }

  /** One frame at a time, outermost first, each adding its words to all paths that lead to it. */
  private static void enter(
      List<StackGroup> groups, String what, Map<String, Sums> sums, Set<String> passed) {
    List<String> path = new ArrayList<>();
    for (int g = groups.size() - 1; g >= 0; g--) {
      StackGroup group = groups.get(g);
      for (int f = group.frames().size() - 1; f >= 0; f--) {
        StackFrame frame = group.frames().get(f);
        String name = what + frame.site().position();
        if (path.isEmpty() || !path.getLast().equals(name)) {
          path.add(name);
        }
        for (long turn = 0; turn < group.repeat(); turn++) {
          for (int length = 1; length <= path.size(); length++) {
            String above = String.join("/", path.subList(0, length));
            boolean last = length == path.size();
            Sums sum = sums.getOrDefault(above, Sums.NONE);
            sums.put(above, sum.plus(last ? frame.words() : 0, frame.words(), last ? 1 : 0, 0));
            passed.add(above);
          }
        }
      }
    }
  }

  private static void collect(FlameNode node, String path, Map<String, Sums> found) {
    for (FlameNode child : node.children()) {
      String what = child.place().winder() ? "winder " : "";
      String longer = (path.isEmpty() ? "" : path + "/") + what + child.place().site().position();
      found.put(longer, new Sums(child.own(), child.words(), child.frames(), child.fibers()));
      collect(child, longer, found);
    }
  }

  private static long words(StackSnapshot snapshot) {
    return words(snapshot.groups()) + words(snapshot.winderGroups());
  }

  private static long words(List<StackGroup> groups) {
    return groups.stream()
        .mapToLong(g -> g.repeat() * g.frames().stream().mapToLong(StackFrame::words).sum())
        .sum();
  }

  @Property
  void shouldNotDependOnTheOrderOfFibers(
      @ForAll("fibers") List<StackSnapshot> fibers, @ForAll Random random) {
    List<StackSnapshot> other = new ArrayList<>(fibers);
    Collections.shuffle(other, random);
    assertThat(shown(tree(other))).isEqualTo(shown(tree(fibers)));
  }

  private static String shown(FlameNode node) {
    return node.place() + " " + node.words() + node.children().stream().map(c -> shown(c)).toList();
  }

  @Test
  void shouldTakeAPlaceThatHasSeveralNumbersAsOne() {
    FlameNode root = FlameNode.root();
    for (long number = 1; number <= 2; number++) {
      Site site = new Site(number, "a.sps", 7, 3, "loop", "(loop)");
      StackGroup group = FlameStacks.group(1, new StackFrame(site, 5));
      root.add(FlameStacks.snapshot(0, number, List.of(group), List.of()));
    }
    assertThat(root.children()).singleElement().returns(10L, FlameNode::words);
  }
}
