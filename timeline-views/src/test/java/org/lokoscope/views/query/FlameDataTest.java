// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.views.FakeTrace;
import org.lokoscope.views.layout.FlameStacks;
import org.lokoscope.views.viewport.TimeRange;

class FlameDataTest {

  /** Three fibers that live from 0 on; number 1 is interrupted at 50, number 2 returns then. */
  private static final class Stacks extends FakeTrace {
    private final Map<Long, List<StackSnapshot>> snapshots;

    Stacks(List<StackSnapshot> all) {
      snapshots = all.stream().collect(Collectors.groupingBy(StackSnapshot::fiber));
      snapshots.values().forEach(of -> of.sort(Comparator.comparingLong(StackSnapshot::time)));
    }

    @Override
    public List<FiberInfo> fibers() {
      return List.of(
          fiber(1, 50, FiberOutcome.ABANDONED),
          fiber(2, 50, FiberOutcome.RETURNED),
          fiber(3, -1, null));
    }

    private static FiberInfo fiber(long id, long ended, @Nullable FiberOutcome outcome) {
      return new FiberInfo(
          id, "f" + id, 1, 0, Site.UNKNOWN, 0, ended, outcome, null, 1, Map.of(), 0, 0, 0);
    }

    @Override
    public List<StackSnapshot> stacks(long fiber) {
      return snapshots.getOrDefault(fiber, List.of());
    }
  }

  @Provide
  Arbitrary<List<StackSnapshot>> snapshots() {
    return FlameStacks.snapshots().list().ofMaxSize(12).uniqueElements(StackSnapshot::time);
  }

  @Property
  void shouldTakeTheLastSnapshotOfEachFiberInTheRange(
      @ForAll("snapshots") List<StackSnapshot> all,
      @ForAll @LongRange(min = 0, max = 100) long a,
      @ForAll @LongRange(min = 0, max = 100) long b) {
    TimeRange range = new TimeRange(Math.min(a, b), Math.max(a, b));
    StackTree expected = StackTree.root();
    long without = 0;
    for (long fiber : new long[] {1, 2, 3}) {
      long id = fiber;
      StackSnapshot last =
          all.stream()
              .filter(s -> s.fiber() == id && range.from() <= s.time() && s.time() < range.to())
              .max(Comparator.comparingLong(StackSnapshot::time))
              .orElse(null);
      boolean lived = range.to() > 0 && (fiber == 3 || range.from() <= 50);
      if (last != null) {
        expected.add(last);
      } else if (lived) {
        without++;
      }
    }
    FlameData data = FlameData.of(new Stacks(all), range);
    assertThat(data.whole()).isFalse();
    assertThat(data.without()).isEqualTo(without);
    assertThat(shown(data.root())).isEqualTo(shown(expected));
  }

  private static String shown(StackTree node) {
    return node.place()
        + " "
        + node.stacks()
        + " "
        + node.total()
        + node.children().stream().map(child -> shown(child)).toList();
  }

  private static StackSnapshot one(long time, long fiber) {
    StackGroup group = FlameStacks.group(1, FlameStacks.frame(1, 5));
    return FlameStacks.snapshot(time, fiber, List.of(group), List.of());
  }

  @Test
  void shouldCountAsEndedWhatReturnedButNotWhatTheEndOfTheRunInterrupted() {
    Stacks trace = new Stacks(List.of(one(10, 1), one(10, 2), one(10, 3)));
    assertThat(FlameData.of(trace, null).ended()).isEqualTo(1);
    assertThat(FlameData.of(trace, new TimeRange(0, 50)).ended()).isZero();
  }

  @Test
  void shouldTakeTheWholeRunUpToItsLastEvent() {
    FlameData data = FlameData.of(new Stacks(List.of(one(new FakeTrace().end(), 3))), null);
    assertThat(data.whole()).isTrue();
    assertThat(data.root().total()).isEqualTo(5);
  }

  @Test
  void shouldHaveNoWordsWithoutSnapshots() {
    FlameData data = FlameData.of(new Stacks(List.of()), null);
    assertThat(data.root().total()).isZero();
    assertThat(data.root().stacks()).isZero();
    assertThat(data.without()).isEqualTo(3);
  }
}
