// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lokoscope.views.viewport.TimeRange;

/** Times on the command line: a number and a unit; without one, seconds. */
final class TimeArgument {

  private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ns|us|µs|ms|s|)");

  private TimeArgument() {}

  /** {@code 1.5s..1.7s}; a missing end means the begin or the end of the run. */
  static TimeRange range(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw wrong(text);
    }
    String from = text.substring(0, dots).strip();
    String to = text.substring(dots + 2).strip();
    long begin = from.isEmpty() ? 0 : nanos(from, text);
    long end = to.isEmpty() ? Long.MAX_VALUE / 4 : nanos(to, text);
    if (end <= begin) {
      throw new CommandFailure(ExitStatus.USAGE, "--range: " + text + " ends before it begins");
    }
    return new TimeRange(begin, end);
  }

  /** {@code 1.5s}, as the value of an option. */
  static long instant(String option, String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new CommandFailure(
          ExitStatus.USAGE, option + ": expected for example 350ms or 1.5s, not " + text);
    }
    return nanos(matcher);
  }

  private static long nanos(String time, String whole) {
    Matcher matcher = FORM.matcher(time);
    if (!matcher.matches()) {
      throw wrong(whole);
    }
    return nanos(matcher);
  }

  private static long nanos(Matcher matcher) {
    double unit =
        switch (matcher.group(2)) {
          case "ns" -> 1;
          case "us", "µs" -> 1e3;
          case "ms" -> 1e6;
          default -> 1e9;
        };
    return Math.round(Double.parseDouble(matcher.group(1)) * unit);
  }

  private static CommandFailure wrong(String text) {
    return new CommandFailure(
        ExitStatus.USAGE, "--range: expected for example 200ms..250ms or 1.5s..1.7s, not " + text);
  }
}
