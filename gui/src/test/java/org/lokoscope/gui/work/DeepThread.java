// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A virtual thread that calls itself each time it has parked, and never comes back. */
final class DeepThread {

  private static final int TURNS = 900;
  private static final CountDownLatch DEEP = new CountDownLatch(1);

  private DeepThread() {}

  private static int poll(int turns) {
    LockSupport.parkNanos(100_000);
    if (turns == 0) {
      DEEP.countDown();
      LockSupport.park();
      return 0;
    }
    return 1 + poll(turns - 1); // LEAK
  }

  public static void main(String[] arguments) throws InterruptedException {
    Thread.ofVirtual().start(() -> poll(TURNS));
    DEEP.await();
    System.out.println(arguments[0]);
  }
}
