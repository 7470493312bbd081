// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import java.util.Locale;

/** The forms in which a report can be had. */
public enum ReportFormat {
  TEXT,
  JSON,
  HTML;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
