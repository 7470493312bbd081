// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Asks a Guile process with the module what its fibers do. Its schedulers look for a file with the
 * question and leave one with the answer, in the directory where runs of ours have their sockets. A
 * scheduler that sleeps looks five times a second; one whose fiber computes without being preempted
 * does not look.
 */
public final class GuileDump {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 10;

  private GuileDump() {}

  /**
   * Whether such a process runs, as far as it said so. One that was killed left its word behind.
   */
  public static boolean isAnswered(long pid) {
    return Files.isRegularFile(file(pid, "guile")) && ProcessHandle.of(pid).isPresent();
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
    try (FileChannel channel = FileChannel.open(file(pid, "guile"), StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      while (lock == null) {
        pause(pid, end);
        lock = channel.tryLock();
      }
      return answer(pid, end);
    }
  }

  private static String answer(long pid, long end) throws IOException {
    Path answer = file(pid, "answer");
    Path question = file(pid, "ask");
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
