// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/**
 * For a trace: the parties that wait by operations written in Scheme. What their block procedures
 * do with the procedure that resumes the fiber, only the program knows; but as long as it keeps
 * that procedure, the collector does not take it. So all block procedures of one lambda are one
 * object, and its queue is as long as there are such procedures that were not called and not taken.
 */
public final class UserWaiters {

  private final Map<Object, Waiters> byBlock = new HashMap<>();
  private final ReferenceQueue<Object> taken = new ReferenceQueue<>();

  private UserWaiters() {}

  /** Those of a lambda. */
  private static final class Waiters {
    private final long object;
    private final Set<Waiter> all = new HashSet<>();
    private boolean placed;
    private int site;

    Waiters(long object) {
      this.object = object;
    }
  }

  /** A procedure that resumes. */
  static final class Waiter extends WeakReference<Object> {
    private final Waiters waiters;

    private Waiter(Object resumer, ReferenceQueue<Object> queue, Waiters waiters) {
      super(resumer, queue);
      this.waiters = waiters;
    }
  }

  public static UserWaiters of(Machine machine) {
    return machine.local(UserWaiters.class, m -> new UserWaiters());
  }

  /** A block procedure is about to get a procedure that resumes. Only of traced runs. */
  Waiter add(Machine machine, Performance performance, Object block, Object resumer) {
    sweep(machine);
    Code code = code(machine, block);
    Waiters waiters = byBlock.computeIfAbsent(code == null ? block : code, key -> create(machine));
    Waiter waiter = new Waiter(resumer, taken, waiters);
    waiters.all.add(waiter);
    if (!waiters.placed) {
      waiters.placed = true;
      waiters.site = code == null ? 0 : code.site();
      machine.reporter().offersPlaced(waiters.object, OfferSide.WAIT, words(), waiters.site);
    }
    machine
        .reporter()
        .offerEnqueued(
            waiters.object,
            performance.id,
            performance.fiber.id,
            OfferSide.WAIT,
            waiters.all.size());
    return waiter;
  }

  private static Waiters create(Machine machine) {
    Waiters made = new Waiters(machine.newId());
    machine.reporter().objectCreatedInside(made.object, ObjectKind.OPERATION);
    return made;
  }

  /** What a program keeps of a waiter whose choice was made otherwise. */
  private static int words() {
    return Layout.objectWords(4, 8) + Performance.words();
  }

  /**
   * The user's own lambda: a library may have put one of its own around it. Null if there is none.
   */
  private static @Nullable Code code(Machine machine, Object block) {
    if (!(block instanceof Closure closure)) {
      return null;
    }
    if (!machine.trace().isOfProgram(closure.code().site())) {
      for (Object free : closure.free) {
        if (free instanceof Closure inner && machine.trace().isOfProgram(inner.code().site())) {
          return inner.code();
        }
      }
    }
    return closure.code();
  }

  /** The procedure was called, and has resumed its fiber. */
  void resumed(Machine machine, Waiter waiter, long fiber) {
    Waiters waiters = waiter.waiters;
    if (waiters.all.remove(waiter)) {
      machine.reporter().offerMatched(waiters.object, machine.fiber(), fiber, waiters.all.size());
    }
  }

  /** The procedures that were not called and not taken, each with the number of its operation. */
  public Map<Object, Long> resumers() {
    Map<Object, Long> resumers = new IdentityHashMap<>();
    for (Waiters waiters : byBlock.values()) {
      for (Waiter waiter : waiters.all) {
        Object resumer = waiter.get();
        if (resumer != null) {
          resumers.put(resumer, waiters.object);
        }
      }
    }
    return resumers;
  }

  /** All those of an operation together keep so many heap words. */
  public void reweigh(Machine machine, long operation, long words) {
    for (Waiters waiters : byBlock.values()) {
      if (waiters.object == operation && !waiters.all.isEmpty()) {
        int each = (int) (words / waiters.all.size());
        machine.reporter().offersPlaced(operation, OfferSide.WAIT, each, waiters.site);
      }
    }
  }

  /** Notes which procedures the collector has taken. */
  private void sweep(Machine machine) {
    for (Reference<?> r = taken.poll(); r != null; r = taken.poll()) {
      Waiters waiters = ((Waiter) r).waiters;
      if (waiters.all.remove(r)) {
        machine.reporter().offersSwept(waiters.object, OfferSide.WAIT, 1, waiters.all.size());
      }
    }
  }

  /** The same at the end, when the collector has just been asked. */
  void sweepAll(Machine machine) {
    for (Waiters waiters : byBlock.values()) {
      int before = waiters.all.size();
      for (Iterator<Waiter> each = waiters.all.iterator(); each.hasNext(); ) {
        if (each.next().get() == null) {
          each.remove();
        }
      }
      int gone = before - waiters.all.size();
      if (gone > 0) {
        machine.reporter().offersSwept(waiters.object, OfferSide.WAIT, gone, waiters.all.size());
      }
    }
  }
}
