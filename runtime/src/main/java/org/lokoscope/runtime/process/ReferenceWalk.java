// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Winder;

/**
 * Follows what a process holds that does not run just now, from near to far, and remembers of each
 * object what it was reached from first.
 *
 * <p>What belongs to an owner, such as the fibers of one place in the program, is followed after
 * all the rest, one owner after the other. So what is reached only then is kept by that owner alone
 * (or by it and by owners whose turn comes later).
 */
final class ReferenceWalk {

  private static final ClassValue<ReferenceKind> KINDS =
      new ClassValue<>() {
        @Override
        protected ReferenceKind computeValue(Class<?> type) {
          return ReferenceKind.of(type);
        }
      };

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long process;
  private final FiberScheduler own;
  private final int most;
  private final long nanos;
  private final Consumer<Object> visitor;
  private final Reached parents;
  private final ArrayDeque<Object> next = new ArrayDeque<>();
  private final Map<Owner, ArrayDeque<Object>> later = new LinkedHashMap<>();
  private @Nullable Owner lastOwner;
  private @Nullable ArrayDeque<Object> lastPostponed;
  private final List<StackHoldings> stacks = new ArrayList<>();
  private final KeptWords kept = new KeptWords(this::parent);
  private final Function<Object, @Nullable Owner> owners;

  /** Whose turn it is; null as long as it is that of what nobody owns. */
  private @Nullable Owner turn;

  private long end;
  private int looked;
  private boolean tooLong;
  private boolean inStack;

  /**
   * @param most objects that are looked at; some hundred bytes of memory for each
   * @param expected objects that there are at least, so that the table of them need not grow
   * @param nanos time of the processor that it may take
   * @param owners gives the owner of an object, or null
   * @param visitor is shown each object once
   */
  ReferenceWalk(
      Process process,
      int most,
      int expected,
      long nanos,
      Function<Object, @Nullable Owner> owners,
      Consumer<Object> visitor) {
    this.owners = owners;
    this.process = process.id();
    this.own = process.fibers();
    this.most = most;
    this.parents = new Reached(Math.min(most, expected));
    this.nanos = nanos;
    this.visitor = visitor;
  }

  /** Begins there, too. */
  void from(@Nullable Object root) {
    from(root, this);
  }

  /** The same for a root that is held by something that has a name. */
  void from(@Nullable Object root, Object holder) {
    if (root != null) {
      add(root, holder);
    }
  }

  /** Leaves an object out. */
  void without(Object object) {
    parents.add(object, this);
  }

  /**
   * Follows all references.
   *
   * @return false if there was too much to look at; what lies near the roots was seen all the same
   */
  boolean run() {
    end = nanoTime() + nanos;
    drain();
    while (!later.isEmpty() && !tooLong) {
      turn = Collections.min(later.keySet());
      lastPostponed = null;
      follow(Objects.requireNonNull(later.remove(turn)), turn);
    }
    return !tooLong && parents.size() < most;
  }

  /** The same, but not what belongs to an owner. */
  boolean runFree() {
    end = nanoTime() + nanos;
    drain();
    return !tooLong && parents.size() < most;
  }

  /** One after the other: if the time is over before all were, what was counted is typical. */
  private void follow(Deque<Object> ofOwner, Owner owner) {
    Object each;
    while (!tooLong && parents.size() < most && (each = ofOwner.poll()) != null) {
      kept.addHolders(owner, each);
      next.add(each);
      drain();
    }
  }

  private void drain() {
    Object object;
    while (!tooLong && (object = next.poll()) != null) {
      Owner owner = owners.apply(object);
      if (owner == null || owner.equals(turn)) {
        visit(object);
      } else {
        postpone(object, owner);
      }
    }
  }

  /** Most often the owner is that of the object before. */
  private void postpone(Object object, Owner owner) {
    if (lastPostponed == null || !owner.equals(lastOwner)) {
      lastOwner = owner;
      lastPostponed = later.computeIfAbsent(owner, o -> new ArrayDeque<>());
    }
    lastPostponed.add(object);
  }

  private void visit(Object object) {
    visitor.accept(object);
    weigh(object);
    if (object instanceof Fiber fiber) {
      followStack(fiber);
    }
    look(object);
    tooLong = (++looked & 1023) == 0 && nanoTime() - end > 0;
  }

  /** Of the processor where that can be told: a busy machine makes a walk no shorter. */
  private static long nanoTime() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private void weigh(Object object) {
    if (turn != null) {
      kept.add(turn, object);
    }
  }

  /**
   * Follows the frames and winders of a fiber that has many of them, each with all that it leads to
   * before the one above it: so what is passed down counts for who passes it.
   */
  private void followStack(Fiber fiber) {
    if (turn == null
        || inStack
        || fiber.depth() + Winder.lengthOf(fiber.winders()) < StackHoldings.DEEP) {
      return;
    }
    ArrayDeque<Object> others = new ArrayDeque<>(next);
    next.clear();
    Deque<Frame> frames = new ArrayDeque<>();
    Object above = fiber;
    for (Frame f = fiber.frame(); f != null && add(f, above); f = f.next()) {
      frames.push(f);
      above = f;
    }
    Deque<Winder> winders = new ArrayDeque<>();
    above = fiber;
    for (Winder w = fiber.winders(); w != null && add(w, above); w = w.next()) {
      winders.push(w);
      above = w;
    }
    next.clear();
    inStack = true;
    StackHoldings holdings = new StackHoldings(fiber);
    for (Winder winder : winders) {
      holdings.add(winder, weighed(winder));
    }
    for (Frame frame : frames) {
      holdings.add(frame, weighed(frame));
    }
    inStack = false;
    stacks.add(holdings);
    next.addAll(others);
  }

  /** Follows all that is reached from an object first, and says how much that is. */
  private long weighed(Object object) {
    Owner owner = Objects.requireNonNull(turn);
    long before = kept.of(owner);
    next.add(object);
    drain();
    return kept.of(owner) - before;
  }

  /** What owners keep: complete only if {@link #run} is. */
  KeptWords kept() {
    return kept;
  }

  /** What the large stacks of suspended fibers hold. */
  List<StackHoldings> stacks() {
    return stacks;
  }

  /** What an object was reached from; null if it is a root, or was not reached. */
  @Nullable Object parent(Object object) {
    Object parent = parents.parent(object);
    return parent == this ? null : parent;
  }

  boolean hasReached(Object object) {
    return parents.parent(object) != null;
  }

  /** False if it has been reached before, or leads nowhere. */
  private boolean add(@Nullable Object object, Object parent) {
    if (object == null || parents.size() >= most) {
      return false;
    }
    if (!isWorthwhile(object)) {
      weighLeaf(object, parent);
      return false;
    }
    if (!parents.add(object, parent)) {
      return false;
    }
    next.add(object);
    return true;
  }

  /** Numbers and texts lead nowhere, but may be large. */
  private void weighLeaf(Object object, Object parent) {
    boolean leaf =
        switch (object) {
          case Long number -> number != number.byteValue();
          case Number _, CharSequence _ -> true;
          default -> false;
        };
    if (turn != null && leaf && parents.add(object, parent)) {
      weigh(object);
    }
  }

  /**
   * Code holds no fibers. What processes share belongs to none of them, and leads to what others
   * are changing at this moment.
   */
  private boolean isWorthwhile(Object object) {
    return switch (KINDS.get(object.getClass()).way) {
      case NOWHERE -> false;
      case SCHEDULER -> object == own;
      default -> true;
    };
  }

  private void look(Object object) {
    ReferenceKind kind = KINDS.get(object.getClass());
    switch (kind.way) {
      case NOWHERE -> {}
      case MACHINE -> {
        if (((Machine) object).process() == process) {
          lookInside(object, kind);
        }
      }
      case PROCESS -> {
        if (((Process) object).id() == process) {
          lookInside(object, kind);
        }
      }
      case ELEMENTS -> {
        for (Object element : (Object[]) object) {
          add(element, object);
        }
      }
      case ENTRIES -> addEntries((Map<?, ?>) object);
      case ITEMS -> ((Iterable<?>) object).forEach(item -> add(item, object));
      case FIELDS, SCHEDULER -> lookInside(object, kind);
    }
  }

  private void addEntries(Map<?, ?> map) {
    map.keySet().forEach(key -> add(key, map));
    map.values().forEach(value -> add(value, map));
  }

  private void lookInside(Object object, ReferenceKind kind) {
    for (Field field : kind.fields) {
      try {
        add(field.get(object), object);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
