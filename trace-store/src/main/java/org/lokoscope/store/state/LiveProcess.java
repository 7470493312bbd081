// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import org.jspecify.annotations.Nullable;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;

/** What is known of a process while events are replayed, and of all that belongs to it. */
final class LiveProcess extends LongMap.Entry {

  Status status = Status.UNKNOWN;
  long since;
  long order;
  int reason = -1;
  long wakeup = -1;
  long cpu = -1;
  long running;
  long mailbox;
  final LongMap<LiveFiber> fibers = new LongMap<>();
  final LongMap<LiveObject> objects = new LongMap<>();
  final LongMap<LiveTimer> timers = new LongMap<>();

  LiveProcess(long id) {
    super(id);
  }

  /** A fiber. Its offers are those of the performance that it waits in, if it waits in one. */
  static final class LiveFiber extends LongMap.Entry {
    Status status = Status.UNKNOWN;
    long since;

    /** Its place among those that are ready. */
    long order;

    int reason = -1;
    long object;
    long site;
    long operation;
    LiveQueue.@Nullable Offer arms;

    /** What was told of it last; null since it has changed. */
    @Nullable OneFiber told;

    LiveFiber(long id) {
      super(id);
    }

    /** Begins each change of what is told of a fiber. */
    void enter(Status next, long time) {
      told = null;
      status = next;
      since = time;
    }

    /** The first arm of the performance that waits in a queue, or null. */
    LiveQueue.@Nullable Offer armIn(LiveQueue queue) {
      LiveQueue.Offer found = null;
      for (LiveQueue.Offer arm = arms; arm != null; arm = arm.nextArm) {
        // The last one that was linked comes first.
        found = arm.queue == queue && arm.queued ? arm : found;
      }
      return found;
    }

    /** It waits in a performance: what is left of one before it was in vain. */
    void perform(long next) {
      if (operation != next) {
        if (operation != 0) {
          settle();
        }
        operation = next;
      }
    }

    void link(LiveQueue.Offer arm) {
      arm.nextArm = arms;
      arms = arm;
    }

    /** The choice was made, or will never be. */
    void settle() {
      operation = 0;
      LiveQueue.Offer arm = arms;
      arms = null;
      while (arm != null) {
        LiveQueue.Offer next = arm.nextArm;
        arm.nextArm = null;
        arm.queue.settle(arm);
        arm = next;
      }
    }
  }

  /** A channel, condition, mailbox or port. */
  static final class LiveObject extends LongMap.Entry {
    static final int SIDES = WaitSide.values().length;

    long messages;
    final @Nullable LiveQueue[] queues = new LiveQueue[SIDES];

    /** What was told of it last; holds as long as nothing has changed. */
    private @Nullable OneObject told;

    LiveObject(long id) {
      super(id);
    }

    LiveQueue side(int side) {
      int at = Math.clamp(side, 0, SIDES - 1);
      LiveQueue queue = queues[at];
      if (queue == null) {
        queue = new LiveQueue(WaitSide.of(at));
        queues[at] = queue;
      }
      return queue;
    }

    /** What was told of it last, if that still holds. */
    @Nullable OneObject told() {
      OneObject last = told;
      if (last == null || last.messages() != messages) {
        return null;
      }
      for (LiveQueue queue : queues) {
        if (queue != null && queue.changed) {
          return null;
        }
      }
      return last;
    }

    void tell(OneObject now) {
      told = now;
      for (LiveQueue queue : queues) {
        if (queue != null) {
          queue.changed = false;
        }
      }
    }

    boolean isIdle() {
      for (LiveQueue queue : queues) {
        if (queue != null && !queue.isEmpty()) {
          return false;
        }
      }
      return messages <= 0;
    }
  }

  /** An armed timer. */
  static final class LiveTimer extends LongMap.Entry {
    final long fiber;
    final long operation;
    final long expiry;
    final long since;
    final long site;

    LiveTimer(long id, long fiber, long operation, long expiry, long since, long site) {
      super(id);
      this.fiber = fiber;
      this.operation = operation;
      this.expiry = expiry;
      this.since = since;
      this.site = site;
    }
  }

  LiveFiber fiber(long id) {
    LiveFiber fiber = fibers.get(id);
    if (fiber == null) {
      fiber = new LiveFiber(id);
      fibers.add(fiber);
    }
    return fiber;
  }

  LiveObject object(long id) {
    LiveObject object = objects.get(id);
    if (object == null) {
      object = new LiveObject(id);
      objects.add(object);
    }
    return object;
  }

  /** Events are missing: who is there is known, but not what they do. */
  void forget(long time) {
    status = Status.UNKNOWN;
    since = time;
    reason = -1;
    wakeup = -1;
    cpu = -1;
    running = 0;
    mailbox = 0;
    objects.clear();
    timers.clear();
    for (LiveFiber fiber : fibers.values()) {
      fiber.enter(Status.UNKNOWN, time);
      fiber.reason = -1;
      fiber.object = 0;
      fiber.site = 0;
      fiber.operation = 0;
      fiber.arms = null;
    }
  }

  /** How many entries there are. */
  long size() {
    return 1L + fibers.size() + objects.size() + timers.size();
  }
}
