// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Retention;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.buffer.ChunkSink;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.text.Reason;

/**
 * Appends chunks to a Chronicle Queue, one excerpt each. What was appended is in the page cache: it
 * outlives this process, however it dies. Used by one thread at a time.
 */
public final class ChunkQueue implements ChunkSink, AutoCloseable {

  /** How far the file is extended at a time; Chronicle's default of 64 MiB is a long tail. */
  private static final int BLOCK = 4 << 20;

  /** Room that must be left on the disk: for Chronicle's own pages, and to close the trace. */
  private static final long MARGIN = 1 << 20;

  static {
    // Chronicle greets on the console and watches the disk unless told not to.
    setDefault("chronicle.announcer.disable", "true");
    setDefault("chronicle.disk.monitor.disable", "true");
    // It would make directories of a build among the temporary files, and never use them: below a
    // file it can make none.
    setDefault(
        "project.build.directory", Path.of(System.getProperty("java.home"), "release").toString());
  }

  /** Chronicle begins a file every five minutes, so a file is five minutes of its clock. */
  private static final long FILE_MILLIS = 300_000;

  private final Path directory;
  private final @Nullable Remover remover;
  private final long begun = System.currentTimeMillis();

  /** How many files were begun before this one. */
  private final AtomicLong file = new AtomicLong();

  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;

  /**
   * Asked for the room on its disk. A {@code FileStore} needs to find the disk among the mounts,
   * which a changed root does not show.
   */
  private final File place;

  /** Makes a queue that keeps everything. */
  public ChunkQueue(Path directory) {
    this(directory, Retention.ALL, line -> {});
  }

  /**
   * Makes a queue.
   *
   * @param retention how much of it is kept
   * @param removed is told in a line what is gone, each time that something is; on any thread
   */
  public ChunkQueue(Path directory, Retention retention, Consumer<String> removed) {
    this.directory = directory;
    remover = retention.isLimited() ? new Remover(directory, retention, removed) : null;
    SingleChronicleQueue opened = null;
    try {
      Files.createDirectories(directory);
      place = directory.toFile();
      requireRoom(ChunkFormat.MAX_CHUNK);
      opened =
          SingleChronicleQueueBuilder.binary(directory)
              .rollCycle(remover == null ? RollCycles.FAST_DAILY : RollCycles.FIVE_MINUTELY)
              .timeProvider(() -> begun + file.get() * FILE_MILLIS)
              .blockSize(BLOCK)
              .build();
      warmUp(opened);
      appender = opened.createAppender();
      queue = opened;
    } catch (IOException | RuntimeException | InternalError e) {
      if (opened != null) {
        opened.close();
      }
      throw new TraceException(directory + ": cannot be recorded into: " + reason(e), e);
    }
  }

  /**
   * Makes the file now. Chronicle's first append takes some hundred milliseconds, in which a
   * program that starts at once would fill all its buffers. The mark is metadata: readers skip it.
   */
  private static void warmUp(SingleChronicleQueue queue) {
    try (ExcerptAppender first = queue.createAppender();
        DocumentContext mark = first.writingDocument(true)) {
      mark.wire().write("lokoscope").int32(ChunkFormat.VERSION);
    }
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Chronicle maps its file: when there is no room for a page of it, what is thrown is an error of
   * the JVM, if not something worse. So there must be room before anything is written.
   */
  private void requireRoom(int length) throws IOException {
    long room = place.getUsableSpace();
    boolean unknown = room == 0 && place.getTotalSpace() == 0;
    if (room < length + MARGIN && !unknown) {
      throw new IOException("the disk is full");
    }
  }

  /** What the JVM throws when a mapped page cannot be had says nothing of disks. */
  private static String reason(Throwable problem) {
    return problem instanceof InternalError ? "the disk is full" : Reason.of(problem);
  }

  @Override
  public void accept(byte[] chunk, int offset, int length) throws IOException {
    requireRoom(length);
    if (remover != null && remover.append(length)) {
      file.incrementAndGet();
    }
    try {
      appender.writeBytes(out -> out.write(chunk, offset, length));
    } catch (RuntimeException | InternalError e) {
      throw new IOException(reason(e), e);
    }
  }

  /** Ends the writing and gives back the space behind the last chunk. */
  @Override
  public void close() {
    try {
      appender.close();
      queue.close();
    } catch (InternalError full) {
      // What could not be written is missing, as the writer was told; the rest is there.
    }
    if (remover != null) {
      remover.close();
    }
    for (Path file : QueueFile.list(directory)) {
      if (KeptDefinitions.isTheirs(file)) {
        continue;
      }
      long used;
      try (QueueFile log = QueueFile.open(file)) {
        used = log.used();
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(used);
      } catch (IOException e) {
        throw new TraceException(file + ": cannot be completed: " + e.getMessage(), e);
      }
    }
  }
}
