// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.jvm.Agent;
import org.lokoscope.tracer.jvm.AgentJar;
import org.lokoscope.tracer.text.Reason;

/**
 * Loads the agent into a JVM that runs, and makes a trace of what it writes when that JVM ends, or
 * when this one is asked to.
 */
public final class JvmRecording {

  private JvmRecording() {}

  /**
   * Writes the agent's jar.
   *
   * @throws TraceException if it cannot be written
   */
  public static void writeAgent(Path file) {
    try {
      AgentJar.write(file);
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be written: " + Reason.of(e), e);
    }
  }

  /**
   * Records until the JVM ends, or this one does.
   *
   * @throws TraceException if the JVM cannot be reached, or nothing was recorded
   */
  public static void record(long pid, Path trace) {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new TraceException("PID " + pid + ": no such process"));
    CountDownLatch wanted = new CountDownLatch(1);
    try (StreamFiles streams = new StreamFiles("JVM " + pid, trace, wanted::countDown)) {
      Path jar = streams.directory().resolve(AgentJar.NAME);
      AgentJar.write(jar);
      load(pid, jar, streams.directory().toString());
      CompletableFuture<Void> _ = process.onExit().thenRun(wanted::countDown);
      System.err.println("lokoscope: recording the JVM " + pid + " until it ends; or Ctrl-C");
      wanted.await();
      if (process.isAlive()) {
        load(pid, jar, Agent.STOP);
      }
      streams.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new TraceException("PID " + pid + ": cannot be recorded: " + Reason.of(e), e);
    }
  }

  private static void load(long pid, Path jar, String argument) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgent(jar.toString(), argument);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
