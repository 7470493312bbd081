// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.invoke.MethodHandles;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Entry;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Resumer;
import org.lokoscope.runtime.vm.Tier;

/**
 * Compiles hot code to hidden classes, one for each procedure and one for each place where it is
 * resumed often.
 */
public final class BytecodeTier implements Tier {

  /** Guessed: a class costs as much as some hundred calls of what it replaces. */
  private static final int NORMAL = 500;

  private final int threshold;

  /** Whether what cannot be compiled is an error, and not left to its nodes. */
  private final boolean strict;

  private BytecodeTier(int threshold, boolean strict) {
    this.threshold = threshold;
    this.strict = strict;
  }

  /** Compiles what has run some hundred times. */
  public static Tier normal() {
    return new BytecodeTier(NORMAL, false);
  }

  /** Compiles everything when it first runs; for tests. */
  public static Tier atOnce() {
    return new BytecodeTier(1, true);
  }

  @Override
  public int threshold() {
    return threshold;
  }

  @Override
  public Entry compile(Code code) {
    Object made = load(new GeneratedClass(code), GeneratedClass::entry);
    return made == null ? Entry.LATER : (Entry) made;
  }

  @Override
  public @Nullable Resumer compile(Code code, Node point) {
    return (Resumer) load(new GeneratedClass(code), type -> rest(type, point));
  }

  private static byte @Nullable [] rest(GeneratedClass type, Node point) {
    return switch (point) {
      case Wait wait -> type.rest(wait);
      case Loop loop -> type.rest(loop);
      default -> throw new IllegalArgumentException("point=" + point);
    };
  }

  /** An instance of the class, or null if it is too large for the JVM. */
  private @Nullable Object load(
      GeneratedClass type, Function<GeneratedClass, byte @Nullable []> write) {
    try {
      byte[] bytes = write.apply(type);
      return bytes == null ? null : load(bytes, type.data());
    } catch (IllegalArgumentException | LinkageError refused) {
      // Code that is larger than a method can be. It is not an error of the program's.
      if (strict) {
        throw refused;
      }
      return null;
    }
  }

  private static Object load(byte[] bytes, Object[] data) {
    try {
      MethodHandles.lookup().defineHiddenClassWithClassData(bytes, data, true);
    } catch (IllegalAccessException unexpected) {
      throw new IllegalStateException(unexpected);
    }
    return data[0];
  }
}
