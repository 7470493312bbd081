// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk} says of a server that it has asked for some time. Times are seconds.
 *
 * @param rate answers in a second
 * @param median delay of an answer
 * @param slow delay that one of a hundred answers exceeds
 * @param worst delay of any answer
 * @param errors of connections: refused, broken off or too late
 */
record Load(double rate, double median, double slow, double worst, long errors) {

  private static final String TIME = "([0-9.]+)(us|ms|s|m)\\b";
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)()");
  private static final Pattern MEDIAN = Pattern.compile("\\b50%\\s+" + TIME);
  private static final Pattern SLOW = Pattern.compile("\\b99%\\s+" + TIME);
  private static final Pattern WORST =
      Pattern.compile("Latency\\s+\\S+\\s+\\S+\\s+" + TIME + "\\s+\\S+%");
  private static final Pattern ERRORS =
      Pattern.compile(
          "Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)|"
              + "Non-2xx or 3xx responses: (\\d+)");

  /** Reads what {@code wrk --latency} printed. */
  static Load parse(String text) throws IOException {
    return new Load(
        find(RATE, text), find(MEDIAN, text), find(SLOW, text), find(WORST, text), errors(text));
  }

  private static double find(Pattern pattern, String text) throws IOException {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IOException("wrk did not say how it went: " + text);
    }
    double number = Double.parseDouble(found.group(1));
    return switch (found.group(2)) {
      case "us" -> number / 1e6;
      case "ms" -> number / 1e3;
      case "m" -> number * 60;
      default -> number;
    };
  }

  private static long errors(String text) {
    Matcher found = ERRORS.matcher(text);
    long sum = 0;
    while (found.find()) {
      for (int i = 1; i <= found.groupCount(); i++) {
        sum += found.group(i) == null ? 0 : Long.parseLong(found.group(i));
      }
    }
    return sum;
  }

  /** The one with the median rate, the lower of two. */
  static Load middle(List<Load> rounds) {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(Load::rate))
        .toList()
        .get((rounds.size() - 1) / 2);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,9.0f/s %9.2f ms %9.2f ms %9.2f ms%s",
        rate,
        median * 1e3,
        slow * 1e3,
        worst * 1e3,
        errors == 0 ? "" : "  errors: " + errors);
  }
}
