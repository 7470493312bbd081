// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.report.ControlCharacters;

/**
 * The fibers of both runs that were spawned at one place. At least one of the lists has some; both
 * are in the order of their spawning.
 *
 * @param name of the fibers
 * @param place where they are spawned, in the first run that has them
 */
public record Aligned(String name, Site place, List<FiberInfo> before, List<FiberInfo> after) {

  /**
   * Pairs the fibers of two runs by the places of their spawning: those with the same file,
   * procedure and form are the same, whatever their lines, and the programs' own files count as
   * one, so that a program and its mended copy compare. What is left over is paired by name.
   */
  public static List<Aligned> of(Trace before, Trace after) {
    Map<Object, List<FiberInfo>> first = groups(before);
    Map<Object, List<FiberInfo>> second = groups(after);
    List<Aligned> pairs = new ArrayList<>();
    pair(first, second, Function.identity(), pairs);
    pair(first, second, key -> ((Key) key).name(), pairs);
    first.values().forEach(fibers -> pairs.add(pair(fibers, List.of())));
    second.values().forEach(fibers -> pairs.add(pair(List.of(), fibers)));
    pairs.sort(Comparator.comparingLong(Aligned::begins));
    return pairs;
  }

  private record Key(String file, String procedure, String form, String name) {}

  private static Map<Object, List<FiberInfo>> groups(Trace trace) {
    String program = fileName(trace.info().program());
    Map<Object, List<FiberInfo>> groups = new LinkedHashMap<>();
    for (FiberInfo fiber : trace.fibers()) {
      Site site = fiber.spawnSite();
      String file = fileName(site.file());
      String name = fiber.name().replaceFirst("#?\\d+$", "");
      Key key =
          new Key(file.equals(program) ? "" : file, site.procedure(), site.form(), name.strip());
      groups.computeIfAbsent(key, one -> new ArrayList<>()).add(fiber);
    }
    groups.values().forEach(list -> list.sort(Comparator.comparingLong(FiberInfo::spawned)));
    return groups;
  }

  private static void pair(
      Map<Object, List<FiberInfo>> first,
      Map<Object, List<FiberInfo>> second,
      Function<Object, Object> as,
      List<Aligned> into) {
    for (Object key : List.copyOf(first.keySet())) {
      Object other =
          second.keySet().stream()
              .filter(each -> as.apply(each).equals(as.apply(key)))
              .findFirst()
              .orElse(null);
      List<FiberInfo> left = first.get(key);
      List<FiberInfo> right = other == null ? null : second.get(other);
      if (left != null && right != null) {
        into.add(pair(left, right));
        first.remove(key);
        second.remove(other);
      }
    }
  }

  private static Aligned pair(List<FiberInfo> before, List<FiberInfo> after) {
    FiberInfo one = before.isEmpty() ? after.getFirst() : before.getFirst();
    String name = ControlCharacters.shown(one.name().replace('\n', ' '));
    return new Aligned(
        before.size() + after.size() > 2 ? name.replaceFirst("#\\d+$", "") : name,
        one.spawnSite(),
        List.copyOf(before),
        List.copyOf(after));
  }

  private static String fileName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private long begins() {
    return (before.isEmpty() ? after : before).getFirst().spawned();
  }

  /** The fiber of the first run that stands for all: the one that ran most often; null for none. */
  public @Nullable FiberInfo shownBefore() {
    return before.stream().max(Comparator.comparingLong(FiberInfo::resumes)).orElse(null);
  }

  /** That of the second run: the one spawned as the first run's was, else the busiest. */
  public @Nullable FiberInfo shownAfter() {
    FiberInfo shown = shownBefore();
    int place = shown == null ? -1 : before.indexOf(shown);
    return place >= 0 && place < after.size()
        ? after.get(place)
        : after.stream().max(Comparator.comparingLong(FiberInfo::resumes)).orElse(null);
  }
}
