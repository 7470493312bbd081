// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lokoscope.store.SourceExcerpt;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.patch.Patch;
import org.lokoscope.store.patch.Patches;
import org.lokoscope.store.verify.Verification;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;

/** Reports for a terminal. */
final class TextReport {

  private final StringBuilder text = new StringBuilder();

  static String diagnosis(Trace trace, Diagnosis diagnosis, SourceNotes notes) {
    TextReport report = new TextReport();
    report.line("Verdict: " + diagnosis.verdict().name().toLowerCase(Locale.ROOT));
    if (diagnosis.findings().isEmpty()) {
      report.wrapped(diagnosis.summary(), 0);
    }
    int number = 1;
    for (Finding finding : diagnosis.findings()) {
      report.line("");
      report.wrapped(number++ + ". " + finding.sentence(), 3);
      report.facts("   ", Facts.of(trace, finding));
      if (!Facts.frames(finding).isEmpty()) {
        report.line("   Each iteration leaves, innermost first:");
        Facts.frames(finding).forEach(frame -> report.wrapped("     " + frame, 9));
      }
      report.source(notes, finding);
      Patches.of(finding, trace).ifPresent(report::patch);
    }
    report.unchecked(diagnosis);
    report.hottest(trace);
    report.disturbed(trace);
    report.ending(trace.info());
    report.warnings(trace.info());
    return report.text.toString();
  }

  static String info(Trace trace) {
    TextReport report = new TextReport();
    TraceInfo info = trace.info();
    report.lines(Facts.of(trace));
    report.line("");
    report.line("Events by type:");
    info.eventsByType()
        .forEach(
            (type, count) ->
                report.line(
                    String.format(Locale.ROOT, "  %-24s %14s", type, Figures.count(count))));
    report.warnings(info);
    return report.text.toString();
  }

  static String verification(Verification found) {
    TextReport report = new TextReport();
    report.lines(Facts.of(found));
    found.lines().forEach(report::line);
    return report.text.toString();
  }

  private void source(SourceNotes notes, Finding finding) {
    SourceExcerpt excerpt = notes.excerpt(finding.site());
    if (excerpt != null) {
      line("   " + notes.heading(excerpt));
      excerpt.numbered().forEach(line -> line("     " + line));
    } else if (finding.site().line() > 0) {
      line("   Source: the trace keeps none of " + finding.site().file());
    }
  }

  private void patch(Patch patch) {
    line("   Change that mends it:");
    patch.unified().lines().skip(2).forEach(line -> line("     " + line));
  }

  /** The changes alone, as one file for {@code patch}. */
  static String patches(Trace trace, Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .map(finding -> Patches.of(finding, trace))
        .flatMap(Optional::stream)
        .map(Patch::unified)
        .distinct()
        .collect(Collectors.joining());
  }

  private void disturbed(Trace trace) {
    String sentence = Facts.disturbed(trace);
    if (!sentence.isEmpty()) {
      line("");
      wrapped(sentence, 0);
    }
  }

  private void hottest(Trace trace) {
    HotLines hot = HotLines.of(trace);
    if (hot != null) {
      line("");
      line(hot.heading() + ", of their own and with what they call:");
      hot.rows().forEach(row -> line("  " + row));
    }
  }

  /** The summary says it only where there is no finding. */
  private void unchecked(Diagnosis diagnosis) {
    if (!diagnosis.findings().isEmpty() && !diagnosis.reasons().isEmpty()) {
      line("");
      line("Not checked:");
      Facts.notChecked(diagnosis).forEach(line -> wrapped("  " + line, 4));
    }
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

  /** Facts of any width: paths, and what was said elsewhere. */
  private void lines(Map<String, String> facts) {
    int width = width(facts);
    facts.forEach((label, fact) -> line(labelled(label, width) + fact));
  }

  private void facts(String indent, Map<String, String> facts) {
    int width = width(facts);
    facts.forEach(
        (label, fact) ->
            wrapped(indent + labelled(label, width) + fact, indent.length() + width + 2));
  }

  private static int width(Map<String, String> facts) {
    return facts.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  private static String labelled(String label, int width) {
    return String.format(Locale.ROOT, "%-" + (width + 1) + "s ", label + ":");
  }

  private void wrapped(String line, int indent) {
    line(Wrapping.of(line, indent));
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
