// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lokoscope.store.Progress;
import org.lokoscope.store.file.ChunkDirectory;

/**
 * A directory into which processes of other runtimes write, and the trace that is made of it in the
 * end, also when Ctrl-C ends this JVM meanwhile.
 */
final class StreamFiles implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 10;

  private final Path directory;
  private final ChunkDirectory trace;
  private final CountDownLatch written = new CountDownLatch(1);
  private final Thread hook;

  /**
   * Begins a trace.
   *
   * @param interrupted is called when Ctrl-C ends this JVM; it makes the recording end
   */
  StreamFiles(String program, Path trace, Runnable interrupted) throws IOException {
    directory = Files.createTempDirectory("lokoscope-streams");
    this.trace = new ChunkDirectory(program, trace);
    hook =
        new Thread(
            () -> {
              interrupted.run();
              await();
            },
            "lokoscope-record-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Path directory() {
    return directory;
  }

  boolean isEmpty() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.noneMatch(file -> file.toString().endsWith(ChunkDirectory.SUFFIX));
    }
  }

  /** Puts what was written into the trace. */
  void join() throws IOException {
    trace.join(directory, Progress.NONE);
  }

  private void await() {
    try {
      written.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    trace.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // Temporary files that are left do no harm.
    }
    written.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      // The hook has ended the recording.
    }
  }
}
