// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What is to be done to processes that run, at their next safe points or while they rest. */
final class SafePointWork {

  private record Task(Runnable what, Runnable dropped) {}

  private final Map<Long, Queue<Task>> tasks = new HashMap<>();
  private final Set<Long> ended = new HashSet<>();
  private boolean over;

  /** False if the process has ended: then it is dropped. */
  boolean add(long process, Runnable what, Runnable dropped) {
    synchronized (this) {
      if (!over && !ended.contains(process)) {
        tasks
            .computeIfAbsent(process, _ -> new ConcurrentLinkedQueue<>())
            .add(new Task(what, dropped));
        return true;
      }
    }
    dropped.run();
    return false;
  }

  /**
   * Does what is to be done, on the CPU of the process.
   *
   * @return whether there was anything
   */
  boolean serve(long process) {
    Queue<Task> all = of(process);
    boolean any = false;
    while (all != null) {
      Task task = all.poll();
      if (task == null) {
        break;
      }
      any = true;
      task.what.run();
    }
    return any;
  }

  private synchronized @org.jspecify.annotations.Nullable Queue<Task> of(long process) {
    return tasks.get(process);
  }

  /** A process has ended, or with it all. */
  void drop(long process, boolean all) {
    Map<Long, Queue<Task>> dropped = new HashMap<>();
    synchronized (this) {
      over |= all;
      ended.add(process);
      if (all) {
        dropped.putAll(tasks);
        tasks.clear();
      } else {
        Queue<Task> own = tasks.remove(process);
        if (own != null) {
          dropped.put(process, own);
        }
      }
    }
    for (Queue<Task> queue : dropped.values()) {
      queue.forEach(task -> task.dropped.run());
    }
  }
}
