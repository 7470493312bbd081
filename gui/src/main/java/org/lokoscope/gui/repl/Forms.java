// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.SyntaxException;

/** Tells whether what has been typed so far is whole. */
final class Forms {

  private Forms() {}

  /** False if the text ends within a form. What is wrong in another way counts as complete. */
  static boolean areComplete(String text) {
    String forms = text.stripLeading().startsWith(",") ? Commands.argument(text) : text;
    try {
      new SourceReader(forms, "", NumberReader::parse).readAll();
      return true;
    } catch (SyntaxException wrong) {
      return !wrong.isIncomplete();
    }
  }
}
