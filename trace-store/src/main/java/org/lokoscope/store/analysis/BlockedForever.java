// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Fibers that wait for what nothing that could still run can reach. The collector has proved it. It
 * is a leak unless the end of the program has let go of it: if the one that had the other end last
 * ended only then.
 */
final class BlockedForever implements Detector {

  private record Place(long spawned, long waits) {}

  /** Fibers that were spawned at one place and wait at one place. */
  private static final class Group {
    private final List<FiberInfo> fibers = new ArrayList<>();
    private boolean whileRunning;
    private @Nullable GrowthPoint last;
    private @Nullable GrowthPoint first;

    void add(FiberInfo fiber, GrowthPoint wait, boolean foundWhileRunning) {
      fibers.add(fiber);
      whileRunning |= foundWhileRunning;
      first = first == null ? wait : first;
      last = wait;
    }
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.REACHABILITY);
  }

  @Override
  public boolean canJudge(Trace trace) {
    return trace.reachability().isChecked();
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    Trace trace = evidence.trace();
    Reachability reachability = trace.reachability();
    Map<Place, Group> groups = new LinkedHashMap<>();
    Set<Long> lost = new HashSet<>();
    ProgramPlaces places = new ProgramPlaces(trace);
    List<FiberInfo> fibers = trace.fibersWithoutTimes();
    for (int i = 0; i < fibers.size(); i++) {
      evidence.step(i, fibers.size());
      FiberInfo fiber = fibers.get(i);
      if (fiber.isUnreachable()) {
        lost.add(fiber.id());
        for (GrowthPoint wait : trace.growth(fiber.id(), 1)) {
          Reachability.Check check = reachability.check(fiber.process());
          boolean whileRunning = check == null || fiber.ended() < check.since();
          groups
              .computeIfAbsent(new Place(fiber.spawnSite().id(), wait.site()), place -> new Group())
              .add(fiber, wait, whileRunning);
        }
      }
    }
    if (groups.isEmpty()) {
      return List.of();
    }
    Shutdown shutdown = new Shutdown(trace);
    List<Finding> findings = new ArrayList<>();
    for (Group group : groups.values()) {
      if (concernsUser(trace, group)) {
        Waiting waiting = waiting(trace, group.fibers.getLast(), group.last, lost);
        if (group.whileRunning
            || !shutdown.ended(holder(group.fibers.getLast(), waiting))
            || !shutdown.ended(holder(trace, group, lost))) {
          findings.add(finding(trace, places, group, waiting));
        }
      }
    }
    return findings;
  }

  private static Waiting waiting(
      Trace trace, FiberInfo fiber, @Nullable GrowthPoint wait, Set<Long> lost) {
    return Waiting.of(trace, fiber, Objects.requireNonNull(wait), lost);
  }

  /** The holder of what the first of a group waits for. */
  private static long holder(Trace trace, Group group, Set<Long> lost) {
    FiberInfo first = group.fibers.getFirst();
    return holder(first, waiting(trace, first, group.first, lost));
  }

  /** Who could have reached what a fiber waits for: who used it last, or else who spawned it. */
  private static long holder(FiberInfo fiber, Waiting waiting) {
    return waiting.user() == 0 ? fiber.parent() : waiting.user();
  }

  /**
   * A fiber that a library of ours has for an object of the program, and that waits in it, goes
   * when the object goes: the collector takes both.
   */
  private static boolean concernsUser(Trace trace, Group group) {
    Site wait = trace.site(Objects.requireNonNull(group.last).site());
    return !wait.isBuiltIn() || !group.fibers.getLast().spawnSite().isBuiltIn();
  }

  private static Finding finding(Trace trace, ProgramPlaces places, Group group, Waiting waiting) {
    FiberInfo fiber = group.fibers.getLast();
    GrowthPoint wait = Objects.requireNonNull(group.last);
    Site site = places.users(trace.site(wait.site()));
    Site spawn = places.users(fiber.spawnSite());
    int count = group.fibers.size();
    return new FindingBuilder(LeakClass.BLOCKED_FOREVER)
        .fiber(fiber)
        .object(waiting.object())
        .site(site)
        .call(spawn)
        .count(count)
        .ranked(Severity.ofCount(count), 1)
        .say(sentence(spawn, site, waiting, count), fix(site, waiting));
  }

  private static String sentence(Site spawn, Site site, Waiting waiting, int count) {
    boolean one = count == 1;
    return (one ? "The fiber spawned at " : GrowthWording.number(count) + " fibers spawned at ")
        + spawn.position()
        + (one ? " waits" : " wait")
        + " for ever at "
        + site.position()
        + ": nothing that still runs can reach "
        + waiting.description()
        + waiting.letGo()
        + ".";
  }

  private static String fix(Site site, Waiting waiting) {
    return "Give the wait at "
        + site.position()
        + " a way out, for example a choice of it and of a condition that is signalled by who gives"
        + " up"
        + (waiting.other().line() > 0 ? " at " + waiting.other().position() : "")
        + ", or of it and a time limit; or see to it that the other side always comes. (The"
        + " collector takes such fibers, so they cost no memory; but what they were to do is never"
        + " done.)";
  }
}
