// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/** Virtual threads that handle requests; one in ten parks for ever, if that is wanted. */
final class LeakyThreads {

  private static final int REQUESTS = 4000;
  private static final int EACH = 10;

  private LeakyThreads() {}

  /** What a library would do with what it is given. */
  private static void call(IntConsumer callback, int request) {
    callback.accept(request);
  }

  private static void handle(int request, boolean leak) {
    try {
      if (leak && request % EACH == 0) {
        new CountDownLatch(1).await(); // LEAK
      }
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    boolean leak = arguments[0].equals("leak");
    for (int i = 1; i <= REQUESTS; i++) {
      int request = i;
      Thread thread = Thread.ofVirtual().start(() -> call(r -> handle(r, leak), request));
      if (!leak || request % EACH != 0) {
        thread.join();
      }
    }
    System.out.println("handled " + REQUESTS);
  }
}
