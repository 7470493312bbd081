// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.lokoscope.runtime.probe.Probe;

/**
 * The events of a switch as events of the JDK's flight recorder, with the same fields: without
 * stacks, whatever they last.
 */
final class JfrEvents implements Probe, AutoCloseable {

  @Name("lokoscope.Resumed")
  @StackTrace(false)
  static final class Resumed extends Event {
    long fiber;
  }

  @Name("lokoscope.Captured")
  @StackTrace(false)
  static final class Captured extends Event {
    long continuation;
    long fiber;
    int reason;
    long frames;
    long words;
    long baseFrames;
    long baseWords;
    long newFrames;
    long winders;
    long winderWords;
    long site;
  }

  @Name("lokoscope.Suspended")
  @StackTrace(false)
  static final class Suspended extends Event {
    long fiber;
    int reason;
    long object;
    long site;
  }

  @Name("lokoscope.Ready")
  @StackTrace(false)
  static final class Ready extends Event {
    long fiber;
    long by;
    long object;
  }

  private final Recording recording = new Recording();
  private final Path file;

  JfrEvents(Path file) throws IOException {
    this.file = file;
    for (Class<? extends Event> type :
        java.util.List.of(Resumed.class, Captured.class, Suspended.class, Ready.class)) {
      recording.enable(type).withoutStackTrace().withThreshold(Duration.ZERO);
    }
    recording.setToDisk(true);
    recording.setDestination(file);
    recording.start();
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    Resumed event = new Resumed();
    event.fiber = fiber;
    event.commit();
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
    Captured event = new Captured();
    event.continuation = continuation;
    event.fiber = fiber;
    event.reason = reason;
    event.frames = frames;
    event.words = words;
    event.baseFrames = baseFrames;
    event.baseWords = baseWords;
    event.newFrames = newFrames;
    event.winders = winders;
    event.winderWords = winderWords;
    event.site = site;
    event.commit();
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    Suspended event = new Suspended();
    event.fiber = fiber;
    event.reason = reason;
    event.object = object;
    event.site = site;
    event.commit();
  }

  @Override
  public void fiberReady(long time, long fiber, long by, long object) {
    Ready event = new Ready();
    event.fiber = fiber;
    event.by = by;
    event.object = object;
    event.commit();
  }

  /** Bytes of the file; only after {@link #close}. */
  long bytes() throws IOException {
    return Files.size(file);
  }

  @Override
  public void close() {
    recording.stop();
    recording.close();
  }
}
