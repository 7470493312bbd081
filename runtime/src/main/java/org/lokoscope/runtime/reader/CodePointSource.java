package org.lokoscope.runtime.reader;

/** Where characters come from, with a lookahead of one. */
public interface CodePointSource {

  /** The next code point, which stays there; -1 at the end. */
  int peek();

  /** Takes the next code point; -1 at the end. */
  int read();
}
