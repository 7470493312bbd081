// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import org.lokoscope.store.Trace;
import org.lokoscope.store.report.ControlCharacters;

/** Names that tell things of one name apart, as the command {@code state} writes them. */
final class Names {

  private static final long NUMBER = 0xFFFF_FFFFL;

  private Names() {}

  /** {@code stage#6}. */
  static String of(Trace trace, long id) {
    String name = line(trace.nameOf(id));
    String number = "#" + (id & NUMBER);
    return name.endsWith(number) ? name : name + number;
  }

  /** {@code pipeline.sps}; with its number where that is not the first process. */
  static String process(Trace trace, long id) {
    String name = line(trace.nameOf(id));
    // The schedulers of CPUs have huge numbers that say nothing.
    return id <= 1 || name.contains(" of CPU ") || name.endsWith(Long.toString(id))
        ? name
        : name + " (" + id + ")";
  }

  /** A text of the program on one line, with a sign for each control character. */
  static String line(String text) {
    return ControlCharacters.shown(text.replace('\n', ' '));
  }
}
