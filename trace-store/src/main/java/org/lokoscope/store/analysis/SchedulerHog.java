// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.text.Figures;

/** A fiber that runs so long at a time that others of its process are late. */
final class SchedulerHog implements Detector {

  /** So many times the longest that is in order counts though there was only one run of it. */
  private static final long SINGLE = 5;

  private static final int SEVERAL = 3;

  /** The share of a fiber's runs that are long, at least: else the machine was busy. */
  private static final double LEAST_SHARE = 0.1;

  /** A fiber that ran for too long, and what is known of that. */
  private record Run(FiberInfo fiber, Hogging what) {

    long length() {
      return what.to() - what.from();
    }

    long lateness() {
      return what.lateness();
    }
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    Trace trace = evidence.trace();
    long most = evidence.limits().maxRun();
    List<Hogging> runs =
        trace.hoggings().stream()
            .filter(run -> run.to() - run.from() >= most && run.lateness() >= most)
            .toList();
    if (runs.isEmpty()) {
      return List.of();
    }
    Set<Long> running = runs.stream().map(Hogging::fiber).collect(Collectors.toSet());
    Map<Long, FiberInfo> fibers = new HashMap<>();
    for (FiberInfo fiber : trace.fibersWithoutTimes()) {
      if (running.contains(fiber.id())) {
        fibers.put(fiber.id(), fiber);
      }
    }
    Map<Long, List<Run>> byPlace = new HashMap<>();
    for (Hogging run : runs) {
      FiberInfo fiber = fibers.get(run.fiber());
      if (fiber != null) {
        long place = fiber.spawnSite().id();
        byPlace.computeIfAbsent(place, site -> new ArrayList<>()).add(new Run(fiber, run));
      }
    }
    return byPlace.values().stream()
        .filter(group -> isUsual(group, most))
        .map(group -> finding(trace, group))
        .toList();
  }

  /** Whether the fibers run so long by themselves, and not because the machine stood still. */
  private static boolean isUsual(List<Run> group, long most) {
    long resumes = group.stream().map(Run::fiber).distinct().mapToLong(FiberInfo::resumes).sum();
    return resumes > 0
        && group.size() >= LEAST_SHARE * resumes
        && (group.size() >= SEVERAL || longest(group.stream()) >= SINGLE * most);
  }

  private static long longest(Stream<Run> runs) {
    return runs.mapToLong(Run::length).max().orElse(0);
  }

  private static Finding finding(Trace trace, List<Run> group) {
    Run worstRun = group.stream().max(Comparator.comparingLong(Run::lateness)).orElseThrow();
    FiberInfo fiber = worstRun.fiber;
    Hogging worst = worstRun.what;
    Site site = place(trace, fiber, worst);
    long longest = longest(group.stream().filter(run -> run.fiber.id() == fiber.id()));
    return new FindingBuilder(LeakClass.SCHEDULER_HOG)
        .fiber(fiber)
        .site(site)
        .call(fiber.spawnSite())
        .count(group.size())
        .ranked(Math.min(1, worst.lateness() / 10e9), 0.99)
        .say(
            "Fiber \""
                + fiber.name()
                + "\" runs for up to "
                + seconds(longest)
                + " at a time, and others are late by it: \""
                + trace.nameOf(worst.late())
                + "\" by "
                + seconds(worst.lateness())
                + ". The run ended at "
                + site.position()
                + ".",
            "Call (yield-current-task) in the loop that computes, or give it a process of its own,"
                + " or run the program with --preempt-fibers.");
  }

  /** Where the run ended; a fiber that ended with it is known by where it was spawned. */
  private static Site place(Trace trace, FiberInfo fiber, Hogging run) {
    Site end = trace.site(run.site());
    return end.line() > 0 ? end : fiber.spawnSite();
  }

  private static String seconds(long nanos) {
    return Figures.duration(nanos);
  }
}
