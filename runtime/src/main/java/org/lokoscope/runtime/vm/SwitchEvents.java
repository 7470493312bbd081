// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;

/**
 * What was reported of a switch that is under way: from the event by which a fiber gives up the CPU
 * on. It is kept back until the next fiber takes over, for the three or six events are then one
 * call of the probe; or until anything else is reported, which comes after it. All has one time.
 *
 * <p>Nothing but the scheduler runs in between, so nothing waits here for long.
 */
public final class SwitchEvents {

  private final TraceContext trace;

  /** Whether anything is kept, with its sizes, and whether the fiber has queued an offer. */
  private boolean open;

  private boolean sized;

  /** Whether the probe remembers the steady fields; else who is to be told when it does. */
  private boolean again;

  private @Nullable LastPark last;
  private boolean queued;
  private long time;
  private long continuation;
  private long fiber;
  private long object;
  private int reason;
  private long frames;
  private long words;
  private long baseFrames;
  private long baseWords;
  private long newFrames;
  private long winders;
  private long winderWords;
  private long site;
  private long operation;
  private int side;
  private long length;

  SwitchEvents(TraceContext trace) {
    this.trace = trace;
  }

  boolean isOpen() {
    return open;
  }

  /** Keeps {@link org.lokoscope.runtime.probe.FiberProbe#fiberSuspended}. */
  void suspend(long time, long fiber, int reason, long object, long site) {
    this.time = time;
    this.fiber = fiber;
    this.reason = reason;
    this.object = object;
    this.site = site;
    open = true;
    sized = false;
    queued = false;
  }

  /** Keeps {@link org.lokoscope.runtime.probe.JointProbe#fiberParkedAgain}. */
  void parkAgain(long time, long continuation, long fiber, long object, long site) {
    this.time = time;
    this.continuation = continuation;
    this.fiber = fiber;
    this.object = object;
    this.site = site;
    open = true;
    sized = true;
    queued = false;
    again = true;
  }

  /** Keeps {@link org.lokoscope.runtime.probe.JointProbe#fiberParked}. */
  void park(
      LastPark last,
      long time,
      long continuation,
      long fiber,
      long object,
      int reason,
      long frames,
      long words,
      long baseFrames,
      long baseWords,
      long newFrames,
      long winders,
      long winderWords,
      long site) {
    suspend(time, fiber, reason, object, site);
    this.continuation = continuation;
    this.frames = frames;
    this.words = words;
    this.baseFrames = baseFrames;
    this.baseWords = baseWords;
    this.newFrames = newFrames;
    this.winders = winders;
    this.winderWords = winderWords;
    this.last = last;
    sized = true;
    again = false;
  }

  /**
   * Keeps {@link org.lokoscope.runtime.probe.WaitProbe#offerEnqueued}, if it is the one offer of
   * the fiber that has given up the CPU, on what it waits for.
   *
   * @return whether it is kept
   */
  boolean enqueue(long object, long operation, long fiber, int side, long length) {
    if (!open || !sized || queued || fiber != this.fiber || object != this.object) {
      return false;
    }
    this.operation = operation;
    this.side = side;
    this.length = length;
    queued = true;
    return true;
  }

  /**
   * Reports everything as one, if the next fiber goes on with a continuation of which the trace
   * knows, or if no sizes are recorded.
   *
   * @param nextContinuation or 0
   * @return false if the next fiber is yet to be reported
   */
  public boolean resume(long nextContinuation, long nextFiber) {
    if (!open || sized == (nextContinuation == 0)) {
      return false;
    }
    open = false;
    Probe probe = trace.direct();
    if (!sized) {
      probe.fiberYielded(time, fiber, object, nextFiber, reason, site);
    } else if (!again) {
      resumeWhole(probe, nextContinuation, nextFiber);
    } else if (queued) {
      probe.offerSwitchedAgain(
          time,
          continuation,
          fiber,
          object,
          operation,
          length,
          side,
          nextContinuation,
          nextFiber,
          site);
    } else {
      probe.fiberSwitchedAgain(
          time, continuation, fiber, object, nextContinuation, nextFiber, site);
    }
    return true;
  }

  private void resumeWhole(Probe probe, long nextContinuation, long nextFiber) {
    if (queued) {
      probe.offerSwitched(
          time,
          continuation,
          fiber,
          object,
          operation,
          length,
          side,
          nextContinuation,
          nextFiber,
          reason,
          frames,
          words,
          baseFrames,
          baseWords,
          newFrames,
          winders,
          winderWords,
          site);
    } else {
      probe.fiberSwitched(
          time,
          continuation,
          fiber,
          object,
          nextContinuation,
          nextFiber,
          reason,
          frames,
          words,
          baseFrames,
          baseWords,
          newFrames,
          winders,
          winderWords,
          site);
    }
    reported(probe);
  }

  private void reported(Probe probe) {
    if (last != null) {
      last.reported(probe.remembered());
      last = null;
    }
  }

  /** Reports what is kept, for something else follows than the next fiber. */
  void flush() {
    open = false;
    Probe probe = trace.direct();
    if (!sized) {
      probe.fiberSuspended(time, fiber, reason, object, site);
      return;
    }
    if (again) {
      probe.fiberParkedAgain(time, continuation, fiber, object, site);
    } else {
      probe.fiberParked(
          time,
          continuation,
          fiber,
          object,
          reason,
          frames,
          words,
          baseFrames,
          baseWords,
          newFrames,
          winders,
          winderWords,
          site);
      reported(probe);
    }
    if (queued) {
      probe.offerEnqueued(time, object, operation, fiber, side, length);
    }
  }
}
