// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.vm.Continuation;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Continuations that a program captures again and again and keeps in its data, each with its frames
 * and all that these hold.
 */
final class RetainedContinuations implements Detector {
  private static final int WORD_BYTES = 8;

  /** Guessed: so few may be kept on purpose. */
  private static final int FEW = 100;

  /** The oldest that is kept must be of the first part of all that were captured. */
  private static final double FIRST = 0.125;

  /** Captures at a place must go on to here, as parts of the whole work of the run. */
  private static final double STILL = 0.8;

  /** The continuations of one place that are kept. */
  private static final class Kept {
    private final List<Long> some = new ArrayList<>();
    private long count;
    private long words;
    private Reachability.Retained most;

    Kept(Reachability.Retained first) {
      most = first;
    }

    void add(Reachability.Retained group) {
      some.addAll(group.some());
      count += group.count();
      words += group.words();
      most = group.count() > most.count() ? group : most;
    }
  }

  /** All captures at one place: the work that was done before the first and the last. */
  private static final class Captures {
    private double first = Double.POSITIVE_INFINITY;
    private double last;

    void add(double work) {
      first = Math.min(first, work);
      last = Math.max(last, work);
    }
  }

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.REACHABILITY);
  }

  @Override
  public boolean canJudge(Trace trace) {
    return trace.reachability().isFollowed();
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    Map<Long, Kept> bySite = new LinkedHashMap<>();
    for (Reachability.Retained group : evidence.trace().reachability().retained()) {
      bySite.computeIfAbsent(group.site(), site -> new Kept(group)).add(group);
    }
    bySite.values().removeIf(kept -> kept.count < FEW);
    if (bySite.isEmpty()) {
      return List.of();
    }
    Map<Long, Captures> captures = new HashMap<>();
    Map<Long, Double> times = new HashMap<>();
    bySite.values().forEach(kept -> kept.some.forEach(each -> times.put(each, -1.0)));
    OneShot oneShot = new OneShot(Set.copyOf(times.keySet()));
    look(evidence, bySite, captures, times, oneShot);
    List<Finding> findings = new ArrayList<>();
    bySite.forEach(
        (site, kept) -> {
          if (grows(kept, captures.getOrDefault(site, new Captures()), times, evidence)) {
            findings.add(finding(evidence.trace(), site, kept, oneShot));
          }
        });
    return findings;
  }

  /** Finds when the continuations were captured, and what became of them. */
  private static void look(
      Evidence evidence,
      Map<Long, Kept> bySite,
      Map<Long, Captures> captures,
      Map<Long, Double> times,
      OneShot oneShot) {
    WorkClock clock = evidence.clock();
    evidence
        .trace()
        .eachEvent(
            0,
            Long.MAX_VALUE,
            OneShot.EVENTS,
            row -> {
              oneShot.see(row);
              long site = EventFields.number(row, "site");
              if (row.type().equals("continuationCaptured") && bySite.containsKey(site)) {
                double work = clock.at(row.time());
                captures.computeIfAbsent(site, s -> new Captures()).add(work);
                times.replace(EventFields.number(row, "continuation"), work);
              }
              return true;
            });
  }

  /** Not so if only the youngest are kept, or if they were all captured early. */
  private static boolean grows(
      Kept kept, Captures captures, Map<Long, Double> times, Evidence evidence) {
    double span = captures.last - captures.first;
    if (span <= 0 || captures.last < STILL * evidence.clock().total()) {
      return false;
    }
    int[] parts = new int[4];
    double oldest = 1;
    for (long each : kept.some) {
      double work = times.getOrDefault(each, -1.0);
      if (work >= 0) {
        double at = (work - captures.first) / span;
        oldest = Math.min(oldest, at);
        parts[Math.clamp((int) (at * parts.length), 0, parts.length - 1)]++;
      }
    }
    return oldest <= FIRST && parts[1] > 0 && parts[2] > 0 && parts[3] > 0;
  }

  private static Finding finding(Trace trace, long capture, Kept kept, OneShot oneShot) {
    ProgramPlaces places = new ProgramPlaces(trace);
    Site captured = trace.site(capture);
    Site users = places.isUsers(captured) ? captured : places.caller(captured, captured);
    Site site = users.line() > 0 ? users : captured;
    double bytes = (double) kept.words * WORD_BYTES;
    String chain = trace.reachability().keptBy().getOrDefault(kept.most.last(), "");
    double each = Math.rint((double) kept.words / kept.count);
    FindingBuilder builder = new FindingBuilder(LeakClass.RETAINED_CONTINUATIONS);
    if (kept.some.stream().noneMatch(oneShot::isNeededTwice)) {
      double whole = kept.some.stream().filter(k -> !oneShot.isUsedUp(k)).count();
      double share = whole / kept.some.size();
      double words = share * kept.words + (1 - share) * kept.count * Continuation.ownWords();
      builder.otherwise(Counterfactual.Change.ONE_SHOT, Math.rint(words) * WORD_BYTES);
    }
    return builder
        .site(site)
        .call(places.inside(site, Set.of("lambda"), false))
        .count(kept.count)
        .bytesTotal(bytes)
        .otherwise(Counterfactual.Change.NEWEST_ONLY, each * WORD_BYTES)
        .iteration(new Iteration(each, 0))
        .ranked(Severity.ofBytes(bytes), 0.99)
        .keptBy(chain)
        .say(
            "Continuations captured at "
                + site.position()
                + " are kept by data of the program: "
                + GrowthWording.number(kept.count)
                + " in the end, each with "
                + GrowthWording.number(each)
                + " words that it does not share with the others"
                + (chain.isEmpty() ? "" : " (" + chain + ")")
                + ".",
            "Keep what is needed of each, such as a message or a number, and not the continuation"
                + " captured at "
                + site.position()
                + "; or drop the old ones when a new one comes, so that a fixed number of them"
                + " stays.");
  }
}
