// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

/** A number of things, with the noun in the singular or the plural as English has it. */
public final class Count {

  private Count() {}

  /** {@code 1 chunk}, {@code 3 chunks}, {@code 12 000 chunks}. */
  public static String of(long number, String noun) {
    return of(number, noun, plural(noun));
  }

  /** The same for a noun, or a whole phrase, whose plural is not regular. */
  public static String of(long number, String one, String many) {
    return Figures.count(number) + " " + (number == 1 ? one : many);
  }

  private static String plural(String noun) {
    return noun.endsWith("s") || noun.endsWith("x") ? noun + "es" : noun + "s";
  }
}
