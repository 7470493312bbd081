// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.stacks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;

/**
 * Makes {@link StackTree}s from a trace. Samples cost the chunks of the range in which there are
 * any; words cost one look-up a fiber. Off the FX thread.
 */
public final class StackTrees {

  private static final String SAMPLED = "stackSampled";

  /** By which part of the stacks is told apart from the others. */
  public enum Split {
    FIBER,
    SPAWN_SITE
  }

  /**
   * The stacks of one fiber, or of those that were spawned at one site.
   *
   * @param subject the number of the fiber or of the site
   * @param name what people call it
   */
  public record Group(long subject, String name, StackTree tree) {}

  /** Is given each stack that was asked for. */
  private interface Sink {

    void sample(long fiber, List<StackGroup> groups, boolean cut);

    void snapshot(FiberInfo fiber, StackSnapshot stack);
  }

  private StackTrees() {}

  /** All stacks that a query asks for, in one tree. */
  public static StackTree of(Trace trace, StackQuery query) {
    StackTree root = StackTree.root();
    each(
        trace,
        query,
        new Sink() {
          @Override
          public void sample(long fiber, List<StackGroup> groups, boolean cut) {
            root.addSample(groups, cut);
          }

          @Override
          public void snapshot(FiberInfo fiber, StackSnapshot stack) {
            root.add(stack);
          }
        });
    return root;
  }

  /** The same, told apart by fiber or by spawn site; the heaviest first, then by name. */
  public static List<Group> split(Trace trace, StackQuery query, Split by) {
    Map<Long, Group> groups = new LinkedHashMap<>();
    LongFunction<Group> fresh =
        subject ->
            new Group(
                subject,
                by == Split.FIBER ? trace.nameOf(subject) : spawned(trace.site(subject)),
                StackTree.root());
    each(
        trace,
        query,
        new Sink() {
          private final Map<Long, Long> sites = new HashMap<>();

          @Override
          public void sample(long fiber, List<StackGroup> stack, boolean cut) {
            long subject =
                by == Split.FIBER
                    ? fiber
                    : sites.computeIfAbsent(fiber, each -> trace.spawnSite(each).id());
            group(subject).addSample(stack, cut);
          }

          @Override
          public void snapshot(FiberInfo fiber, StackSnapshot stack) {
            group(by == Split.FIBER ? fiber.id() : fiber.spawnSite().id()).add(stack);
          }

          private StackTree group(long subject) {
            return groups.computeIfAbsent(subject, fresh::apply).tree();
          }
        });
    return groups.values().stream()
        .sorted(
            Comparator.<Group>comparingLong(group -> group.tree().total())
                .reversed()
                .thenComparing(Group::name))
        .toList();
  }

  private static String spawned(Site site) {
    return site.line() == 0 ? "the program's first fibers" : site.position();
  }

  /** Whether the trace holds any samples. */
  public static boolean hasSamples(Trace trace) {
    return trace.info().eventsByType().getOrDefault(SAMPLED, 0L) > 0;
  }

  private static void each(Trace trace, StackQuery query, Sink sink) {
    LongPredicate fibers = query.fibers(trace);
    switch (query.weight()) {
      case SAMPLES -> samples(trace, query, fibers, sink);
      case WORDS -> {
        for (FiberInfo fiber : trace.fibers()) {
          StackSnapshot last = fibers.test(fiber.id()) ? last(trace, fiber.id(), query) : null;
          if (last != null) {
            sink.snapshot(fiber, last);
          }
        }
      }
    }
  }

  private static @Nullable StackSnapshot last(Trace trace, long fiber, StackQuery query) {
    for (StackSnapshot snapshot : trace.stacks(fiber).reversed()) {
      if (snapshot.time() >= query.from() && snapshot.time() < query.to()) {
        return snapshot;
      }
    }
    return null;
  }

  private static void samples(Trace trace, StackQuery query, LongPredicate fibers, Sink sink) {
    trace.eachEvent(
        query.from(),
        query.to(),
        Set.of(SAMPLED),
        row -> {
          long fiber = row.values().get(0).number();
          if (fibers.test(fiber)) {
            List<StackGroup> groups = groups(trace, row.values().get(2));
            long seen = groups.stream().mapToLong(g -> g.repeat() * g.frames().size()).sum();
            sink.sample(fiber, groups, seen < row.values().get(1).number());
          }
          return true;
        });
  }

  /** Reads what the event says: repeat, n, then n times site and words; and so on. */
  private static List<StackGroup> groups(Trace trace, EventRow.Value value) {
    String[] words = value.text().isEmpty() ? new String[0] : value.text().split(" ");
    List<StackGroup> groups = new ArrayList<>();
    int next = 0;
    while (next + 2 <= words.length) {
      long repeat = Long.parseLong(words[next]);
      long size = Long.parseLong(words[next + 1]);
      next += 2;
      List<StackFrame> frames = new ArrayList<>();
      for (long i = 0; i < size && next + 2 <= words.length; i++, next += 2) {
        Site site = trace.site(Long.parseLong(words[next]));
        frames.add(new StackFrame(site, Long.parseLong(words[next + 1])));
      }
      if (!frames.isEmpty()) {
        groups.add(new StackGroup(repeat, frames));
      }
    }
    return groups;
  }
}
