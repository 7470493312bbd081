package org.lokoscope.runtime.process;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.io.BackgroundSink;
import org.lokoscope.runtime.io.BackgroundSource;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.os.Commands;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.World;

/**
 * Follows what a process holds that does not run just now, from near to far, and remembers of each
 * object what it was reached from first.
 */
final class ReferenceWalk {

  private static final String OURS = "org.lokoscope.runtime.";

  private final long process;
  private final FiberScheduler own;
  private final int most;
  private final long nanos;
  private final Consumer<Object> visitor;
  private final Map<Object, Object> parents = new IdentityHashMap<>();
  private final ArrayDeque<Object> next = new ArrayDeque<>();
  private final Map<Class<?>, Field[]> fields = new HashMap<>();

  /**
   * @param most objects that are looked at; some hundred bytes of memory for each
   * @param nanos time that it may take
   * @param visitor is shown each object once
   */
  ReferenceWalk(Process process, int most, long nanos, Consumer<Object> visitor) {
    this.process = process.id();
    this.own = process.fibers();
    this.most = most;
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
    parents.put(object, this);
  }

  /**
   * Follows all references.
   *
   * @return false if there was too much to look at; what lies near the roots was seen all the same
   */
  boolean run() {
    long end = System.nanoTime() + nanos;
    int looked = 0;
    Object object;
    while ((object = next.poll()) != null) {
      visitor.accept(object);
      look(object);
      if ((++looked & 1023) == 0 && System.nanoTime() - end > 0) {
        return false;
      }
    }
    return parents.size() < most;
  }

  /** What an object was reached from; null if it is a root, or was not reached. */
  @Nullable Object parent(Object object) {
    Object parent = parents.get(object);
    return parent == this ? null : parent;
  }

  boolean hasReached(Object object) {
    return parents.containsKey(object);
  }

  private void add(@Nullable Object object, Object parent) {
    if (object != null
        && isWorthwhile(object)
        && parents.size() < most
        && parents.putIfAbsent(object, parent) == null) {
      next.add(object);
    }
  }

  /**
   * Code holds no fibers. What processes share belongs to none of them, and leads to what others
   * are changing at this moment.
   */
  private boolean isWorthwhile(Object object) {
    return switch (object) {
      case Number _, CharSequence _, Boolean _, Class<?> _, Thread _ -> false;
      case Code _, TraceContext _, World _, Kernel _, Cpu _, Devices _, ProgramRun _ -> false;
      case RunServices _ -> false;
      case Network _, Commands _, BackgroundSource _, BackgroundSink _ -> false;
      case FiberScheduler scheduler -> scheduler == own;
      case Node _ -> false;
      default -> true;
    };
  }

  private void look(Object object) {
    switch (object) {
      case Machine machine when machine.process() != process -> {}
      case Process other when other.id() != process -> {}
      case Object[] array -> {
        for (Object element : array) {
          add(element, array);
        }
      }
      case Map<?, ?> map when isLibrary(map) -> addEntries(map);
      case Iterable<?> items when isLibrary(items) -> items.forEach(item -> add(item, items));
      default -> lookInside(object);
    }
  }

  private void addEntries(Map<?, ?> map) {
    map.keySet().forEach(key -> add(key, map));
    map.values().forEach(value -> add(value, map));
  }

  private static boolean isLibrary(Object object) {
    return object.getClass().getName().startsWith("java.util.");
  }

  private void lookInside(Object object) {
    if (object.getClass().getName().startsWith(OURS)) {
      for (Field field : fields.computeIfAbsent(object.getClass(), ReferenceWalk::references)) {
        try {
          add(field.get(object), object);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static Field[] references(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> c = type; c.getName().startsWith(OURS); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        boolean refers = !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
        if (refers && field.trySetAccessible()) {
          all.add(field);
        }
      }
    }
    return all.toArray(Field[]::new);
  }
}
