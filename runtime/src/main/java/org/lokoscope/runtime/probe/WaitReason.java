// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** Why a process waits. Append only. */
public enum WaitReason {
  MESSAGE,
  TIMER,
  IO
}
