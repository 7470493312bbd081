// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.LastPark;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Winder;

/** A thread of control of a process: a continuation when it does not run. */
public final class Fiber {

  final long id;

  /** What it is for: the name of its first procedure, or of what that calls last; perhaps empty. */
  private final String name;

  /** Those that it ends with; null if it belongs to no group. */
  final @Nullable FiberGroup group;

  /** What it runs first; null once it has begun. */
  @Nullable Object thunk;

  /** Where it goes on; null while it runs. */
  @Nullable Frame frame;

  @Nullable Winder winders;

  /** What the continuation gets, after the wraps. */
  Object value = Special.UNSPECIFIED;

  @Nullable Wrap wraps;

  /** What it waits for, or null. */
  @Nullable Performance waiting;

  /** Why, and at which source form, it suspended last. */
  @Nullable SuspendReason reason;

  int site;

  /** Frames of its continuation when its stack was last reported. */
  int reportedDepth;

  /** Its number in the trace; 0 before it was captured, or if that is not recorded. */
  long lastContinuation;

  /** What the trace was told when it gave up the CPU last; null if nothing was. */
  @Nullable LastPark lastPark;

  /** Whether the trace is told of it, if it is told of the process. */
  boolean chosen = true;

  /** Whether a debugger keeps it from running. */
  boolean stands;

  /** Whether its turn came while it stood. */
  boolean dueOnceLetGo;

  /** How many fibers it has started. */
  long spawned;

  /** The source form that spawned it, or 0. */
  private final int spawnSite;

  /**
   * @param group or null
   * @param winders what is entered before the fiber begins
   * @param spawnSite the source form that spawned it, or 0
   */
  Fiber(
      long id, Object thunk, @Nullable FiberGroup group, @Nullable Winder winders, int spawnSite) {
    this.id = id;
    this.spawnSite = spawnSite;
    this.group = group;
    this.winders = winders;
    this.name =
        switch (thunk) {
          case Closure closure -> closure.code().purpose();
          case Procedure procedure -> procedure.name();
          default -> "";
        };
    this.thunk = thunk;
  }

  public long id() {
    return id;
  }

  /**
   * Whose an object is that the scheduler has for a fiber while it waits: the fiber, what it waits
   * by, or its place in a queue or among the timers; null if it is nobody's, or if the fiber went
   * on without it.
   */
  public static @Nullable Fiber behind(Object object) {
    return switch (object) {
      case Fiber fiber -> fiber;
      case Performance performance -> ofWaiting(performance);
      case Offers.Offer offer -> ofWaiting(offer.performance);
      case Timers.Timer timer -> ofWaiting(timer.performance());
      default -> null;
    };
  }

  /** The queue in which a waiting party is the only one; null if there are others, or no queue. */
  public static @Nullable Object queueOfOne(Object object) {
    return object instanceof Offers.Offer offer && offer.queue().size() == 1 ? offer.queue() : null;
  }

  /** The queues of a channel or of a condition; of other objects none. */
  public static List<Object> queuesOf(Object object) {
    return switch (object) {
      case Channel channel -> channel.queues();
      case ConditionVariable condition -> condition.queues();
      default -> List.of();
    };
  }

  private static @Nullable Fiber ofWaiting(Performance performance) {
    return performance.fiber.waiting == performance ? performance.fiber : null;
  }

  public String name() {
    return name;
  }

  /** Whether it has ended, given that it does not run. */
  public boolean hasEnded() {
    return waiting == null && frame == null && thunk == null;
  }

  /** Whether it waits for something, so that it is neither ready nor running. */
  public boolean isWaiting() {
    return waiting != null;
  }

  /** How many fibers it has started. */
  public long spawned() {
    return spawned;
  }

  /** Frames of its continuation; 0 while it runs or if it has not begun. */
  public int depth() {
    return Frame.depthOf(frame);
  }

  /** Why it suspended last; null if it never did. */
  public @Nullable SuspendReason reason() {
    return reason;
  }

  /** The source form that spawned it, or 0. */
  public int spawnSite() {
    return spawnSite;
  }

  /** The source form at which it suspended last, or 0. */
  public int site() {
    return site;
  }

  /** Where it goes on; null while it runs, or before it has begun. */
  public @Nullable Frame frame() {
    return frame;
  }

  /** Its dynamic state while it does not run; null if it is empty. */
  public @Nullable Winder winders() {
    return winders;
  }

  /** What it waits for, arm by arm; only for a process that does not run. */
  public List<WaitView> waits() {
    return waiting == null ? List.of() : waiting.waits();
  }
}
