// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.lokoscope.runtime.vm.Layout;

/** Heap words of single objects, from the fields that they have and the layout of this JVM. */
final class ObjectSizes {

  /** Of the table of a map, and an entry of it: what HashMap has at its usual load. */
  private static final int MAP_WORDS = 8;

  private static final int ENTRY_WORDS = 5;

  private final Map<Class<?>, Integer> classes = new HashMap<>();

  /** Words of an object; of a collection of the JDK, those of its array and entries, too. */
  long words(Object object) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      return arrayWords(type.getComponentType(), Array.getLength(object));
    }
    int own = classes.computeIfAbsent(type, ObjectSizes::fieldWords);
    return switch (object) {
      case Map<?, ?> map when isOfJdk(type) -> own + MAP_WORDS + (long) ENTRY_WORDS * map.size();
      case Collection<?> items when isOfJdk(type) -> own + Layout.arrayWords(items.size());
      case String text -> own + arrayWords(byte.class, text.length());
      case java.math.BigInteger number ->
          own + arrayWords(int.class, number.bitLength() / Integer.SIZE + 1);
      default -> own;
    };
  }

  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.util.");
  }

  private static long arrayWords(Class<?> component, int length) {
    return component.isPrimitive()
        ? Layout.arrayWords(0, (long) length * bytes(component))
        : Layout.arrayWords(length);
  }

  private static int fieldWords(Class<?> type) {
    int references = 0;
    int others = 0;
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          references += field.getType().isPrimitive() ? 0 : 1;
          others += field.getType().isPrimitive() ? bytes(field.getType()) : 0;
        }
      }
    }
    return Layout.objectWords(references, others);
  }

  private static int bytes(Class<?> primitive) {
    return switch (primitive.getName()) {
      case "boolean", "byte" -> Byte.BYTES;
      case "char", "short" -> Short.BYTES;
      case "int", "float" -> Integer.BYTES;
      default -> Long.BYTES;
    };
  }
}
