// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/** The word around the cursor, as Scheme delimits words. */
record Word(String line, int cursor, String word, int wordCursor, int wordIndex)
    implements CompletingParsedLine {

  private static final String DELIMITERS = "()[]\"';`, \t\n";

  static Word at(String line, int cursor) {
    int from = cursor;
    while (from > 0 && !isDelimiter(line, from - 1)) {
      from--;
    }
    int to = cursor;
    while (to < line.length() && !isDelimiter(line, to)) {
      to++;
    }
    return new Word(line, cursor, line.substring(from, to), cursor - from, from == 0 ? 0 : 1);
  }

  /** The comma at the start is part of a command's name. */
  private static boolean isDelimiter(String line, int index) {
    return DELIMITERS.indexOf(line.charAt(index)) >= 0 && !(index == 0 && line.charAt(0) == ',');
  }

  @Override
  public List<String> words() {
    return wordIndex == 0 ? List.of(word) : List.of("", word);
  }

  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return wordCursor;
  }

  @Override
  public int rawWordLength() {
    return word.length();
  }
}
