// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes numbers, ranges and moments of what stands behind a key. */
final class Values {

  private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([a-zA-Zµ]*)");
  private static final Pattern DATE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?Z?");
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm")
          .optionalStart()
          .appendPattern(":ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private Values() {}

  private record Number(double value, double width, @Nullable Unit unit) {}

  /** A value that stands for itself. */
  static Query.Value of(Query.Pattern text, Key.Values wanted, String key) {
    if (wanted == Key.Values.FIELD) {
      Matcher number = NUMBER.matcher(text.text());
      boolean numeric = !text.quoted() && (number.matches() || text.text().contains(".."));
      return numeric && isRange(text.text()) ? number(text, wanted, key) : text;
    }
    return wanted.isNumber() ? number(text, wanted, key) : text;
  }

  private static boolean isRange(String text) {
    int dots = text.indexOf("..");
    return dots < 0
        || isNumberOrNone(text.substring(0, dots)) && isNumberOrNone(text.substring(dots + 2));
  }

  private static boolean isNumberOrNone(String text) {
    return text.isEmpty() || NUMBER.matcher(text).matches();
  }

  private static Query.Value number(Query.Pattern text, Key.Values wanted, String key) {
    String whole = text.text();
    int dots = whole.indexOf("..");
    if (dots < 0) {
      return single(text, wanted, key);
    }
    String first = whole.substring(0, dots);
    String second = whole.substring(dots + 2);
    if (DATE.matcher(first.isEmpty() ? second : first).matches()) {
      long from = first.isEmpty() ? Long.MIN_VALUE : moment(first, text.at());
      long to = second.isEmpty() ? Long.MAX_VALUE : moment(second, text.at());
      if (to < from) {
        throw backwards(text.at());
      }
      return new Query.Calendar(from, to, text.at());
    }
    Number to = second.isEmpty() ? null : parse(second, text.at() + dots + 2, wanted, key);
    Number from = first.isEmpty() ? null : parse(first, text.at(), wanted, key);
    double low = from == null ? Double.NEGATIVE_INFINITY : from.value;
    double high = to == null ? Double.POSITIVE_INFINITY : to.value;
    Number any = from == null ? to : from;
    return new Query.Range(
        low, ordered(low, high, text.at()), whole, any == null ? null : any.unit, text.at());
  }

  private static double ordered(double from, double to, int at) {
    if (to < from) {
      throw backwards(at);
    }
    return to;
  }

  private static QueryException backwards(int at) {
    return new QueryException(at, "this range ends before it begins");
  }

  private static Query.Value single(Query.Pattern text, Key.Values wanted, String key) {
    if (wanted == Key.Values.TIME && DATE.matcher(text.text()).matches()) {
      long moment = moment(text.text(), text.at());
      return new Query.Calendar(moment, moment + precision(text.text()), text.at());
    }
    Number number = parse(text.text(), text.at(), wanted, key);
    double to = wanted == Key.Values.TIME ? number.value + number.width - 1 : number.value;
    return new Query.Range(number.value, to, text.text(), number.unit, text.at());
  }

  /** A comparison. Numbers are whole in the least unit, so that one more is greater. */
  static Query.Value compared(
      String operator, Query.Pattern text, Key.Values wanted, String key, int at) {
    if (wanted == Key.Values.TIME && DATE.matcher(text.text()).matches()) {
      long moment = moment(text.text(), text.at());
      return switch (operator) {
        case ">", ">=" -> new Query.Calendar(moment, Long.MAX_VALUE, at);
        case "<", "<=" -> new Query.Calendar(Long.MIN_VALUE, moment, at);
        default -> throw new QueryException(at, "times of the calendar take < and >");
      };
    }
    if (!NUMBER.matcher(text.text()).matches() && wanted == Key.Values.FIELD) {
      throw new QueryException(text.at(), "a number must follow, not " + text.text());
    }
    if (!wanted.isNumber() && wanted != Key.Values.FIELD) {
      throw new QueryException(at, key + " is no number that can be compared");
    }
    Number number = parse(text.text(), text.at(), wanted, key);
    double value = number.value;
    Query.Range equal = new Query.Range(value, value, text.text(), number.unit, at);
    return switch (operator) {
      case ">" -> range(Math.nextUp(value), Double.POSITIVE_INFINITY, equal);
      case ">=" -> range(value, Double.POSITIVE_INFINITY, equal);
      case "<" -> range(Double.NEGATIVE_INFINITY, Math.nextDown(value), equal);
      case "<=" -> range(Double.NEGATIVE_INFINITY, value, equal);
      case "=", "==" -> equal;
      case "!=", "<>" -> new Query.Outside(equal, at);
      default ->
          throw new QueryException(
              at, "there is no comparison " + operator + ", only < <= = != >= >");
    };
  }

  private static Query.Range range(double from, double to, Query.Range like) {
    return new Query.Range(from, to, like.text(), like.unit(), like.at());
  }

  static @Nullable Unit unitOf(Query.Value value) {
    return switch (value) {
      case Query.Range range -> range.unit();
      case Query.Outside outside -> outside.range().unit();
      case Query.Pattern _, Query.Calendar _ -> null;
    };
  }

  private static Number parse(String text, int at, Key.Values wanted, String key) {
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw new QueryException(
          at, "after " + key + " " + example(wanted) + " must follow, not " + text);
    }
    String unitText = matcher.group(2);
    Unit unit = Unit.of(unitText).orElse(null);
    if (unit == null && !unitText.isEmpty()) {
      throw new QueryException(
          at + matcher.start(2), "there is no unit " + unitText + "; " + units(wanted));
    }
    boolean free = wanted == Key.Values.FIELD;
    if (unit != null && !free && !unit.fits(wanted)) {
      throw new QueryException(
          at + matcher.start(2), key + " is not counted in " + unitText + "; " + units(wanted));
    }
    if (unit == null && wanted == Key.Values.DURATION) {
      throw new QueryException(at + text.length(), "a unit is missing: " + units(wanted));
    }
    double factor = unit != null ? unit.factor : wanted == Key.Values.TIME ? 1e9 : 1;
    String digits = matcher.group(1);
    int decimals = digits.indexOf('.') < 0 ? 0 : digits.length() - digits.indexOf('.') - 1;
    double width = Math.max(1, factor / Math.pow(10, decimals));
    return new Number(Math.rint(Double.parseDouble(digits) * factor), width, unit);
  }

  private static String example(Key.Values wanted) {
    return switch (wanted) {
      case TIME -> "a time such as 1.2s..1.5s";
      case DURATION -> "a duration such as 10ms";
      case BYTES -> "a size such as 4KiB";
      default -> "a number";
    };
  }

  private static String units(Key.Values wanted) {
    return switch (wanted) {
      case TIME, DURATION -> "units are ns, us, ms, s and min";
      case BYTES -> "units are B, KB, KiB, MB, MiB, GB and GiB";
      case COUNT -> "counts may end in k or m";
      default -> "units are ns, us, ms, s, min, B, KB, KiB, MB, MiB, GB, GiB, k, m and words";
    };
  }

  private static long precision(String moment) {
    int dot = Math.max(moment.indexOf('.'), moment.indexOf(','));
    int decimals =
        dot < 0 ? 0 : (int) moment.chars().skip(dot + 1L).filter(Character::isDigit).count();
    boolean seconds = moment.chars().filter(c -> c == ':').count() == 2;
    return (long) (seconds ? 1e9 / Math.pow(10, decimals) : 60e9) - 1;
  }

  /** Nanoseconds since 1970, of local time unless it ends in Z. */
  private static long moment(String text, int at) {
    try {
      boolean utc = text.endsWith("Z");
      String plain = (utc ? text.substring(0, text.length() - 1) : text).replace(',', '.');
      LocalDateTime local = LocalDateTime.parse(plain.replace(' ', 'T'), LOCAL);
      Instant instant = local.atZone(utc ? ZoneId.of("UTC") : ZoneId.systemDefault()).toInstant();
      return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    } catch (DateTimeException e) {
      throw new QueryException(at, text + " is no moment such as 2026-11-28 21:40:03.120");
    }
  }
}
