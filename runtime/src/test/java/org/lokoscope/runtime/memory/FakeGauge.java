package org.lokoscope.runtime.memory;

/** A heap of 1,000 bytes of which a test says how full it is. */
public final class FakeGauge implements Gauge {

  public volatile long used;
  public volatile long collections;
  public volatile long kept;

  /** How many times somebody has asked. */
  public volatile long questions;

  /** Has everything collected; so much is left, and in use from now on. */
  public void collect(long left) {
    collections++;
    kept = left;
    used = left;
  }

  @Override
  public long max() {
    return 1_000;
  }

  @Override
  public long used() {
    questions++;
    return used;
  }

  @Override
  public long fullCollections() {
    return collections;
  }

  @Override
  public long kept() {
    return kept;
  }
}
