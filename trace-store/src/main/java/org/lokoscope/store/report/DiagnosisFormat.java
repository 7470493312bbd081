// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.util.Locale;

/**
 * The forms in which a diagnosis can be had: those of every report, two for CI systems, and the
 * changes alone.
 */
public enum DiagnosisFormat {
  TEXT,
  JSON,
  HTML,
  /** Static Analysis Results Interchange Format 2.1.0: findings as annotations at their lines. */
  SARIF,
  /** The XML of JUnit: a test for each class of leak. */
  JUNIT,
  /** The changes that mend the leaks, for {@code patch}. */
  DIFF;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
