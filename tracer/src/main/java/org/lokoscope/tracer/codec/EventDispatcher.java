// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import org.lokoscope.runtime.probe.Probe;

/** Gives the event under a cursor to a probe: the way back from bytes to calls. */
public interface EventDispatcher {

  /** The one dispatcher; it keeps no state. */
  EventDispatcher INSTANCE = DispatcherFactory.create();

  /** Calls the probe method that reported the event, with the same arguments. */
  void dispatch(ChunkCursor cursor, Probe probe);
}
