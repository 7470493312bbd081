// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

/** The empty list. */
public enum Nil {
  NIL
}
