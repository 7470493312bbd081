// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.io.OutputStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The stream of one platform thread: of a carrier, or of a thread that wakes virtual ones. Its
 * thread writes, and another one flushes now and then; a lock that spins keeps them apart, for a
 * virtual thread that is being mounted must not block.
 */
final class CarrierStream {

  final StreamWriter writer;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final Map<String, Long> strings = new HashMap<>();
  private final BitSet sites = new BitSet();
  private final int number;

  CarrierStream(OutputStream out, int number, int run) {
    this.number = number;
    writer = new StreamWriter(out, number, run);
  }

  int number() {
    return number;
  }

  void lock() {
    while (!taken.compareAndSet(false, true)) {
      Thread.onSpinWait();
    }
  }

  void unlock() {
    taken.set(false);
  }

  /** The number of a text, which is defined before; with the lock. */
  long string(long time, String text) {
    if (text.isEmpty()) {
      return 0;
    }
    Long known = strings.get(text);
    if (known == null) {
      known = ((long) number << 24) + strings.size() + 1;
      strings.put(text, known);
      writer.stringDefined(time, known, text);
    }
    return known;
  }

  /** The number of a place, which is defined before; with the lock. */
  long site(long time, Place place) {
    if (place.number() == 0) {
      return 0;
    }
    if (!sites.get(place.number())) {
      sites.set(place.number());
      long file = string(time, place.file());
      long procedure = string(time, place.method());
      writer.siteDefined(
          time, place.number(), file, place.line(), place.line() == 0 ? 0 : 1, procedure, 0);
    }
    return place.number();
  }
}
