// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.lokoscope.runtime.cml.Schedule;

/**
 * A schedule by chance, or with preemptions at given safe points; it keeps what it decided. Chance
 * differs in kind from seed to seed: how often it preempts, and whether it picks among those that
 * are ready. So mistakes that need few preemptions are found as well as those that need many.
 */
public final class ChosenSchedule implements Schedule {

  /** How likely a preemption is at a safe point; one seed after the other. Guessed. */
  private static final double[] PREEMPTS = {0.01, 0.05, 0.2, 0.002};

  /** How likely it is that another fiber than the first runs next; likewise. */
  private static final double[] PICKS = {0, 0.3, 1};

  private static final int MOST_DECISIONS = 100_000;

  private final SplittableRandom random;
  private final double preempts;
  private final double picks;
  private final Set<Long> points;
  private final List<Decision> decisions = new ArrayList<>();
  private long passed;

  private ChosenSchedule(long seed, double preempts, double picks, Set<Long> points) {
    this.random = new SplittableRandom(seed);
    this.preempts = preempts;
    this.picks = picks;
    this.points = points;
  }

  /** The schedule by chance of a seed. */
  public static ChosenSchedule random(long seed) {
    long kind = Math.floorMod(seed, (long) PREEMPTS.length * PICKS.length);
    return new ChosenSchedule(
        seed,
        PREEMPTS[(int) (kind % PREEMPTS.length)],
        PICKS[(int) (kind / PREEMPTS.length)],
        Set.of());
  }

  /** First come, first served, but for preemptions at these safe points; from 1. */
  public static ChosenSchedule preempting(Set<Long> points) {
    return new ChosenSchedule(0, 0, 0, new TreeSet<>(points));
  }

  /** What it has decided that was not a matter of course. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  /** How many safe points were passed at which another fiber, or process, could have run. */
  public long passed() {
    return passed;
  }

  @Override
  public int pick(int ready) {
    int choice = picks > 0 && random.nextDouble() < picks ? random.nextInt(ready) : 0;
    add(new Decision(false, passed, choice, ready, 0, 0, false));
    return choice;
  }

  @Override
  public int pickProcess(int ready) {
    int choice = picks > 0 && random.nextDouble() < picks ? random.nextInt(ready) : 0;
    add(new Decision(false, passed, choice, ready, 0, 0, true));
    return choice;
  }

  @Override
  public boolean preemptsProcess(long process) {
    boolean gives = gives();
    if (gives) {
      add(new Decision(true, passed, 0, 0, process, 0, true));
    }
    return gives;
  }

  private boolean gives() {
    passed++;
    return points.isEmpty()
        ? preempts > 0 && random.nextDouble() < preempts
        : points.contains(passed);
  }

  @Override
  public int portion() {
    return 0;
  }

  @Override
  public boolean preempts(long fiber) {
    boolean gives = gives();
    if (gives) {
      add(new Decision(true, passed, 0, 0, fiber, 0, false));
    }
    return gives;
  }

  @Override
  public void preempted(int site) {
    if (!decisions.isEmpty() && decisions.getLast().isPreemption()) {
      Decision last = decisions.removeLast();
      decisions.add(
          new Decision(true, last.safePoint(), 0, 0, last.fiber(), site, last.isOfProcesses()));
    }
  }

  private void add(Decision decision) {
    if (decisions.size() < MOST_DECISIONS) {
      decisions.add(decision);
    }
  }

  /** How many decisions two runs have in common before the first in which they differ. */
  public static int common(List<Decision> one, List<Decision> other) {
    int i = 0;
    while (i < one.size() && i < other.size() && same(one.get(i), other.get(i))) {
      i++;
    }
    return i;
  }

  private static boolean same(Decision one, Decision other) {
    return one.isPreemption() == other.isPreemption()
        && one.safePoint() == other.safePoint()
        && one.isOfProcesses() == other.isOfProcesses()
        && one.choice() == other.choice()
        && one.of() == other.of();
  }
}
