// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** The groups in which the reference page, the filters and {@code info} list events. */
public enum Family {
  DEFINITION,
  PROCESS,
  MESSAGE,
  FIBER,
  CONTINUATION,
  WINDER,
  OFFER,
  TIMER,
  IO,
  HEAP,
  USER,
  STACK,
  STREAM,
  COMMAND
}
