// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.lokoscope.gui.debug.Attachment;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.debug.RunningProgram;
import org.lokoscope.gui.work.AdapterProcess;

/**
 * Two streams to a debug adapter.
 *
 * @param problem what the adapter complained of last, or nothing
 * @param close ends the adapter; does not wait
 */
public record Connection(
    InputStream in, OutputStream out, Supplier<String> problem, Runnable close) {

  /** Makes connections, off the thread of the screen. */
  @FunctionalInterface
  public interface Maker {
    Connection make(Launch launch) throws IOException;
  }

  /** To what debugs that: the program that runs already, or else an adapter in a new process. */
  public static Connection to(Launch launch) throws IOException {
    return launch.pid().isPresent() ? toProgram(launch.pid().getAsLong()) : ofProcess();
  }

  /** To a program that was started as debuggable, which goes on when the connection ends. */
  private static Connection toProgram(long pid) throws IOException {
    if (RunningProgram.of(pid).filter(RunningProgram::taken).isPresent()) {
      throw new IOException("process " + pid + ": somebody debugs it already");
    }
    try {
      Attachment program = new Attachment(pid, DebuggableRun.PROTOCOL);
      return new Connection(program.in(), program.out(), () -> "", program::end);
    } catch (IOException gone) {
      throw new IOException(
          "process " + pid + " runs no program that was started with run --debuggable", gone);
    }
  }

  /** To an adapter in a process of its own, which ends with the connection. */
  private static Connection ofProcess() throws IOException {
    AdapterProcess process = AdapterProcess.start();
    return new Connection(process.in(), process.out(), process::problem, process::close);
  }
}
