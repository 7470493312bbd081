// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** Objects of which there is only one each. */
public enum Special {
  /** What expressions return that have nothing to say. */
  UNSPECIFIED,
  EOF,
  /** The content of a variable before its definition has run. */
  UNASSIGNED
}
