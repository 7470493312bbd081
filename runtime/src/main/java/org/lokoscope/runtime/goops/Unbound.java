// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import org.lokoscope.runtime.datum.Described;

/** What stands for the value of a slot where there is none. */
enum Unbound implements Described {
  /** The slot has no value yet. */
  UNBOUND,
  /** There is no such slot in the object itself. */
  ELSEWHERE;

  @Override
  public String describe() {
    return "unbound";
  }
}
