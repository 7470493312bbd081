package org.lokoscope.runtime.bytecode;

import java.lang.invoke.MethodHandles;
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

  private BytecodeTier(int threshold) {
    this.threshold = threshold;
  }

  /** Compiles what has run some hundred times. */
  public static Tier normal() {
    return new BytecodeTier(NORMAL);
  }

  /** Compiles everything when it first runs. */
  public static Tier atOnce() {
    return new BytecodeTier(1);
  }

  @Override
  public int threshold() {
    return threshold;
  }

  @Override
  public Entry compile(Code code) {
    GeneratedClass type = new GeneratedClass(code);
    Object made = load(type, type.entry());
    return made == null ? Entry.LATER : (Entry) made;
  }

  @Override
  public Resumer compile(Code code, Node point) {
    GeneratedClass type = new GeneratedClass(code);
    byte[] bytes =
        switch (point) {
          case Wait wait -> type.rest(wait);
          case Loop loop -> type.rest(loop);
          default -> throw new IllegalArgumentException("point=" + point);
        };
    return (Resumer) load(type, bytes);
  }

  /** An instance of the class, or null if it is too large for the JVM. */
  private static Object load(GeneratedClass type, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    Object[] data = type.data();
    try {
      MethodHandles.lookup().defineHiddenClassWithClassData(bytes, data, true);
    } catch (IllegalAccessException unexpected) {
      throw new IllegalStateException(unexpected);
    }
    return data[0];
  }
}
