// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.Locale;

/** Simple case folding of symbols under {@code #!fold-case}. */
final class CaseFolding {

  private CaseFolding() {}

  static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('\u03C2', '\u03C3');
      }
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
