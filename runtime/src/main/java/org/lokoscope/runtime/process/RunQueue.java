// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The processes that are ready to run on one CPU, first come first served. Guarded by the kernel.
 */
final class RunQueue {

  private final ArrayDeque<Process> ready = new ArrayDeque<>();

  /** Whether somebody waits, for those who look without the kernel's lock. */
  private volatile boolean wanted;

  void add(Process process) {
    ready.add(process);
    wanted = true;
  }

  /** Puts one first that has waited already. */
  void addFirst(Process process) {
    ready.addFirst(process);
    wanted = true;
  }

  void remove(Process process) {
    ready.remove(process);
    wanted = !ready.isEmpty();
  }

  /** Whether somebody waits; may be out of date. */
  boolean isWanted() {
    return wanted;
  }

  /** The one that has waited longest, or null. */
  @Nullable Process poll() {
    Process first = ready.poll();
    wanted = !ready.isEmpty();
    return first;
  }

  /** The one of that number, from 0, the one that has waited longest. */
  Process poll(int number) {
    Iterator<Process> all = ready.iterator();
    for (int i = 0; i < number; i++) {
      all.next();
    }
    Process chosen = all.next();
    all.remove();
    wanted = !ready.isEmpty();
    return chosen;
  }

  void clear() {
    ready.clear();
    wanted = false;
  }

  int size() {
    return ready.size();
  }
}
