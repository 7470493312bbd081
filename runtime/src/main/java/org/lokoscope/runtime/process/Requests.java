// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What others want of a process at its next safe point: to end, to be looked at, to let go of
 * memory. They may ask from any thread; the process's own CPU serves them.
 */
final class Requests {

  private volatile boolean attention;

  /** Those who gave up do nothing when they are served. */
  private final Queue<Look> looks = new ConcurrentLinkedQueue<>();

  /** The exit status that somebody wants the process to end with; negative if nobody does. */
  private volatile int status = -1;

  /** The heap is full, and this process holds most of it. */
  private volatile boolean memory;

  /** Has the process see at its next safe point what is wanted of it. */
  void demandAttention() {
    attention = true;
  }

  /** Whether anything may be wanted; from now on, only what is asked for later. */
  boolean takeAttention() {
    if (!attention) {
      return false;
    }
    attention = false;
    return true;
  }

  /** Wants the process to end, without demanding attention. False if somebody else came first. */
  synchronized boolean end(int wanted) {
    if (status >= 0) {
      return false;
    }
    status = wanted;
    return true;
  }

  boolean isEndWanted() {
    return status >= 0;
  }

  /** The exit status that the process is to end with. */
  int status() {
    return status;
  }

  /** Wants the process to raise a condition because the heap is full. */
  void letGo() {
    memory = true;
    demandAttention();
  }

  boolean isMemoryWanted() {
    return memory;
  }

  /** The process raises that condition. */
  void lettingGo() {
    memory = false;
  }

  void look(Look look) {
    looks.add(look);
    demandAttention();
  }

  void forget(Look look) {
    looks.remove(look);
  }

  /** Whether somebody wants to look who has not been able to. */
  boolean isLookWanted() {
    return !looks.isEmpty();
  }

  /** Lets all look, on the CPU that runs the process. */
  void serveLooks() {
    Look look;
    while ((look = looks.poll()) != null) {
      look.run();
    }
  }
}
