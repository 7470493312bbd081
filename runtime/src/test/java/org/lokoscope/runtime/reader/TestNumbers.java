// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Decimal and prefixed integers and plain decimals: enough to read test programs. */
public final class TestNumbers {

  private TestNumbers() {}

  public static @Nullable Object parse(String text, int radix) {
    try {
      if (text.startsWith("#x")) {
        return parse(text.substring(2), 16);
      }
      if (text.matches("[-+]?[0-9a-fA-F]+") && (radix == 16 || text.matches("[-+]?[0-9]+"))) {
        BigInteger number = new BigInteger(text, radix);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
      }
      return text.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")
          ? Double.valueOf(text)
          : null;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }
}
