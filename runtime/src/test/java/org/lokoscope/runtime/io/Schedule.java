// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads as a test wants them: what is to be done waits until the test does it, in any order, and
 * may be refused. All on the test's own thread.
 */
final class Schedule implements Executor {

  private final Random random;
  private final List<Runnable> tasks = new ArrayList<>();

  /** How many of a hundred pieces of work are done at once, and how many are refused. */
  private final int atOnce;

  private final int refused;

  Schedule(Random random, int atOnce, int refused) {
    this.random = random;
    this.atOnce = atOnce;
    this.refused = refused;
  }

  @Override
  public void execute(Runnable task) {
    int lot = random.nextInt(100);
    if (lot < refused) {
      if (random.nextBoolean()) {
        throw new RejectedExecutionException("full");
      }
      throw new OutOfMemoryError("unable to create native thread");
    }
    if (lot < refused + atOnce) {
      task.run();
    } else {
      tasks.add(task);
    }
  }

  /** Does one of the things that wait; false if there is none. */
  boolean step() {
    if (tasks.isEmpty()) {
      return false;
    }
    tasks.remove(random.nextInt(tasks.size())).run();
    return true;
  }
}
