// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Asks a Guile process with the module what its fibers do. Its schedulers look for a file with the
 * question and leave one with the answer, in the directory where runs of ours have their sockets. A
 * scheduler that sleeps looks five times a second; one whose fiber computes without being preempted
 * does not look.
 */
public final class GuileDump {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 10;
  private static final String WORD = "guile";
  private static final String QUESTION = "ask";
  private static final String ANSWER = "answer";

  /** The place of the start time behind the name of a process. */
  private static final int BEGUN = 19;

  private GuileDump() {}

  /**
   * Whether such a process runs. The words of those that were killed are removed, of which there
   * may be one for a process number that somebody else has now.
   */
  public static boolean isAnswered(long pid) {
    removeStale();
    return Files.isRegularFile(file(pid, WORD));
  }

  private static void removeStale() {
    Path directory = ControlSocket.directory();
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> words = Files.newDirectoryStream(directory, "*." + WORD)) {
      for (Path word : words) {
        String pid = String.valueOf(word.getFileName()).replaceFirst("\\..*", "");
        if (pid.matches("[0-9]{1,18}") && isStale(Long.parseLong(pid), word)) {
          for (String kind : List.of(WORD, QUESTION, ANSWER)) {
            Files.deleteIfExists(file(Long.parseLong(pid), kind));
          }
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // What cannot be looked at cannot be asked either, and asking says why.
    }
  }

  private static boolean isStale(long pid, Path word) throws IOException {
    if (ProcessHandle.of(pid).isEmpty()) {
      return true;
    }
    String begun = Files.readString(word, StandardCharsets.US_ASCII).strip();
    String now = begun(pid);
    return !begun.isEmpty() && !now.isEmpty() && !begun.equals(now);
  }

  /** When a process began, as Linux writes it; "" elsewhere. Its name may have blanks. */
  static String begun(long pid) {
    try {
      String all =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      String[] fields = all.substring(all.lastIndexOf(')') + 1).strip().split(" ");
      return fields.length > BEGUN ? fields[BEGUN] : "";
    } catch (IOException elsewhere) {
      return "";
    }
  }

  /**
   * What the fibers do.
   *
   * @throws SocketTimeoutException if it does not answer
   * @throws IOException if the files cannot be reached
   */
  public static String ask(long pid) throws IOException {
    return ask(pid, PATIENCE);
  }

  static String ask(long pid, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    // Who asks at the same time waits for his turn; the lock of one that is killed is gone.
    try (FileChannel channel = FileChannel.open(file(pid, WORD), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      while (lock == null) {
        pause(pid, end);
        lock = channel.tryLock();
      }
      return answer(pid, end);
    }
  }

  private static String answer(long pid, long end) throws IOException {
    Path answer = file(pid, ANSWER);
    Path question = file(pid, QUESTION);
    Files.deleteIfExists(answer);
    try {
      Files.write(question, new byte[0]);
      while (!Files.exists(answer)) {
        pause(pid, end);
      }
      return Files.readString(answer, StandardCharsets.UTF_8);
    } finally {
      Files.deleteIfExists(question);
      Files.deleteIfExists(answer);
    }
  }

  private static void pause(long pid, long end) throws IOException {
    if (System.nanoTime() > end) {
      throw new SocketTimeoutException(pid + ": no answer");
    }
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Path file(long pid, String kind) {
    return ControlSocket.directory().resolve(pid + "." + kind);
  }
}
