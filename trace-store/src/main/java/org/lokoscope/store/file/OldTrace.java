// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.RecordingLock;
import org.lokoscope.store.log.TraceMeta;

/**
 * The trace that a directory held before a new one is recorded into it. It is put aside, and
 * deleted only when the new recording has surely begun; else it is put back.
 */
final class OldTrace {

  private static final String ASIDE = "replaced";

  /**
   * What a trace's directory may hold. The description goes first and comes back last: where it is,
   * is the trace.
   */
  private static final List<String> PARTS =
      List.of(
          TraceMeta.FILE,
          ChunkLog.DIRECTORY,
          "index",
          "console.txt",
          "replay.bin",
          KeptSources.DIRECTORY);

  private final Path directory;
  private final Path aside;
  private final boolean made;
  private final RecordingLock lock;

  private OldTrace(Path directory, boolean made, RecordingLock lock) {
    this.lock = lock;
    this.directory = directory;
    this.aside = directory.resolve(ASIDE);
    this.made = made;
  }

  /**
   * Makes a directory ready for a new trace.
   *
   * @throws TraceException if it cannot be written to, is being recorded into, or holds something
   *     that is not a trace
   */
  static OldTrace putAside(Path directory) {
    try {
      if (Files.exists(directory) && !Files.isDirectory(directory)) {
        throw new TraceException(directory + ": is a file; choose a directory for the trace");
      }
      boolean made = !Files.exists(directory);
      Files.createDirectories(directory);
      if (!isEmpty(directory) && !holdsTrace(directory)) {
        throw new TraceException(
            directory + ": holds other files; choose an empty or a new directory for the trace");
      }
      OldTrace old = new OldTrace(directory, made, RecordingLock.take(directory));
      try {
        old.moveAside();
      } catch (IOException | RuntimeException e) {
        old.lock.close();
        throw e;
      }
      return old;
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** Also one that was put aside by somebody who died then. */
  private static boolean holdsTrace(Path directory) {
    return TraceMeta.isTrace(directory) || TraceMeta.isTrace(directory.resolve(ASIDE));
  }

  private void moveAside() throws IOException {
    finishInterrupted();
    if (TraceMeta.isTrace(directory)) {
      Files.createDirectory(aside);
      for (String part : PARTS) {
        move(directory, aside, part);
      }
    }
  }

  /** Held as long as the directory is recorded into. */
  RecordingLock lock() {
    return lock;
  }

  private static TraceException unwritable(Path directory, IOException e) {
    return new TraceException(directory + ": cannot be written to: " + e.getMessage(), e);
  }

  /** Whoever was here before may have died in between; then nothing had begun. */
  private void finishInterrupted() throws IOException {
    delete(directory.resolve(TraceMeta.FILE + ".part"));
    if (Files.isDirectory(aside)) {
      moveBack();
    }
  }

  /** The new trace has begun: the old one is gone for good. */
  void forget() {
    try {
      delete(aside);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  /** The new trace could not begin: the directory is as it was. */
  void putBack() {
    try {
      for (String part : PARTS) {
        delete(directory.resolve(part));
      }
      if (Files.isDirectory(aside)) {
        moveBack();
      }
      lock.close();
      if (made) {
        Files.deleteIfExists(directory);
      }
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private void moveBack() throws IOException {
    for (String part : PARTS.reversed()) {
      move(aside, directory, part);
    }
    delete(aside);
  }

  private static void move(Path from, Path to, String part) throws IOException {
    if (Files.exists(from.resolve(part), LinkOption.NOFOLLOW_LINKS)) {
      delete(to.resolve(part));
      Files.move(from.resolve(part), to.resolve(part));
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            directory, entry -> !entry.getFileName().toString().equals(RecordingLock.FILE))) {
      return !entries.iterator().hasNext();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
