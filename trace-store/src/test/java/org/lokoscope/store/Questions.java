// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.store.export.ChromeExport;
import org.lokoscope.store.export.CsvExport;
import org.lokoscope.store.export.PerfettoExport;
import org.lokoscope.store.file.Traces;
import org.lokoscope.store.query.Answers;
import org.lokoscope.store.query.Causes;
import org.lokoscope.store.query.FindFormat;
import org.lokoscope.store.query.Sums;
import org.lokoscope.store.query.TraceQuery;
import org.lokoscope.store.report.ReportFormat;
import org.lokoscope.store.report.Reports;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.store.state.StateText;
import org.lokoscope.store.verify.TraceVerifier;
import org.lokoscope.store.verify.Verification;

/**
 * Asks a trace whatever can be asked of one, for tests of traces that are not as they should be.
 */
public final class Questions {

  private static final List<String> QUERIES =
      List.of("", "worker", "state:blocked > 1us", "type:fiber*", "site:server.sps");

  private Questions() {}

  /**
   * What a check and an opened trace say.
   *
   * @param events that the opened trace shows
   * @param damagedChunks that it counts
   */
  public record Answered(Verification found, long events, long damagedChunks) {}

  /** Verifies, opens, asks, reports and exports. Throws what any of these does. */
  public static Answered ask(Path directory, Random random) throws IOException {
    Verification found = TraceVerifier.verify(directory, Progress.NONE);
    try (Trace trace = Traces.open(directory, Progress.NONE)) {
      lanes(trace, random);
      things(trace);
      trace.events(Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), Integer.MAX_VALUE);
      queries(trace);
      reports(trace);
      CsvExport.write(trace, new StringWriter(), Progress.NONE);
      ChromeExport.write(trace, new StringWriter(), Progress.NONE);
      PerfettoExport.write(trace, OutputStream.nullOutputStream(), Progress.NONE);
      return new Answered(found, trace.info().events(), trace.info().damagedChunks());
    }
  }

  private static void lanes(Trace trace, Random random) {
    long[] times = {0, trace.end() / 2, trace.end(), Long.MAX_VALUE, Long.MIN_VALUE, -1};
    for (LaneId lane : trace.lanes()) {
      for (long from : times) {
        long to = times[random.nextInt(times.length)];
        if (from < to) {
          trace.strip(lane, from, to, 1 + random.nextInt(50));
          List<Interval> intervals = trace.intervals(lane, from, to, 100);
          assertThat(intervals).allMatch(interval -> interval.from() <= interval.to());
          trace.arrows(lane, from, to, 100);
          trace.timeInState(lane, from, to);
        }
        trace.at(lane, from);
      }
    }
  }

  private static void things(Trace trace) {
    for (SeriesId id : trace.series()) {
      trace.series(id, 0, Long.MAX_VALUE, 20);
    }
    Causes causes = new Causes(trace);
    for (FiberInfo fiber : trace.fibers()) {
      trace.growth(fiber.id(), 100);
      trace.stacks(fiber.id());
      trace.nameOf(fiber.id());
      causes.whyLate(fiber.id(), trace.end() / 2, 10);
    }
    new Sums(trace).bySpawnSite(0, Math.max(1, trace.end()));
    trace.processes();
    trace.objects();
    trace.forms();
    trace.hoggings();
    trace.recordings();
    trace.started();
    trace.chunks();
  }

  private static void queries(Trace trace) throws IOException {
    for (String text : QUERIES) {
      TraceQuery query = TraceQuery.of(text, trace, Progress.NONE);
      Answers.write(query, trace, FindFormat.JSON, 100, new StringWriter());
    }
    try (SchedulerStates states = SchedulerStates.open(trace, Progress.NONE)) {
      StateText.of(states.at(trace.end() / 2), trace);
      StateText.of(states.at(trace.end()), trace);
    }
  }

  private static void reports(Trace trace) throws IOException {
    Diagnosis diagnosis = LeakAnalysis.analyse(trace, Progress.NONE);
    for (ReportFormat format : ReportFormat.values()) {
      Reports.info(trace, format, new StringBuilder());
      Reports.diagnosis(trace, diagnosis, format, new StringBuilder());
    }
  }
}
