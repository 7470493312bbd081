// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Reachability;
import org.lokoscope.store.Series;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.SeriesId.Quantity;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * Fibers of one place in the program that are spawned and do not end: more and more of them wait.
 */
final class FiberGrowth implements Detector {
  private static final int WORD_BYTES = 8;

  /** Of more fibers so many are looked at, evenly taken, for where they wait. */
  private static final int MOST_LOOKED = 10_000;

  /** The fibers that one place has spawned, of which there may be a million. */
  private static final class Population {
    private final Site site;

    /** Where those that are left stand in the list of all. */
    private final IntStream.Builder places = IntStream.builder();

    private final LongStream.Builder spawned = LongStream.builder();
    private final LongStream.Builder ended = LongStream.builder();
    private int[] left = {};

    Population(Site site) {
      this.site = site;
    }

    void add(FiberInfo fiber, int place) {
      spawned.add(fiber.spawned());
      if (!fiber.isLeft() || fiber.isUnreachable()) {
        ended.add(fiber.ended());
      } else {
        places.add(place);
      }
    }

    void complete() {
      left = places.build().toArray();
    }

    /** How many there were over time. */
    Series series() {
      long[] more = spawned.build().sorted().toArray();
      long[] less = ended.build().sorted().toArray();
      long[] times = new long[more.length + less.length];
      double[] values = new double[times.length];
      int born = 0;
      int gone = 0;
      for (int i = 0; i < times.length; i++) {
        boolean birth = gone == less.length || born < more.length && more[born] <= less[gone];
        times[i] = birth ? more[born++] : less[gone++];
        values[i] = born - gone;
      }
      return new Series(new SeriesId(Quantity.FIBERS, site.id()), times, values, values, values);
    }
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    Map<Long, Population> populations = new LinkedHashMap<>();
    List<FiberInfo> fibers = evidence.trace().fibersWithoutTimes();
    for (int i = 0; i < fibers.size(); i++) {
      evidence.step(i, fibers.size());
      FiberInfo fiber = fibers.get(i);
      Site site = fiber.spawnSite();
      populations.computeIfAbsent(site.id(), id -> new Population(site)).add(fiber, i);
    }
    populations.values().forEach(Population::complete);
    List<Finding> findings = new ArrayList<>();
    for (Population population : populations.values()) {
      if (population.left.length >= Accumulation.FEW) {
        Accumulation judged = Accumulation.of(population.series(), evidence.clock());
        if (judged.growing()) {
          findings.add(finding(evidence.trace(), population, judged));
        }
      }
    }
    return findings;
  }

  /** What keeps one of the fibers; "" if nobody looked. */
  private static String chain(Trace trace, Population population) {
    Map<Long, String> chains = trace.reachability().keptBy();
    List<FiberInfo> fibers = trace.fibersWithoutTimes();
    return Arrays.stream(chains.isEmpty() ? new int[0] : population.left)
        .mapToObj(place -> chains.getOrDefault(fibers.get(place).id(), ""))
        .filter(chain -> !chain.isEmpty())
        .findFirst()
        .orElse("");
  }

  /**
   * Heap words that the fibers keep and nothing else does; only of their frames if nobody looked.
   */
  private static double words(Trace trace, Population population, double frames) {
    Reachability.Population kept = trace.reachability().populations().get(population.site.id());
    return kept == null ? frames : (double) kept.words() / kept.fibers() * population.left.length;
  }

  private static Finding finding(Trace trace, Population population, Accumulation judged) {
    List<FiberInfo> fibers = trace.fibersWithoutTimes();
    int size = population.left.length;
    int looked = Math.min(size, MOST_LOOKED);
    double words = 0;
    Map<Long, Integer> waits = new LinkedHashMap<>();
    for (int i = 0; i < looked; i++) {
      int place = population.left[(int) ((long) i * size / looked)];
      for (GrowthPoint last : trace.growth(fibers.get(place).id(), 1)) {
        words += last.words() - last.baseWords();
        waits.merge(last.site(), 1, Integer::sum);
      }
    }
    Site wait =
        waits.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(entry -> trace.site(entry.getKey()))
            .orElse(population.site);
    double bytes = words(trace, population, words / looked * size) * WORD_BYTES;
    return new FindingBuilder(LeakClass.FIBER_GROWTH)
        .fiber(fibers.get(population.left[population.left.length - 1]))
        .site(wait)
        .call(population.site)
        .count(judged.count())
        .bytesTotal(bytes)
        .iteration(new Iteration(Math.rint(bytes / WORD_BYTES / size), 0))
        .ranked(Severity.ofBytes(bytes), judged.confidence())
        .keptBy(chain(trace, population))
        .say(
            "More and more fibers that are spawned at "
                + population.site.position()
                + " are alive: "
                + GrowthWording.number(population.left.length)
                + " in the end, most of them waiting at "
                + wait.position()
                + ".",
            "See to it that each fiber spawned at "
                + population.site.position()
                + " comes to its end: let what it waits for at "
                + wait.position()
                + " come about, for example by a message or a signal when the work that it was"
                + " spawned for is done; or wait with a time limit.");
  }
}
