// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.LongConsumer;

/** Something that process 0 does at a time: what the simulated devices run on. */
final class Alarm {

  /** Nanoseconds on the world's clock. */
  final long time;

  /** Orders alarms of the same time. */
  final long serial;

  /** Is told what time it is. */
  final LongConsumer action;

  Alarm(long time, long serial, LongConsumer action) {
    this.time = time;
    this.serial = serial;
    this.action = action;
  }

  static int order(Alarm a, Alarm b) {
    int byTime = Long.compare(a.time, b.time);
    return byTime != 0 ? byTime : Long.compare(a.serial, b.serial);
  }
}
