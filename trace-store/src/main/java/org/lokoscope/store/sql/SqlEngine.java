// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.sql;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;

/** Answers queries over traces, and writes their tables as Parquet. */
public interface SqlEngine {

  /**
   * Answers a query over the tables of traces, which {@code docs/sql.md} lists. Only those that the
   * query names are filled. The query can read and write nothing else.
   *
   * @throws SqlException if something is wrong with the query
   * @throws org.lokoscope.store.TraceException if a trace cannot be read
   */
  void query(List<Path> traces, String query, SqlFormat format, Appendable out, Progress progress)
      throws IOException;

  /**
   * Writes all tables of a trace below a directory: {@code TABLE/run=ID/part-0.parquet}, the events
   * by type. What other runs have left there stays.
   */
  void parquet(Trace trace, Path directory, Progress progress) throws IOException;
}
