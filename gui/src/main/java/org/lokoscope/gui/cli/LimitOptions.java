// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.analysis.Limits;
import picocli.CommandLine.Option;

/** What is too much, as the user says. */
final class LimitOptions {

  private static final double NANOS_PER_MILLI = 1e6;

  @Option(
      names = "--max-run",
      paramLabel = "TIME",
      description =
          "The longest run of a fiber that is in order while others wait, such as 50ms or 2s; at"
              + " least 20ms (default: 100ms).")
  private @Nullable String maxRun;

  Limits get() {
    return maxRun == null ? Limits.USUAL : new Limits(nanos(maxRun));
  }

  private static long nanos(String text) {
    String number = text.strip().toLowerCase(Locale.ROOT);
    double unit = NANOS_PER_MILLI;
    if (number.endsWith("ms")) {
      number = number.substring(0, number.length() - 2);
    } else if (number.endsWith("s")) {
      number = number.substring(0, number.length() - 1);
      unit *= 1_000;
    }
    try {
      double nanos = Double.parseDouble(number) * unit;
      if (nanos >= Limits.LEAST_RUN) {
        return (long) nanos;
      }
    } catch (NumberFormatException _) {
      // Said below.
    }
    throw new CommandFailure(
        ExitStatus.USAGE, "--max-run: a time from 20ms on, such as 50ms or 2s, not '" + text + "'");
  }
}
