// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** A datum with a written form of its own: an opening, items between spaces, a closing. */
public interface Laid {

  String open();

  Object[] items();

  String close();

  /** Whether {@code equal?} holds. */
  boolean sameAs(Object that);

  /** Agrees with {@link #sameAs}. */
  int contentHash();
}
