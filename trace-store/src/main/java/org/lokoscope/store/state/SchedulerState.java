// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.WaitReason;

/**
 * The whole scheduler at an instant. Times are nanoseconds since the run began; identifiers are
 * those of the trace. Who has ended, and what belonged to a process that has, is not in it.
 *
 * @param time the instant: all events up to it, those at it included, have happened
 * @param events how many events those are
 * @param hole events of this time are missing, so that all states are unknown
 * @param cpus by number
 * @param processes by number
 * @param ready the processes that wait for a CPU, in the order in which they became ready
 * @param waiting the processes that wait, the one first that is to be woken first
 */
public record SchedulerState(
    long time,
    long events,
    boolean hole,
    List<Cpu> cpus,
    List<OneProcess> processes,
    List<Long> ready,
    List<Long> waiting) {

  /**
   * A virtual CPU.
   *
   * @param process what it runs, or -1 for none
   * @param since when that began
   */
  public record Cpu(long number, long process, long since) {}

  /**
   * A process with all that belongs to it.
   *
   * @param since when the status began
   * @param reason what it waits for; null unless it waits
   * @param wakeup when it is to be woken at the latest; -1 for no time
   * @param cpu the one that runs it, or -1
   * @param running the fiber whose turn it is, or 0
   * @param mailbox messages from other processes that it has not taken
   * @param ready the fibers that wait for their turn, in the order in which they will get it
   * @param fibers by number
   * @param objects those in whose queues somebody waits or messages lie, by number
   * @param timers the first to fire first
   */
  public record OneProcess(
      long id,
      Status status,
      long since,
      @Nullable WaitReason reason,
      long wakeup,
      long cpu,
      long running,
      long mailbox,
      List<Long> ready,
      List<OneFiber> fibers,
      List<OneObject> objects,
      List<OneTimer> timers) {

    /** A fiber that has begun and not ended; null for another one. */
    public @Nullable OneFiber fiber(long fiber) {
      int place = placeOf(fiber);
      return place < 0 ? null : fibers.get(place);
    }

    /** Where a fiber stands in the list; a number below 0 if it does not. */
    public int placeOf(long fiber) {
      return place(fibers, fiber, OneFiber::id);
    }

    /** An object in whose queues somebody waits or messages lie; null for another one. */
    public @Nullable OneObject object(long object) {
      int place = place(objects, object, OneObject::id);
      return place < 0 ? null : objects.get(place);
    }

    private static <T> int place(List<T> sorted, long id, ToLongFunction<T> idOf) {
      int low = 0;
      int high = sorted.size() - 1;
      while (low <= high) {
        int middle = low + high >>> 1;
        long found = idOf.applyAsLong(sorted.get(middle));
        if (found == id) {
          return middle;
        }
        if (found < id) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return -1;
    }
  }

  /**
   * A fiber.
   *
   * @param since when the status began
   * @param reason why it gave up the CPU last; null while it runs, and if that is not known
   * @param object what it waits for, or 0
   * @param site where it waits, or 0
   */
  public record OneFiber(
      long id, Status status, long since, @Nullable SuspendReason reason, long object, long site) {}

  /**
   * A channel, condition, mailbox or port.
   *
   * @param messages that lie in it and nobody has taken
   */
  public record OneObject(long id, long messages, List<Queue> queues) {}

  /**
   * One side of an object.
   *
   * @param length entries in it, as recorded
   * @param waiters those of them that are known, the first in the queue first
   */
  public record Queue(WaitSide side, long length, List<Waiter> waiters) {}

  /**
   * An entry of a queue.
   *
   * @param stale whether its choice has long been made otherwise
   */
  public record Waiter(long fiber, long operation, long since, boolean stale) {}

  /**
   * An armed timer.
   *
   * @param since when it was armed
   * @param stale whether its fiber waits for it no longer
   */
  public record OneTimer(
      long id, long fiber, long operation, long expiry, long since, long site, boolean stale) {}

  public Optional<OneProcess> process(long id) {
    return processes.stream().filter(process -> process.id() == id).findFirst();
  }

  /** A fiber that has begun and not ended. */
  public Optional<OneFiber> fiber(long id) {
    return process(id >>> 32).map(process -> process.fiber(id));
  }
}
