// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** An object without a written form; it prints as {@code #<description>}. */
public interface Described {

  /** What stands between {@code #<} and {@code >}. */
  String describe();
}
