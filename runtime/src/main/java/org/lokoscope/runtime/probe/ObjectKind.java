// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** The kinds of object on which a fiber can wait. Append only. */
public enum ObjectKind {
  CHANNEL,
  CONDITION,
  MAILBOX,
  PORT,
  /** The operations that one lambda blocks on: what {@code make-base-operation} gets. */
  OPERATION
}
