// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;

/**
 * The fibers whose continuation or dynamic state grows from resume to resume, and the source forms
 * that make them grow. Fibers that grow at the same place are one finding, told of the worst of
 * them. Whether it is called growth of the continuation or of its winders is for the form to say.
 *
 * <p>What was called in vain is not a leak: a recursion that has come back, or that was left by
 * ending the fiber, has kept what it needed. So plain calls are blamed only in fibers that live to
 * the end, and forms that hold a loop only from so many turns on.
 */
final class GrowingFibers {
  private static final int WORD_BYTES = 8;

  /** Guessed: nesting that is meant, of stages or of a document, is not so deep. */
  private static final int LEAST_TURNS = 64;

  /** The same for a fiber that goes on after it. */
  private static final int LEAST_TURNS_ALIVE = 16;

  /** A fiber with fewer suspends than this says nothing, unless half of those like it go on. */
  private static final int LEAST_POINTS = 32;

  /** What is said of a fiber that has used up the memory, or what the run was given as limit. */
  private static final List<String> TOO_LARGE =
      List.of("out of memory", "--max-continuation-words");

  private final Trace trace;
  private final Anchors anchors;
  private final long end;
  private final Map<Place, Suspects> suspects = new LinkedHashMap<>();
  private int judged;

  private record Place(LeakClass leakClass, String position) {}

  /** A fiber that grows at a place, and what repeats in it, if anything does. */
  private record Suspect(
      FiberInfo fiber,
      Growth growth,
      Anchor anchor,
      @Nullable Repetition frames,
      @Nullable Repetition winders) {}

  /** The fibers that grow at one place. */
  private static final class Suspects {
    private final LeakClass leakClass;
    private Suspect worst;
    private double words = -1;
    private int count;
    private long points;
    private long active;
    private long turns;
    private double bytes;

    Suspects(LeakClass leakClass, Suspect first) {
      this.leakClass = leakClass;
      worst = first;
    }

    /**
     * @param held words that a frame holds for each word of its own
     */
    void add(Suspect suspect, boolean goesOn, double held) {
      Growth grown = suspect.growth;
      Anchor place = suspect.anchor;
      count++;
      points += grown.points().size();
      active += goesOn ? 1 : 0;
      turns += place.count();
      bytes += WORD_BYTES * (1 + held) * place.share() * grown.rise();
      double more = (1 + held) * place.share() * grown.slope();
      if (more > words) {
        words = more;
        worst = suspect;
      }
    }

    /** Whether there is enough of them; a loop that many fibers began and left is none. */
    boolean isLeak() {
      boolean few = worst.growth.points().size() < LEAST_POINTS;
      return turns >= LEAST_TURNS_ALIVE
          && (!few || 2 * active >= count)
          && (worst.anchor.form() != Anchor.Form.CALL || turns >= LEAST_TURNS);
    }

    /**
     * @param own whether the program ran on our own runtime, which has a switch that matters here
     */
    Finding finding(boolean own) {
      Growth growth = worst.growth;
      Anchor anchor = worst.anchor;
      double each = growth.words().growing() ? words : 0;
      double confidence = Math.max(growth.confidence(), points / (points + 64.0));
      FindingBuilder finding = new FindingBuilder(leakClass);
      finding.otherwise(Counterfactual.Change.TAIL_CALL, 0);
      if (own) {
        finding.otherwise(Counterfactual.Change.DELIMITED, bytes);
      }
      return finding
          .fiber(worst.fiber)
          .site(anchor.site())
          .call(anchor.call())
          .ranked(Severity.ofBytes(bytes), confidence)
          .bytesPerResume(each * WORD_BYTES)
          .bytesTotal(bytes)
          .otherwise(Counterfactual.Change.ONE_SHOT, bytes)
          .iteration(anchor.iteration())
          .count(anchor.count())
          .repeating(group(worst.frames), group(worst.winders))
          .say(
              GrowthWording.sentence(anchor, worst.fiber.name(), each, count - 1),
              GrowthWording.fix(anchor));
    }
  }

  private GrowingFibers(Evidence evidence) {
    trace = evidence.trace();
    anchors = new Anchors(trace, new ProgramPlaces(trace));
    end = evidence.end();
  }

  static GrowingFibers of(Evidence evidence) {
    GrowingFibers growing = new GrowingFibers(evidence);
    List<FiberInfo> fibers = evidence.trace().fibersWithoutTimes();
    for (int i = 0; i < fibers.size(); i++) {
      evidence.step(i, fibers.size());
      growing.judge(fibers.get(i));
    }
    return growing;
  }

  /** How many fibers were seen often enough to judge them. */
  int judged() {
    return judged;
  }

  List<Finding> findings(LeakClass leakClass) {
    return suspects.values().stream()
        .filter(group -> group.leakClass == leakClass && group.isLeak())
        .map(group -> group.finding(trace.isOwn()))
        .toList();
  }

  private void judge(FiberInfo fiber) {
    if (fiber.resumes() < Trend.FEW_POINTS) {
      return; // Of a million short fibers nothing need be read.
    }
    Growth growth = Growth.of(trace, fiber.id());
    judged += growth.words().judged() ? 1 : 0;
    if (growth.isGrowing()) {
      add(fiber, growth);
    }
  }

  private void add(FiberInfo fiber, Growth growth) {
    GrowthPoint last = growth.judged().getLast();
    List<StackSnapshot> snapshots =
        trace.stacks(fiber.id()).stream()
            .filter(s -> !growth.hasEnded() || s.time() <= last.time())
            .toList();
    StackSnapshot latest = snapshots.isEmpty() ? null : snapshots.getLast();
    StackSnapshot earlier = earlier(snapshots);
    Repetition frames = between(earlier, latest, false);
    Repetition winders = growth.winders().growing() ? between(earlier, latest, true) : null;
    boolean over = growth.hasEnded() || hasLeft(fiber);
    boolean goesOn = !over && goesOn(growth.points());
    Site suspend = trace.site(last.site());
    for (Anchor anchor : anchors(earlier, latest, suspend, frames, last, fiber, growth)) {
      if (!over || anchor.form() != Anchor.Form.CALL && anchor.count() >= LEAST_TURNS) {
        add(new Suspect(fiber, growth, anchor, frames, winders), goesOn);
      }
    }
  }

  private void add(Suspect suspect, boolean goesOn) {
    Anchor anchor = suspect.anchor;
    boolean growing = suspect.growth.words().growing();
    LeakClass leakClass =
        !trace.measures(Capability.WINDERS)
            ? LeakClass.CONTINUATION_GROWTH
            : growing ? anchor.form().leakClass : LeakClass.WINDER_GROWTH;
    suspects
        .computeIfAbsent(
            new Place(leakClass, anchor.site().fullPosition()),
            place -> new Suspects(leakClass, suspect))
        .add(suspect, goesOn, trace.reachability().held().getOrDefault(suspect.fiber.id(), 0.0));
  }

  /** The forms to blame; where nothing repeats in the snapshots, the place where it waits. */
  private List<Anchor> anchors(
      @Nullable StackSnapshot earlier,
      @Nullable StackSnapshot latest,
      Site suspend,
      @Nullable Repetition frames,
      GrowthPoint last,
      FiberInfo fiber,
      Growth growth) {
    List<Grown> grown = new ArrayList<>();
    grown.addAll(Grown.between(groups(earlier, true), groups(latest, true), true));
    grown.addAll(Grown.between(groups(earlier, false), groups(latest, false), false));
    List<Anchor> found = anchors.of(grown, suspend);
    if (found.isEmpty()) {
      Iteration each = new Iteration(growth.slope(), 0);
      return List.of(new Anchor(Anchor.Form.CALL, suspend, Site.UNKNOWN, Site.UNKNOWN, 1, each, 0));
    }
    long since = since(fiber, frames, latest, last);
    return since == 0
        ? found
        : found.stream().map(anchor -> anchor.with(anchor.count() + since)).toList();
  }

  /** Whether the fiber has come back from all that it had kept, or given it up. */
  private static boolean hasLeft(FiberInfo fiber) {
    return fiber.outcome() != null && !fiber.isLeft() && !wasTooLarge(fiber);
  }

  /** Whether it was ended because what it kept was too much. */
  private static boolean wasTooLarge(FiberInfo fiber) {
    String failure = fiber.failure();
    return failure != null && TOO_LARGE.stream().anyMatch(failure::contains);
  }

  /** Whether the fiber was still resumed when the run ended, as often as before. */
  private boolean goesOn(List<GrowthPoint> points) {
    long first = points.getFirst().time();
    long last = points.getLast().time();
    return end - last <= 3 * ((last - first) / Math.max(1, points.size() - 1) + 1);
  }

  /** Repetitions that have come since the last snapshot. */
  private long since(
      FiberInfo fiber,
      @Nullable Repetition frames,
      @Nullable StackSnapshot snapshot,
      GrowthPoint last) {
    if (frames == null || snapshot == null || snapshot.time() >= last.time()) {
      return 0;
    }
    GrowthPoint point = trace.growthAt(fiber.id(), snapshot.time());
    long then = point == null ? last.frames() : point.frames();
    return Math.max(0, Math.round((last.frames() - then) / (double) frames.frames().size()));
  }

  private static List<StackFrame> group(@Nullable Repetition repetition) {
    return repetition == null ? List.of() : repetition.frames();
  }

  /** The last snapshot that holds at most half of what the very last one does, or null. */
  private static @Nullable StackSnapshot earlier(List<StackSnapshot> snapshots) {
    StackSnapshot found = null;
    for (StackSnapshot snapshot : snapshots) {
      if (snapshot.frames() * 2 <= snapshots.getLast().frames()) {
        found = snapshot;
      }
    }
    return found;
  }

  private static @Nullable Repetition between(
      @Nullable StackSnapshot earlier, @Nullable StackSnapshot last, boolean winders) {
    return Repetition.between(groups(earlier, winders), groups(last, winders));
  }

  /** What a snapshot holds of frames or of winders: nothing if there is none. */
  private static List<StackGroup> groups(@Nullable StackSnapshot snapshot, boolean winders) {
    if (snapshot == null) {
      return List.of();
    }
    return winders ? snapshot.winderGroups() : snapshot.groups();
  }
}
