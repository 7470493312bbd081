// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One directive of a format string: {@code ~}, parameters, modifiers and a letter.
 *
 * @param parameters each an Integer, null where none was given, {@link #FROM_ARGUMENT} or {@link
 *     #ARGUMENTS_LEFT}
 * @param start where the tilde stands
 * @param end the place after the letter
 */
record Directive(
    List<@Nullable Object> parameters, boolean colon, boolean at, char letter, int start, int end) {

  static final Object FROM_ARGUMENT = "v";
  static final Object ARGUMENTS_LEFT = "#";

  /** The directive whose tilde stands at {@code start}; null if the text ends in the middle. */
  static @Nullable Directive parse(String text, int start) {
    List<@Nullable Object> parameters = new ArrayList<>();
    int i = start + 1;
    boolean more = true;
    while (more) {
      Object parameter = null;
      if (i < text.length()) {
        char c = text.charAt(i);
        if (c == '\'' && i + 1 < text.length()) {
          parameter = (int) text.charAt(i + 1);
          i += 2;
        } else if (c == 'v' || c == 'V' || c == '#') {
          parameter = c == '#' ? ARGUMENTS_LEFT : FROM_ARGUMENT;
          i++;
        } else {
          int end = numberEnd(text, i);
          parameter = end > i ? Integer.valueOf(text.substring(i, end)) : null;
          i = end;
        }
      }
      more = i < text.length() && text.charAt(i) == ',';
      i += more ? 1 : 0;
      if (parameter != null || more || !parameters.isEmpty()) {
        parameters.add(parameter);
      }
    }
    boolean colon = false;
    boolean at = false;
    while (i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '@')) {
      colon |= text.charAt(i) == ':';
      at |= text.charAt(i) == '@';
      i++;
    }
    return i == text.length()
        ? null
        : new Directive(parameters, colon, at, Character.toLowerCase(text.charAt(i)), start, i + 1);
  }

  /** At most eight digits, with a sign. */
  private static int numberEnd(String text, int from) {
    int i = from;
    if (i + 1 < text.length()
        && (text.charAt(i) == '-' || text.charAt(i) == '+')
        && Character.isDigit(text.charAt(i + 1))) {
      i++;
    }
    while (i < text.length() && i < from + 9 && "0123456789".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }
}
