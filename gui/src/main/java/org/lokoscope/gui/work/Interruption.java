// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.store.file.TraceRecorder;

/** Ctrl-C while a program is recorded: the run stops and the trace is finished before the JVM. */
final class Interruption implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 5;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;

  Interruption(ProgramRun run, TraceRecorder recorder) {
    hook = new Thread(() -> interrupt(run, recorder), "lokoscope-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupt(ProgramRun run, TraceRecorder recorder) {
    run.stop();
    try {
      if (!finished.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        recorder.cutOff("interrupted while a primitive ran for long");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The hook is what ends the run.
    }
  }
}
