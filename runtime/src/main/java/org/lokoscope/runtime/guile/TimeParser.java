// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Pair;

/** Reads a time as {@code strptime} does, with English names. */
final class TimeParser {

  private static final int DAYS_PER_WEEK = 7;

  private final String text;
  private final Object[] time = new Object[BrokenDownTime.LENGTH];
  private int at;
  private boolean afternoon;
  private boolean morning;
  private long century = -1;

  private TimeParser(String text) {
    this.text = text;
    Arrays.fill(time, 0L);
    time[BrokenDownTime.SUMMER] = -1L;
    time[BrokenDownTime.ZONE] = Boolean.FALSE;
  }

  /** A pair of the time and of the number of characters that were read. */
  static Object parse(String format, String text) {
    TimeParser parser = new TimeParser(text);
    parser.read(format);
    parser.complete();
    return new Pair(parser.time, (long) text.codePointCount(0, parser.at));
  }

  private static SchemeError mismatch() {
    return SystemErrors.of("strptime", Errno.EINVAL);
  }

  private void read(String format) {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (Character.isWhitespace(c)) {
        skipSpace();
      } else if (c == '%' && i + 1 < format.length()) {
        char directive = format.charAt(++i);
        if ((directive == 'E' || directive == 'O') && i + 1 < format.length()) {
          directive = format.charAt(++i);
        }
        part(directive);
      } else if (at < text.length() && text.charAt(at) == c) {
        at++;
      } else {
        throw mismatch();
      }
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void part(char directive) {
    switch (directive) {
      case 'a', 'A' -> time[BrokenDownTime.WEEK_DAY] = name(TimeFormat.DAYS);
      case 'b', 'B', 'h' -> time[BrokenDownTime.MONTH] = name(TimeFormat.MONTHS);
      case 'c' -> read("%a %b %e %H:%M:%S %Y");
      case 'C' -> century = number(2, 0, 99);
      case 'd', 'e' -> time[BrokenDownTime.DAY] = number(2, 1, 31);
      case 'D', 'x' -> read("%m/%d/%y");
      case 'F' -> read("%Y-%m-%d");
      case 'H', 'k' -> time[BrokenDownTime.HOUR] = number(2, 0, 23);
      case 'I', 'l' -> time[BrokenDownTime.HOUR] = number(2, 1, 12) % 12;
      case 'j' -> time[BrokenDownTime.YEAR_DAY] = number(3, 1, 366) - 1;
      case 'm' -> time[BrokenDownTime.MONTH] = number(2, 1, 12) - 1;
      case 'M' -> time[BrokenDownTime.MINUTE] = number(2, 0, 59);
      case 'n', 't' -> skipSpace();
      case 'p', 'P' -> halfOfDay();
      case 'r' -> read("%I:%M:%S %p");
      case 'R' -> read("%H:%M");
      case 'S' -> time[BrokenDownTime.SECOND] = number(2, 0, 61);
      case 'T', 'X' -> read("%H:%M:%S");
      case 'u' -> time[BrokenDownTime.WEEK_DAY] = number(1, 1, 7) % DAYS_PER_WEEK;
      case 'w' -> time[BrokenDownTime.WEEK_DAY] = number(1, 0, 6);
      case 'y' -> {
        long year = number(2, 0, 99);
        time[BrokenDownTime.YEAR] = year < 69 ? year + 100 : year;
      }
      case 'Y' -> time[BrokenDownTime.YEAR] = number(4, 0, 9999) - BrokenDownTime.FIRST_YEAR;
      case 'z' -> offset();
      case 'Z' -> skipLetters();
      case '%' -> read("%");
      default -> throw mismatch();
    }
  }

  private long number(int digits, long least, long most) {
    skipSpace();
    int from = at;
    long number = 0;
    while (at < text.length() && at - from < digits && Character.isDigit(text.charAt(at))) {
      number = number * 10 + Character.digit(text.charAt(at++), 10);
    }
    if (at == from || number < least || number > most) {
      throw mismatch();
    }
    return number;
  }

  /** A name or its first three letters, in any case. */
  private long name(String[] names) {
    for (int i = 0; i < names.length; i++) {
      String start = names[i].substring(0, 3);
      for (String name : new String[] {names[i], start}) {
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return i;
        }
      }
    }
    throw mismatch();
  }

  private void halfOfDay() {
    afternoon = text.regionMatches(true, at, "PM", 0, 2);
    morning = text.regionMatches(true, at, "AM", 0, 2);
    if (!afternoon && !morning) {
      throw mismatch();
    }
    at += 2;
  }

  private void offset() {
    skipSpace();
    char sign = at < text.length() ? text.charAt(at++) : 0;
    if (sign != '+' && sign != '-') {
      throw mismatch();
    }
    long hours = number(2, 0, 23);
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
    }
    long seconds = (hours * 60 + number(2, 0, 59)) * 60;
    time[BrokenDownTime.OFFSET] = sign == '+' ? -seconds : seconds;
  }

  private void skipLetters() {
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
  }

  /** Days of week and year follow from the date, if there is one. */
  private void complete() {
    if (century >= 0) {
      long year = Math.floorMod((Long) time[BrokenDownTime.YEAR], 100L);
      time[BrokenDownTime.YEAR] = century * 100 + year - BrokenDownTime.FIRST_YEAR;
    }
    if (afternoon) {
      time[BrokenDownTime.HOUR] = (Long) time[BrokenDownTime.HOUR] % 12 + 12;
    }
    if ((Long) time[BrokenDownTime.DAY] == 0) {
      return;
    }
    try {
      LocalDate date =
          LocalDate.of(
              (int) ((Long) time[BrokenDownTime.YEAR] + BrokenDownTime.FIRST_YEAR),
              (int) ((Long) time[BrokenDownTime.MONTH] + 1),
              (int) (long) (Long) time[BrokenDownTime.DAY]);
      time[BrokenDownTime.WEEK_DAY] = (long) date.getDayOfWeek().getValue() % DAYS_PER_WEEK;
      time[BrokenDownTime.YEAR_DAY] = (long) date.getDayOfYear() - 1;
    } catch (DateTimeException _) {
      throw mismatch();
    }
  }
}
