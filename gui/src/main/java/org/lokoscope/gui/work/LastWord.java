// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.memory.MemoryWatch;
import org.lokoscope.runtime.memory.MemoryWatchdog;
import org.lokoscope.store.file.TraceRecorder;

/**
 * What is said and done when the heap is full of what Java code holds that reaches no safe point.
 * All that it needs is there before.
 */
final class LastWord {

  private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);
  private final String line;
  private final byte[] bytes;

  private LastWord(Path program) {
    line = program + ": " + OutOfMemory.message() + "; a primitive held on to it until the end";
    bytes = ("lokoscope: " + line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static MemoryWatchdog ofRun(Path program) {
    LastWord word = new LastWord(program);
    return MemoryWatchdog.start(MemoryWatch.ofJvm(), word::end);
  }

  static MemoryWatchdog ofRecording(Path program, TraceRecorder recorder) {
    LastWord word = new LastWord(program);
    return MemoryWatchdog.start(MemoryWatch.ofJvm(), () -> word.end(recorder));
  }

  static MemoryWatchdog ofFlight(Path program, FlightDumps dumps) {
    LastWord word = new LastWord(program);
    return MemoryWatchdog.start(MemoryWatch.ofJvm(), () -> word.end(dumps));
  }

  private void end(FlightDumps dumps) {
    try {
      dumps.dump("memory ran out");
    } catch (RuntimeException | OutOfMemoryError _) {
      // There is no room to write it.
    } finally {
      end();
    }
  }

  private void end() {
    try {
      errors.write(bytes);
    } catch (IOException _) {
      // There is nobody left to tell; the exit status says what it can.
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private void end(TraceRecorder recorder) {
    try {
      recorder.cutOff(line);
    } catch (RuntimeException | OutOfMemoryError _) {
      // Then the trace says only that it was not finished.
    } finally {
      end();
    }
  }
}
