// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import org.lokoscope.runtime.probe.Probe;

/** Passes on joint events as the single events that they stand for. */
final class Singles implements Probe {

  private final Probe probe;

  Singles(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    probe.fiberResumed(time, fiber);
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    probe.fiberReady(time, fiber, by, object);
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    probe.fiberSuspended(time, fiber, reason, object, site);
  }

  @Override
  public void offerMatched(long time, long object, long from, long to, long queueLength) {
    probe.offerMatched(time, object, from, to, queueLength);
  }

  @Override
  public void offerEnqueued(
      long time, long object, long operation, long fiber, int side, long queueLength) {
    probe.offerEnqueued(time, object, operation, fiber, side, queueLength);
  }

  @Override
  public void continuationReinstated(long time, long continuation, long fiber) {
    probe.continuationReinstated(time, continuation, fiber);
  }

  @Override
  public void continuationCaptured(
      long time,
      long continuation,
      long fiber,
      int reason,
      long frames,
      long words,
      long baseFrames,
      long baseWords,
      long newFrames,
      long winders,
      long winderWords,
      long site) {
    probe.continuationCaptured(
        time,
        continuation,
        fiber,
        reason,
        frames,
        words,
        baseFrames,
        baseWords,
        newFrames,
        winders,
        winderWords,
        site);
  }
}
