// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.file.FlightRecorder;
import org.lokoscope.tracer.text.Reason;

/**
 * When the flight recorder of a run writes what it has: on demand, at the first failure, and when a
 * leak is suspected of a class that was not before.
 */
final class FlightDumps implements AutoCloseable {

  private final FlightRecorder recorder;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();
  private final Suspicions suspicions;
  private volatile boolean written;
  private volatile @Nullable Thread writing;

  FlightDumps(FlightRecorder recorder) {
    this.recorder = recorder;
    this.suspicions = new Suspicions(recorder);
  }

  /** Somebody asked for a dump; returns what he is told. */
  String asked() {
    try {
      return dump("on demand") + "\n";
    } catch (TraceException unwritable) {
      return "lokoscope: " + Reason.of(unwritable) + "\n";
    }
  }

  /** A condition was raised that nobody handles. What comes right after it is dumped, too. */
  void failed() {
    if (failed.compareAndSet(false, true)) {
      writeApart("a condition that nobody handled");
    }
  }

  /** Fibers were found that nothing can reach. They are dumped the first time. */
  void lost() {
    if (lost.compareAndSet(false, true)) {
      writeApart("fibers that wait for ever");
    }
  }

  /** Judges what is kept, and writes it if a leak is suspected; not while a dump is written. */
  void lookForLeaks() {
    Thread last = writing;
    if (last == null || !last.isAlive()) {
      String suspected = suspicions.look();
      if (!suspected.isEmpty()) {
        writeApart(suspected); // Who looks is interrupted when the run ends; who writes is not.
      }
    }
  }

  private void writeApart(String why) {
    writing = Thread.ofPlatform().name("lokoscope-flight").start(() -> dumpSafely(why));
  }

  private void dumpSafely(String why) {
    try {
      dump(why);
    } catch (RuntimeException unwritable) {
      System.err.println("lokoscope: " + Reason.of(unwritable));
    }
  }

  /** Writes what there is, and says where. */
  Path dump(String why) {
    Path trace = recorder.dump(why);
    written = true;
    System.err.println("lokoscope: the last of the run is in " + trace + " (" + why + ")");
    return trace;
  }

  /** Waits for a dump that has begun. */
  @Override
  public void close() {
    Thread last = writing;
    if (last != null) {
      try {
        last.join();
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
    if (!written) {
      System.err.println(
          "lokoscope: nothing happened for which the flight recorder writes a trace");
    }
  }
}
