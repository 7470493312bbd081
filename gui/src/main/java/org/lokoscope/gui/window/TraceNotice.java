// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;

/**
 * What must be known of a trace before anything in it is believed.
 *
 * @param serious whether what is judged of it may be wrong by that
 */
record TraceNotice(String text, boolean serious) {

  static TraceNotice of(TraceInfo info) {
    List<String> parts = new ArrayList<>();
    boolean gaps = info.damagedChunks() > 0 || info.lostEvents() > 0;
    if (gaps) {
      parts.add(
          String.format(
              "This trace has gaps (lost events: %s; damaged places skipped: %s): the verdict is"
                  + " only about the %s that are there, and states beside a gap may be wrong.",
              Figures.count(info.lostEvents()),
              Figures.count(info.damagedChunks()),
              Count.of(info.events(), "event")));
    }
    long raised = info.eventsByType().getOrDefault("processFailed", 0L);
    long fibers = info.eventsByType().getOrDefault("fiberFailed", 0L);
    if (raised > 0) {
      parts.add("The program raised a condition that nobody handled, and ended by it.");
    } else if (fibers > 0) {
      parts.add(Count.of(fibers, "fiber") + " ended by a condition that nobody handled.");
    }
    if (!info.ended().isEmpty()) {
      parts.add("The program did not end by itself: " + info.ended() + ".");
    }
    if (!info.incomplete().isEmpty()) {
      parts.add("The recording is incomplete: " + info.incomplete() + ".");
    } else if (info.recording()) {
      parts.add("Still being recorded: this is what was complete when it was opened.");
    } else if (!info.finished()) {
      parts.add("The recording was interrupted: the end may be missing.");
    }
    if (!info.removed().isEmpty()) {
      parts.add("Removed on purpose: " + info.removed() + ".");
    }
    return new TraceNotice(
        String.join("  ", parts), gaps || raised > 0 || !info.incomplete().isEmpty());
  }
}
