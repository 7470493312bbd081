// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.Locale;
import org.lokoscope.tracer.text.Figures;

/**
 * How much of a recording is kept. What is older is removed, a file at a time; the files are an
 * eighth of the limit each, so that a little less than the limit is kept.
 *
 * @param maxBytes of recorded events; {@link Long#MAX_VALUE} for no limit
 * @param maxAgeNanos how old an event may become; {@link Long#MAX_VALUE} for no limit
 */
public record Retention(long maxBytes, long maxAgeNanos) {

  /** Everything is kept. */
  public static final Retention ALL = new Retention(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final int FILES = 8;

  public boolean isLimited() {
    return !equals(ALL);
  }

  /** How large a file of the recording may become. */
  public long fileBytes() {
    return maxBytes / FILES;
  }

  /** How much time a file of the recording may span. */
  public long fileNanos() {
    return maxAgeNanos / FILES;
  }

  /** The limits in words. */
  public String words() {
    String size = maxBytes == Long.MAX_VALUE ? "" : Figures.bytes(maxBytes);
    String age =
        maxAgeNanos == Long.MAX_VALUE
            ? ""
            : String.format(Locale.ROOT, "the last %s s", seconds(maxAgeNanos));
    return size + (size.isEmpty() || age.isEmpty() ? "" : " and ") + age;
  }

  private static String seconds(long nanos) {
    return nanos % 1_000_000_000 == 0
        ? Long.toString(nanos / 1_000_000_000)
        : String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }
}
