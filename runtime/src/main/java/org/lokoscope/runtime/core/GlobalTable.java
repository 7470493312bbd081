package org.lokoscope.runtime.core;

import java.util.concurrent.atomic.AtomicInteger;

/** Numbers the variables of one image, so that every process can keep its values in an array. */
public final class GlobalTable {

  private final AtomicInteger next = new AtomicInteger();

  public Global create(String name) {
    return new Global(name, next.getAndIncrement());
  }

  /** How many variables there are: the length that a machine's table needs. */
  public int size() {
    return next.get();
  }
}
