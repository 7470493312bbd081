// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments of a run as clocks and logs write them, and back. */
public final class WallClock {

  private static final DateTimeFormatter FULL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final Pattern RELATIVE =
      Pattern.compile("([+-]?)\\s*([0-9][0-9_ \u202f]*(?:\\.[0-9]+)?)\\s*(ns|us|µs|ms|s|min)?");
  private static final Pattern DATE_AND_TIME =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9:]{4,8}(?:[.,][0-9]+)?)\\s*(Z|[+-][0-9:]{4,6})?");
  private static final Pattern TIME =
      Pattern.compile("([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?)\\s*(Z)?");

  private WallClock() {}

  /** {@code 2026-11-28 21:40:03.120456}. */
  public static String full(Instant started, double nanos, ZoneId zone) {
    return FULL.format(started.plusNanos(Math.round(nanos)).atZone(zone));
  }

  /**
   * The time of day, as finely as steps of a ruler need it.
   *
   * @param step nanoseconds between two that are told apart
   */
  public static String time(Instant started, double nanos, double step, ZoneId zone) {
    int digits = step >= 1e9 ? 0 : step >= 1e6 ? 3 : step >= 1e3 ? 6 : 9;
    LocalTime time = started.plusNanos(Math.round(nanos)).atZone(zone).toLocalTime();
    String fraction = digits == 0 ? "" : "." + "S".repeat(digits);
    return DateTimeFormatter.ofPattern("HH:mm:ss" + fraction, Locale.ROOT).format(time);
  }

  /**
   * Reads a moment: {@code 12.5 ms}, {@code +20us} from {@code now}, {@code 1.2} (seconds), or what
   * a log says, {@code 21:40:03.120} or {@code 2026-11-28 21:40:03.120}, also among other words.
   *
   * @param now from where a moment with a sign counts, nanoseconds
   * @return nanoseconds since the run began; empty if there is no moment in the text
   */
  public static OptionalLong parse(
      String text, double now, @Nullable Instant started, ZoneId zone) {
    String line = text.strip();
    Matcher relative = RELATIVE.matcher(line);
    if (relative.matches()) {
      return OptionalLong.of(relative(relative, now));
    }
    if (started == null) {
      return OptionalLong.empty();
    }
    try {
      Matcher full = DATE_AND_TIME.matcher(line);
      if (full.find()) {
        return OptionalLong.of(since(started, moment(full, zone)));
      }
      Matcher time = TIME.matcher(line);
      if (time.find()) {
        ZoneId where = time.group(2) == null ? zone : ZoneOffset.UTC;
        LocalDate day = LocalDate.ofInstant(started, where);
        ZonedDateTime moment = LocalTime.parse(clock(time.group(1))).atDate(day).atZone(where);
        long since = since(started, moment.toInstant());
        // A run may go on over midnight.
        return OptionalLong.of(since < 0 ? since(started, moment.plusDays(1).toInstant()) : since);
      }
    } catch (DateTimeParseException notOne) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static long relative(Matcher text, double now) {
    double value = Double.parseDouble(text.group(2).replaceAll("[_ \u202f]", ""));
    double unit =
        switch (text.group(3) == null ? "s" : text.group(3)) {
          case "ns" -> 1;
          case "us", "µs" -> 1e3;
          case "ms" -> 1e6;
          case "min" -> 60e9;
          default -> 1e9;
        };
    double nanos = value * unit;
    return Math.round(
        switch (text.group(1)) {
          case "+" -> now + nanos;
          case "-" -> now - nanos;
          default -> nanos;
        });
  }

  private static Instant moment(Matcher text, ZoneId zone) {
    String local = text.group(1) + "T" + clock(text.group(2));
    return text.group(3) == null
        ? LocalDateTime.parse(local).atZone(zone).toInstant()
        : OffsetDateTime.parse(local + offset(text.group(3))).toInstant();
  }

  private static String offset(String written) {
    boolean colon = written.equals("Z") || written.contains(":");
    return colon ? written : written.substring(0, 3) + ":" + written.substring(3);
  }

  private static String clock(String written) {
    String dotted = written.replace(',', '.');
    return dotted.indexOf(':') == 1 ? "0" + dotted : dotted;
  }

  private static long since(Instant started, Instant moment) {
    return java.time.Duration.between(started, moment).toNanos();
  }
}
