// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** A mutable cell (SRFI 111). */
public final class Box {

  public Object content;

  public Box(Object content) {
    this.content = content;
  }
}
