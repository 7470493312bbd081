// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.store.TraceException;

/** What a recorded program prints: kept with the trace, and shown unless it shall be quiet. */
final class Console implements AutoCloseable {

  private final Path file;
  private final boolean quiet;
  private OutputStream copy = OutputStream.nullOutputStream();
  private Consumer<String> problems = reason -> {};

  Console(Path file, boolean quiet) {
    this.file = file;
    this.quiet = quiet;
  }

  /**
   * Begins the copy; the trace's directory must exist by now.
   *
   * @param listener is told why the copy ends before the program does
   */
  synchronized void open(Consumer<String> listener) {
    problems = listener;
    try {
      copy = new BufferedOutputStream(Files.newOutputStream(file));
    } catch (IOException e) {
      throw new TraceException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  SystemWorld world(List<String> commandLine) {
    InputStream input =
        quiet ? InputStream.nullInputStream() : new FileInputStream(FileDescriptor.in);
    return new SystemWorld(
        input, new Tee(StandardStream.output()), new Tee(StandardStream.error()), commandLine);
  }

  @Override
  public synchronized void close() {
    keep(OutputStream::close);
  }

  /** What goes to the copy; if that fails there is none any more, and the program goes on. */
  private void keep(Part part) {
    try {
      part.to(copy);
    } catch (IOException unwritable) {
      copy = OutputStream.nullOutputStream();
      problems.accept(file.getFileName() + " cannot be written (" + unwritable.getMessage() + ")");
    }
  }

  private interface Part {
    void to(OutputStream copy) throws IOException;
  }

  private final class Tee extends OutputStream {
    private final OutputStream shown;

    Tee(OutputStream standard) {
      shown = quiet ? OutputStream.nullOutputStream() : standard;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      synchronized (Console.this) {
        keep(copy -> copy.write(bytes, from, length));
        shown.write(bytes, from, length);
      }
    }

    @Override
    public void flush() throws IOException {
      synchronized (Console.this) {
        keep(OutputStream::flush);
        shown.flush();
      }
    }
  }
}
