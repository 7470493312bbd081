// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.io.Working;

/**
 * What all objects of a run contain at one moment, to be put back into them later. They stay the
 * same objects: nothing that refers to them, or hangs on where they are, must know. What is made
 * after the moment is garbage once the state is put back. Code is shared by all moments.
 *
 * <p>Rejected: to copy the objects. Then each class must say how it is copied, tables by identity
 * must be built anew, and what is compiled refers to the originals.
 */
final class Snapshot {

  /** The run holds something whose state cannot be kept. */
  static final class Unkeepable extends Exception {
    private static final long serialVersionUID = 1;

    Unkeepable(String what) {
      super(what, null, false, false);
    }
  }

  private static final int FIRST = 1 << 10;
  private static final long PATIENCE = 10_000_000_000L;
  private static final long NAP = 100_000;

  private Object[] owners = new Object[FIRST];
  private int ownerCount;
  private @Nullable Object[] references = new Object[FIRST];
  private int referenceCount;
  private long[] numbers = new long[FIRST];
  private int numberCount;
  private long bytes;

  /** Referents that must not be collected. */
  private final List<Object> held = new ArrayList<>();

  private Snapshot() {}

  /**
   * Keeps what can be reached. Nothing may change meanwhile.
   *
   * @throws Unkeepable if there is something whose state is unknown, such as an open file
   */
  static Snapshot of(List<Object> roots) throws Unkeepable {
    Snapshot snapshot = new Snapshot();
    try {
      new Walk(snapshot).run(roots);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    snapshot.owners = Arrays.copyOf(snapshot.owners, snapshot.ownerCount);
    snapshot.references = Arrays.copyOf(snapshot.references, snapshot.referenceCount);
    snapshot.numbers = Arrays.copyOf(snapshot.numbers, snapshot.numberCount);
    return snapshot;
  }

  /** Objects that it keeps the contents of. */
  int size() {
    return ownerCount;
  }

  /** Bytes of memory that it takes, about, without what it keeps from being collected. */
  long bytes() {
    return bytes + 8L * ownerCount + 4L * referenceCount + 8L * numberCount;
  }

  /** Waits until no other thread works for what is to be put back; false if that does not end. */
  private boolean settles() {
    long end = System.nanoTime() + PATIENCE;
    for (Object owner : owners) {
      while (owner instanceof Working worked && worked.isWorking()) {
        if (System.nanoTime() - end > 0) {
          return false;
        }
        LockSupport.parkNanos(this, NAP);
      }
    }
    return true;
  }

  /** Puts everything back. On the thread of the run, which is at no place inside of it. */
  void restore() {
    if (!settles()) {
      throw new IllegalStateException("a thread still reads or writes for the program");
    }
    referenceCount = 0;
    numberCount = 0;
    try {
      for (Object owner : owners) {
        restore(owner, Shape.of(owner));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private void restore(Object owner, Shape shape) throws IllegalAccessException {
    switch (shape.way) {
      case LEAF, UNKNOWN -> {}
      case PAIR -> {
        Pair pair = (Pair) owner;
        pair.car = references[referenceCount++];
        pair.cdr = references[referenceCount++];
      }
      case REFERENCES, NUMBERS -> {
        Object copy = references[referenceCount++];
        System.arraycopy(copy, 0, owner, 0, Array.getLength(owner));
      }
      case CONTENT -> Content.set(owner, references[referenceCount++]);
      case FIELDS -> {
        for (Field field : shape.references) {
          field.set(owner, references[referenceCount++]);
        }
        for (Field field : shape.numbers) {
          set(owner, field, numbers[numberCount++]);
        }
      }
    }
  }

  private static void set(Object owner, Field field, long bits) throws IllegalAccessException {
    switch (field.getType().getName()) {
      case "boolean" -> field.setBoolean(owner, bits != 0);
      case "byte" -> field.setByte(owner, (byte) bits);
      case "char" -> field.setChar(owner, (char) bits);
      case "short" -> field.setShort(owner, (short) bits);
      case "int" -> field.setInt(owner, (int) bits);
      case "float" -> field.setFloat(owner, Float.intBitsToFloat((int) bits));
      case "double" -> field.setDouble(owner, Double.longBitsToDouble(bits));
      default -> field.setLong(owner, bits);
    }
  }

  private static long bits(Object owner, Field field) throws IllegalAccessException {
    return switch (field.getType().getName()) {
      case "boolean" -> field.getBoolean(owner) ? 1 : 0;
      case "char" -> field.getChar(owner);
      case "float" -> Float.floatToRawIntBits(field.getFloat(owner));
      case "double" -> Double.doubleToRawLongBits(field.getDouble(owner));
      default -> field.getLong(owner);
    };
  }

  private void own(Object owner) {
    if (ownerCount == owners.length) {
      owners = Arrays.copyOf(owners, ownerCount * 2);
    }
    owners[ownerCount++] = owner;
  }

  private void reference(@Nullable Object value) {
    if (referenceCount == references.length) {
      references = Arrays.copyOf(references, referenceCount * 2);
    }
    references[referenceCount++] = value;
  }

  private void number(long value) {
    if (numberCount == numbers.length) {
      numbers = Arrays.copyOf(numbers, numberCount * 2);
    }
    numbers[numberCount++] = value;
  }

  /** Collections of the JDK that several threads may use, and other cells. */
  static final class Content {

    private static final List<Class<?>> KNOWN =
        List.of(
            ConcurrentHashMap.class,
            ConcurrentLinkedQueue.class,
            CopyOnWriteArrayList.class,
            AtomicBoolean.class,
            AtomicInteger.class,
            AtomicLong.class,
            AtomicReference.class);

    private Content() {}

    static boolean isKnown(Class<?> type) {
      return KNOWN.contains(type);
    }

    static @Nullable Object[] get(Object owner) {
      return switch (owner) {
        case Map<?, ?> map -> {
          List<Object> all = new ArrayList<>();
          map.forEach(
              (key, value) -> {
                all.add(key);
                all.add(value);
              });
          yield all.toArray();
        }
        case Collection<?> items -> items.toArray();
        case AtomicReference<?> cell -> new @Nullable Object[] {cell.get()};
        case AtomicBoolean cell -> new Object[] {cell.get()};
        case AtomicInteger cell -> new Object[] {cell.get()};
        case AtomicLong cell -> new Object[] {cell.get()};
        default -> throw new IllegalArgumentException("owner=" + owner.getClass());
      };
    }

    @SuppressWarnings("unchecked")
    static void set(Object owner, @Nullable Object kept) {
      Object[] content = (Object[]) Objects.requireNonNull(kept);
      switch (owner) {
        case Map<?, ?> map -> {
          map.clear();
          for (int i = 0; i < content.length; i += 2) {
            ((Map<Object, Object>) map).put(content[i], content[i + 1]);
          }
        }
        case Collection<?> items -> {
          items.clear();
          ((Collection<Object>) items).addAll(Arrays.asList(content));
        }
        case AtomicReference<?> cell -> ((AtomicReference<@Nullable Object>) cell).set(content[0]);
        case AtomicBoolean cell -> cell.set((Boolean) content[0]);
        case AtomicInteger cell -> cell.set((Integer) content[0]);
        case AtomicLong cell -> cell.set((Long) content[0]);
        default -> throw new IllegalArgumentException("owner=" + owner.getClass());
      }
    }
  }

  /** Goes through all that can be reached, once. */
  private static final class Walk {
    private final Snapshot into;
    private final ArrayDeque<Object> next = new ArrayDeque<>();
    private Object[] seen = new Object[2 * FIRST];
    private int count;

    Walk(Snapshot into) {
      this.into = into;
    }

    void run(List<Object> roots) throws Unkeepable, IllegalAccessException {
      roots.forEach(this::add);
      Object object;
      while ((object = next.pollLast()) != null) {
        visit(object, Shape.of(object));
      }
    }

    private void add(@Nullable Object object) {
      if (object != null && Shape.of(object).way != Shape.Way.LEAF && isNew(object)) {
        next.addLast(object);
      }
    }

    private boolean isNew(Object object) {
      int mask = seen.length - 1;
      int at = System.identityHashCode(object) * 0x9E3779B1 >>> 7 & mask;
      while (seen[at] != null) {
        if (seen[at] == object) {
          return false;
        }
        at = at + 1 & mask;
      }
      seen[at] = object;
      if (++count * 2 > seen.length) {
        grow();
      }
      return true;
    }

    private void grow() {
      Object[] old = seen;
      seen = new Object[old.length * 2];
      int mask = seen.length - 1;
      for (Object object : old) {
        if (object != null) {
          int at = System.identityHashCode(object) * 0x9E3779B1 >>> 7 & mask;
          while (seen[at] != null) {
            at = at + 1 & mask;
          }
          seen[at] = object;
        }
      }
    }

    private void visit(Object object, Shape shape) throws Unkeepable, IllegalAccessException {
      if (object instanceof Working worked && worked.isWorking()) {
        throw new Unkeepable(object.getClass().getName() + " at work");
      }
      if (shape.isKept()) {
        into.own(object);
      }
      switch (shape.way) {
        case LEAF -> {}
        case UNKNOWN -> throw new Unkeepable(object.getClass().getName());
        case PAIR -> {
          Pair pair = (Pair) object;
          keep(pair.car);
          keep(pair.cdr);
        }
        case REFERENCES -> {
          Object[] copy = ((Object[]) object).clone();
          into.bytes += 16 + 4L * copy.length;
          into.reference(copy);
          addAll(copy);
        }
        case NUMBERS -> {
          int length = Array.getLength(object);
          Object copy = Array.newInstance(object.getClass().getComponentType(), length);
          System.arraycopy(object, 0, copy, 0, length);
          into.bytes += 16 + 8L * length;
          into.reference(copy);
        }
        case CONTENT -> {
          Object[] content = Content.get(object);
          into.bytes += 16 + 4L * content.length;
          into.reference(content);
          addAll(content);
        }
        case FIELDS -> fields(object, shape);
      }
    }

    private void fields(Object object, Shape shape) throws IllegalAccessException {
      for (Field field : shape.fixed) {
        add(field.get(object));
      }
      for (Field field : shape.references) {
        keep(field.get(object));
      }
      for (Field field : shape.numbers) {
        into.number(bits(object, field));
      }
      Object referent = Shape.referent(object);
      if (referent != null) {
        into.held.add(referent);
        add(referent);
      }
    }

    private void keep(@Nullable Object value) {
      into.reference(value);
      add(value);
    }

    private void addAll(@Nullable Object[] all) {
      for (Object each : all) {
        add(each);
      }
    }
  }
}
