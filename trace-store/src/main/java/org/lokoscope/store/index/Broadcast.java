// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.List;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;

/** Gives each event to those listeners whose class says something about it, in their order. */
abstract class Broadcast {

  static Broadcast to(List<? extends Probe> listeners) {
    return BroadcastFactory.create(listeners);
  }

  /** Tells of the event under a cursor. */
  abstract void tell(ChunkCursor cursor);
}
