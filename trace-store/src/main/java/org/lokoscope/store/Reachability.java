// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found when it was looked which fibers and continuations can still be reached.
 *
 * @param checks when that was, in order of time; empty if nobody ever looked
 * @param retained continuations that data of the program keep alive
 * @param populations by the place that has spawned them, fibers that are left
 * @param mailboxes by mailbox, or by process, the heap words of it and of all that only it reaches
 * @param held by fiber, how many words the frames and winders of a large stack hold for each word
 *     of their own: numbers, messages and the like
 * @param keptBy by fiber, or by the last of retained continuations: the references that lead to it
 */
public record Reachability(
    List<Check> checks,
    List<Retained> retained,
    Map<Long, Population> populations,
    Map<Long, Long> mailboxes,
    Map<Long, Double> held,
    Map<Long, String> keptBy) {

  public static final Reachability UNCHECKED =
      new Reachability(List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of());

  /**
   * A look at a process.
   *
   * @param since nanoseconds: fibers that ended as unreachable from then to {@code time} were found
   *     by this look; those that did before had been found while the program ran
   * @param fibers those that had not ended
   * @param followed whether references to continuations were followed, too, as they are when a
   *     process ends
   */
  public record Check(
      long process, long since, long time, long fibers, long unreachable, boolean followed) {}

  /**
   * Continuations that were captured at one place and that one variable, or one frame, keeps.
   *
   * @param site where they were captured
   * @param last the youngest of them
   * @param words of them, their frames and winders, and all that only these reach
   * @param some up to 64 of them, evenly taken, oldest first
   */
  public record Retained(
      long process, long site, long last, long count, long words, List<Long> some) {}

  /**
   * The fibers of one place that are left.
   *
   * @param words of them, their frames and winders, and all that only these reach
   */
  public record Population(long fibers, long words) {}

  /** A look that found out nothing about sizes. */
  public Reachability(List<Check> checks, List<Retained> retained, Map<Long, String> keptBy) {
    this(checks, retained, Map.of(), Map.of(), Map.of(), keptBy);
  }

  /** The last look at a process, or null. */
  public @Nullable Check check(long process) {
    Check last = null;
    for (Check check : checks) {
      if (check.process() == process) {
        last = check;
      }
    }
    return last;
  }

  /** Whether any process was looked at. */
  public boolean isChecked() {
    return !checks.isEmpty();
  }

  /** Whether references to continuations were followed in any process. */
  public boolean isFollowed() {
    return checks.stream().anyMatch(Check::followed);
  }
}
