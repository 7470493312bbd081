// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.lokoscope.runtime.datum.SchemeString;

/** Writes a time as {@code strftime} does, with English names. */
final class TimeFormat {

  static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };

  static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private static final int SHORT = 3;

  private final Object[] time;
  private final ZoneId zone;
  private final LocalDateTime local;

  /**
   * @param zone where the time is, for {@code %s}
   */
  TimeFormat(Object[] time, ZoneId zone) {
    this.time = time;
    this.zone = zone;
    this.local = BrokenDownTime.local("strftime", time);
  }

  String format(String format) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        out.append(c);
        continue;
      }
      char directive = format.charAt(++i);
      char padding = 0;
      if ("-_0^#".indexOf(directive) >= 0 && i + 1 < format.length()) {
        padding = directive;
        directive = format.charAt(++i);
      }
      if ((directive == 'E' || directive == 'O') && i + 1 < format.length()) {
        directive = format.charAt(++i);
      }
      out.append(padded(part(directive), padding));
    }
    return out.toString();
  }

  private static String padded(String text, char how) {
    return switch (how) {
      case '-' -> text.replaceFirst("^[0 ]+(?=.)", "");
      case '_' -> text.matches("0+[0-9].*") ? blanks(text) : text;
      case '0' -> text.replace(' ', '0');
      case '^' -> text.toUpperCase(Locale.ROOT);
      default -> text;
    };
  }

  private static String blanks(String text) {
    int zeros = 0;
    while (zeros < text.length() - 1 && text.charAt(zeros) == '0') {
      zeros++;
    }
    return " ".repeat(zeros) + text.substring(zeros);
  }

  private long field(int index) {
    return BrokenDownTime.field("strftime", time, index);
  }

  private long year() {
    return field(BrokenDownTime.YEAR) + BrokenDownTime.FIRST_YEAR;
  }

  private static String name(String[] names, long index) {
    return index >= 0 && index < names.length ? names[(int) index] : "?";
  }

  private static String start(String name) {
    return name.length() < SHORT ? name : name.substring(0, SHORT);
  }

  private static String two(long number) {
    return String.format(Locale.ROOT, "%02d", number);
  }

  private String part(char directive) {
    long hour = field(BrokenDownTime.HOUR);
    long twelve = (hour + 11) % 12 + 1;
    return switch (directive) {
      case 'a' -> start(name(DAYS, field(BrokenDownTime.WEEK_DAY)));
      case 'A' -> name(DAYS, field(BrokenDownTime.WEEK_DAY));
      case 'b', 'h' -> start(name(MONTHS, field(BrokenDownTime.MONTH)));
      case 'B' -> name(MONTHS, field(BrokenDownTime.MONTH));
      case 'c' -> format("%a %b %e %H:%M:%S %Y");
      case 'C' -> two(Math.floorDiv(year(), 100));
      case 'd' -> two(field(BrokenDownTime.DAY));
      case 'D', 'x' -> format("%m/%d/%y");
      case 'e' -> String.format(Locale.ROOT, "%2d", field(BrokenDownTime.DAY));
      case 'F' -> format("%Y-%m-%d");
      case 'H' -> two(hour);
      case 'I' -> two(twelve);
      case 'j' -> String.format(Locale.ROOT, "%03d", field(BrokenDownTime.YEAR_DAY) + 1);
      case 'k' -> String.format(Locale.ROOT, "%2d", hour);
      case 'l' -> String.format(Locale.ROOT, "%2d", twelve);
      case 'm' -> two(field(BrokenDownTime.MONTH) + 1);
      case 'M' -> two(field(BrokenDownTime.MINUTE));
      case 'n' -> "\n";
      case 'p' -> hour < 12 ? "AM" : "PM";
      case 'P' -> hour < 12 ? "am" : "pm";
      case 'r' -> format("%I:%M:%S %p");
      case 'R' -> format("%H:%M");
      case 's' -> Long.toString(local.atZone(zone).toEpochSecond());
      case 'S' -> two(field(BrokenDownTime.SECOND));
      case 't' -> "\t";
      case 'T', 'X' -> format("%H:%M:%S");
      default -> ofWeekOrZone(directive);
    };
  }

  private String ofWeekOrZone(char directive) {
    long weekDay = field(BrokenDownTime.WEEK_DAY);
    long yearDay = field(BrokenDownTime.YEAR_DAY);
    return switch (directive) {
      case 'u' -> Long.toString((weekDay + 6) % 7 + 1);
      case 'w' -> Long.toString(weekDay);
      case 'U' -> two((yearDay + 7 - weekDay) / 7);
      case 'W' -> two((yearDay + 7 - (weekDay + 6) % 7) / 7);
      case 'V' -> two(local.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case 'G' -> Integer.toString(local.get(IsoFields.WEEK_BASED_YEAR));
      case 'g' -> two(local.get(IsoFields.WEEK_BASED_YEAR) % 100);
      case 'y' -> two(Math.floorMod(year(), 100));
      case 'Y' -> Long.toString(year());
      case 'z' -> offset(-field(BrokenDownTime.OFFSET));
      case 'Z' -> time[BrokenDownTime.ZONE] instanceof SchemeString name ? name.toString() : "";
      case '%' -> "%";
      default -> "%" + directive;
    };
  }

  private static String offset(long seconds) {
    long minutes = Math.abs(seconds) / 60;
    return (seconds < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
  }
}
