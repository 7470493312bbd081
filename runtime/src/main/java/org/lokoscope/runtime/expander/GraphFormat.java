// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * What {@link GraphWriter} and {@link GraphReader} agree on. An object is written as a tag and what
 * the tag asks for. Objects of the <i>plain</i> kind, records among them, are their class and the
 * arguments of its only constructor. Ribs, through which all cycles go, are written as numbers;
 * what they hold follows later.
 */
public final class GraphFormat {

  static final int NULL = 0;
  static final int FOREIGN = 1;
  static final int SEEN = 2;
  static final int LONG = 3;
  static final int DOUBLE = 4;
  static final int BOOLEAN = 5;
  static final int STRING = 6;
  static final int INTEGER = 7;
  static final int BIG_INTEGER = 8;
  static final int SYMBOL = 9;
  static final int UNINTERNED = 10;
  static final int PAIR = 11;
  static final int ARRAY = 12;
  static final int BYTES = 13;
  static final int INTS = 14;
  static final int LIST = 15;
  static final int GLOBAL = 16;
  static final int LOCAL = 17;
  static final int RIB = 18;
  static final int TRANSFORMER = 19;
  static final int ENUM = 20;
  static final int MARK = 21;
  static final int PLAIN = 22;
  static final int CHAR = 23;
  static final int KEYWORD = 24;

  private static final String NUMBERS = "org.lokoscope.runtime.number";

  /**
   * Where classes of plain objects may lie. Of the data of programs only strings are plain: a
   * record that a macro has put into its output, say, would be one of another type when it is read.
   */
  private static final Set<String> PACKAGES =
      Set.of(
          "org.lokoscope.runtime.core",
          "org.lokoscope.runtime.expander",
          "org.lokoscope.runtime.source",
          NUMBERS);

  /** Objects of which there is one in each JVM. */
  static final Map<String, Object> SINGLETONS =
      Map.of(
          "nil", Nil.NIL,
          "empty wrap", Wrap.EMPTY,
          "shift", Wrap.SHIFT,
          "anti", Marks.ANTI,
          "no span", SourceSpan.NONE,
          "match", SyntaxPrimitives.MATCH,
          "slot", SyntaxPrimitives.SLOT,
          "build", SyntaxPrimitives.BUILD,
          "no match", SyntaxPrimitives.NO_MATCH);

  static final String SINGLETON_PREFIX = "one:";

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return new Shape(type);
        }
      };

  private GraphFormat() {}

  /** How objects of a plain class are taken apart and made. */
  static final class Shape {
    final List<Field> fields;
    final @Nullable Constructor<?> constructor;

    private Shape(Class<?> type) {
      fields =
          Arrays.stream(type.getDeclaredFields())
              .filter(field -> !Modifier.isStatic(field.getModifiers()))
              .toList();
      Constructor<?>[] all = type.getDeclaredConstructors();
      boolean plain =
          (PACKAGES.contains(type.getPackageName()) || type == SchemeString.class)
              && !type.isAnonymousClass()
              && !type.isHidden()
              && all.length == 1
              && !inheritsFields(type.getSuperclass())
              && Arrays.equals(
                  all[0].getParameterTypes(),
                  fields.stream().map(Field::getType).toArray(Class<?>[]::new));
      constructor = plain ? all[0] : null;
      if (plain) {
        all[0].setAccessible(true);
        fields.forEach(field -> field.setAccessible(true));
      }
    }

    private static boolean inheritsFields(Class<?> type) {
      return type != null
          && type != Object.class
          && (Arrays.stream(type.getDeclaredFields())
                  .anyMatch(field -> !Modifier.isStatic(field.getModifiers()))
              || inheritsFields(type.getSuperclass()));
    }

    boolean isPlain() {
      return constructor != null;
    }
  }

  static Shape shape(Class<?> type) {
    return SHAPES.get(type);
  }

  /**
   * Whether it matters which one of several equal objects this is. Of the others many are shared by
   * all libraries of an image: each library writes down those that it uses.
   */
  public static boolean hasIdentity(Object object) {
    return !(object instanceof java.lang.Record
        || object instanceof List
        || object instanceof Syntax
        || object instanceof int[]
        || NUMBERS.equals(object.getClass().getPackageName()));
  }
}
