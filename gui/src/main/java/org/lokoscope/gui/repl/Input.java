// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import org.jspecify.annotations.Nullable;

/** Where a prompt's forms come from. */
interface Input {

  /** The name of the input in messages. */
  String name();

  /** What has been entered next, complete as far as can be told; null at the end. */
  @Nullable Entry next();

  /**
   * Some complete forms, or a command.
   *
   * @param line the line of the whole input that the text starts on, from 1
   */
  record Entry(String text, int line) {

    /** The text in its place, so that what is read from it knows its line. */
    String placed() {
      return "\n".repeat(line - 1) + text;
    }

    boolean isCommand() {
      return text.stripLeading().startsWith(",");
    }
  }
}
