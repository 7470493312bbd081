// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The moments that a user has marked in a trace, with what was noted of them: a line each,
 * nanoseconds since the run began and perhaps a text, in a file beside the trace, which itself is
 * never changed.
 *
 * @param moments in order of time
 * @param notes by moment; a mark without one is not in it
 * @param folded whether time in which nothing happens was folded away, which a line of its own says
 */
public record TraceMarks(List<Long> moments, Map<Long, String> notes, boolean folded) {

  private static final String FOLDED = "folded";

  private static final Pattern LINE = Pattern.compile("([0-9]{1,18})(?: (.*))?");

  /** Those of a trace of which nothing is folded. */
  public TraceMarks(List<Long> moments, Map<Long, String> notes) {
    this(moments, notes, false);
  }

  static Path file(Path trace) {
    return beside(trace, ".marks");
  }

  /** Where the breakpoints and watches of the trace's run are kept, beside it. */
  public static Path breakpoints(Path trace) {
    return beside(trace, ".breakpoints");
  }

  private static Path beside(Path trace, String ending) {
    Path absolute = trace.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ending);
  }

  /** What is no moment is left out. */
  public static TraceMarks read(Path trace) {
    Map<Long, String> found = new TreeMap<>();
    boolean folded = false;
    try {
      for (String line : Files.readAllLines(file(trace))) {
        folded |= line.strip().equals(FOLDED);
        Matcher mark = LINE.matcher(line.strip());
        if (mark.matches()) {
          found.put(Long.valueOf(mark.group(1)), mark.group(2) == null ? "" : mark.group(2));
        }
      }
    } catch (IOException none) {
      return new TraceMarks(List.of(), Map.of());
    }
    List<Long> moments = List.copyOf(found.keySet());
    found.values().removeIf(String::isEmpty);
    return new TraceMarks(moments, Map.copyOf(found), folded);
  }

  /**
   * Those of a time.
   *
   * @param to exclusive
   */
  TraceMarks within(long from, long to) {
    List<Long> kept = moments.stream().filter(each -> each >= from && each < to).toList();
    Map<Long, String> told = new TreeMap<>(notes);
    told.keySet().retainAll(kept);
    return new TraceMarks(kept, Map.copyOf(told));
  }

  /**
   * Writes them; none at all is no file.
   *
   * @return whether they could be written
   */
  public boolean write(Path trace) {
    try {
      if (moments.isEmpty() && !folded) {
        Files.deleteIfExists(file(trace));
      } else {
        Files.write(
            file(trace),
            Stream.concat(
                    moments.stream()
                        .map(moment -> (moment + " " + notes.getOrDefault(moment, "")).strip()),
                    folded ? Stream.of(FOLDED) : Stream.empty())
                .toList());
      }
      return true;
    } catch (IOException unwritable) {
      return false;
    }
  }
}
