// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.io.BackgroundSink;
import org.lokoscope.runtime.io.BackgroundSource;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.os.Commands;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.Journal;
import org.lokoscope.runtime.world.World;

/**
 * How objects of a class are followed by a {@link ReferenceWalk}: found out once for each class.
 */
final class ReferenceKind {

  private static final String OURS = "org.lokoscope.runtime.";

  /** Classes and interfaces whose objects lead nowhere, or to what processes share. */
  private static final List<Class<?>> NOWHERE =
      List.of(
          Number.class,
          CharSequence.class,
          Boolean.class,
          Class.class,
          Thread.class,
          Code.class,
          TraceContext.class,
          World.class,
          Kernel.class,
          Cpu.class,
          DebugHook.class,
          Devices.class,
          ProgramRun.class,
          RunServices.class,
          Journal.class,
          Network.class,
          Commands.class,
          BackgroundSource.class,
          BackgroundSink.class,
          Node.class);

  /** What is looked at. */
  enum Way {
    /** It leads nowhere and is not entered. */
    NOWHERE,
    /** That of the process leads on, those of others nowhere. */
    SCHEDULER,
    MACHINE,
    PROCESS,
    /** The elements of an array. */
    ELEMENTS,
    /** Keys and values. */
    ENTRIES,
    /** What is gone through. */
    ITEMS,
    /** The fields of an object of ours; none of any other. */
    FIELDS
  }

  final Way way;
  final Field[] fields;

  private ReferenceKind(Way way, Field[] fields) {
    this.way = way;
    this.fields = fields;
  }

  static ReferenceKind of(Class<?> type) {
    return new ReferenceKind(way(type), references(type));
  }

  private static Way way(Class<?> type) {
    boolean library = type.getName().startsWith("java.util.");
    if (NOWHERE.stream().anyMatch(each -> each.isAssignableFrom(type))) {
      return Way.NOWHERE;
    }
    if (FiberScheduler.class.isAssignableFrom(type)) {
      return Way.SCHEDULER;
    }
    if (Machine.class.isAssignableFrom(type)) {
      return Way.MACHINE;
    }
    if (Process.class.isAssignableFrom(type)) {
      return Way.PROCESS;
    }
    if (Object[].class.isAssignableFrom(type)) {
      return Way.ELEMENTS;
    }
    if (WeakHashMap.class.isAssignableFrom(type)) {
      return Way.FIELDS;
    }
    if (library && Map.class.isAssignableFrom(type)) {
      return Way.ENTRIES;
    }
    return library && Iterable.class.isAssignableFrom(type) ? Way.ITEMS : Way.FIELDS;
  }

  private static Field[] references(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> c = type; c != null && c.getName().startsWith(OURS); c = c.getSuperclass()) {
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
