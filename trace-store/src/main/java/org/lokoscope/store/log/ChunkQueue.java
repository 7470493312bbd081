package org.lokoscope.store.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.buffer.ChunkSink;
import org.lokoscope.tracer.codec.ChunkFormat;

/**
 * Appends chunks to a Chronicle Queue, one excerpt each. What was appended is in the page cache: it
 * outlives this process, however it dies. Used by one thread at a time.
 */
public final class ChunkQueue implements ChunkSink, AutoCloseable {

  /** How far the file is extended at a time; Chronicle's default of 64 MiB is a long tail. */
  private static final int BLOCK = 4 << 20;

  static {
    // Chronicle greets on the console and watches the disk unless told not to.
    setDefault("chronicle.announcer.disable", "true");
    setDefault("chronicle.disk.monitor.disable", "true");
  }

  private final Path directory;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;

  public ChunkQueue(Path directory) {
    this.directory = directory;
    try {
      queue =
          SingleChronicleQueueBuilder.binary(directory)
              .rollCycle(RollCycles.FAST_DAILY)
              .blockSize(BLOCK)
              .build();
      warmUp();
      appender = queue.createAppender();
    } catch (RuntimeException e) {
      throw new TraceException(directory + ": cannot be recorded into: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the file now. Chronicle's first append takes some hundred milliseconds, in which a
   * program that starts at once would fill all its buffers. The mark is metadata: readers skip it.
   */
  private void warmUp() {
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

  @Override
  public void accept(byte[] chunk, int offset, int length) throws IOException {
    try {
      appender.writeBytes(out -> out.write(chunk, offset, length));
    } catch (RuntimeException e) {
      throw new IOException(directory + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** Ends the writing and gives back the space behind the last chunk. */
  @Override
  public void close() {
    appender.close();
    queue.close();
    for (Path file : QueueFile.list(directory)) {
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
