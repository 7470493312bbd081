// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.store.verify.Verification;

/** Writes what is known of a trace in any {@link ReportFormat}; ends with a line break. */
public final class Reports {

  private Reports() {}

  /** The diagnosis: {@code lokoscope report}. */
  public static void diagnosis(
      Trace trace, Diagnosis diagnosis, ReportFormat format, Appendable out) throws IOException {
    diagnosis(trace, diagnosis, DiagnosisFormat.valueOf(format.name()), out);
  }

  /** The same in any {@link DiagnosisFormat}. */
  public static void diagnosis(
      Trace trace, Diagnosis diagnosis, DiagnosisFormat format, Appendable out) throws IOException {
    diagnosis(trace, diagnosis, format, null, out);
  }

  /**
   * The same, which says where sources differ from what was recorded.
   *
   * @param sources the directory where they lie; null if nothing on the disk may be looked at
   */
  public static void diagnosis(
      Trace trace,
      Diagnosis diagnosis,
      DiagnosisFormat format,
      @Nullable Path sources,
      Appendable out)
      throws IOException {
    SourceNotes notes = new SourceNotes(trace, sources);
    out.append(
        switch (format) {
          case TEXT -> ControlCharacters.shown(TextReport.diagnosis(trace, diagnosis, notes));
          case JSON -> JsonReport.diagnosis(trace, diagnosis, notes);
          case HTML -> HtmlReport.diagnosis(trace, diagnosis, notes);
          case SARIF -> SarifReport.diagnosis(diagnosis);
          case JUNIT -> JunitReport.diagnosis(trace, diagnosis);
          case DIFF -> ControlCharacters.shown(TextReport.patches(trace, diagnosis));
        });
  }

  /** What two traces of a program differ in: {@code lokoscope compare}. */
  public static void comparison(Comparison compared, ReportFormat format, Appendable out)
      throws IOException {
    out.append(
        format == ReportFormat.JSON
            ? ComparisonReport.json(compared)
            : ComparisonReport.text(compared));
  }

  /** What the trace holds: {@code lokoscope info}. */
  public static void info(Trace trace, ReportFormat format, Appendable out) throws IOException {
    out.append(
        switch (format) {
          case TEXT -> ControlCharacters.shown(TextReport.info(trace));
          case JSON -> JsonReport.info(trace);
          case HTML -> HtmlReport.info(trace);
        });
  }

  /** What a check has found: {@code lokoscope verify}. */
  public static void verification(Verification found, ReportFormat format, Appendable out)
      throws IOException {
    out.append(
        switch (format) {
          case TEXT -> ControlCharacters.shown(TextReport.verification(found));
          case JSON -> JsonReport.verification(found);
          case HTML -> HtmlReport.verification(found);
        });
  }
}
