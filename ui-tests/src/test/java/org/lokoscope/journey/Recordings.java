// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Retention;

/** Traces of small programs, recorded once for all journeys, by the real runtime. */
final class Recordings {

  private static final Path FOLDER = temporary();
  private static final Map<String, Path> TRACES = new ConcurrentHashMap<>();

  private static final String LEAKING =
      """
      (import (rnrs) (loko system fibers))
      (define (worker requests)
        (guard (e (#t (display "failed")))
          (let ((request (get-message requests)))
            (unless (eq? request 'stop)
              (worker requests)))))
      (define (echo in out)
        (let ((message (get-message in)))
          (unless (eq? message 'stop)
            (put-message out message)
            (echo in out))))
      (run-fibers
        (lambda ()
          (let ((requests (make-channel)) (in (make-channel)) (out (make-channel)))
            (spawn-fiber (lambda () (worker requests)))
            (spawn-fiber (lambda () (echo in out)))
            (let loop ((i 0))
              (when (< i 300)
                (put-message requests i)
                (put-message in i)
                (get-message out)
                (loop (+ i 1))))
            (sleep 0.004)
            (put-message requests 'stop)
            (put-message in 'stop)
            (display "served 300 requests")
            (newline))))
      """;

  private static final String STEADY =
      """
      (import (rnrs) (loko system fibers))
      (define in (make-channel))
      (define (worker) (get-message in) (worker))
      (spawn-fiber worker)
      (do ((i 0 (+ i 1))) ((= i 200)) (put-message in i))
      """;

  /** All is kept that is needed to run the same again. */
  static final RecordSettings REPEATABLE =
      new RecordSettings(TraceFilter.NONE, Retention.ALL, 0, 0, true);

  private Recordings() {}

  /** A fiber whose loop calls itself within guard; prints a line. It runs for 4 ms or more. */
  static Path leaking() {
    return TRACES.computeIfAbsent("leaking", name -> record(name, LEAKING));
  }

  /** A fiber whose loop keeps nothing. */
  static Path steady() {
    return TRACES.computeIfAbsent("steady", name -> record(name, STEADY));
  }

  /** The leaking one as a run that can be repeated, without the sleep: always something happens. */
  static Path repeatable() {
    String busy = LEAKING.replace("(sleep 0.004)", "");
    return TRACES.computeIfAbsent(
        "repeatable", name -> record(name, busy, LaunchSettings.DEFAULT, REPEATABLE));
  }

  /** A program of a journey of its own. */
  static Path of(String name, String text) {
    return TRACES.computeIfAbsent(name, each -> record(each, text));
  }

  /** The same on two virtual CPUs. */
  static Path ofTwoCpus(String name, String text) {
    LaunchSettings two =
        new LaunchSettings(FiberMode.CALLCC, 2, OptionalLong.empty(), List.of(), false);
    return TRACES.computeIfAbsent(name, each -> record(each, text, two));
  }

  static Path folder() {
    return FOLDER;
  }

  private static Path record(String name, String text) {
    return record(name, text, LaunchSettings.DEFAULT);
  }

  private static Path record(String name, String text, LaunchSettings settings) {
    return record(name, text, settings, RecordSettings.DEFAULT);
  }

  private static Path record(
      String name, String text, LaunchSettings settings, RecordSettings how) {
    try {
      Path program = Files.writeString(FOLDER.resolve(name + ".sps"), text);
      Path trace = FOLDER.resolve(name + ".trace");
      int status =
          new StoreWorkbench()
              .runner()
              .record(program, List.of(), settings, how, trace, true, Progress.NONE);
      if (status != 0) {
        throw new IllegalStateException(name + " ended with status " + status);
      }
      return trace;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("journeys");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
