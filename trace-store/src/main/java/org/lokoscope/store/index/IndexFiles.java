// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the index of a trace lies: in the trace's own directory, or, when that cannot be written
 * to, in a temporary one that goes when the trace is closed.
 */
final class IndexFiles {

  static final String DIRECTORY = "index";
  private static final String PART = DIRECTORY + ".part-";

  /** How the name goes on where nobody builds any more. */
  private static final String LEFT = "left-";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern PROCESS = Pattern.compile(Pattern.quote(PART) + "([0-9]{1,10})-");

  private IndexFiles() {}

  /** An empty directory to build in. */
  static Path begin(Path trace) throws IOException {
    try {
      return Files.createTempDirectory(trace, PART + ProcessHandle.current().pid() + "-");
    } catch (IOException e) {
      return temporary();
    }
  }

  /** An empty directory that goes when the trace is closed. */
  static Path temporary() throws IOException {
    return Files.createTempDirectory("lokoscope-index-");
  }

  /** Removes what builds that were killed have left, as well as it can. */
  static void discardAbandoned(Path trace) {
    abandoned(trace).forEach(IndexFiles::discard);
  }

  private static List<Path> abandoned(Path trace) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(trace, PART + "*")) {
      for (Path part : parts) {
        if (isAbandoned(part)) {
          found.add(part);
        }
      }
    } catch (IOException | DirectoryIteratorException left) {
      // It does no harm.
    }
    return found;
  }

  /**
   * Takes over what builds that did not come to their end have left, if one can go on there; what
   * is of no use is removed. Of several processes only one gets it.
   */
  static List<Path> adopt(Path trace) {
    List<Path> adopted = new ArrayList<>();
    for (Path left : abandoned(trace)) {
      if (!IndexCheckpoint.isIn(left)) {
        discard(left);
        continue;
      }
      try {
        adopted.add(Files.move(left, unused(trace), StandardCopyOption.ATOMIC_MOVE));
      } catch (IOException taken) {
        // By somebody else, or it cannot be written to.
      }
    }
    return adopted;
  }

  /** Leaves a directory to whoever goes on there, if that is possible; else removes it. */
  static void leave(Path trace, Path built) {
    if (trace.equals(built.getParent()) && IndexCheckpoint.isIn(built)) {
      try {
        Path name = unused(trace).getFileName();
        String left = PART + LEFT + name.toString().substring(PART.length());
        Files.move(built, trace.resolve(left), StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (IOException e) {
        // Then it goes.
      }
    }
    discard(built);
  }

  private static Path unused(Path trace) {
    String name = PART + ProcessHandle.current().pid() + "-";
    while (true) {
      Path path = trace.resolve(name + Long.toUnsignedString(RANDOM.nextLong()));
      if (!Files.exists(path)) {
        return path;
      }
    }
  }

  /** Whether the process that its name tells of is gone, or nothing has happened for an hour. */
  private static boolean isAbandoned(Path part) throws IOException {
    Matcher name = PROCESS.matcher(part.getFileName().toString());
    if (part.getFileName().toString().startsWith(PART + LEFT)) {
      return true;
    }
    boolean gone = name.lookingAt() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    Instant dead = Instant.now().minus(1, ChronoUnit.HOURS);
    return gone || Files.getLastModifiedTime(part).toInstant().isBefore(dead);
  }

  /** Puts a directory that is complete in the place of the old one, and returns where it is now. */
  static Path finish(Path trace, Path built) throws IOException {
    if (!trace.equals(built.getParent())) {
      return built;
    }
    Path target = trace.resolve(DIRECTORY);
    try {
      delete(target);
      return Files.move(built, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      return built;
    }
  }

  static boolean isTemporary(Path trace, Path index) {
    return !index.equals(trace.resolve(DIRECTORY));
  }

  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException problem)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Removes a directory as well as it can; what stays does no harm. */
  static void discard(Path directory) {
    try {
      delete(directory);
    } catch (IOException | UncheckedIOException e) {
      directory.toFile().deleteOnExit();
    }
  }
}
