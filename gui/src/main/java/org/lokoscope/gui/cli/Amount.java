// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Reads sizes such as {@code 500m} and times such as {@code 10m}. */
final class Amount {

  private static final long SECOND = 1_000_000_000;
  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);
  private static final Map<String, Long> NANOS =
      Map.of("ms", 1_000_000L, "s", SECOND, "m", 60 * SECOND, "h", 3600 * SECOND);

  private Amount() {}

  /** A number of bytes. */
  static final class OfBytes implements CommandLine.ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
      return amount(text, BYTES, "expected a size such as 500m or 2g but was '" + text + "'");
    }
  }

  /** A number of nanoseconds. */
  static final class OfTime implements CommandLine.ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
      return amount(text, NANOS, "expected a time such as 30s or 10m but was '" + text + "'");
    }
  }

  private static long amount(String text, Map<String, Long> units, String mistake) {
    String number = text.replaceFirst("[a-zA-Z]*$", "");
    Long unit = units.get(text.substring(number.length()).toLowerCase(Locale.ROOT));
    if (unit == null || !number.matches("[0-9]{1,9}") || Long.parseLong(number) == 0) {
      throw new CommandLine.TypeConversionException(mistake);
    }
    return Long.parseLong(number) * unit;
  }
}
