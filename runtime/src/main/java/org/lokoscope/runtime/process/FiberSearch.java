package org.lokoscope.runtime.process;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lokoscope.runtime.cml.Fiber;
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
 * Finds the fibers of a process that does not run just now, by following what it holds. Nobody
 * keeps a list of fibers: it would cost every fiber something, and keep those alive that nothing
 * can wake any more. So a fiber that the collector may take is not found, unless the run is traced.
 */
final class FiberSearch {

  /** Objects that are looked at, at the most; some hundred bytes of memory for each. */
  private static final int LIMIT = 8_000_000;

  /** The program stands still meanwhile, and a leaking one holds millions of frames. */
  private static final long LIMIT_NANOS = 300_000_000;

  private static final String OURS = "org.lokoscope.runtime.";

  private final long process;
  private final FiberScheduler own;
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final ArrayDeque<Object> next = new ArrayDeque<>();
  private final Map<Class<?>, Field[]> fields = new HashMap<>();
  private final Map<Long, Fiber> found = new TreeMap<>();

  /**
   * What was found.
   *
   * @param fibers by their numbers
   * @param complete false if there was too much to look at. The search goes from near to far, so
   *     the fibers that the scheduler, timers and channels at hand hold were found all the same
   */
  record Found(List<Fiber> fibers, boolean complete) {}

  private FiberSearch(Process process) {
    this.process = process.id();
    this.own = process.fibers();
  }

  /**
   * The fibers of a process.
   *
   * @param roots what may hold them besides
   */
  static Found of(Process process, Object... roots) {
    FiberSearch search = new FiberSearch(process);
    search.add(process.machine());
    search.add(process.fibers());
    search.add(process.mailbox());
    for (Object root : roots) {
      search.add(root);
    }
    boolean complete = search.run();
    return new Found(new ArrayList<>(search.found.values()), complete);
  }

  private boolean run() {
    long end = System.nanoTime() + LIMIT_NANOS;
    int looked = 0;
    Object object;
    while ((object = next.poll()) != null) {
      look(object);
      if ((++looked & 1023) == 0 && System.nanoTime() - end > 0) {
        return false;
      }
    }
    return seen.size() < LIMIT;
  }

  private void add(Object object) {
    if (object != null && isWorthwhile(object) && seen.size() < LIMIT && seen.add(object)) {
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
      case Fiber fiber when fiber.id() >> 32 == process -> {
        found.put(fiber.id(), fiber);
        lookInside(fiber);
      }
      case Machine machine when machine.process() != process -> {}
      case Process other when other.id() != process -> {}
      case Object[] array -> {
        for (Object element : array) {
          add(element);
        }
      }
      case Map<?, ?> map when isLibrary(map) -> addEntries(map);
      case Iterable<?> items when isLibrary(items) -> items.forEach(this::add);
      default -> lookInside(object);
    }
  }

  private void addEntries(Map<?, ?> map) {
    map.keySet().forEach(this::add);
    map.values().forEach(this::add);
  }

  private static boolean isLibrary(Object object) {
    return object.getClass().getName().startsWith("java.util.");
  }

  private void lookInside(Object object) {
    if (object.getClass().getName().startsWith(OURS)) {
      for (Field field : fields.computeIfAbsent(object.getClass(), FiberSearch::references)) {
        try {
          add(field.get(object));
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
