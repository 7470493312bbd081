// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.compiler.Compiler;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Entry;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Resumer;
import org.lokoscope.runtime.vm.Tier;
import org.lokoscope.runtime.vm.TraceTicker;
import org.lokoscope.runtime.world.DeterministicWorld;
import org.lokoscope.runtime.world.Unchanging;
import org.lokoscope.runtime.world.World;

/**
 * What a {@link Snapshot} keeps of an object, and where it leads: found out once for each class.
 * Fields that are final do not change; they are followed only.
 */
final class Shape {

  /** How an object is kept. */
  enum Way {
    /** It does not change, and leads nowhere that changes. */
    LEAF,
    PAIR,
    REFERENCES,
    /** An array of numbers. */
    NUMBERS,
    FIELDS,
    /** A collection of the JDK whose fields cannot be read: what it holds is kept. */
    CONTENT,
    /** Nobody knows how. */
    UNKNOWN
  }

  private static final String OURS = "org.lokoscope.";

  /**
   * Code and what belongs to it, what the debugger has, and what lies outside of a run: nothing of
   * that goes back with it.
   */
  private static final List<Class<?>> LEAVES =
      List.of(
          Number.class,
          CharSequence.class,
          Boolean.class,
          Character.class,
          Enum.class,
          Class.class,
          ClassLoader.class,
          Thread.class,
          ThreadLocal.class,
          Executor.class,
          ThreadFactory.class,
          Lock.class,
          MethodHandle.class,
          ReferenceQueue.class,
          Throwable.class,
          Charset.class,
          Locale.class,
          Pattern.class,
          OutputStream.class,
          Path.class,
          FileSystem.class,
          Code.class,
          Node.class,
          Core.class,
          Entry.class,
          Resumer.class,
          Tier.class,
          Compiler.class,
          LibraryManager.class,
          SiteTable.class,
          MemoryWatch.class,
          Probe.class,
          TraceTicker.class,
          DebugHook.class,
          Unchanging.class);

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return make(type);
        }
      };

  final Way way;

  /** What is followed but does not change. */
  final Field[] fixed;

  /** References that change. */
  final Field[] references;

  /** Numbers that change. */
  final Field[] numbers;

  private Shape(Way way, Field[] fixed, Field[] references, Field[] numbers) {
    this.way = way;
    this.fixed = fixed;
    this.references = references;
    this.numbers = numbers;
  }

  static Shape of(Object object) {
    return SHAPES.get(object.getClass());
  }

  boolean isKept() {
    return way != Way.FIELDS || references.length > 0 || numbers.length > 0;
  }

  private static Shape make(Class<?> type) {
    Way way = way(type);
    if (way != Way.FIELDS) {
      return simple(way);
    }
    List<Field> fixed = new ArrayList<>();
    List<Field> references = new ArrayList<>();
    List<Field> numbers = new ArrayList<>();
    for (Class<?> c = type; c != null && !isOpaque(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        boolean isFinal = Modifier.isFinal(field.getModifiers());
        boolean isNumber = field.getType().isPrimitive();
        if (Modifier.isStatic(field.getModifiers()) || isFinal && isNumber) {
          continue;
        }
        if (!field.trySetAccessible()) {
          return simple(Way.UNKNOWN);
        }
        (isFinal ? fixed : isNumber ? numbers : references).add(field);
      }
    }
    return new Shape(
        way,
        fixed.toArray(Field[]::new),
        references.toArray(Field[]::new),
        numbers.toArray(Field[]::new));
  }

  private static Shape simple(Way way) {
    return new Shape(way, new Field[0], new Field[0], new Field[0]);
  }

  /** Superclasses whose fields are the JVM's, and those of streams, which have locks only. */
  private static boolean isOpaque(Class<?> type) {
    return type == Object.class
        || type == Reference.class
        || type == InputStream.class
        || type == OutputStream.class;
  }

  private static Way way(Class<?> type) {
    if (type.isArray()) {
      return type.getComponentType().isPrimitive() ? Way.NUMBERS : Way.REFERENCES;
    }
    if (type == org.lokoscope.runtime.datum.Pair.class) {
      return Way.PAIR;
    }
    if (World.class.isAssignableFrom(type)) {
      return type == DeterministicWorld.class ? Way.FIELDS : Way.LEAF;
    }
    if (ByteArrayInputStream.class.isAssignableFrom(type)) {
      return Way.FIELDS;
    }
    if (LEAVES.stream().anyMatch(each -> each.isAssignableFrom(type))
        || type == InputStream.nullInputStream().getClass()
        || type == Object.class) {
      return Way.LEAF;
    }
    String name = type.getName();
    if (Snapshot.Content.isKnown(type)) {
      return Way.CONTENT;
    }
    boolean inside =
        name.startsWith(OURS)
            || name.startsWith("java.util.") && !name.startsWith("java.util.concurrent.")
            || Reference.class.isAssignableFrom(type);
    return inside ? Way.FIELDS : Way.UNKNOWN;
  }

  /** Whether it is one of those whose referent belongs to the state. */
  static @Nullable Object referent(Object object) {
    return object instanceof Reference<?> reference ? reference.get() : null;
  }
}
