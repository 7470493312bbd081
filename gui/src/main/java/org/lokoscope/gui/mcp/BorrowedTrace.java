// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A temporary directory of links to what was recorded of a trace: all but its index. The index is
 * built there, once, so that nothing is written beside the trace.
 */
final class BorrowedTrace implements AutoCloseable {

  private final Path trace;
  private final Path parent;
  private final Path directory;

  private BorrowedTrace(Path trace, Path parent, Path directory) {
    this.trace = trace;
    this.parent = parent;
    this.directory = directory;
  }

  /**
   * An empty directory for a trace, of the same name.
   *
   * @param trace a real path
   * @throws IOException if it cannot be made
   */
  static BorrowedTrace of(Path trace) throws IOException {
    Path parent = Files.createTempDirectory("lokoscope-mcp-");
    Path directory = parent.resolve(String.valueOf(trace.getFileName()));
    Files.createDirectory(directory);
    return new BorrowedTrace(trace, parent, directory);
  }

  /**
   * Makes the links that are missing and removes those to what is gone: a trace may still be
   * recorded.
   *
   * @throws IOException if the trace cannot be listed, or a link cannot be made
   */
  void refresh() throws IOException {
    Set<String> there = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(trace)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        Path link = directory.resolve(name);
        if (isRecorded(name) && there.add(name) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(link, file);
        }
      }
    }
    try (DirectoryStream<Path> links = Files.newDirectoryStream(directory, Files::isSymbolicLink)) {
      for (Path link : links) {
        if (!there.contains(String.valueOf(link.getFileName()))) {
          Files.delete(link);
        }
      }
    }
  }

  private static boolean isRecorded(String name) {
    return !name.startsWith("index");
  }

  Path directory() {
    return directory;
  }

  /** Removes the links and the index. */
  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(parent)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
