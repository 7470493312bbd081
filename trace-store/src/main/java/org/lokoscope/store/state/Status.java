// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

/** What a process or a fiber does at an instant. */
public enum Status {
  /** Events are missing, and none since has told. */
  UNKNOWN,
  RUNNING,
  /** Could run, but something else does. */
  READY,
  WAITING
}
