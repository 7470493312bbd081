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
 * is a leak if it happened while the program ran: the end of a program lets go of much that was
 * local to it, and of who waits for that.
 */
final class BlockedForever implements Detector {

  /** The part of the run's work after which what waits may wait for the end. Guessed. */
  private static final double LATE = 0.75;

  private record Place(long spawned, long waits) {}

  /** Fibers that were spawned at one place and wait at one place. */
  private static final class Group {
    private final List<FiberInfo> fibers = new ArrayList<>();
    private int early;
    private @Nullable GrowthPoint last;

    void add(FiberInfo fiber, GrowthPoint wait, boolean isEarly) {
      fibers.add(fiber);
      early += isEarly ? 1 : 0;
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
    List<FiberInfo> fibers = trace.fibers();
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
              .add(fiber, wait, whileRunning || isEarly(evidence, wait.time()));
        }
      }
    }
    return groups.values().stream()
        .filter(group -> group.early > 0)
        .filter(group -> concernsUser(trace, group))
        .map(group -> finding(trace, places, group, lost))
        .toList();
  }

  private static boolean isEarly(Evidence evidence, long time) {
    return evidence.clock().at(time) < LATE * evidence.clock().total();
  }

  /**
   * A fiber that a library of ours has for an object of the program, and that waits in it, goes
   * when the object goes: the collector takes both.
   */
  private static boolean concernsUser(Trace trace, Group group) {
    Site wait = trace.site(Objects.requireNonNull(group.last).site());
    return !wait.isBuiltIn() || !group.fibers.getLast().spawnSite().isBuiltIn();
  }

  private static Finding finding(Trace trace, ProgramPlaces places, Group group, Set<Long> lost) {
    FiberInfo fiber = group.fibers.getLast();
    GrowthPoint wait = Objects.requireNonNull(group.last);
    Waiting waiting = Waiting.of(trace, fiber, wait, lost);
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
