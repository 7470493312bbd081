// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.Annotation;

/** Reads the text of a program; every datum remembers where it stood. */
public final class SourceReader {

  /** How many lines the arguments of a script interpreter may take, as Guile writes them. */
  private static final int SCRIPT_LINES = 8;

  private final Parser parser;

  /**
   * @param file as error messages shall name it
   */
  public SourceReader(String text, String file, NumberParser numbers) {
    Scanner scanner = new Scanner(new StringSource(text), file, numbers);
    this.parser = new Parser(scanner, true);
    skipScriptHead(text, scanner);
  }

  /** A head {@code #! ... !#} over several lines; a plain first line is left to the scanner. */
  private static void skipScriptHead(String text, Scanner scanner) {
    if (!text.startsWith("#!/") && !text.startsWith("#! ")) {
      return;
    }
    int end = text.indexOf("\n!#");
    if (end < 0) {
      return;
    }
    int lines = (int) text.substring(0, end + 1).chars().filter(c -> c == '\n').count();
    if (lines <= SCRIPT_LINES) {
      for (int i = 0; i < lines; i++) {
        scanner.skipLine();
        scanner.read();
      }
    }
  }

  /** The next datum, or null at the end. */
  public @Nullable Annotation read() {
    return parser.readForm();
  }

  public List<Annotation> readAll() {
    List<Annotation> all = new ArrayList<>();
    for (Annotation form = read(); form != null; form = read()) {
      all.add(form);
    }
    return all;
  }
}
