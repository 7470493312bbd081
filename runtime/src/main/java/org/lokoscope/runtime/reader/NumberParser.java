// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import org.jspecify.annotations.Nullable;

/** Turns the text of a number into a number. */
@FunctionalInterface
public interface NumberParser {

  /**
   * @param text may start with {@code #x}, {@code #e} and the like
   * @param radix used unless the text says otherwise
   * @return null if the text is not a number
   */
  @Nullable Object parse(String text, int radix);
}
