// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

/** What a trace can be exported to. */
public enum ExportFormat {
  /** A table of all events. */
  CSV,
  /** All events, a JSON object a line. */
  JSONL,
  /** The timeline in Chrome's trace event format, which Perfetto opens. */
  CHROME,
  /** The recorded chunks without anything around them, for {@code import}. */
  CHUNKS,
  /** All tables for SQL, as a directory of Parquet files. */
  PARQUET,
  /** The timeline in Perfetto's own format. */
  PERFETTO
}
