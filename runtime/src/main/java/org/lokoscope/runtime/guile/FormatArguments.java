// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeChar;

/** The arguments of {@code format} and how far they have been used. */
final class FormatArguments {

  /** Guessed: no text is made to be so wide. */
  private static final int LARGEST_PARAMETER = 10_000_000;

  private final String control;
  private final Object[] arguments;
  private int next;

  /**
   * @param control the control string, for messages
   */
  FormatArguments(String control, Object[] arguments) {
    this.control = control;
    this.arguments = arguments;
  }

  SchemeError error(String message, Object... irritants) {
    return Raise.error("format", message + " in \"" + control + "\"", irritants);
  }

  /** The next argument, which is used by this. */
  Object next() {
    if (next >= arguments.length) {
      throw error("too few arguments");
    }
    return arguments[next++];
  }

  int used() {
    return next;
  }

  int left() {
    return arguments.length - next;
  }

  /** Makes the last argument that was used the next one again. */
  void back() {
    next--;
  }

  void useUp(int count) {
    next += count;
  }

  /** All arguments that are left; they count as used. */
  Object[] takeRest() {
    Object[] rest = rest();
    next = arguments.length;
    return rest;
  }

  Object[] rest() {
    return Arrays.copyOfRange(arguments, next, arguments.length);
  }

  /** The items of a list. */
  Object[] list(Object items) {
    if (Lists.length(items) < 0) {
      throw error("a list is expected", items);
    }
    return Lists.toArray(items);
  }

  /** The directive with the parameters that arguments give: these come before what it prints. */
  Directive resolved(Directive d) {
    if (!d.parameters().contains(Directive.FROM_ARGUMENT)
        && !d.parameters().contains(Directive.ARGUMENTS_LEFT)) {
      return d;
    }
    List<@Nullable Object> parameters = new ArrayList<>();
    for (Object parameter : d.parameters()) {
      parameters.add(
          parameter == Directive.FROM_ARGUMENT
              ? next()
              : parameter == Directive.ARGUMENTS_LEFT ? (Object) (long) left() : parameter);
    }
    return new Directive(parameters, d.colon(), d.at(), d.letter(), d.start(), d.end());
  }

  /** A parameter of a directive: given in the control string, or by an argument. */
  int parameter(Directive d, int index, int otherwise) {
    Object given = index < d.parameters().size() ? d.parameters().get(index) : null;
    return switch (given) {
      case Integer n -> bounded(d, n);
      case Long n -> bounded(d, n);
      case SchemeChar c -> c.codePoint();
      case null, default -> otherwise;
    };
  }

  private int bounded(Directive d, long n) {
    if (Math.abs(n) > LARGEST_PARAMETER) {
      throw Raise.restriction(
          "format", "the parameter of ~" + d.letter() + " is too large in \"" + control + "\"", n);
    }
    return (int) n;
  }

  /** A parameter that says how many there are to be of something. */
  int count(Directive d, int index, int otherwise) {
    int n = parameter(d, index, otherwise);
    if (n < 0) {
      throw error("the parameter of ~" + d.letter() + " cannot be negative", (long) n);
    }
    return n;
  }

  /** A parameter that is a character, or the number of one. */
  int character(Directive d, int index, int otherwise) {
    int c = parameter(d, index, otherwise);
    if (c < 0 || c > Character.MAX_CODE_POINT || (c >= 0xD800 && c <= 0xDFFF)) {
      throw error("the parameter of ~" + d.letter() + " must be a character", (long) c);
    }
    return c;
  }

  void skip(Directive d) {
    int to =
        d.at() ? parameter(d, 0, 0) : next + (d.colon() ? -parameter(d, 0, 1) : parameter(d, 0, 1));
    if (to < 0 || to > arguments.length) {
      throw error("~* goes beyond the arguments");
    }
    next = to;
  }
}
