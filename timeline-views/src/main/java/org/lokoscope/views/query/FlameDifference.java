// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.store.stacks.StackTree.Place;
import org.lokoscope.store.stacks.StackTrees;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.viewport.TimeRange;

/**
 * The stacks of two runs in one tree, in which a node weighs what it weighs in both together.
 *
 * <p>An edit moves lines, and a changed program may have another name. So a place of the first run
 * is that of the second one with the same procedure and form in a file of the same name, or in the
 * program; of several such, the first goes with the first.
 */
public final class FlameDifference {

  /** What weighs less in both runs than this part of all is not worth a word. */
  private static final double LEAST = 0.001;

  /**
   * What a node weighs in each run.
   *
   * @param before in the first
   * @param after in the second
   */
  public record Weights(long before, long after) {

    static final Weights NONE = new Weights(0, 0);

    /** From -1, only in the first run, to 1, only in the second; 0 for alike. */
    public double leaning() {
      long both = before + after;
      return both == 0 ? 0 : (double) (after - before) / both;
    }
  }

  private final FlameData both;
  private final Weights stacks;
  private final Map<StackTree, Weights> weights = new IdentityHashMap<>();
  private final Map<StackTree, Weights> own = new IdentityHashMap<>();

  private FlameDifference(FlameData before, FlameData after) {
    Map<Place, Place> names = names(before, after);
    StackTree first = StackTree.root();
    first.addAll(before.root(), place -> names.getOrDefault(place, place));
    StackTree root = StackTree.root();
    root.addAll(first, place -> place);
    root.addAll(after.root(), place -> place);
    stacks = new Weights(before.root().stacks(), after.root().stacks());
    String program = fileName(before.program()) + ", then " + fileName(after.program());
    both =
        new FlameData(
            program,
            after.range(),
            after.whole(),
            before.ended() + after.ended(),
            before.without() + after.without(),
            root,
            after.weight());
    weigh(root, first, after.root());
  }

  /**
   * Words that suspended fibers hold; run time where neither run has any and one has samples.
   *
   * @param range null for the whole runs
   */
  public static FlameDifference of(Trace before, Trace after, @Nullable TimeRange range) {
    FlameDifference words = of(before, after, range, Weight.WORDS);
    boolean samples =
        words.both.root().total() == 0
            && (StackTrees.hasSamples(before) || StackTrees.hasSamples(after));
    return samples ? of(before, after, range, Weight.SAMPLES) : words;
  }

  /**
   * @param range null for the whole runs
   */
  public static FlameDifference of(
      Trace before, Trace after, @Nullable TimeRange range, Weight weight) {
    return weight == Weight.SAMPLES
        ? of(FlameData.ofSamples(before, range), FlameData.ofSamples(after, range))
        : of(FlameData.of(before, range), FlameData.of(after, range));
  }

  /** Both of the same kind of weight. */
  public static FlameDifference of(FlameData before, FlameData after) {
    return new FlameDifference(before, after);
  }

  /** Both runs together. */
  public FlameData both() {
    return both;
  }

  /** How many fibers, or samples, each run has. */
  public Weights stacks() {
    return stacks;
  }

  /**
   * What a node and all below it weigh.
   *
   * @param node of {@link #both}
   */
  public Weights of(StackTree node) {
    return weights.getOrDefault(node, Weights.NONE);
  }

  /** {@code 4 000 words, then 40 (3 960 less)}. */
  public String words(Weights of) {
    long more = of.after() - of.before();
    String change =
        more == 0 ? "alike" : Figures.count(Math.abs(more)) + (more > 0 ? " more" : " less");
    return both.amount(of.before()) + ", then " + Figures.count(of.after()) + " (" + change + ")";
  }

  /** In what the runs differ, all of it and then the places, the largest difference first. */
  public List<String> lines(int most) {
    List<String> lines = new ArrayList<>();
    lines.add("All stacks: " + words(of(both.root())));
    own.entrySet().stream()
        .filter(each -> change(each.getValue()) > LEAST * both.root().total())
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<StackTree, Weights> each) -> -change(each.getValue()))
                .thenComparing(each -> each.getKey().place().site().position()))
        .limit(most)
        .forEach(each -> lines.add(name(each.getKey().place()) + ": " + words(each.getValue())));
    return lines;
  }

  private static long change(Weights of) {
    return Math.abs(of.after() - of.before());
  }

  private static String name(Place place) {
    Site site = place.site();
    String at = site.line() == 0 ? site.position() : site.procedure() + " " + site.position();
    return (place.winder() ? "winder " : "") + at.strip();
  }

  private void weigh(StackTree root, StackTree first, StackTree second) {
    record Same(StackTree node, @Nullable StackTree one, @Nullable StackTree two) {}
    Deque<Same> next = new ArrayDeque<>();
    next.push(new Same(root, first, second));
    while (!next.isEmpty()) {
      Same at = next.pop();
      weights.put(at.node, new Weights(total(at.one), total(at.two)));
      if (at.node != root) {
        own.put(at.node, new Weights(self(at.one), self(at.two)));
      }
      Map<Place, StackTree> ones = children(at.one);
      Map<Place, StackTree> twos = children(at.two);
      for (StackTree child : at.node.children()) {
        next.push(new Same(child, ones.get(child.place()), twos.get(child.place())));
      }
    }
  }

  private static long total(@Nullable StackTree node) {
    return node == null ? 0 : node.total();
  }

  private static long self(@Nullable StackTree node) {
    return node == null ? 0 : node.self();
  }

  private static Map<Place, StackTree> children(@Nullable StackTree node) {
    Map<Place, StackTree> found = new HashMap<>();
    if (node != null) {
      node.children().forEach(child -> found.put(child.place(), child));
    }
    return found;
  }

  /** What is alike in both runs, whatever the line. */
  private record Key(boolean winder, String file, String procedure, String form) {

    static Key of(Place place, String program) {
      Site site = place.site();
      boolean own = fileName(site.file()).equals(fileName(program));
      String file = own ? "" : fileName(site.file());
      return new Key(place.winder(), file, site.procedure(), site.form());
    }
  }

  private static Map<Place, Place> names(FlameData before, FlameData after) {
    Map<Key, SortedSet<Place>> first = places(before);
    Map<Key, SortedSet<Place>> second = places(after);
    Map<Place, Place> names = new HashMap<>();
    first.forEach(
        (key, places) -> {
          List<Place> there = List.copyOf(second.getOrDefault(key, new TreeSet<>(BY_LINE)));
          int at = 0;
          for (Place place : places) {
            if (at < there.size()) {
              names.put(place, there.get(at));
            }
            at++;
          }
        });
    return names;
  }

  private static final Comparator<Place> BY_LINE =
      Comparator.<Place>comparingInt(place -> place.site().line())
          .thenComparingInt(place -> place.site().column())
          .thenComparing(place -> place.site().file());

  private static Map<Key, SortedSet<Place>> places(FlameData data) {
    Map<Key, SortedSet<Place>> found = new HashMap<>();
    Deque<StackTree> next = new ArrayDeque<>(data.root().children());
    while (!next.isEmpty()) {
      StackTree node = next.pop();
      Key key = Key.of(node.place(), data.program());
      found.computeIfAbsent(key, any -> new TreeSet<>(BY_LINE)).add(node.place());
      next.addAll(node.children());
    }
    return found;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
