package org.lokoscope.store.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;

/**
 * The fibers whose continuation or dynamic state grows from resume to resume, and the source form
 * that makes them grow. Fibers that grow at the same place are one finding, told of the worst of
 * them. Whether it is called growth of the continuation or of its winders is for the form to say.
 */
final class GrowingFibers {
  private static final int WORD_BYTES = 8;

  /** So many points are never left out: more than a fiber has suspends. */
  private static final int EVERY_POINT = 1 << 24;

  /** A recursion that came back in the end may have kept so much without being called a leak. */
  private static final long RECURSION_WORDS = 8192;

  private final Trace trace;
  private final String program;
  private final Map<Place, Suspects> suspects = new LinkedHashMap<>();
  private int judged;

  private record Place(LeakClass leakClass, String position) {}

  /** The fibers that grow at one place. */
  private static final class Suspects {
    private FindingBuilder worst;
    private String fiber;
    private Anchor anchor;
    private Iteration iteration;
    private double words = -1;
    private int count;

    Finding finding() {
      String sentence = GrowthWording.sentence(anchor, fiber, words, iteration.words(), count - 1);
      return worst.say(sentence, GrowthWording.fix(anchor));
    }
  }

  private GrowingFibers(Trace trace) {
    this.trace = trace;
    program = trace.info().program();
  }

  static GrowingFibers of(Evidence evidence) {
    GrowingFibers growing = new GrowingFibers(evidence.trace());
    List<FiberInfo> fibers = evidence.trace().fibers();
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
    return suspects.entrySet().stream()
        .filter(entry -> entry.getKey().leakClass() == leakClass)
        .map(entry -> entry.getValue().finding())
        .toList();
  }

  private void judge(FiberInfo fiber) {
    Growth growth = Growth.of(trace, fiber.id());
    judged += growth.words().judged() ? 1 : 0;
    if (growth.isGrowing()) {
      add(fiber, growth);
    }
  }

  private void add(FiberInfo fiber, Growth growth) {
    GrowthPoint last = growth.judged().getLast();
    List<StackSnapshot> snapshots =
        trace.stacks(fiber.id()).stream().filter(s -> s.time() <= last.time()).toList();
    StackSnapshot latest = snapshots.isEmpty() ? null : snapshots.getLast();
    StackSnapshot earlier = earlier(snapshots);
    Repetition frames = between(earlier, latest, false);
    Repetition winders = growth.winders().growing() ? between(earlier, latest, true) : null;
    Anchor anchor = Anchor.of(frames, winders, program);
    if (anchor.form() == Anchor.Form.CALL && (growth.hasEnded() || cameBack(fiber))) {
      return;
    }
    if (anchor.site().line() == 0) {
      anchor = new Anchor(anchor.form(), trace.site(last.site()));
    }
    boolean growing = growth.words().growing();
    double words = growing ? growth.slope() : 0;
    LeakClass leakClass = growing ? anchor.form().leakClass : LeakClass.WINDER_GROWTH;
    Place place = new Place(leakClass, anchor.site().fullPosition());
    Suspects group = suspects.computeIfAbsent(place, key -> new Suspects());
    group.count++;
    if (words > group.words) {
      group.fiber = fiber.name();
      group.anchor = anchor;
      group.words = words;
      group.iteration = Iteration.of(words, growth.winders(), frames, winders);
      group.worst =
          new FindingBuilder(leakClass)
              .fiber(fiber)
              .site(anchor.site())
              .ranked(severity(growth.judged()), confidence(growth))
              .bytesPerResume(words * WORD_BYTES)
              .iteration(group.iteration)
              .count(repetitions(fiber, frames, winders, latest, last))
              .repeating(group(frames), group(winders));
    }
  }

  private static double confidence(Growth growth) {
    return Math.max(growth.words().confidence(), growth.winders().confidence());
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

  /** The last snapshot that holds at most half of what the very last one does, or null. */
  private static StackSnapshot earlier(List<StackSnapshot> snapshots) {
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

  private static double severity(List<GrowthPoint> points) {
    return Severity.ofBytes((points.getLast().words() - points.getFirst().words()) * WORD_BYTES);
  }
}
