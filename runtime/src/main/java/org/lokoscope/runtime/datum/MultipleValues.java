// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** Zero, two or more values returned at once. One value is always returned as itself. */
public final class MultipleValues {

  public static final MultipleValues NONE = new MultipleValues(new Object[0]);

  public final Object[] values;

  private MultipleValues(Object[] values) {
    this.values = values;
  }

  /** The result that stands for these values; the array is not copied. */
  public static Object of(Object... values) {
    return switch (values.length) {
      case 0 -> NONE;
      case 1 -> values[0];
      default -> new MultipleValues(values);
    };
  }

  /** The first of several values, as Guile passes them on where one is wanted. */
  public static Object first(Object result) {
    return result instanceof MultipleValues many && many.values.length > 0
        ? many.values[0]
        : result;
  }

  /** The values that a result stands for. The array must not be changed. */
  public static Object[] toArray(Object result) {
    return result instanceof MultipleValues many ? many.values : new Object[] {result};
  }
}
