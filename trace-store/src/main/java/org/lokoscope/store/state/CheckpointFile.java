// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.MissingTimes.Hole;

/**
 * The checkpoints of a trace in a file of their own, {@code checkpoints} in the directory of the
 * index: the states one after the other, then a table of them and of the holes, then where the
 * table lies and its checksum. A file that is not whole, or is one of other events, is made anew.
 * Where nothing can be written beside the index, it lies in a temporary file.
 */
final class CheckpointFile implements AutoCloseable {

  private static final String NAME = "checkpoints";
  private static final int VERSION = 1;
  private static final long MAGIC = 0x4C4F_4B43_4845_434BL;

  /** Table offset, length and checksum, and the magic number. */
  private static final int TRAILER = 8 + 4 + 4 + 8;

  private static final int MOST = 1 << 30;

  private final Path file;
  private final FileChannel channel;
  private final boolean temporary;
  private final List<Checkpoint> checkpoints;
  private final List<Hole> holes;

  private CheckpointFile(
      Path file,
      FileChannel channel,
      boolean temporary,
      List<Checkpoint> checkpoints,
      List<Hole> holes) {
    this.file = file;
    this.channel = channel;
    this.temporary = temporary;
    this.checkpoints = checkpoints;
    this.holes = holes;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  List<Hole> holes() {
    return holes;
  }

  /** The replay as it stood there; fails with an unchecked exception if the file is damaged. */
  Replay read(Checkpoint checkpoint) {
    try {
      byte[] bytes = read(channel, checkpoint.offset(), checkpoint.length());
      if (checksum(bytes) != checkpoint.checksum()) {
        throw new IllegalStateException(file + ": a checkpoint is damaged");
      }
      return StateBytes.read(bytes, checkpoint.last());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The file of a trace, if there is a whole one of the events that the trace has now. */
  static @Nullable CheckpointFile open(Trace trace) {
    Path file = directory(trace).resolve(NAME);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      return read(trace, file, channel);
    } catch (IOException | RuntimeException none) {
      closeQuietly(channel);
      return null;
    }
  }

  private static CheckpointFile read(Trace trace, Path file, FileChannel channel)
      throws IOException {
    ByteBuffer trailer = ByteBuffer.wrap(read(channel, channel.size() - TRAILER, TRAILER));
    long offset = trailer.getLong();
    byte[] table = read(channel, offset, trailer.getInt());
    if (trailer.getInt() != checksum(table) || trailer.getLong() != MAGIC) {
      throw new IOException(file + ": is damaged");
    }
    Unpacker in = new Unpacker(table);
    if (in.get() != VERSION || in.get() != stamp(trace)) {
      throw new IOException(file + ": is out of date");
    }
    List<Hole> holes = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      holes.add(new Hole(in.get(), in.get()));
    }
    List<Checkpoint> checkpoints = new ArrayList<>();
    long end = 0;
    for (int left = in.count(); left > 0; left--) {
      long[] taken = new long[in.count()];
      for (int i = 0; i < taken.length; i++) {
        taken[i] = in.get();
      }
      EventWalk.Position position = new EventWalk.Position(taken);
      long last = in.get();
      int length = (int) in.get();
      checkpoints.add(
          new Checkpoint(position, position.index(), last, end, length, (int) in.get()));
      end += length;
    }
    return new CheckpointFile(file, channel, false, checkpoints, holes);
  }

  private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || length > MOST || offset + length > channel.size()) {
      throw new IOException("outside of the file");
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("the file has become shorter");
      }
    }
    return buffer.array();
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** Changes with any chunk. */
  private static long stamp(Trace trace) {
    long stamp = trace.info().events();
    for (ChunkSpan chunk : trace.chunks()) {
      stamp = stamp * 31 + chunk.hashCode();
    }
    return stamp;
  }

  private static Path directory(Trace trace) {
    return trace.info().directory().resolve("index");
  }

  /** Takes checkpoints as they are made. */
  static final class Writer implements AutoCloseable {
    private final Trace trace;
    private final Path file;
    private final boolean temporary;
    private final FileChannel channel;
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private long end;
    private boolean done;

    private Writer(Trace trace, Path file, boolean temporary) throws IOException {
      this.trace = trace;
      this.file = file;
      this.temporary = temporary;
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    static Writer create(Trace trace) throws IOException {
      try {
        return new Writer(
            trace, Files.createTempFile(directory(trace), NAME + ".part-", ""), false);
      } catch (IOException notThere) {
        return new Writer(trace, Files.createTempFile("lokoscope-" + NAME + "-", ""), true);
      }
    }

    void add(EventWalk.Position position, long last, byte[] bytes) throws IOException {
      write(ByteBuffer.wrap(bytes));
      checkpoints.add(
          new Checkpoint(position, position.index(), last, end, bytes.length, checksum(bytes)));
      end += bytes.length;
    }

    CheckpointFile finish(List<Hole> holes) throws IOException {
      byte[] table = table(holes);
      write(ByteBuffer.wrap(table));
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      trailer.putLong(end).putInt(table.length).putInt(checksum(table)).putLong(MAGIC).flip();
      write(trailer);
      Path now = temporary ? file : directory(trace).resolve(NAME);
      if (!temporary) {
        Files.move(file, now, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      done = true;
      return new CheckpointFile(now, channel, temporary, checkpoints, holes);
    }

    private byte[] table(List<Hole> holes) {
      Packer out = new Packer();
      out.put(VERSION);
      out.put(stamp(trace));
      out.put(holes.size());
      for (Hole hole : holes) {
        out.put(hole.from());
        out.put(hole.to());
      }
      out.put(checkpoints.size());
      for (Checkpoint checkpoint : checkpoints) {
        out.put(checkpoint.position().taken().length);
        for (long taken : checkpoint.position().taken()) {
          out.put(taken);
        }
        out.put(checkpoint.last());
        out.put(checkpoint.length());
        out.put(checkpoint.checksum());
      }
      return out.bytes();
    }

    private void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    /** Removes what was written, if it was not finished. */
    @Override
    public void close() {
      if (!done) {
        closeQuietly(channel);
        delete(file);
      }
    }
  }

  @Override
  public void close() {
    closeQuietly(channel);
    if (temporary) {
      delete(file);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing is lost.
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
