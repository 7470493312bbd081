// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.os;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;

/**
 * A process of the operating system from the moment that somebody wants it. It is started on a
 * thread that may block; if its owner ends meanwhile, nobody would know of it any more.
 */
final class Launch {

  /** What starts it; may block. */
  @FunctionalInterface
  interface Starter {
    Process start() throws IOException;
  }

  private final Machine owner;

  /** Null before it was started. */
  private @Nullable Process process;

  private boolean unwanted;

  Launch(Machine owner) {
    this.owner = owner;
  }

  Machine owner() {
    return owner;
  }

  /** Starts it, and ends it at once if nobody wants it any more. */
  Process start(Starter starter) throws IOException {
    Process started = starter.start();
    synchronized (this) {
      process = started;
      if (unwanted) {
        destroy();
      }
    }
    return started;
  }

  /** Ends it, now or as soon as it has been started, and all that it has started. */
  synchronized void destroy() {
    unwanted = true;
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
