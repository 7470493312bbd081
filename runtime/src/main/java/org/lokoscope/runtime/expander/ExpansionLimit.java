// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.memory.MemoryWatch;

/**
 * Keeps expansion from going on for ever, or until the heap is full: macros may run any code. The
 * time counts for one program, its libraries included, or for one form at a prompt.
 */
public final class ExpansionLimit {

  /** Guessed: far more than any program needs that is worth waiting for. */
  private static final long DEFAULT_NANOS = 120_000_000_000L;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private volatile boolean interrupted;
  private long nanos = DEFAULT_NANOS;
  private long began = System.nanoTime();

  /** Sets how long an expansion may take. */
  public void setNanos(long limit) {
    nanos = limit;
  }

  /** An expansion begins. */
  public void begin() {
    interrupted = false;
    began = System.nanoTime();
  }

  /** Stops the expansion that is going on, from any thread. */
  public void interrupt() {
    interrupted = true;
  }

  /** Why the expansion must stop, or null. */
  public @Nullable String exceeded() {
    if (interrupted) {
      return "the expansion was interrupted";
    }
    if (MemoryWatch.ofJvm().isShort()) {
      return OutOfMemory.message();
    }
    return System.nanoTime() - began < nanos
        ? null
        : "the expansion takes more than " + nanos / NANOS_PER_SECOND + " seconds";
  }
}
