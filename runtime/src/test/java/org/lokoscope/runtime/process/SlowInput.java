// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;

/** An input whose bytes come when a test gives them, and that knows when somebody reads. */
final class SlowInput extends InputStream {

  private final SynchronousQueue<Integer> bytes = new SynchronousQueue<>();
  private final Semaphore readers = new Semaphore(0);

  @Override
  public int read() {
    readers.release();
    try {
      return bytes.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public int read(byte[] into, int from, int count) {
    int one = read();
    if (one >= 0) {
      into[from] = (byte) one;
    }
    return one < 0 ? -1 : 1;
  }

  /** Waits until somebody has begun to read a byte. */
  void awaitReader() throws InterruptedException {
    readers.acquire();
  }

  /** Lets the reader have a byte; -1 is the end. */
  void give(int value) throws InterruptedException {
    bytes.put(value);
  }
}
