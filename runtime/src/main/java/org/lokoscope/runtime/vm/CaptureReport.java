package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.probe.CaptureReason;

/** Tells the probe of a captured continuation. Its sizes are those of the real frames. */
public final class CaptureReport {

  private CaptureReport() {}

  /**
   * Reports the machine's present continuation, right after the UNWIND that put it on the heap.
   *
   * @param time when it was captured
   * @param baseFrames frames below the fiber's own
   * @param baseWords heap words of those
   * @return the continuation's number
   */
  public static long captured(
      Machine machine, long time, CaptureReason reason, int site, long baseFrames, long baseWords) {
    long id = machine.newId();
    TraceContext trace = machine.trace();
    long place = trace.site(site);
    trace
        .probe()
        .continuationCaptured(
            time,
            id,
            machine.fiber(),
            reason.ordinal(),
            Frame.depthOf(machine.continuation()),
            Frame.wordsOf(machine.continuation()),
            baseFrames,
            baseWords,
            machine.lastLinked(),
            Winder.lengthOf(machine.winders()),
            Winder.wordsOf(machine.winders()),
            place);
    return id;
  }
}
