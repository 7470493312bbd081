package org.lokoscope.runtime.process;

import java.util.ArrayDeque;

/**
 * The processes that are ready to run on one CPU, first come first served. Guarded by the kernel.
 */
final class RunQueue {

  private final ArrayDeque<Process> ready = new ArrayDeque<>();

  void add(Process process) {
    ready.add(process);
  }

  /** The one that has waited longest, or null. */
  Process poll() {
    return ready.poll();
  }

  int size() {
    return ready.size();
  }
}
