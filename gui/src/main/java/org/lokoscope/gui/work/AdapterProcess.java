// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A debugger in a JVM of its own, which speaks the Debug Adapter Protocol: {@code lokoscope dap}.
 * What is debugged there may use up its memory, or end the JVM, and the window stays.
 */
public final class AdapterProcess implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 5;

  private final Process process;
  private final Path errors;

  private AdapterProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /** Starts one. */
  public static AdapterProcess start() throws IOException {
    Path errors = Files.createTempFile("lokoscope-debug", ".txt");
    List<String> command = RecordingProcess.lokoscope();
    command.add("dap");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    return new AdapterProcess(process, errors);
  }

  /** What it says. */
  public InputStream in() {
    return process.getInputStream();
  }

  /** What it is told. */
  public OutputStream out() {
    return process.getOutputStream();
  }

  /** The last line that it wrote to its error output; empty if there is none. */
  public String problem() {
    try {
      List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
      return lines.stream()
          .filter(line -> !line.isBlank())
          .reduce((one, next) -> next)
          .map(line -> line.replaceFirst("^lokoscope: ", ""))
          .orElse("");
    } catch (IOException gone) {
      return "";
    }
  }

  /** Ends it, by force if it does not end by itself; does not wait. */
  @Override
  public void close() {
    Thread.ofVirtual().start(this::end);
  }

  private void end() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      process.waitFor();
      Files.deleteIfExists(errors);
    } catch (IOException gone) {
      process.destroyForcibly();
    } catch (InterruptedException hurried) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
