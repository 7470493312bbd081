// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.Site;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.FlameLayout;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.query.FlameData;
import org.lokoscope.views.query.FlameDifference;
import org.lokoscope.views.query.FlameDifference.Weights;
import org.lokoscope.views.viewport.TimeRange;
import org.lokoscope.views.viewport.TimeText;

/** What a flame graph says in words. */
final class FlameTexts {

  /** From the fullest to the shortest. */
  static List<String> titles(FlameData data) {
    return data.weight() == Weight.SAMPLES ? TITLES_OF_SAMPLES : TITLES;
  }

  private static final List<String> TITLES_OF_SAMPLES =
      List.of("Run time by stack, in samples", "Run time by stack");

  static final List<String> TITLES =
      List.of(
          "Words retained by suspended continuations, by stack",
          "Words of suspended continuations, by stack",
          "Words by stack");

  static final String DIFFERENCE =
      "Orange: more in the second run. Blue: less. Grey: alike. A box is as wide as what it weighs"
          + " in both runs together, with all that it has called; a place is the same in both where"
          + " procedure and form are.";

  private static final String WHEN =
      "when a fiber is suspended twice as deep as at the one before, and when the run ends";

  private FlameTexts() {}

  static List<String> titlesOfDifference(FlameData both) {
    return both.weight() == Weight.SAMPLES
        ? List.of("Run time by stack, first and second run", "Run time by stack")
        : List.of("Words by stack, first and second run", "Words by stack");
  }

  /** Which runs these are, and how many stacks each has. */
  static String subtitle(FlameData both, Weights stacks) {
    String unit = both.weight() == Weight.SAMPLES ? "sample" : "fiber";
    return both.program()
        + ": the stacks of "
        + Count.of(stacks.before(), unit)
        + ", then of "
        + Figures.count(stacks.after())
        + (both.whole() ? "." : ", " + time(both) + ".");
  }

  /** From the fullest to the shortest. */
  static List<String> labels(FlameDifference difference, FlameLayout.Box box) {
    if (box.shared()) {
      return labels(difference.both(), box);
    }
    StackTree node = box.nodes().getFirst();
    String weight = "   " + difference.words(difference.of(node));
    if (node == difference.both().root()) {
      return List.of("All stacks" + weight, "All stacks");
    }
    String winder = node.place().winder() ? "winder " : "";
    List<String> labels = new ArrayList<>();
    List<String> names = names(node.place().site());
    labels.add(winder + names.getFirst() + weight);
    names.forEach(name -> labels.add(winder + name));
    return labels;
  }

  /** {@code 49 990 words (400 kB)}. */
  static String total(FlameData data) {
    long words = data.root().total();
    if (data.weight() == Weight.SAMPLES) {
      return words == 0 ? "" : data.amount(words);
    }
    return words == 0
        ? ""
        : Count.of(words, "word") + " (" + Texts.quantity(words * 8.0, Unit.BYTES) + ")";
  }

  /** Which snapshots these are, and when snapshots are taken. */
  static String subtitle(FlameData data) {
    String program = fileName(data.program());
    long fibers = data.root().stacks();
    if (fibers == 0) {
      return program;
    }
    if (data.weight() == Weight.SAMPLES) {
      return program + ": " + Count.of(fibers, "stack") + " of what ran, taken " + time(data) + ".";
    }
    StringBuilder text = new StringBuilder(program).append(": the last stack snapshot of ");
    text.append(fibers == 1 ? "" : "each of ").append(Count.of(fibers, "fiber"));
    text.append(' ').append(time(data));
    if (data.ended() > 0) {
      text.append(", ").append(Count.of(data.ended(), "of which has", "of which have"));
      text.append(" ended by its end");
    }
    if (data.without() > 0) {
      text.append("; ").append(Count.of(data.without(), "more fiber has", "more fibers have"));
      text.append(" none");
    }
    return text.append(". Snapshots are taken ").append(WHEN).append('.').toString();
  }

  private static String time(FlameData data) {
    TimeRange range = data.range();
    return data.whole()
        ? "in the whole run (" + TimeText.duration(range.to() - 1) + ")"
        : "from " + TimeText.instant(range.from()) + " to " + TimeText.instant(range.to());
  }

  /** Instead of a graph without boxes. */
  static String empty(FlameData data) {
    if (data.weight() == Weight.SAMPLES) {
      return "No samples of what ran "
          + time(data)
          + ". They are taken when a program is recorded with --sample HZ.";
    }
    if (data.root().stacks() > 0) {
      return "The stacks that were recorded tell no sizes: the runtime does not measure frames.";
    }
    return data.whole()
        ? "No stack was recorded in this trace: no fiber was ever suspended."
        : "No stack was recorded "
            + time(data)
            + ". Snapshots are taken "
            + WHEN
            + ": try a longer range, or none for the whole run.";
  }

  /** What a reader must know to read the boxes. */
  static String legend(FlameData data) {
    return data.weight() == Weight.SAMPLES
        ? "Width: samples in which a frame was on the stack; what it has called stands below it."
        : "Width: words of a frame and of all that it has called, which stands below it. "
            + "× n: n frames of one place, in a row or in turns, in one box. "
            + "winder: an entry of the dynamic state. "
            + "What fibers share is counted for each.";
  }

  /** What the picture does not show in full. */
  static List<String> omissions(FlameData data, FlameLayout layout) {
    List<String> lines = new ArrayList<>();
    List<FlameLayout.Box> shared = layout.boxes().stream().filter(FlameLayout.Box::shared).toList();
    if (!shared.isEmpty()) {
      long places = shared.stream().mapToLong(box -> box.nodes().size()).sum();
      long words = shared.stream().mapToLong(FlameLayout.Box::words).sum();
      lines.add(
          "Plain grey: "
              + Count.of(places, "place")
              + " too narrow to be seen, "
              + data.amount(words)
              + " with what they have called.");
    }
    if (layout.hiddenLevels() > 0) {
      lines.add(
          Count.of(layout.hiddenLevels(), "deeper level")
              + " with "
              + data.amount(layout.hiddenWords())
              + (layout.hiddenLevels() == 1 ? " does" : " do")
              + " not fit: a higher picture shows more.");
    }
    return lines;
  }

  /** From the fullest to the shortest. */
  static List<String> labels(FlameData data, FlameLayout.Box box) {
    StackTree root = data.root();
    String weight = data.amount(box.words()) + ", " + percent(box.words(), root.total());
    if (box.nodes().getFirst() == root) {
      String all = Count.of(root.stacks(), data.weight() == Weight.WORDS ? "fiber" : "sample");
      return List.of(all + "   " + weight, all);
    }
    if (box.shared()) {
      String places = Count.of(box.nodes().size(), "narrow place");
      return List.of(places + "   " + weight, places);
    }
    StackTree node = box.nodes().getFirst();
    String winder = node.place().winder() ? "winder " : "";
    List<String> names = names(node.place().site());
    List<String> labels = new ArrayList<>();
    String times = data.weight() == Weight.WORDS ? times(node) : "";
    labels.add(winder + names.getFirst() + times + "   " + weight);
    labels.add(winder + names.getFirst() + times);
    names.forEach(name -> labels.add(winder + name));
    return labels;
  }

  private static List<String> names(Site site) {
    if (site.line() == 0) {
      String name = site.position();
      return site.procedure().isEmpty() ? List.of(name) : List.of(name + " (runtime)", name);
    }
    String line = ":" + site.line();
    return site.procedure().isEmpty()
        ? List.of(site.position() + "  " + site.form(), site.position(), line)
        : List.of(
            site.procedure() + "  " + site.position(),
            site.procedure() + "  " + site.shortPosition(),
            site.shortPosition(),
            site.procedure());
  }

  private static String times(StackTree node) {
    String fibers = Count.of(node.stacks(), "fiber");
    if (node.frames() == node.stacks()) {
      return node.stacks() == 1 ? "" : "  in " + fibers;
    }
    String times = "  × " + Figures.count(node.frames());
    return node.stacks() == 1 ? times : times + " in " + fibers;
  }

  private static String percent(long words, long total) {
    return Figures.percent((double) words / total);
  }

  private static String fileName(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
