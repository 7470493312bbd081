// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** A mutable pair. The fields are public because every list operation is a hot path. */
public final class Pair {

  public Object car;
  public Object cdr;

  public Pair(Object car, Object cdr) {
    this.car = car;
    this.cdr = cdr;
  }
}
