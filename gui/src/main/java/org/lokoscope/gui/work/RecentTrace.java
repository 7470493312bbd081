// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A trace that was open before.
 *
 * @param verdict what the diagnosis said then, such as {@code leak 2}; "" if it had not ended
 */
public record RecentTrace(Path trace, String verdict) {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

  /** When it was recorded, in words; "" if that cannot be told. */
  public String date() {
    try {
      Instant changed = Files.getLastModifiedTime(trace.resolve("meta.json")).toInstant();
      return DATE.format(changed.atZone(ZoneId.systemDefault()));
    } catch (IOException unknown) {
      return "";
    }
  }

  String line() {
    return trace + "\t" + verdict;
  }

  static RecentTrace of(String line) {
    int tab = line.indexOf('\t');
    return tab < 0
        ? new RecentTrace(Path.of(line), "")
        : new RecentTrace(Path.of(line.substring(0, tab)), line.substring(tab + 1));
  }
}
