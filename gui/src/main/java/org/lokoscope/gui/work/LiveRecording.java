// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is recorded in a process of its own while somebody looks on. */
public final class LiveRecording {

  /** What is recorded, how, and where to. */
  public record Order(
      Path program,
      List<String> arguments,
      LaunchSettings settings,
      RecordSettings recording,
      Path into) {}

  private static final int PATIENCE_SECONDS = 15;

  /** What a shell adds to the number of the signal that ended a program. */
  private static final int SIGNALLED = 128;

  /** What the command {@code record} says when it could not write all. */
  private static final int INCOMPLETE = 4;

  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private final Order order;
  private final Process process;
  private final Path errors;
  private final long began = System.nanoTime();
  private volatile boolean stopped;

  private LiveRecording(Order order, Process process, Path errors) {
    this.order = order;
    this.process = process;
    this.errors = errors;
  }

  /** Starts the program. */
  public static LiveRecording start(Order order) {
    return start(
        order,
        RecordingProcess.command(
            order.program(), order.arguments(), order.settings(), order.recording(), order.into()));
  }

  /** Starts a command that records what is ordered. */
  public static LiveRecording start(Order order, List<String> command) {
    try {
      Files.createDirectories(order.into().toAbsolutePath().getParent());
      Path errors = Files.createTempFile("lokoscope-record", ".txt");
      errors.toFile().deleteOnExit();
      return new LiveRecording(order, RecordingProcess.start(command, errors), errors);
    } catch (IOException e) {
      throw new ProgramException(order.program() + ": cannot be recorded: " + e.getMessage(), e);
    }
  }

  public Order order() {
    return order;
  }

  /** The process that runs and records. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Nanoseconds since the process was started. */
  public long elapsed() {
    return System.nanoTime() - began;
  }

  /** Whether only the last of the run is kept, in memory. */
  public boolean isFlight() {
    return order.recording().flightNanos() > 0;
  }

  /** Asks the program to end; its trace is finished then. Who does not is ended. */
  public void stop() {
    stopped = true;
    process.destroy();
    Thread.ofVirtual().start(this::endLater);
  }

  private void endLater() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Has the flight recorder write what it has.
   *
   * @return the trace
   * @throws IOException if there is nobody to ask, or it could not be written; the message says why
   */
  public Path dump() throws IOException {
    String answer;
    try {
      answer = ControlSocket.ask(pid(), ControlSocket.FLIGHT).strip();
    } catch (SocketTimeoutException silent) {
      throw new IOException("the program does not answer; it may be stopped", silent);
    } catch (SocketException nobody) {
      throw new IOException(
          process.isAlive()
              ? "the program is still starting; try again in a moment"
              : "the program has ended",
          nobody);
    }
    if (answer.startsWith("lokoscope: ")) {
      throw new IOException(answer.substring("lokoscope: ".length()));
    }
    return Path.of(answer);
  }

  /** How it ended, in words; only when it is not alive. */
  public String ending() {
    int status = process.exitValue();
    if (stopped) {
      return "stopped";
    }
    if (status == 0) {
      return "ended";
    }
    if (status == 1) {
      return "ended by a condition that nobody handled";
    }
    if (status == INCOMPLETE) {
      return "ended; its trace could not be written to the end,";
    }
    return status > SIGNALLED && status != INTERRUPTED && status != TERMINATED
        ? "was killed by signal " + (status - SIGNALLED)
        : "ended with status " + status;
  }

  /** The first line of what the process had to say, for when there is no trace. */
  public String problem() {
    try {
      return RecordingProcess.problem(errors, order.program());
    } catch (IOException e) {
      return order.program() + ": it could not be started";
    }
  }
}
