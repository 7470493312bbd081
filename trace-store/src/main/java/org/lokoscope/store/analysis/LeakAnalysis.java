package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Progress;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;

/**
 * Finds the fibers whose continuation or dynamic state grows from resume to resume, and the source
 * form that makes them grow. Fibers that grow at the same place are one finding, told of the worst
 * of them.
 */
public final class LeakAnalysis {

  private static final int MAX_POINTS = 300;
  private static final int WORD_BYTES = 8;

  /** A leak of less than this in the whole run is no news. */
  private static final double LEAST_WORDS = 16;

  private static final double LEAST_WINDERS = 4;

  /** So many points are never thinned: more than a fiber has suspends. */
  private static final int EVERY_POINT = 1 << 24;

  /** A recursion that came back in the end may have kept so much without being called a leak. */
  private static final long RECURSION_WORDS = 8192;

  /** A loop that has ended is judged if what was seen after it is at most one part in so many. */
  private static final int REST = 20;

  private final Trace trace;
  private final String program;
  private final Map<Place, Suspects> suspects = new LinkedHashMap<>();
  private int judged;

  private record Place(LeakClass leakClass, String position) {}

  private static final class Suspects {
    private Finding worst;
    private Anchor anchor;
    private double slope;
    private int count;
  }

  private LeakAnalysis(Trace trace) {
    this.trace = trace;
    program = trace.info().program();
  }

  public static Diagnosis analyse(Trace trace) {
    return analyse(trace, Progress.NONE);
  }

  public static Diagnosis analyse(Trace trace, Progress progress) {
    return new LeakAnalysis(trace).run(progress);
  }

  private Diagnosis run(Progress progress) {
    List<FiberInfo> fibers = trace.fibers();
    for (int i = 0; i < fibers.size(); i++) {
      if ((i & 63) == 0 && !progress.at(i, fibers.size(), "Looking for leaks")) {
        throw new CancellationException();
      }
      judge(fibers.get(i));
    }
    List<Finding> findings = new ArrayList<>();
    suspects.values().forEach(group -> findings.add(summary(group)));
    findings.sort(Comparator.comparingDouble(Finding::bytesPerResume).reversed());
    return diagnosis(findings);
  }

  private Diagnosis diagnosis(List<Finding> findings) {
    if (!findings.isEmpty()) {
      String summary =
          findings.size() == 1
              ? findings.getFirst().sentence()
              : findings.size() + " leaks. The worst: " + findings.getFirst().sentence();
      return new Diagnosis(Diagnosis.Verdict.LEAK, findings, summary);
    }
    if (judged == 0) {
      return new Diagnosis(
          Diagnosis.Verdict.INCONCLUSIVE,
          findings,
          "No fiber was suspended "
              + Trend.MIN_POINTS
              + " times or more: too little was recorded to tell.");
    }
    String fibers = judged == 1 ? "The one fiber that was" : "All " + judged + " fibers that were";
    return new Diagnosis(
        Diagnosis.Verdict.STEADY,
        findings,
        fibers + " suspended often enough to judge stayed within bounds.");
  }

  private void judge(FiberInfo fiber) {
    List<GrowthPoint> points = trace.growth(fiber.id(), MAX_POINTS);
    Growth whole = Growth.of(points);
    judged += whole.words.judged() ? 1 : 0;
    if (whole.isGrowing()) {
      add(fiber, whole, cameBack(fiber));
      return;
    }
    Growth loop = Growth.of(points.subList(0, endOfLoop(points)));
    if (loop.isGrowing()) {
      add(fiber, loop, true);
    }
  }

  /** What was seen of a fiber, and how its size changes. */
  private record Growth(List<GrowthPoint> points, Trend words, Trend winders) {

    static Growth of(List<GrowthPoint> points) {
      double[] resumes = points.stream().mapToDouble(GrowthPoint::resume).toArray();
      double[] words = points.stream().mapToDouble(p -> p.words() - p.baseWords()).toArray();
      double[] winders = points.stream().mapToDouble(GrowthPoint::winders).toArray();
      return new Growth(
          points, Trend.of(resumes, words, LEAST_WORDS), Trend.of(resumes, winders, LEAST_WINDERS));
    }

    boolean isGrowing() {
      return words.growing() || winders.growing();
    }

    GrowthPoint last() {
      return points.getLast();
    }
  }

  /**
   * Where the points end that belong to a loop, if after it the fiber gave all back at once and was
   * hardly seen again: a worker that ends, hands over its result and is gone. Else 0.
   */
  private static int endOfLoop(List<GrowthPoint> points) {
    int largest = 0;
    for (int i = 1; i < points.size(); i++) {
      largest = points.get(i).words() >= points.get(largest).words() ? i : largest;
    }
    int rest = points.size() - 1 - largest;
    return rest > 0 && rest * REST <= points.size() ? largest + 1 : 0;
  }

  /**
   * Adds a suspect.
   *
   * @param cameBack whether what it had kept was given back in the end, as by a plain recursion
   */
  private void add(FiberInfo fiber, Growth growth, boolean cameBack) {
    Trend ofWords = growth.words;
    Trend ofWinders = growth.winders;
    List<StackSnapshot> snapshots =
        trace.stacks(fiber.id()).stream().filter(s -> s.time() <= growth.last().time()).toList();
    StackSnapshot last = snapshots.isEmpty() ? null : snapshots.getLast();
    StackSnapshot earlier = earlier(snapshots);
    Repetition frames = between(earlier, last, false);
    Repetition winders = ofWinders.growing() ? between(earlier, last, true) : null;
    Anchor anchor = Anchor.of(frames, winders, program);
    if (anchor.form() == Anchor.Form.CALL && cameBack) {
      return;
    }
    if (anchor.site().line() == 0) {
      anchor = new Anchor(anchor.form(), trace.site(growth.last().site()));
    }
    double words = ofWords.growing() ? ofWords.slope() : 0;
    Iteration iteration = Iteration.of(words, ofWinders, frames, winders);
    Finding finding =
        new Finding(
            ofWords.growing() ? anchor.form().leakClass : LeakClass.WINDER_GROWTH,
            severity(growth.points),
            Math.max(ofWords.confidence(), ofWinders.confidence()),
            fiber.id(),
            fiber.name(),
            0,
            anchor.site(),
            words * WORD_BYTES,
            iteration.words(),
            iteration.winders(),
            repetitions(fiber, frames, winders, last, growth.last()),
            group(frames),
            group(winders),
            "",
            "");
    Place place = new Place(finding.leakClass(), anchor.site().fullPosition());
    Suspects group = suspects.computeIfAbsent(place, key -> new Suspects());
    group.count++;
    if (group.worst == null || finding.bytesPerResume() > group.worst.bytesPerResume()) {
      group.worst = finding;
      group.anchor = anchor;
      group.slope = words;
    }
  }

  /**
   * Whether the fiber returned through all that it had kept: a plain recursion over a few messages,
   * {@code (cons (get-message ch) (loop))}, grows to its last suspend and is in order.
   */
  private static boolean cameBack(FiberInfo fiber) {
    return fiber.outcome() == FiberOutcome.RETURNED && fiber.peakWords() < RECURSION_WORDS;
  }

  /** Repetitions at the last suspend: those of the last snapshot, and what has come since. */
  private long repetitions(
      FiberInfo fiber,
      Repetition frames,
      Repetition winders,
      StackSnapshot snapshot,
      GrowthPoint last) {
    if (frames == null) {
      return winders == null ? 0 : winders.count();
    }
    long then = last.frames();
    for (GrowthPoint point : trace.growth(fiber.id(), EVERY_POINT)) {
      if (point.time() > snapshot.time()) {
        break;
      }
      then = point.frames();
    }
    double since = (last.frames() - then) / (double) frames.frames().size();
    return frames.count() + Math.max(0, Math.round(since));
  }

  private static List<StackFrame> group(Repetition repetition) {
    return repetition == null ? List.of() : repetition.frames();
  }

  /** The last snapshot that holds at most half of what the very last one does. */
  private static StackSnapshot earlier(List<StackSnapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return null;
    }
    StackSnapshot found = null;
    for (StackSnapshot snapshot : snapshots) {
      if (snapshot.frames() * 2 <= snapshots.getLast().frames()) {
        found = snapshot;
      }
    }
    return found;
  }

  private static Repetition between(StackSnapshot earlier, StackSnapshot last, boolean winders) {
    if (last == null) {
      return null;
    }
    if (winders) {
      return Repetition.between(
          earlier == null ? List.of() : earlier.winderGroups(), last.winderGroups());
    }
    return Repetition.between(earlier == null ? List.of() : earlier.groups(), last.groups());
  }

  /** By what the fiber has lost so far: 0.5 at 64 KiB, 1 at 64 MiB. */
  private static double severity(List<GrowthPoint> points) {
    double kept = (points.getLast().words() - points.getFirst().words()) * WORD_BYTES;
    double doublings = Math.log(Math.max(1, kept / 64)) / Math.log(2);
    return Math.clamp(doublings / 20, 0, 1);
  }

  private static Finding summary(Suspects group) {
    Finding f = group.worst;
    String sentence =
        Wording.sentence(
            group.anchor, f.fiberName(), group.slope, f.wordsPerIteration(), group.count - 1);
    return new Finding(
        f.leakClass(),
        f.severity(),
        f.confidence(),
        f.fiber(),
        f.fiberName(),
        f.object(),
        f.site(),
        f.bytesPerResume(),
        f.wordsPerIteration(),
        f.windersPerIteration(),
        f.count(),
        f.group(),
        f.winderGroup(),
        sentence,
        Wording.fix(group.anchor));
  }
}
