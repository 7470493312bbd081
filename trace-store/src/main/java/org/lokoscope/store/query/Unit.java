// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.query;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands behind a number. */
enum Unit {
  NS(Key.Values.DURATION, 1, "ns"),
  US(Key.Values.DURATION, 1e3, "us", "µs"),
  MS(Key.Values.DURATION, 1e6, "ms"),
  S(Key.Values.DURATION, 1e9, "s"),
  MIN(Key.Values.DURATION, 60e9, "min"),
  B(Key.Values.BYTES, 1, "b"),
  KB(Key.Values.BYTES, 1e3, "kb"),
  KIB(Key.Values.BYTES, 1L << 10, "kib"),
  MB(Key.Values.BYTES, 1e6, "mb"),
  MIB(Key.Values.BYTES, 1L << 20, "mib"),
  GB(Key.Values.BYTES, 1e9, "gb"),
  GIB(Key.Values.BYTES, 1L << 30, "gib"),
  K(Key.Values.COUNT, 1e3, "k"),
  M(Key.Values.COUNT, 1e6, "m"),
  WORDS(Key.Values.COUNT, 1, "words", "word"),
  WINDERS(Key.Values.COUNT, 1, "winders", "winder"),
  FRAMES(Key.Values.COUNT, 1, "frames", "frame"),
  RESUMES(Key.Values.COUNT, 1, "resumes", "resume");

  final Key.Values values;
  final double factor;

  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> spellings;

  Unit(Key.Values values, double factor, String... spellings) {
    this.values = values;
    this.factor = factor;
    this.spellings = List.of(spellings);
  }

  static Optional<Unit> of(String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    for (Unit unit : values()) {
      if (unit.spellings.contains(wanted)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /** The key that a comparison without one means, such as {@code > 10ms}. */
  Key key() {
    return switch (this) {
      case WORDS -> Key.WORDS;
      case WINDERS -> Key.WINDERS;
      case FRAMES -> Key.FRAMES;
      case RESUMES -> Key.RESUMES;
      default -> values == Key.Values.BYTES ? Key.BYTES : Key.DURATION;
    };
  }

  /** Whether a number with this unit can be the value of such a key. */
  boolean fits(Key.Values wanted) {
    return values == (wanted == Key.Values.TIME ? Key.Values.DURATION : wanted);
  }
}
