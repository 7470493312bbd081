// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/** What a trace knows by a number, and a program may give a name. */
public interface TraceSubject {

  /** The number, the same in all events. */
  long traceNumber();
}
