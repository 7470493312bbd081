// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.io.IOException;
import java.nio.file.Path;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.file.Traces;

/**
 * Writes many small traces, and their tables as Parquet into one directory: something to try Spark
 * on.
 *
 * <p>{@code java org.lokoscope.sql.Fleet DIRECTORY COUNT}
 */
final class Fleet {

  private Fleet() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    for (int i = 0; i < count; i++) {
      Path path = SmallTrace.write(directory.resolve("traces").resolve("t" + i), 20 + i);
      try (Trace trace = Traces.open(path, Progress.NONE)) {
        new DuckEngine().parquet(trace, directory.resolve("parquet"), Progress.NONE);
      }
    }
  }
}
