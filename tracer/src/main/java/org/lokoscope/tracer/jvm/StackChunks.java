// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Reads how large the continuation of a parked virtual thread is. */
final class StackChunks {

  private static @Nullable VarHandle continuation;
  private static @Nullable VarHandle tail;
  private static @Nullable VarHandle parent;
  private static @Nullable VarHandle size;
  private static @Nullable VarHandle pointer;

  private StackChunks() {}

  /** Needs {@code java.lang} and {@code jdk.internal.vm} opened to this class. */
  static void prepare() throws ReflectiveOperationException {
    Class<?> thread = Class.forName("java.lang.VirtualThread");
    Class<?> cont = Class.forName("jdk.internal.vm.Continuation");
    Class<?> chunk = Class.forName("jdk.internal.vm.StackChunk");
    MethodHandles.Lookup own = MethodHandles.lookup();
    MethodHandles.Lookup chunks = MethodHandles.privateLookupIn(chunk, own);
    parent = chunks.findVarHandle(chunk, "parent", chunk);
    size = chunks.findVarHandle(chunk, "size", int.class);
    pointer = chunks.findVarHandle(chunk, "sp", int.class);
    tail = MethodHandles.privateLookupIn(cont, own).findVarHandle(cont, "tail", chunk);
    continuation = MethodHandles.privateLookupIn(thread, own).findVarHandle(thread, "cont", cont);
  }

  /** Words of the stack of a thread that is not mounted; 0 if that is not known. */
  static long words(Thread thread) {
    if (continuation == null || tail == null || parent == null || size == null || pointer == null) {
      return 0;
    }
    Object cont = continuation.get(thread);
    long words = 0;
    for (Object chunk = cont == null ? null : tail.get(cont); chunk != null; ) {
      words += (int) size.get(chunk) - (int) pointer.get(chunk);
      chunk = parent.get(chunk);
    }
    return words;
  }
}
