// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

/** What a process does, as its control block says. */
public enum ProcessState {
  READY,
  RUNNING,
  WAITING,
  ENDED
}
