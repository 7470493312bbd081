// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Some lines around a place in a source that the trace keeps.
 *
 * @param first the number of the first line, from 1
 */
public record SourceExcerpt(Site site, SourceText source, int first, List<String> lines) {

  private static final int MAX_WIDTH = 160;

  /**
   * @param around how many lines before and behind
   * @return null if the trace keeps no such line
   */
  public static @Nullable SourceExcerpt of(Trace trace, Site site, int around) {
    SourceText source = site.line() == 0 ? null : trace.source(site.file());
    if (source == null) {
      return null;
    }
    int first = Math.max(1, site.line() - around);
    List<String> lines = source.lines(first, site.line() + around);
    return site.line() < first + lines.size()
        ? new SourceExcerpt(site, source, first, lines)
        : null;
  }

  /** The lines with their numbers; a mark stands before that of the place. */
  public List<String> numbered() {
    List<String> numbered = new ArrayList<>();
    int digits = Integer.toString(first + lines.size()).length();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replace('\t', ' ').stripTrailing();
      String shown = line.length() > MAX_WIDTH ? line.substring(0, MAX_WIDTH) + "…" : line;
      String mark = first + i == site.line() ? "> " : "  ";
      String format = "%s%" + digits + "d | %s";
      numbered.add(String.format(Locale.ROOT, format, mark, first + i, shown).stripTrailing());
    }
    return numbered;
  }
}
