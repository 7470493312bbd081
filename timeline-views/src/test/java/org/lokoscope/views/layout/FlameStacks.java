// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.layout;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;

/** Stacks of few places, so that many begin alike. */
public final class FlameStacks {

  private FlameStacks() {}

  /** A place whose procedure and line are told by a number from 0; 0 is of the runtime. */
  public static Site site(int number) {
    return number == 0
        ? new Site(77, "", 0, 0, "scheduler", "")
        : new Site(number, "dir/a.sps", number, 3, "p" + number, "(p" + number + ")");
  }

  public static StackGroup group(long repeat, StackFrame... frames) {
    return new StackGroup(repeat, List.of(frames));
  }

  public static StackFrame frame(int place, long words) {
    return new StackFrame(site(place), words);
  }

  public static StackSnapshot snapshot(
      long time, long fiber, List<StackGroup> groups, List<StackGroup> winders) {
    return new StackSnapshot(time, fiber, 0, frames(groups), groups, frames(winders), winders);
  }

  private static long frames(List<StackGroup> groups) {
    return groups.stream().mapToLong(group -> group.repeat() * group.frames().size()).sum();
  }

  public static Arbitrary<StackSnapshot> snapshots() {
    Arbitrary<List<StackGroup>> groups = groups();
    return Combinators.combine(
            Arbitraries.longs().between(0, 99), Arbitraries.longs().between(1, 9), groups, groups)
        .as(FlameStacks::snapshot);
  }

  private static Arbitrary<List<StackGroup>> groups() {
    Arbitrary<StackFrame> frames =
        Combinators.combine(
                Arbitraries.integers().between(0, 3), Arbitraries.longs().between(1, 40))
            .as(FlameStacks::frame);
    return Combinators.combine(
            Arbitraries.longs().between(1, 5), frames.list().ofMinSize(1).ofMaxSize(3))
        .as(StackGroup::new)
        .list()
        .ofMaxSize(6);
  }
}
