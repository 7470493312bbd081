package org.lokoscope.store.report;

import java.util.Locale;
import java.util.Map;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.text.Count;

/** Reports for a terminal. */
final class TextReport {

  private final StringBuilder text = new StringBuilder();

  static String diagnosis(Trace trace, Diagnosis diagnosis) {
    TextReport report = new TextReport();
    report.line("Verdict: " + diagnosis.verdict().name().toLowerCase(Locale.ROOT));
    if (diagnosis.findings().isEmpty()) {
      report.line(diagnosis.summary());
    }
    int number = 1;
    for (Finding finding : diagnosis.findings()) {
      report.line("");
      report.line(number++ + ". " + finding.sentence());
      report.facts("   ", Facts.of(finding));
      if (!Facts.frames(finding).isEmpty()) {
        report.line("   Each iteration leaves, innermost first:");
        Facts.frames(finding).forEach(frame -> report.line("     " + frame));
      }
    }
    report.ending(trace.info());
    report.warnings(trace.info());
    return report.text.toString();
  }

  static String info(Trace trace) {
    TextReport report = new TextReport();
    TraceInfo info = trace.info();
    report.facts("", Facts.of(info));
    report.line("");
    report.line("Events by type:");
    info.eventsByType()
        .forEach(
            (type, count) -> report.line(String.format(Locale.ROOT, "  %-24s %,14d", type, count)));
    report.warnings(info);
    return report.text.toString();
  }

  static String verification(Verification found) {
    TextReport report = new TextReport();
    report.facts("", Facts.of(found));
    found.lines().forEach(report::line);
    return report.text.toString();
  }

  /** What the facts of {@link #info} say already. */
  private void ending(TraceInfo info) {
    if (!info.ended().isEmpty()) {
      line("");
      line("The program did not end by itself: " + info.ended());
    }
    if (!info.incomplete().isEmpty()) {
      line("");
      line("The trace is incomplete: " + info.incomplete());
    }
  }

  private void warnings(TraceInfo info) {
    if (!info.damage().isEmpty()) {
      line("");
      line("Damaged:");
      info.damage().forEach(damage -> line("  " + damage));
    }
    if (info.lostEvents() > 0) {
      line("");
      line(Count.of(info.lostEvents(), "event was", "events were") + " lost: figures are too low.");
    }
  }

  private void facts(String indent, Map<String, String> facts) {
    int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0) + 1;
    facts.forEach(
        (label, fact) ->
            line(indent + String.format(Locale.ROOT, "%-" + width + "s ", label + ":") + fact));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
