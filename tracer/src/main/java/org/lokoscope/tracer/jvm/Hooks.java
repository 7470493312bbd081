// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What {@code java.lang.VirtualThread} calls: the life of virtual threads as events. Nothing here
 * throws, blocks or loads classes late, for a thread may be half mounted.
 *
 * <p>A virtual thread is a fiber, numbered by its thread id; the platform thread that carries it is
 * a CPU with a stream of its own.
 */
public final class Hooks {

  /** A virtual thread. */
  static final class Fiber {
    final long id;
    final AtomicInteger status = new AtomicInteger(READY);
    volatile @Nullable Place waits;
    volatile @Nullable Place spawned;
    volatile int reason = OTHER;
    volatile long object;

    /** Since when it waits, and how often it had to. */
    volatile long since;

    final AtomicInteger suspends = new AtomicInteger();

    /** Whether somebody has looked where it waits this time. */
    volatile boolean looked;

    private final Wait[] kinds = new Wait[KINDS];
    private int next;
    boolean sample;
    int frames;
    int shown;
    Place @Nullable [] stack;

    Fiber(long id) {
      this.id = id;
    }

    /** What is known of its waits for objects of a class. */
    Wait wait(String blocker) {
      for (Wait kind : kinds) {
        if (kind != null && kind.blocker.equals(blocker)) {
          return kind;
        }
      }
      Wait kind = new Wait(blocker);
      kinds[next++ % KINDS] = kind;
      return kind;
    }
  }

  /** The waits of a fiber for objects of one class: they are taken to be at the same place. */
  private static final class Wait {
    private final String blocker;
    private @Nullable Place place;
    private int parks;
    private int sampled;

    Wait(String blocker) {
      this.blocker = blocker;
    }
  }

  private static final int KINDS = 4;

  static final int READY = 0;
  static final int RUNNING = 1;
  static final int SUSPENDED = 2;

  // States of java.lang.VirtualThread in JDK 25.
  private static final int TIMED_PARKING = 6;
  private static final int YIELDING = 10;
  private static final int BLOCKING = 12;
  private static final int WAITING = 15;
  private static final int TIMED_WAITING = 17;

  // Reasons and objects of the events.
  static final int SLEEP = 3;
  private static final int YIELD = 8;
  private static final int OTHER = 10;
  static final long PROCESS = 1;
  private static final long FIRST = PROCESS << 32;

  /** Serial numbers of what is no thread: those of threads are far below. */
  private static final long OWN = 0xF000_0000L;

  static final long MONITOR = FIRST + OWN;
  static final long OBJECT_WAIT = FIRST + OWN + 1;
  static final long PINNED = FIRST + OWN + 2;
  private static final AtomicInteger CONTINUATIONS = new AtomicInteger();

  static final ConcurrentHashMap<Thread, Fiber> FIBERS = new ConcurrentHashMap<>();

  /** Of what waits at the same place and was started at the same place one stack is shown. */
  private static final Set<Long> SHOWN = ConcurrentHashMap.newKeySet();

  private static volatile boolean on;
  private static volatile boolean stacks;

  private Hooks() {}

  /**
   * From now on events are written.
   *
   * @param looks whether stacks are looked at
   */
  static void start(boolean looks) {
    stacks = looks;
    on = true;
  }

  static void stop() {
    on = false;
  }

  private static Fiber fiber(Thread thread, CarrierStream stream, long time) {
    Fiber known = FIBERS.get(thread);
    if (known != null) {
      return known;
    }
    // It was there before this agent.
    Fiber fiber = new Fiber(FIRST + (thread.threadId() & 0x7FFF_FFFFL));
    Fiber before = FIBERS.putIfAbsent(thread, fiber);
    if (before != null) {
      return before;
    }
    stream.writer.fiberSpawned(time, fiber.id, 0, PROCESS, 0);
    return fiber;
  }

  /** The running thread wants a virtual thread to start. */
  public static void starting(Thread thread, Thread carrier) {
    if (!on) {
      return;
    }
    try {
      Place place = stacks ? Place.at() : Place.UNKNOWN;
      CarrierStream stream = Output.stream(carrier);
      Fiber fiber = new Fiber(FIRST + (thread.threadId() & 0x7FFF_FFFFL));
      fiber.spawned = place;
      Thread current = Thread.currentThread();
      Fiber parent = current.isVirtual() ? FIBERS.get(current) : null;
      stream.lock();
      try {
        long time = Output.now();
        if (FIBERS.putIfAbsent(thread, fiber) == null) {
          long site = stream.site(time, place);
          stream.writer.fiberSpawned(time, fiber.id, parent == null ? 0 : parent.id, PROCESS, site);
          if (!thread.getName().isEmpty()) {
            stream.writer.named(time, fiber.id, stream.string(time, thread.getName()));
          }
        }
      } finally {
        stream.unlock();
      }
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }

  /** A carrier is about to run a virtual thread. */
  public static void mounting(Thread thread, Thread carrier) {
    if (!on) {
      return;
    }
    try {
      CarrierStream stream = Output.stream(carrier);
      stream.lock();
      try {
        long time = Output.now();
        Fiber fiber = fiber(thread, stream, time);
        resume(stream, fiber, time);
      } finally {
        stream.unlock();
      }
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }

  private static void resume(CarrierStream stream, Fiber fiber, long time) {
    if (fiber.status.getAndSet(RUNNING) == SUSPENDED) {
      stream.writer.fiberReady(time, fiber.id, 0, 0);
    }
    stream.writer.fiberResumed(time, fiber.id);
  }

  /** A virtual thread is about to park; it runs still, so its frames can be seen. */
  public static void parking(Thread thread) {
    if (!on || !stacks) {
      return;
    }
    try {
      Fiber fiber = FIBERS.get(thread);
      if (fiber == null) {
        return;
      }
      Object blocker = LockSupport.getBlocker(thread);
      Wait wait = fiber.wait(blocker == null ? "" : blocker.getClass().getName());
      fiber.looked = wait.parks++ >= wait.sampled;
      if (fiber.looked) {
        wait.sampled = next(wait.parks);
        Place.Stack stack = Place.here();
        wait.place = stack.place();
        fiber.frames = stack.frames();
        fiber.sample = true;
        if (isNew(fiber, stack)) {
          fiber.shown = stack.frames();
          fiber.stack = Place.frames();
        }
      }
      fiber.waits = wait.place;
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }

  /** Each of the first, then fewer and fewer, at last every 32nd. */
  private static int next(int parks) {
    return parks < 4 ? parks : parks < 128 ? parks + 7 : parks + 31;
  }

  /** Whether a stack is as none was before, or has doubled. */
  private static boolean isNew(Fiber fiber, Place.Stack stack) {
    if (fiber.shown > 0) {
      return stack.frames() >= 2 * fiber.shown;
    }
    fiber.shown = stack.frames();
    Place spawned = fiber.spawned;
    long from = spawned == null ? 0 : spawned.number();
    return SHOWN.add(from << 32 | stack.place().number());
  }

  /** A virtual thread has left its carrier. */
  public static void yielded(Thread thread, int state, Thread carrier) {
    if (!on) {
      return;
    }
    try {
      CarrierStream stream = Output.stream(carrier);
      stream.lock();
      try {
        long time = Output.now();
        Fiber fiber = fiber(thread, stream, time);
        if (fiber.status.get() != RUNNING) {
          resume(stream, fiber, time);
        }
        if (state == YIELDING || object(state) != 0) {
          fiber.waits = null; // It has not parked.
          fiber.looked = false;
        } else if (state != TIMED_PARKING && !fiber.looked) {
          fiber.waits = null; // It may wait for ever, and then the place must be right.
        }
        suspend(stream, fiber, time, reason(state), object(state), thread);
        fiber.status.set(state == YIELDING ? READY : SUSPENDED);
      } finally {
        stream.unlock();
      }
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }

  private static void suspend(
      CarrierStream stream, Fiber fiber, long time, int reason, long object, Thread thread) {
    Place place = fiber.waits;
    long site = place == null ? 0 : stream.site(time, place);
    if (fiber.sample) {
      fiber.sample = false;
      long words = StackChunks.words(thread);
      if (words > 0) {
        long continuation = serial();
        stream.writer.continuationCaptured(
            time, continuation, fiber.id, 1, fiber.frames, words, 0, 0, 0, 0, 0, site);
        Place[] stack = fiber.stack;
        if (stack != null) {
          long[] sites = new long[stack.length];
          for (int i = 0; i < stack.length; i++) {
            sites[i] = stream.site(time, stack[i]);
          }
          stream.writer.stackSnapshot(
              time, fiber.id, continuation, fiber.frames, Frames.groups(sites));
        }
      }
      fiber.stack = null;
    }
    fiber.reason = reason;
    fiber.object = object;
    fiber.since = time;
    fiber.suspends.incrementAndGet();
    stream.writer.fiberSuspended(time, fiber.id, reason, object, site);
  }

  private static int reason(int state) {
    return switch (state) {
      case TIMED_PARKING -> SLEEP;
      case YIELDING -> YIELD;
      default -> OTHER;
    };
  }

  private static long object(int state) {
    return switch (state) {
      case BLOCKING -> MONITOR;
      case WAITING, TIMED_WAITING -> OBJECT_WAIT;
      default -> 0;
    };
  }

  /**
   * Looks where threads wait that have waited for long, each of them once: what is known from
   * earlier waits need not be so now.
   *
   * @param longer than so many nanoseconds
   * @param most nanoseconds that this may take
   */
  static void look(CarrierStream stream, long longer, long most) {
    long begun = Output.now();
    for (Map.Entry<Thread, Fiber> entry : FIBERS.entrySet()) {
      Fiber fiber = entry.getValue();
      int suspends = fiber.suspends.get();
      if (fiber.status.get() == SUSPENDED && !fiber.looked && begun - fiber.since > longer) {
        StackTraceElement[] frames = entry.getKey().getStackTrace();
        long words = StackChunks.words(entry.getKey());
        if (fiber.status.get() == SUSPENDED
            && fiber.suspends.get() == suspends
            && frames.length > 0) {
          fiber.looked = true;
          Place place = Place.of(frames);
          fiber.waits = place;
          captured(stream, fiber, frames.length, words, place);
        }
        if (Output.now() - begun > most) {
          return;
        }
      }
    }
  }

  private static void captured(
      CarrierStream stream, Fiber fiber, int frames, long words, Place place) {
    stream.lock();
    try {
      long time = Output.now();
      stream.writer.continuationCaptured(
          time, serial(), fiber.id, 1, frames, words, 0, 0, 0, 0, 0, stream.site(time, place));
    } finally {
      stream.unlock();
    }
  }

  private static long serial() {
    return FIRST + OWN + 16 + (CONTINUATIONS.incrementAndGet() & 0xFFF_FFFF);
  }

  /** The running thread makes a virtual thread go on. */
  public static void unparking(Thread thread, Thread carrier) {
    if (!on) {
      return;
    }
    try {
      Fiber fiber = FIBERS.get(thread);
      if (fiber == null || fiber.status.get() != SUSPENDED) {
        return;
      }
      Thread current = Thread.currentThread();
      Fiber by = current.isVirtual() ? FIBERS.get(current) : null;
      CarrierStream stream = Output.stream(carrier);
      stream.lock();
      try {
        if (fiber.status.compareAndSet(SUSPENDED, READY)) {
          stream.writer.fiberReady(Output.now(), fiber.id, by == null ? 0 : by.id, 0);
        }
      } finally {
        stream.unlock();
      }
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }

  /** A virtual thread blocks its carrier, for it cannot leave it. */
  public static void pinning(Thread thread, Thread carrier) {
    pinned(thread, carrier, true);
  }

  /** It goes on. */
  public static void unpinned(Thread thread, Thread carrier) {
    pinned(thread, carrier, false);
  }

  private static void pinned(Thread thread, Thread carrier, boolean begins) {
    if (!on) {
      return;
    }
    try {
      CarrierStream stream = Output.stream(carrier);
      stream.lock();
      try {
        long time = Output.now();
        Fiber fiber = fiber(thread, stream, time);
        if (begins && fiber.status.get() == RUNNING) {
          fiber.sample = false;
          fiber.looked = false;
          suspend(stream, fiber, time, OTHER, PINNED, thread);
          fiber.status.set(SUSPENDED);
        } else if (!begins && fiber.status.get() != RUNNING) {
          resume(stream, fiber, time);
        }
      } finally {
        stream.unlock();
      }
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }

  /** A virtual thread has ended. */
  public static void ended(Thread thread, Thread carrier) {
    if (!on) {
      return;
    }
    try {
      Fiber fiber = FIBERS.remove(thread);
      if (fiber == null) {
        return;
      }
      CarrierStream stream = Output.stream(carrier);
      stream.lock();
      try {
        stream.writer.fiberEnded(Output.now(), fiber.id, 0);
      } finally {
        stream.unlock();
      }
    } catch (Throwable problem) {
      Output.failed(problem);
    }
  }
}
