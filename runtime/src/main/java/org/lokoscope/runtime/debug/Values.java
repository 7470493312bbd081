// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Box;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.printer.Printer;

/** Values as Scheme writes them, and their parts, however large or odd they are. */
public final class Values {

  /** Items of a list that are counted before it is called long. */
  private static final int MAX_COUNT = 1_000_000;

  private Values() {}

  /** A part of a value, and what it is called there. */
  public record Part(String name, Object value) {}

  /** The value as Scheme writes it, cut off after so many characters. */
  public static String show(@Nullable Object value, int limit) {
    if (value == null) {
      return "";
    }
    if (value == Special.UNASSIGNED) {
      return "not yet defined";
    }
    try {
      return isLong(value) ? head(value, limit) : Printer.writeShort(value, limit);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError problem) {
      return "(cannot be written: " + problem.getClass().getSimpleName() + ")";
    }
  }

  /** Whether a list or vector has more items than could be written. */
  private static boolean isLong(Object value) {
    return value instanceof Object[] vector && vector.length > 10_000
        || value instanceof Pair && length(value, 10_001) > 10_000;
  }

  private static String head(Object value, int limit) {
    StringBuilder text = new StringBuilder(value instanceof Pair ? "(" : "#(");
    Object rest = value;
    int i = 0;
    while (text.length() < limit && i < 100) {
      Object item = rest instanceof Pair pair ? pair.car : ((Object[]) value)[i];
      text.append(i == 0 ? "" : " ").append(item instanceof Pair ? "(...)" : show(item, limit));
      rest = rest instanceof Pair pair ? pair.cdr : rest;
      i++;
    }
    return text + " ...)";
  }

  private static int length(Object list, int most) {
    int count = 0;
    Object rest = list;
    while (rest instanceof Pair pair && count < most) {
      count++;
      rest = pair.cdr;
    }
    return count;
  }

  /** How many parts it has; 0 if it cannot be opened. */
  public static int count(@Nullable Object value) {
    return switch (value) {
      case Pair pair -> Math.max(2, length(pair, MAX_COUNT));
      case Object[] vector -> vector.length;
      case Record record -> record.fields.length;
      case Hashtable table -> Math.min(MAX_COUNT, table.size());
      case Box _ -> 1;
      case MultipleValues several -> several.values.length;
      case null, default -> 0;
    };
  }

  /** Its parts from an index on, at most so many. */
  public static List<Part> parts(@Nullable Object value, int from, int most) {
    List<Part> parts = new ArrayList<>();
    switch (value) {
      case Pair pair -> items(pair, from, most, parts);
      case Object[] vector -> {
        for (int i = from; i < vector.length && parts.size() < most; i++) {
          parts.add(new Part("[" + i + "]", vector[i]));
        }
      }
      case Record record -> {
        for (int i = from; i < record.fields.length && parts.size() < most; i++) {
          parts.add(new Part(fieldName(record.type, i), record.fields[i]));
        }
      }
      case Hashtable table -> entries(table, from, most, parts);
      case Box box -> parts.add(new Part("content", box.content));
      case MultipleValues several -> {
        for (int i = from; i < several.values.length && parts.size() < most; i++) {
          parts.add(new Part("[" + i + "]", several.values[i]));
        }
      }
      case null, default -> {}
    }
    return parts;
  }

  private static String fieldName(RecordType type, int index) {
    RecordType owner = type;
    while (index < owner.firstField() && owner.parent() != null) {
      owner = owner.parent();
    }
    return owner.fieldName(index - owner.firstField()).name();
  }

  private static void items(Pair list, int from, int most, List<Part> parts) {
    Object rest = list;
    int i = 0;
    while (rest instanceof Pair pair && parts.size() < most) {
      if (i >= from) {
        parts.add(new Part("[" + i + "]", pair.car));
      }
      rest = pair.cdr;
      if (i > 0 && rest == list) {
        parts.add(new Part("rest", rest));
        return;
      }
      i++;
    }
    if (!(rest instanceof Pair) && rest != Nil.NIL && parts.size() < most) {
      parts.add(new Part("rest", rest));
    }
  }

  private static void entries(Hashtable table, int from, int most, List<Part> parts) {
    Object[] keys = table.keys();
    for (int i = from; i < keys.length && parts.size() < most; i++) {
      parts.add(new Part(show(keys[i], 40), table.get(keys[i], Special.UNSPECIFIED)));
    }
  }
}
