// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.probe.Probe;

/** The hot path must leave no garbage: a tracer that fills the heap falsifies what it measures. */
final class AllocationTest {

  private static final int EVENTS = 1_000_000;

  @Test
  void shouldAllocateNothingPerEvent() {
    Chunk chunk = new Chunk();
    Probe probe =
        EncoderFactory.create(
            0,
            new ChunkSource() {
              @Override
              public Chunk take() {
                return chunk;
              }

              @Override
              public void filling(Chunk current) {}

              @Override
              public void full(Chunk full) {}
            });
    long[] groups = {3, 1, 77, 6};
    report(probe, groups);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    long before = threads.getThreadAllocatedBytes(id);
    report(probe, groups);
    long allocated = threads.getThreadAllocatedBytes(id) - before;
    assertThat(allocated).as("bytes for %d events", 6L * EVENTS).isLessThan(EVENTS / 100);
  }

  private static void report(Probe probe, long[] groups) {
    for (int i = 0; i < EVENTS; i++) {
      long time = i * 100L;
      probe.fiberResumed(time, 1L << 32 | i & 15);
      probe.continuationCaptured(time + 10, i, 1L << 32, 1, 20, 130, 4, 30, 2, 1, 5, 99);
      probe.fiberSuspended(time + 20, 1L << 32 | i & 15, 1, 7, 99);
      probe.offerEnqueued(time + 30, 7, i, 1L << 32, 0, 1);
      probe.stringDefined(time + 40, i, "a text with a euro sign, \u20ac");
      probe.stackSnapshot(time + 50, 1L << 32, i, 3, groups);
    }
  }
}
