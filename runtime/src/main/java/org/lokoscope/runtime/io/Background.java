// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Readiness;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.Arrivals;
import org.lokoscope.runtime.world.World;

/**
 * Work that the system can do only by blocking a thread: regular files, and pipes that Java cannot
 * select on. It is done on threads for that purpose while the fiber waits.
 */
public final class Background {

  private Background() {}

  /** What is done; may block. */
  @FunctionalInterface
  public interface Work {
    Object run() throws IOException;
  }

  /**
   * Does the work on another thread while the fiber waits, or at once in a run with a virtual
   * clock: for what does not take long.
   *
   * @param failure makes a condition of what went wrong
   * @return what the work returns, or UNWIND
   */
  public static Object call(Machine machine, Executor executor, Work work, Failure failure) {
    return machine.world().isVirtual()
        ? inPlace(work, failure)
        : callWaiting(machine, executor, work, failure);
  }

  private static Object inPlace(Work work, Failure failure) {
    try {
      return work.run();
    } catch (IOException e) {
      throw failure.condition(e);
    }
  }

  /** The same for what may take for ever: the fiber waits even if the clock is virtual. */
  static Object callWaiting(Machine machine, Executor executor, Work work, Failure failure) {
    if (FiberScheduler.of(machine) == null) {
      return inPlace(work, failure);
    }
    Call call = new Call(machine, executor, work, failure);
    Calls.of(machine).add(call);
    return call.perform(machine);
  }

  /** The calls that fibers of a process wait for; nothing else knows where those fibers are. */
  private static final class Calls {
    private final Set<Call> pending = Collections.newSetFromMap(new IdentityHashMap<>());

    static Set<Call> of(Machine machine) {
      return machine.local(Calls.class, _ -> new Calls()).pending;
    }
  }

  /** Makes a condition of an error. */
  @FunctionalInterface
  public interface Failure {
    RuntimeException condition(IOException cause);
  }

  private static final class Call implements Arrivals.Waiter {
    private final Machine machine;
    private final Executor executor;
    private final Work work;
    private final Failure failure;
    private final FiberScheduler fibers;
    private final Readiness done;
    private volatile @Nullable Object result;
    private Runnable whenDone = () -> {};

    Call(Machine machine, Executor executor, Work work, Failure failure) {
      this.machine = machine;
      this.executor = executor;
      this.work = work;
      this.failure = failure;
      this.fibers = FiberScheduler.required(machine);
      this.done = new Readiness(0, SuspendReason.READABLE, _ -> begin());
    }

    Object perform(Machine machine) {
      return done.perform(machine, (_, _) -> result());
    }

    private @Nullable Object result() {
      if (result instanceof IOException e) {
        throw failure.condition(e);
      }
      return result;
    }

    private void begin() {
      World world = machine.world();
      Arrivals arrivals = world.arrivals();
      if (arrivals != null) {
        arrivals.await(this, world.lastNanoTime() + Arrivals.INPUT_TIMEOUT);
      }
      try {
        executor.execute(
            () -> {
              try {
                done(work.run());
              } catch (Throwable e) {
                done(Faults.asIoException(e));
              }
            });
      } catch (RuntimeException | Error refused) {
        done(Faults.asIoException(refused));
      }
    }

    private void done(Object value) {
      Runnable then;
      synchronized (this) {
        result = value;
        then = whenDone;
      }
      if (machine.world().isVirtual()) {
        then.run();
      } else {
        deliver();
      }
    }

    @Override
    public Object owner() {
      return machine;
    }

    @Override
    public Object source() {
      return this;
    }

    @Override
    public boolean serve() {
      return result != null;
    }

    @Override
    public void whenMore(Runnable action) {
      synchronized (this) {
        whenDone = action;
        if (result == null) {
          return;
        }
      }
      action.run();
    }

    @Override
    public void deliver() {
      fibers.post(
          running -> {
            Calls.of(running).remove(this);
            done.signal(running);
          });
    }
  }
}
