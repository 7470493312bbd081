// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.TraceLevel;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;

/** Looks for leaks of each {@link LeakClass} and says in all what was found. */
public final class LeakAnalysis {
  private static final Comparator<Finding> WORST_FIRST =
      Comparator.comparingDouble(Finding::bytesTotal)
          .thenComparingDouble(Finding::bytesPerResume)
          .thenComparingDouble(Finding::severity)
          .reversed();

  private final List<LeakClass> checked = new ArrayList<>();
  private final Map<LeakClass, String> notChecked = new EnumMap<>(LeakClass.class);
  private final List<Finding> findings = new ArrayList<>();

  /** What was recorded, in words, unless it is everything. */
  private String limits = "";

  /** Why a class is not judged that needs the end of a run. */
  private static final String NOT_YET = "that is done when a recording comes to its end";

  private static final String NEVER = "it was recorded with --no-check";
  private static final String TOO_MUCH =
      "the run was short for all that it left behind; --check-every looks while it goes on";

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
    return analyse(trace, Limits.USUAL, progress);
  }

  /** The same with limits of the user's own. */
  public static Diagnosis analyse(Trace trace, Limits limits, Progress progress) {
    return new LeakAnalysis().look(new Evidence(trace, limits, progress));
  }

  private Diagnosis look(Evidence evidence) {
    for (LeakClass leakClass : LeakClass.values()) {
      Set<Capability> unmeasured = unmeasured(leakClass, evidence.trace());
      if (leakClass.level().compareTo(evidence.trace().info().level()) > 0) {
        notChecked.put(leakClass, "not recorded");
      } else if (!unmeasured.isEmpty()) {
        notChecked.put(leakClass, "the source does not measure " + words(unmeasured));
      } else if (leakClass.detector().canJudge(evidence.trace())) {
        checked.add(leakClass);
        findings.addAll(leakClass.detector().detect(evidence));
      } else {
        notChecked.put(leakClass, whyNot(evidence.trace().info()));
      }
    }
    findings.sort(WORST_FIRST);
    limits = limits(evidence.trace().info());
    return findings.isEmpty()
        ? withoutLeak(evidence.growingFibers().judged())
        : diagnosis(Diagnosis.Verdict.LEAK, summary());
  }

  /** Why nobody looked what can be reached. */
  private static String whyNot(TraceInfo info) {
    if (info.settings().containsKey("no-check")) {
      return NEVER;
    }
    boolean whole =
        info.finished() && info.ended().isEmpty() && !info.settings().containsKey("dumped");
    return whole ? TOO_MUCH : NOT_YET;
  }

  private static Set<Capability> unmeasured(LeakClass leakClass, Trace trace) {
    Set<Capability> unmeasured = EnumSet.noneOf(Capability.class);
    for (Capability needed : leakClass.detector().needs()) {
      if (!trace.measures(needed)) {
        unmeasured.add(needed);
      }
    }
    return unmeasured;
  }

  private static String words(Set<Capability> capabilities) {
    return capabilities.stream().map(Capability::words).collect(Collectors.joining(" and "));
  }

  private Diagnosis diagnosis(Diagnosis.Verdict verdict, String summary) {
    return new Diagnosis(verdict, List.copyOf(findings), summary, List.copyOf(checked), notChecked);
  }

  private String summary() {
    String worst = findings.getFirst().sentence();
    return (findings.size() == 1 ? worst : findings.size() + " leaks. The worst: " + worst)
        + limits;
  }

  private Diagnosis withoutLeak(int judged) {
    if (judged == 0) {
      if (notChecked.containsKey(LeakClass.CONTINUATION_GROWTH)) {
        return diagnosis(
            Diagnosis.Verdict.INCONCLUSIVE,
            "What suspended fibers hold was not recorded: too little to tell." + scope());
      }
      return diagnosis(
          Diagnosis.Verdict.INCONCLUSIVE,
          "No fiber was suspended "
              + Trend.MIN_POINTS
              + " times or more: too little was recorded to tell."
              + scope());
    }
    String fibers = judged == 1 ? "The one fiber that was" : "All " + judged + " fibers that were";
    return diagnosis(
        Diagnosis.Verdict.STEADY,
        fibers + " suspended often enough to judge stayed within bounds." + scope());
  }

  /** What the verdict is about, and what it is not. */
  private String scope() {
    String judged = " Checked: " + names(checked) + ".";
    Map<String, List<LeakClass>> byReason = new TreeMap<>();
    notChecked.forEach(
        (leakClass, reason) ->
            byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(leakClass));
    StringBuilder text = new StringBuilder(judged);
    byReason.forEach(
        (reason, classes) ->
            text.append(reason.equals(NOT_YET) ? " Not checked yet: " : " Not checked: ")
                .append(names(classes))
                .append(reason.equals(NOT_YET) ? ". T" + reason.substring(1) : " (" + reason + ")")
                .append('.'));
    return text.append(limits).toString();
  }

  private static String limits(TraceInfo info) {
    return (info.level() == TraceLevel.ALL
            ? ""
            : " The trace was recorded with --trace " + lower(info.level()) + ".")
        + (info.chosen().isEmpty() ? "" : " Only " + info.chosen() + " were recorded.");
  }

  private static String lower(TraceLevel level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  private static String names(List<LeakClass> classes) {
    return classes.stream().map(LeakClass::label).collect(Collectors.joining(", "));
  }
}
