// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;

/**
 * The fibers that wait for one direction of a device, first come first served. Somebody outside
 * watches the device as long as there are any, and posts a {@link #signal} when it may be ready;
 * whether it is, the waiting operations find out by themselves, on the CPU of their process.
 */
public final class Readiness {

  /** What waits: an attempt that is repeated until it succeeds. */
  @FunctionalInterface
  public interface Attempt {
    /**
     * Does it if it can be done without waiting. May throw a {@link SchemeError}.
     *
     * @param signalled whether the device has just been found ready
     * @return the operation's value, or null if it cannot be done now
     */
    @Nullable Object attempt(Machine machine, boolean signalled);
  }

  /** Who watches the device. */
  @FunctionalInterface
  public interface Watcher {
    /** Is to post one signal to that side, as soon as it is ready. */
    void watch(Readiness side);
  }

  private final long object;
  private final SuspendReason reason;
  private final Watcher watcher;

  /** A list in both directions, which costs nothing while nobody waits. */
  private @Nullable Waiter first;

  private @Nullable Waiter last;
  private boolean watched;

  /**
   * @param object the number of what is waited on
   * @param reason READABLE or WRITABLE
   * @param watcher is asked for one signal each time
   */
  public Readiness(long object, SuspendReason reason, Watcher watcher) {
    this.object = object;
    this.reason = reason;
    this.watcher = watcher;
  }

  /** An operation that succeeds when the attempt does. */
  public Operation operation(Attempt attempt) {
    return Operation.of(new DeviceOperation(this, attempt));
  }

  /** Makes the attempt at once if it succeeds, and suspends the fiber until it does otherwise. */
  public Object perform(Machine machine, Attempt attempt) {
    return Perform.performOne(machine, new DeviceOperation(this, attempt));
  }

  /** The same when the attempt, or one like it, has just failed. */
  public Object await(Machine machine, Attempt attempt) {
    return Perform.blockOn(machine, new DeviceOperation(this, attempt));
  }

  /** The device may be ready. Runs on the CPU of the waiting fibers' process. */
  public void signal(Machine machine) {
    watched = false;
    for (Waiter waiter : waiters()) {
      if (waiter.performance.isSynched()) {
        remove(machine, waiter);
      } else if (!waiter.retry(machine)) {
        break;
      }
    }
    watch();
  }

  /** Whether anybody waits. */
  public boolean isAwaited() {
    return first != null;
  }

  /** The device is gone: all who wait raise the error. */
  public void fail(Machine machine, Object condition) {
    for (Waiter waiter : waiters()) {
      remove(machine, waiter);
      if (waiter.performance.commit(machine)) {
        waiter.raise(machine, new SchemeError(condition));
      }
    }
  }

  private void watch() {
    if (!watched && first != null) {
      watched = true;
      watcher.watch(this);
    }
  }

  /** Those of now: each may leave while one goes through them. */
  private List<Waiter> waiters() {
    if (first == last) {
      return first == null ? List.of() : List.of(first);
    }
    List<Waiter> all = new ArrayList<>();
    for (Waiter waiter = first; waiter != null; waiter = waiter.after) {
      all.add(waiter);
    }
    return all;
  }

  private void add(Machine machine, Waiter waiter) {
    append(waiter);
    FiberScheduler.required(machine).countExternal(1);
    waiter.performance.leave(waiter);
    machine.reporter().ioWaiting(waiter.performance.fiber.id, object, reason);
    watch();
  }

  private void remove(Machine machine, Waiter waiter) {
    if (waiter.waits) {
      unlink(waiter);
      FiberScheduler.required(machine).countExternal(-1);
    }
  }

  private void append(Waiter waiter) {
    waiter.waits = true;
    waiter.before = last;
    if (last == null) {
      first = waiter;
    } else {
      last.after = waiter;
    }
    last = waiter;
  }

  private void unlink(Waiter waiter) {
    Waiter before = waiter.before;
    Waiter after = waiter.after;
    if (before == null) {
      first = after;
    } else {
      before.after = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.before = before;
    }
    waiter.before = null;
    waiter.after = null;
    waiter.waits = false;
  }

  /** A fiber that waits, with what it waits to do. */
  private final class Waiter extends Performance.Pending {
    private final Performance performance;
    private final Operation.Arm arm;
    private final Attempt attempt;
    private final int site;

    /** Whether it is among those of the device; then these are its neighbours there. */
    private boolean waits;

    private @Nullable Waiter before;
    private @Nullable Waiter after;

    Waiter(Performance performance, Operation.Arm arm, Attempt attempt, int site) {
      this.performance = performance;
      this.arm = arm;
      this.attempt = attempt;
      this.site = site;
    }

    /** False if the fiber has to go on waiting. */
    boolean retry(Machine machine) {
      Object value;
      try {
        value = attempt.attempt(machine, true);
      } catch (RuntimeException thrown) {
        remove(machine, this);
        performance.commit(machine);
        raise(machine, Fault.of(null, thrown));
        return true;
      }
      if (value == null) {
        return false;
      }
      remove(machine, this);
      performance.commit(machine);
      reportReady(machine);
      performance.wake(machine, value, arm, object);
      return true;
    }

    void raise(Machine machine, SchemeError error) {
      reportReady(machine);
      performance.wake(machine, error.at(site), arm, Perform.RAISE, object);
    }

    private void reportReady(Machine machine) {
      if (performance.fiber.chosen) {
        machine.reporter().ioReady(performance.fiber.id, object, reason);
      }
    }

    @Override
    WaitView view() {
      String what = reason == SuspendReason.READABLE ? "for input" : "to write";
      return new WaitView(what, object, 0, waiters().size(), Long.MAX_VALUE, null);
    }

    @Override
    void withdraw(Machine machine) {
      remove(machine, this);
    }
  }

  private record DeviceOperation(Readiness device, Attempt attempt) implements BaseOperation {

    @Override
    public @Nullable Object tryNow(Machine machine) {
      return attempt.attempt(machine, false);
    }

    @Override
    public void block(Machine machine, Performance performance, Operation.Arm arm) {
      int site = FiberScheduler.required(machine).suspendSite();
      device.add(machine, device.new Waiter(performance, arm, attempt, site));
    }

    @Override
    public SuspendReason reason() {
      return device.reason;
    }

    @Override
    public long object() {
      return device.object;
    }
  }
}
