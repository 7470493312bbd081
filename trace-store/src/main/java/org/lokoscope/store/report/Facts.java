// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.SystemTime;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.analysis.SwitchCost;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;

/** The labelled facts that text and HTML show alike. */
final class Facts {

  private static final int WORD_BYTES = 8;

  private Facts() {}

  static Map<String, String> of(Trace trace) {
    TraceInfo info = trace.info();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Trace", info.directory().toString());
    facts.put("Program", info.program());
    if (!info.settings().isEmpty()) {
      facts.put("Settings", settings(info.settings()));
    }
    facts.put("Recorded", recorded(info));
    facts.put("Recording", recording(info));
    if (!info.ended().isEmpty()) {
      facts.put("Ended", info.ended());
    }
    Sources.of(trace.recordings()).forEach(facts::put);
    facts.put("Duration", duration(info.duration()));
    facts.put(
        "Events",
        count(info.events())
            + " in "
            + Count.of(info.chunks(), "chunk")
            + ", "
            + Count.of(info.bytes(), "byte"));
    facts.put("CPUs", Integer.toString(info.cpus()));
    facts.put("Processes", count(info.processes()));
    facts.put("Fibers", count(info.fibers()));
    facts.put("Channels and conditions", count(info.objects()));
    SystemTime system = SystemTime.of(trace, 0, Long.MAX_VALUE);
    if (!system.isNothing()) {
      facts.put("Taken by the system", taken(system));
    }
    if (!info.removed().isEmpty()) {
      facts.put("Removed", info.removed());
    }
    facts.put("Lost events", count(info.lostEvents()));
    facts.put("Damaged places", count(info.damagedChunks()));
    facts.put("Illegal transitions", count(info.illegalTransitions()));
    return facts;
  }

  /** What the system took, in words. */
  static String taken(SystemTime system) {
    String pauses =
        Count.of(system.collections(), "collection")
            + (system.collections() == 0
                ? ""
                : " of "
                    + duration(system.paused())
                    + " in all, the longest "
                    + duration(system.longestPause()));
    String delay =
        system.delayed() < 0 ? "run delay not told" : duration(system.delayed()) + " run delay";
    return pauses + "; " + delay + "; " + Count.of(system.faults(), "major fault");
  }

  /**
   * A sentence if so much was taken that figures of time mislead: a twentieth of the run.
   *
   * @return empty if it was less
   */
  static String disturbed(Trace trace) {
    SystemTime system = SystemTime.of(trace, 0, Long.MAX_VALUE);
    long all = trace.info().duration() * Math.max(1, trace.info().cpus());
    long taken = system.paused() + Math.max(0, system.delayed());
    // With a seed the time of the run is not the system's.
    return taken < all / 20 || trace.info().settings().containsKey("seed")
        ? ""
        : "The system took "
            + Math.min(100, Math.round(100.0 * taken / Math.max(1, all)))
            + " % of the time of the run, so that waits and runs look longer than they are: "
            + taken(system)
            + ".";
  }

  /** A line for each class that was not judged, with the reason. */
  static List<String> notChecked(Diagnosis diagnosis) {
    return diagnosis.reasons().entrySet().stream()
        .map(entry -> entry.getKey().label() + ": " + entry.getValue())
        .toList();
  }

  private static String recorded(TraceInfo info) {
    String level =
        switch (info.level()) {
          case SCHEDULING -> "scheduling; neither continuations nor what fibers wait on";
          case CONTINUATIONS -> "scheduling and continuations; not what fibers wait on";
          case ALL -> "all events";
        };
    return info.chosen().isEmpty() ? level : level + "; only of " + info.chosen();
  }

  private static String recording(TraceInfo info) {
    if (info.finished()) {
      return "finished";
    }
    if (!info.incomplete().isEmpty()) {
      return "incomplete: " + info.incomplete();
    }
    return info.recording() ? "still going on" : "interrupted: the end may be missing";
  }

  static Map<String, String> of(Trace trace, Finding finding) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Class", finding.leakClass().label());
    if (finding.fiber() != 0) {
      facts.put("Fiber", finding.fiberName());
    }
    facts.put("Where", finding.site().fullPosition());
    if (!finding.site().form().isEmpty()) {
      facts.put("Form", finding.site().form());
    }
    if (finding.call().line() > 0) {
      facts.put("Call", (finding.call().fullPosition() + "  " + finding.call().form()).strip());
    }
    if (finding.bytesTotal() > 0) {
      facts.put("Retained", of(Math.rint(finding.bytesTotal()), "byte") + " in the end");
    }
    if (isLoop(finding)) {
      double bytes = finding.bytesPerResume();
      facts.put("Growth", of(bytes < 10 ? bytes : Math.rint(bytes), "byte") + " per resume");
      facts.put("One iteration", iteration(finding));
      facts.put("Repetitions", count(finding.count()) + " at the last suspend");
    } else if (finding.count() > 0) {
      double words = finding.wordsPerIteration();
      facts.put(
          "Count", count(finding.count()) + (words > 0 ? ", " + of(words, "word") + " each" : ""));
    }
    SwitchCost.of(trace, finding).ifPresent(cost -> switches(cost, facts));
    if (!finding.otherwise().isEmpty() && finding.bytesTotal() > 0) {
      facts.put(
          "Otherwise",
          finding.otherwise().stream()
              .map(
                  other -> of(Math.rint(other.bytesTotal()), "byte") + " " + other.change().words())
              .collect(Collectors.joining(", ")));
    }
    if (!finding.keptBy().isEmpty()) {
      facts.put("Kept by", finding.keptBy());
    }
    facts.put("Confidence", Figures.percent(finding.confidence()));
    facts.put("Fix", finding.fix());
    return facts;
  }

  /** What one iteration leaves; some sources know its frames and not how large each is. */
  private static String iteration(Finding finding) {
    if (finding.wordsPerIteration() == 0 && finding.windersPerIteration() == 0) {
      return Count.of(finding.group().size(), "frame") + "; how large each is was not measured";
    }
    return of(finding.wordsPerIteration(), "word")
        + ", "
        + of(finding.windersPerIteration(), "winder")
        + whatTheyHold(finding);
  }

  private static void switches(SwitchCost cost, Map<String, String> facts) {
    if (!cost.measured().isEmpty()) {
      facts.put("Switches", cost.measured());
    }
    facts.put("In Loko", cost.model());
  }

  /** The bytes of one iteration that are not those of its frames and winders. */
  private static String whatTheyHold(Finding finding) {
    double own = finding.wordsPerIteration() * WORD_BYTES;
    double held = finding.count() == 0 ? 0 : finding.bytesTotal() / finding.count() - own;
    return held < WORD_BYTES ? "" : "; they alone hold " + of(Math.rint(held), "byte") + " more";
  }

  static Map<String, String> of(Verification found) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Trace", found.directory().toString());
    facts.put("Status", found.status().name().toLowerCase(Locale.ROOT));
    facts.put("Recording", recording(found));
    facts.put("Chunks", count(found.chunks()));
    facts.put("Events", count(found.events()));
    facts.put("Damaged places", count(found.damagedPlaces()));
    facts.put("Lost events", count(found.lostEvents()));
    facts.put("Illegal transitions", count(found.illegalEvents()));
    facts.put("Missing definitions", count(found.undefined()));
    return facts;
  }

  private static String recording(Verification found) {
    if (found.finished()) {
      return "finished";
    }
    return found.recording() ? "still going on" : "not finished";
  }

  /** Whether a loop of one fiber leaves something behind at each turn. */
  private static boolean isLoop(Finding finding) {
    return finding.leakClass() == LeakClass.CONTINUATION_GROWTH
        || finding.leakClass() == LeakClass.WINDER_GROWTH;
  }

  private static String of(double value, String unit) {
    return Figures.of(value, unit);
  }

  static String count(long number) {
    return Figures.count(number);
  }

  static String number(double value) {
    return Figures.number(value);
  }

  static String duration(long nanos) {
    return Figures.duration(nanos);
  }

  private static String settings(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  static List<String> frames(Finding finding) {
    return Stream.concat(
            finding.group().stream().map(frame -> line("frame ", frame)),
            finding.winderGroup().stream().map(winder -> line("winder", winder)))
        .toList();
  }

  private static String line(String what, StackFrame frame) {
    Site site = frame.site();
    return what
        + "  "
        + (frame.words() == 0 ? "" : Count.of(frame.words(), "word") + "  ")
        + site.position()
        + "  "
        + site.form();
  }
}
