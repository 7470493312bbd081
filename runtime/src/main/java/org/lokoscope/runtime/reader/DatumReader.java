// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import org.lokoscope.runtime.datum.Special;

/**
 * Reads plain data from a stream of characters, one at a time, and takes nothing beyond the end of
 * each. Keep one for each port: it remembers the line and {@code #!fold-case}.
 */
public final class DatumReader {

  private final Parser parser;
  private final Scanner scanner;

  public DatumReader(CodePointSource source, String file, NumberParser numbers) {
    this.scanner = new Scanner(source, file, numbers);
    this.parser = new Parser(scanner, false);
  }

  /**
   * The next datum, or {@link Special#EOF}.
   *
   * @throws org.lokoscope.runtime.source.SyntaxException if the text is malformed
   */
  public Object read() {
    return start().goOn();
  }

  /** A datum that may come in pieces. */
  public final class Reading {
    private boolean begun;

    private Reading() {}

    /**
     * The datum, as {@link #read} has it; or goes on at the last checkpoint of the source, if that
     * threw something.
     */
    public Object goOn() {
      if (begun) {
        scanner.resume();
      } else {
        begun = true;
        parser.start();
      }
      Object datum = parser.goOn();
      return datum == Parser.END ? Special.EOF : datum;
    }
  }

  /** Begins a new datum, and forgets one that was not complete. */
  public Reading start() {
    return new Reading();
  }

  /** Remembers where it is, so that what is read next can be undone. */
  public void mark() {
    scanner.mark();
  }

  /** Returns to where it was marked; the source must do the same. */
  public void rewind() {
    scanner.rewind();
  }

  /** The line of the next character, from 1, as far as this reader knows. */
  public int line() {
    return scanner.line();
  }
}
