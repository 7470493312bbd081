// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * The name of a library: symbols and, as in R7RS, integers.
 *
 * @param version what stands in a list after the name: a version or a reference to one
 */
record LibraryName(List<Object> parts, Object version) {

  static final Object NO_VERSION = org.lokoscope.runtime.datum.Nil.NIL;

  static LibraryName parse(Object datum, SourceSpan span) {
    int length = Lists.length(datum);
    if (length < 1) {
      throw new SyntaxException("malformed library name", span);
    }
    List<Object> parts = new ArrayList<>();
    Object version = NO_VERSION;
    Object[] items = Lists.toArray(datum);
    for (int i = 0; i < length; i++) {
      boolean isVersion =
          i > 0 && i == length - 1 && (items[i] instanceof Pair || items[i] == NO_VERSION);
      if (isVersion) {
        version = items[i];
      } else if (items[i] instanceof Symbol || items[i] instanceof Long) {
        parts.add(items[i]);
      } else {
        throw new SyntaxException("malformed library name", span);
      }
    }
    return new LibraryName(parts, version);
  }

  /** The same name as Guile spells it: {@code (srfi srfi-1)} is {@code (srfi 1)}. */
  static LibraryName guile(LibraryName name, Object version) {
    boolean numbered =
        name.parts.size() == 2
            && name.parts.get(0) == Symbol.of("srfi")
            && name.parts.get(1) instanceof Symbol part
            && part.name().matches("srfi-[0-9]{1,3}");
    if (!numbered) {
      return new LibraryName(name.parts, version);
    }
    String number = name.parts.get(1).toString().substring("srfi-".length());
    return new LibraryName(List.of(name.parts.get(0), Long.valueOf(number)), version);
  }

  /** The name alone, as programs write it. */
  String key() {
    StringBuilder text = new StringBuilder("(");
    for (Object part : parts) {
      text.append(text.length() > 1 ? " " : "").append(part);
    }
    return text.append(')').toString();
  }

  /** Whether a version satisfies what an import asks for. */
  static boolean satisfies(Object version, Object reference) {
    if (!(reference instanceof Pair pair)) {
      return true;
    }
    Object rest = pair.cdr;
    if (pair.car instanceof Symbol operator) {
      return switch (operator.name()) {
        case "and" -> all(version, rest);
        case "or" -> any(version, rest);
        case "not" -> rest instanceof Pair only && !satisfies(version, only.car);
        default -> false;
      };
    }
    Object actual = version;
    Object wanted = reference;
    while (wanted instanceof Pair next) {
      if (!(actual instanceof Pair part) || !partSatisfies(part.car, next.car)) {
        return false;
      }
      actual = part.cdr;
      wanted = next.cdr;
    }
    return true;
  }

  private static boolean all(Object version, Object references) {
    for (Object reference : Lists.toArray(references)) {
      if (!satisfies(version, reference)) {
        return false;
      }
    }
    return true;
  }

  private static boolean any(Object version, Object references) {
    for (Object reference : Lists.toArray(references)) {
      if (satisfies(version, reference)) {
        return true;
      }
    }
    return false;
  }

  private static boolean partSatisfies(Object part, Object reference) {
    if (!(reference instanceof Pair pair)) {
      return part.equals(reference);
    }
    String operator = pair.car.toString();
    Object[] operands = Lists.length(pair.cdr) < 0 ? new Object[0] : Lists.toArray(pair.cdr);
    switch (operator) {
      case ">=", "<=" -> {
        if (operands.length == 1 && operands[0] instanceof Long limit && part instanceof Long own) {
          return operator.equals(">=") ? own >= limit : own <= limit;
        }
        return false;
      }
      case "not" -> {
        return operands.length == 1 && !partSatisfies(part, operands[0]);
      }
      case "and" -> {
        for (Object operand : operands) {
          if (!partSatisfies(part, operand)) {
            return false;
          }
        }
        return true;
      }
      case "or" -> {
        for (Object operand : operands) {
          if (partSatisfies(part, operand)) {
            return true;
          }
        }
        return false;
      }
      default -> {
        return false;
      }
    }
  }
}
