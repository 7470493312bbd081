// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.printer;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;

/** What the user is told about an object that nobody caught. */
public final class ConditionReport {

  /** Larger data in a report are cut off after so many characters. */
  private static final int LONGEST_DATUM = 400;

  private ConditionReport() {}

  /** The first line says it all, e.g. {@code error in car: expected a pair: 5}. */
  public static List<String> lines(Object raised) {
    if (!Conditions.isCondition(raised)) {
      return List.of("uncaught object: " + datum(raised));
    }
    List<String> lines = new ArrayList<>();
    lines.add(summary(raised));
    for (Record part : Conditions.parts(raised)) {
      boolean said = isInSummary(part.type) || part.type == ConditionTypes.IO_PORT;
      if (part.fields.length > 0 && !said) {
        lines.add("  " + detail(part));
      }
    }
    return lines;
  }

  /** The first line alone. */
  public static String summary(Object raised) {
    if (!Conditions.isCondition(raised)) {
      return lines(raised).getFirst();
    }
    StringBuilder out = new StringBuilder(kind(raised));
    Object who = Conditions.who(raised);
    if (who != null && who != Boolean.FALSE) {
      out.append(" in ").append(Printer.display(who));
    }
    String message = Conditions.message(raised);
    Iterator<Object> irritants = Conditions.irritants(raised).iterator();
    out.append(": ");
    if (message != null && isThrow(raised)) {
      fill(message, irritants, out);
    } else {
      out.append(message != null ? message : names(raised));
    }
    String separator = ": ";
    while (irritants.hasNext()) {
      Object irritant = irritants.next();
      out.append(separator).append(datum(irritant));
      separator = " ";
    }
    Object port = Conditions.field(raised, ConditionTypes.IO_PORT, 0);
    if (port != null) {
      out.append(separator).append(datum(port));
    }
    return out.toString();
  }

  /** Whether it was thrown as Guile does, with a message that says where the irritants go. */
  private static boolean isThrow(Object condition) {
    return Conditions.parts(condition).stream()
        .anyMatch(part -> part.type.name().name().equals("&throw"));
  }

  private static void fill(String message, Iterator<Object> irritants, StringBuilder out) {
    int from = 0;
    for (int at = message.indexOf('~'); at >= 0; at = message.indexOf('~', from)) {
      char directive =
          at + 1 < message.length() ? Character.toUpperCase(message.charAt(at + 1)) : 0;
      if ((directive != 'A' && directive != 'S') || !irritants.hasNext()) {
        break;
      }
      out.append(message, from, at);
      Object irritant = irritants.next();
      out.append(directive == 'S' ? datum(irritant) : Printer.display(irritant));
      from = at + 2;
    }
    out.append(message, from, message.length());
  }

  private static String kind(Object condition) {
    boolean warning =
        Conditions.is(condition, ConditionTypes.WARNING)
            && !Conditions.is(condition, ConditionTypes.SERIOUS);
    return warning ? "warning" : "error";
  }

  /** For a condition without a message. */
  private static String names(Object condition) {
    List<String> names = new ArrayList<>();
    for (Record part : Conditions.parts(condition)) {
      if (!isInSummary(part.type)) {
        names.add(part.type.name().name());
      }
    }
    return names.isEmpty() ? "unknown condition" : String.join(" ", names);
  }

  private static boolean isInSummary(RecordType type) {
    return type == ConditionTypes.WHO
        || type == ConditionTypes.MESSAGE
        || type == ConditionTypes.IRRITANTS
        || type == Fault.JAVA_STACK;
  }

  private static String detail(Record part) {
    StringBuilder out = new StringBuilder(part.type.name().name());
    RecordType type = part.type;
    while (type != null) {
      for (int i = 0; i < type.ownFields(); i++) {
        out.append(' ').append(type.fieldName(i)).append(": ");
        out.append(datum(part.fields[type.firstField() + i]));
      }
      type = type.parent();
    }
    return out.toString();
  }

  private static String datum(Object datum) {
    return Printer.writeShort(datum, LONGEST_DATUM);
  }
}
