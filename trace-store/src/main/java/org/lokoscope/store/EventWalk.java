// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import org.lokoscope.runtime.probe.Probe;

/**
 * A walk forward over the events of a trace in order of time; at the same time, those of the lower
 * stream first. It stands before the first event until {@link #next} is called. The numbers of an
 * event are read without making an object of it. One thread at a time may use it.
 */
public interface EventWalk {

  /**
   * Where a walk stands: how many events of each stream, in the order of the streams, lie before
   * it.
   */
  record Position(long[] taken) {

    /** How many events of the trace lie before it. */
    public long index() {
      long sum = 0;
      for (long count : taken) {
        sum += count;
      }
      return sum;
    }
  }

  /** Goes to the next event; false behind the last one. */
  boolean next();

  /** The place of the event among all events of the trace. */
  long index();

  long time();

  /** The virtual CPU; below 0 a stream of the recorder's own. */
  int stream();

  /** The code of the event, as {@code tracer.schema.Schema} knows it. */
  int code();

  /** A field by its index in the schema; 0 is the time. For a text or a sequence, its length. */
  long value(int field);

  /** The event with its names and places. */
  EventRow row();

  /** Calls the probe's method for the event. */
  void tell(Probe probe);

  /** The place of the chunk of the event among {@link Trace#chunks}. */
  int chunk();

  /** Behind the event, so that a walk from there gives the next one. */
  Position position();
}
