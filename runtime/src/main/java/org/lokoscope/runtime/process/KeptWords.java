// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.vm.Closure;

/**
 * How many heap words each {@link Owner} keeps: what was reached in its turn, and beside that what
 * holds its things in the data of the program one by one, which goes with them: the pair of a list,
 * the entry of a table, the procedure that remembers the one before it, the channel on which one
 * fiber waits alone.
 */
final class KeptWords {

  /** Its key, a number or the like, and its share of the arrays of a table that is half full. */
  private static final int TABLE_ENTRY_WORDS = 6;

  private final ObjectSizes sizes = new ObjectSizes();
  private final Map<Owner, long[]> words = new LinkedHashMap<>();

  /** The owner of whom was said something last, and its words. */
  private @Nullable Owner last;

  private long[] wordsOfLast = {0};
  private final UnaryOperator<@Nullable Object> parent;

  /** What holds things of owners and has been counted. */
  private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * @param parent gives what an object was reached from, or null
   */
  KeptWords(UnaryOperator<@Nullable Object> parent) {
    this.parent = parent;
  }

  private void add(Owner owner, long more) {
    if (!owner.equals(last)) {
      last = owner;
      wordsOfLast = words.computeIfAbsent(owner, o -> new long[1]);
    }
    wordsOfLast[0] += more;
  }

  /** An object was reached in an owner's turn. */
  void add(Owner owner, Object object) {
    add(owner, sizes.words(object));
    Object queue = Fiber.queueOfOne(object);
    if (queue != null) {
      addWaitedOn(owner, parent.apply(queue));
    }
  }

  /** An object of an owner was reached before its turn, in the data of the program. */
  void addHolders(Owner owner, Object object) {
    Object closure = null;
    Object holder = parent.apply(object);
    if (holder instanceof Object[] free && parent.apply(free) instanceof Closure around) {
      closure = around;
      holder = parent.apply(around);
    }
    if (isTable(holder)) {
      add(owner, TABLE_ENTRY_WORDS);
    } else if (holder instanceof Pair) {
      addOnce(owner, holder);
    } else if (!isRemembered(holder)) {
      return;
    }
    if (closure != null) {
      addOnce(owner, closure);
      addOnce(owner, ((Closure) closure).free);
    }
  }

  /** A table of the JDK, or the array of one of ours. */
  private boolean isTable(@Nullable Object holder) {
    return holder instanceof Map<?, ?>
        || holder instanceof Object[] slots && parent.apply(slots) instanceof Hashtable;
  }

  /** The free variables of a procedure, which another one that is like it may be among. */
  private boolean isRemembered(@Nullable Object holder) {
    return holder instanceof Object[] free && parent.apply(free) instanceof Closure;
  }

  private void addWaitedOn(Owner owner, @Nullable Object object) {
    List<Object> queues = object == null ? List.of() : Fiber.queuesOf(object);
    if (object != null && !queues.isEmpty() && addOnce(owner, object)) {
      queues.forEach(queue -> addOnce(owner, queue));
      addHolders(owner, object);
    }
  }

  private boolean addOnce(Owner owner, Object object) {
    boolean first = counted.add(object);
    if (first) {
      add(owner, sizes.words(object));
    }
    return first;
  }

  long of(Owner owner) {
    long[] known = words.get(owner);
    return known == null ? 0 : known[0];
  }

  /** By owner. */
  Map<Owner, Long> all() {
    Map<Owner, Long> all = new LinkedHashMap<>();
    words.forEach((owner, known) -> all.put(owner, known[0]));
    return all;
  }
}
