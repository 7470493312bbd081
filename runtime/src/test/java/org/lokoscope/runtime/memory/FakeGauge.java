// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.memory;

import java.util.concurrent.atomic.AtomicLong;

/** A heap of 1,000 bytes of which a test says how full it is. */
public final class FakeGauge implements Gauge {

  public volatile long used;
  public volatile long kept;

  private final AtomicLong collections = new AtomicLong();
  private final AtomicLong questions = new AtomicLong();

  /** How many times somebody has asked. */
  public long questions() {
    return questions.get();
  }

  /** Has everything collected; so much is left, and in use from now on. */
  public void collect(long left) {
    collections.incrementAndGet();
    kept = left;
    used = left;
  }

  @Override
  public long max() {
    return 1_000;
  }

  @Override
  public long used() {
    questions.incrementAndGet();
    return used;
  }

  @Override
  public long fullCollections() {
    return collections.get();
  }

  @Override
  public long kept() {
    return kept;
  }
}
