// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.io.Surroundings;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;

/**
 * Times as vectors: second, minute, hour, day of the month, month from 0, years since 1900, day of
 * the week from Sunday, day of the year from 0, whether it is summer time, seconds west of
 * Greenwich, name of the zone.
 */
final class BrokenDownTime {

  static final int SECOND = 0;
  static final int MINUTE = 1;
  static final int HOUR = 2;
  static final int DAY = 3;
  static final int MONTH = 4;
  static final int YEAR = 5;
  static final int WEEK_DAY = 6;
  static final int YEAR_DAY = 7;
  static final int SUMMER = 8;
  static final int OFFSET = 9;
  static final int ZONE = 10;
  static final int LENGTH = 11;
  static final int FIRST_YEAR = 1900;

  private static final int DAYS_PER_WEEK = 7;

  private BrokenDownTime() {}

  static void register(PrimitiveTable t) {
    t.define1("gmtime", seconds -> at("gmtime", seconds, null));
    t.defineM("localtime", 1, 2, (m, a) -> at("localtime", a[0], zone(m, "localtime", a)));
    t.defineM("mktime", 1, 2, BrokenDownTime::seconds);
    t.defineM("strftime", 2, 2, (m, a) -> format(m, a[0], a[1]));
    t.define2(
        "strptime",
        (format, text) ->
            TimeParser.parse(
                Args.string("strptime", format).toString(),
                Args.string("strptime", text).toString()));
  }

  /** What {@code TZ} says, or the second argument. */
  private static ZoneId zone(Machine machine, String who, Object[] a) {
    String name =
        a.length > 1
            ? Args.string(who, a[1]).toString()
            : Surroundings.of(machine).variables().get("TZ");
    if (name == null || name.isEmpty()) {
      return name == null ? ZoneId.systemDefault() : ZoneId.of("UTC");
    }
    try {
      return ZoneId.of(name.startsWith(":") ? name.substring(1) : name, ZoneId.SHORT_IDS);
    } catch (DateTimeException _) {
      return ZoneId.of("UTC");
    }
  }

  private static Object at(String who, Object seconds, @Nullable ZoneId zone) {
    if (!(seconds instanceof Long since)) {
      throw Raise.type(who, "a number of seconds", seconds);
    }
    try {
      return zone == null
          ? vector(Instant.ofEpochSecond(since).atZone(ZoneOffset.UTC), "GMT")
          : vector(Instant.ofEpochSecond(since).atZone(zone), null);
    } catch (DateTimeException _) {
      throw SystemErrors.of(who, Errno.ERANGE);
    }
  }

  /**
   * @param name of the zone; null for that which the time has
   */
  private static Object[] vector(ZonedDateTime time, @Nullable String name) {
    boolean summer = time.getZone().getRules().isDaylightSavings(time.toInstant());
    String zone =
        name != null
            ? name
            : TimeZone.getTimeZone(time.getZone())
                .getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
    return new Object[] {
      (long) time.getSecond(),
      (long) time.getMinute(),
      (long) time.getHour(),
      (long) time.getDayOfMonth(),
      (long) time.getMonthValue() - 1,
      (long) time.getYear() - FIRST_YEAR,
      (long) time.getDayOfWeek().getValue() % DAYS_PER_WEEK,
      (long) time.getDayOfYear() - 1,
      summer ? 1L : 0L,
      (long) -time.getOffset().getTotalSeconds(),
      SchemeString.of(zone)
    };
  }

  static long field(String who, Object[] time, int index) {
    if (time[index] instanceof Long value && Math.abs(value) < Integer.MAX_VALUE) {
      return value;
    }
    throw Raise.type(who, "a time", time);
  }

  static Object[] time(String who, Object x) {
    if (x instanceof Object[] time && time.length == LENGTH) {
      return time;
    }
    throw Raise.type(who, "a time", x);
  }

  /** The time without its zone; fields beyond their range count into the next. */
  static LocalDateTime local(String who, Object[] time) {
    try {
      return LocalDate.of(FIRST_YEAR, 1, 1)
          .atStartOfDay()
          .plusYears(field(who, time, YEAR))
          .plusMonths(field(who, time, MONTH))
          .plusDays(field(who, time, DAY) - 1)
          .plusHours(field(who, time, HOUR))
          .plusMinutes(field(who, time, MINUTE))
          .plusSeconds(field(who, time, SECOND));
    } catch (DateTimeException _) {
      throw SystemErrors.of(who, Errno.ERANGE);
    }
  }

  private static Object seconds(Machine machine, Object[] a) {
    LocalDateTime local = local("mktime", time("mktime", a[0]));
    ZonedDateTime zoned = local.atZone(zone(machine, "mktime", a));
    return new Pair(zoned.toEpochSecond(), vector(zoned, null));
  }

  private static Object format(Machine machine, Object format, Object x) {
    Object[] time = time("strftime", x);
    String text = Args.string("strftime", format).toString();
    ZoneId zone = zone(machine, "strftime", new Object[0]);
    return SchemeString.of(new TimeFormat(time, zone).format(text));
  }
}
