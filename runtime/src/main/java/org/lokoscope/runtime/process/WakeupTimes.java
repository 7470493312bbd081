// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen at a time: processes that sleep and want to be woken, and the alarms of
 * devices. Guarded by the kernel, but for {@link #next}. All times are nanoseconds on the world's
 * clock.
 */
final class WakeupTimes {

  private final PriorityQueue<Process> sleeping = new PriorityQueue<>(Process::compareWakeup);
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Alarm::order);
  private long serial;

  /** When the first of those who sleep wants to be woken, or the first alarm is due. */
  private volatile long next = Long.MAX_VALUE;

  /** When the first of all is due; may be out of date. {@link Long#MAX_VALUE} if there is none. */
  long next() {
    return next;
  }

  /** To be called when others were added or have gone. */
  void update() {
    long wakeup = sleeping.isEmpty() ? Long.MAX_VALUE : sleeping.peek().wakeup;
    next = alarms.isEmpty() ? wakeup : Math.min(wakeup, alarms.peek().time);
  }

  void addSleeper(Process process) {
    sleeping.add(process);
    update();
  }

  void removeSleeper(Process process) {
    sleeping.remove(process);
    update();
  }

  /** Takes out a process that wants to be woken by now; null if there is none. */
  @Nullable Process pollSleeper(long now) {
    return !sleeping.isEmpty() && sleeping.peek().wakeup <= now ? sleeping.poll() : null;
  }

  /** Lets all go that sleep. */
  void forgetSleepers() {
    sleeping.clear();
  }

  Alarm addAlarm(long time, LongConsumer action) {
    Alarm alarm = new Alarm(time, serial++, action);
    alarms.add(alarm);
    update();
    return alarm;
  }

  void removeAlarm(Alarm alarm) {
    alarms.remove(alarm);
    update();
  }

  /** Does what is due by now. */
  void fireAlarms(long now) {
    while (!alarms.isEmpty() && alarms.peek().time <= now) {
      alarms.poll().action.accept(now);
    }
  }
}
