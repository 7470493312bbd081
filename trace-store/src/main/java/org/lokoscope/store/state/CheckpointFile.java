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
  private static final int VERSION = 2;
  private static final long MAGIC = 0x4C4F_4B43_4845_434BL;

  /** Table offset, length and checksum, and the magic number. */
  private static final int TRAILER = 8 + 4 + 4 + 8;

  private static final int MOST = 1 << 30;

  private final Path file;
  private final FileChannel channel;
  private final boolean temporary;
  private final List<Checkpoint> checkpoints;
  private final List<Hole> holes;
  private final Extent extent;

  private CheckpointFile(
      Path file,
      FileChannel channel,
      boolean temporary,
      List<Checkpoint> checkpoints,
      List<Hole> holes,
      Extent extent) {
    this.file = file;
    this.channel = channel;
    this.temporary = temporary;
    this.checkpoints = checkpoints;
    this.holes = holes;
    this.extent = extent;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  List<Hole> holes() {
    return holes;
  }

  /** The chunks that there were. */
  Extent extent() {
    return extent;
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

  /** Whether it is one of the events that a trace has now. */
  boolean isOf(Trace trace) {
    return extent.equals(Extent.of(trace.chunks()));
  }

  /** The file of a trace, if there is a whole one; perhaps of a time when it had less events. */
  static @Nullable CheckpointFile open(Trace trace) {
    Path file = directory(trace).resolve(NAME);
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      return read(file, channel);
    } catch (IOException | RuntimeException none) {
      closeQuietly(channel);
      return null;
    }
  }

  private static CheckpointFile read(Path file, FileChannel channel) throws IOException {
    ByteBuffer trailer = ByteBuffer.wrap(read(channel, channel.size() - TRAILER, TRAILER));
    long offset = trailer.getLong();
    byte[] table = read(channel, offset, trailer.getInt());
    if (trailer.getInt() != checksum(table) || trailer.getLong() != MAGIC) {
      throw new IOException(file + ": is damaged");
    }
    Unpacker in = new Unpacker(table);
    if (in.get() != VERSION) {
      throw new IOException(file + ": is out of date");
    }
    Extent extent = Extent.read(in);
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
    return new CheckpointFile(file, channel, false, checkpoints, holes, extent);
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

    /** Takes the first checkpoints of another file. */
    void take(CheckpointFile other, int count) throws IOException {
      for (Checkpoint each : other.checkpoints.subList(0, count)) {
        write(ByteBuffer.wrap(CheckpointFile.read(other.channel, each.offset(), each.length())));
        checkpoints.add(each);
        end += each.length();
      }
    }

    void add(EventWalk.Position position, long last, byte[] bytes) throws IOException {
      write(ByteBuffer.wrap(bytes));
      checkpoints.add(
          new Checkpoint(position, position.index(), last, end, bytes.length, checksum(bytes)));
      end += bytes.length;
    }

    CheckpointFile finish(List<Hole> holes, Extent extent) throws IOException {
      byte[] table = table(holes, extent);
      write(ByteBuffer.wrap(table));
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
      trailer.putLong(end).putInt(table.length).putInt(checksum(table)).putLong(MAGIC).flip();
      write(trailer);
      Path now = temporary ? file : directory(trace).resolve(NAME);
      if (!temporary) {
        Files.move(file, now, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      done = true;
      return new CheckpointFile(now, channel, temporary, checkpoints, holes, extent);
    }

    private byte[] table(List<Hole> holes, Extent extent) {
      Packer out = new Packer();
      out.put(VERSION);
      extent.write(out);
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
