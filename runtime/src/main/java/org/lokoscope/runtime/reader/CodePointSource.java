// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

/** Where characters come from, with a lookahead of one. */
public interface CodePointSource {

  /** The next code point, which stays there; -1 at the end. */
  int peek();

  /** Takes the next code point; -1 at the end. */
  int read();

  /** What was taken up to here is dealt with, even if what follows has to be taken again. */
  default void checkpoint() {}
}
