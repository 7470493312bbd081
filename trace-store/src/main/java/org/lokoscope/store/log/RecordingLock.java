// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;

/**
 * Says that a directory is being recorded into, and by which process: a lock on a file in it, which
 * the system drops when its owner dies.
 */
public final class RecordingLock implements AutoCloseable {

  /** The file; what it says is for people who find it. */
  public static final String FILE = "recording";

  /** A reader that looks whether the lock is held holds it for a moment itself. */
  private static final int TRIES = 5;

  private static final long PAUSE_MILLIS = 20;

  /**
   * The directories that this JVM records into. Where a lock belongs to a process, one who opens
   * and closes the file anywhere in the process drops the lock: so these are not looked at.
   */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final Path key;

  /** Null where the file system has no locks. */
  private final @Nullable FileChannel channel;

  private RecordingLock(Path directory, Path key, @Nullable FileChannel channel) {
    this.directory = directory;
    this.key = key;
    this.channel = channel;
  }

  /**
   * Takes the lock of a directory, which is there.
   *
   * @throws TraceException if somebody else records into it
   */
  public static RecordingLock take(Path directory) throws IOException {
    Path key = directory.toRealPath();
    if (!OWN.add(key)) {
      throw taken(directory, "");
    }
    try {
      return new RecordingLock(directory, key, lock(directory));
    } catch (IOException | RuntimeException e) {
      OWN.remove(key);
      throw e;
    }
  }

  private static @Nullable FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    for (int i = 0; i < TRIES; i++) {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (IOException withoutLocks) {
        channel.close();
        return null;
      }
      if (lock != null && Files.exists(file)) {
        String owner = "process " + ProcessHandle.current().pid() + "\n";
        channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.US_ASCII)));
        return channel;
      }
      channel.close();
      pause();
    }
    throw taken(directory, owner(file));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String owner(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
      return text.matches("process [0-9]{1,10}") ? " by " + text : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static TraceException taken(Path directory, String owner) {
    return new TraceException(
        directory + ": is being recorded into" + owner + "; choose another directory");
  }

  /** Whether somebody records into the directory now. */
  public static boolean isHeld(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      if (OWN.contains(directory.toRealPath())) {
        return true;
      }
      if (!Files.isRegularFile(file)) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
          FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
        return free == null;
      }
    } catch (OverlappingFileLockException another) {
      return false;
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Nobody records into the directory any more. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
      if (channel != null) {
        channel.close();
      }
    } catch (IOException left) {
      // A file without a lock says nothing.
    } finally {
      OWN.remove(key);
    }
  }
}
