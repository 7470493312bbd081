package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/** Looks for leaks of each {@link LeakClass} and says in all what was found. */
public final class LeakAnalysis {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparingDouble(Finding::bytesTotal)
          .thenComparingDouble(Finding::bytesPerResume)
          .thenComparingDouble(Finding::severity)
          .reversed();

  private LeakAnalysis() {}

  public static Diagnosis analyse(Trace trace) {
    return analyse(trace, Progress.NONE);
  }

  /**
   * Looks for leaks in a trace.
   *
   * @throws java.util.concurrent.CancellationException if the progress asked to stop
   */
  public static Diagnosis analyse(Trace trace, Progress progress) {
    Evidence evidence = new Evidence(trace, progress);
    List<Finding> findings = new ArrayList<>();
    for (LeakClass leakClass : LeakClass.values()) {
      findings.addAll(leakClass.detector().detect(evidence));
    }
    findings.sort(WORST_FIRST);
    return findings.isEmpty()
        ? withoutLeak(evidence.growingFibers().judged())
        : new Diagnosis(Diagnosis.Verdict.LEAK, findings, summary(findings));
  }

  private static String summary(List<Finding> findings) {
    String worst = findings.getFirst().sentence();
    return findings.size() == 1 ? worst : findings.size() + " leaks. The worst: " + worst;
  }

  private static Diagnosis withoutLeak(int judged) {
    if (judged == 0) {
      return new Diagnosis(
          Diagnosis.Verdict.INCONCLUSIVE,
          List.of(),
          "No fiber was suspended "
              + Trend.MIN_POINTS
              + " times or more: too little was recorded to tell."
              + scope());
    }
    String fibers = judged == 1 ? "The one fiber that was" : "All " + judged + " fibers that were";
    return new Diagnosis(
        Diagnosis.Verdict.STEADY,
        List.of(),
        fibers + " suspended often enough to judge stayed within bounds." + scope());
  }

  /** What the verdict is about, and what it is not. */
  private static String scope() {
    String judged = " Checked: " + String.join(", ", LeakClass.checked()) + ".";
    List<String> open = LeakClass.notChecked();
    return open.isEmpty() ? judged : judged + " Not checked: " + String.join(", ", open) + ".";
  }
}
