// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * What becomes of a Java exception that the runtime's own code lets out: a condition, so that a
 * program can go on. It is a mistake in the runtime wherever it is not a number that outgrows what
 * Java can hold, and its message says so.
 */
public final class Fault {

  /** The Java stack of an internal error, as text; reports show it only to those who debug. */
  public static final RecordType JAVA_STACK =
      new RecordType(
          Symbol.of("&java-stack"),
          ConditionTypes.CONDITION,
          Symbol.of("&java-stack"),
          false,
          false,
          new Symbol[] {Symbol.of("text")},
          new boolean[1]);

  /** Guessed: the innermost calls say where it was. */
  private static final int LONGEST_STACK = 30;

  private Fault() {}

  /**
   * The condition to raise for what was thrown. What the JVM throws when it is exhausted is thrown
   * again.
   *
   * @param who the procedure that threw it, or null
   */
  public static SchemeError of(@Nullable String who, Throwable thrown) {
    return switch (thrown) {
      case SchemeError error -> error;
      case VirtualMachineError exhausted -> throw exhausted;
      case SyntaxException wrong -> syntax(who, wrong);
      case ArithmeticException tooBig when isOverflow(tooBig) ->
          Raise.restriction(who, "the result is too big");
      default -> new SchemeError(internal(who, thrown), thrown);
    };
  }

  /** Java says it in these words of integers beyond 2^(2^31), which it cannot hold. */
  private static boolean isOverflow(ArithmeticException thrown) {
    return String.valueOf(thrown.getMessage()).startsWith("BigInteger");
  }

  /** A text that cannot be read or expanded; what a macro raised passes as it is. */
  public static SchemeError syntax(@Nullable String who, SyntaxException wrong) {
    if (wrong.condition() != null) {
      return new SchemeError(wrong.condition());
    }
    Record kind = Conditions.simple(ConditionTypes.SYNTAX, Boolean.FALSE, Boolean.FALSE);
    boolean placed = wrong.span().line() > 0;
    Object place = placed ? Lists.of(SchemeString.of(wrong.span().position())) : Nil.NIL;
    Symbol name = who == null ? null : Symbol.of(who);
    return new SchemeError(Conditions.standard(kind, name, wrong.what(), place));
  }

  /** What a report says of a mistake in the runtime. */
  public static String describe(@Nullable String who, Throwable thrown) {
    String detail = thrown.getMessage() == null ? "" : ": " + firstLine(thrown.getMessage());
    return "internal error in "
        + (who == null || who.isEmpty() ? "the runtime" : who)
        + " ("
        + thrown.getClass().getSimpleName()
        + detail
        + "); please report it, with what --debug shows";
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static Object internal(@Nullable String who, Throwable thrown) {
    return Conditions.combine(
        Conditions.restriction(
            who == null || who.isEmpty() ? null : who, describe(who, thrown), Nil.NIL),
        Conditions.simple(JAVA_STACK, SchemeString.of(stack(thrown))));
  }

  private static String stack(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    StackTraceElement[] calls = thrown.getStackTrace();
    for (int i = 0; i < Math.min(calls.length, LONGEST_STACK); i++) {
      text.append("\n    at ").append(calls[i]);
    }
    return text.toString();
  }
}
