// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.condition;

import java.util.Locale;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.memory.MemoryWatch;

/**
 * The condition of a program whose heap is full: an {@code &implementation-restriction}, with a
 * type of its own by which reports know it.
 */
public final class OutOfMemory {

  private static final Symbol NAME = Symbol.of("&out-of-memory");

  private static final RecordType TYPE =
      new RecordType(
          NAME,
          ConditionTypes.IMPLEMENTATION_RESTRICTION,
          NAME,
          false,
          false,
          new Symbol[0],
          new boolean[0]);

  private OutOfMemory() {}

  /** What to throw when an allocation failed: the heap is full, or has no room for so much. */
  public static SchemeError failed(MemoryWatch memory) {
    return memory.isTight()
        ? full(memory)
        : condition("what is asked for is larger than the room on " + heap(memory));
  }

  /** What to throw when the heap is full. */
  public static SchemeError full(MemoryWatch memory) {
    return condition(heap(memory) + " is full; -Xmx sets its size");
  }

  /** The same in words, for what is no program's own doing. */
  public static String message() {
    return "out of memory: " + heap(MemoryWatch.ofJvm()) + " is full; -Xmx sets its size";
  }

  private static SchemeError condition(String what) {
    return new SchemeError(
        Conditions.standard(Conditions.simple(TYPE), null, "out of memory: " + what, Nil.NIL));
  }

  private static String heap(MemoryWatch memory) {
    return "the Java heap of " + size(memory.max());
  }

  public static boolean is(Object condition) {
    return Conditions.is(condition, TYPE);
  }

  /** Bytes in words. */
  public static String size(long bytes) {
    return bytes >= 10L << 30
        ? String.format(Locale.ROOT, "%,d GiB", bytes >> 30)
        : String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }
}
