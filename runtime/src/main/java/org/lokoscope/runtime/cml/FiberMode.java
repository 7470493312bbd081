// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

/** How much a suspended fiber holds. */
public enum FiberMode {
  /** Its whole continuation, the scheduler's frames and winders below it included, as in Loko. */
  CALLCC,
  /** Its own frames only: the capture stops at its base. */
  DELIMITED
}
