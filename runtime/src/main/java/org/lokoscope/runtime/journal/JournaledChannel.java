// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Journal;

/** An open file whose every use is kept, or repeated: then there is no file. */
final class JournaledChannel extends FileChannel {

  private final Journal journal;
  private final String name;
  private final @Nullable FileChannel file;

  /**
   * @param name what messages call it
   * @param file null where it is repeated
   */
  JournaledChannel(Journal journal, String name, @Nullable FileChannel file) {
    this.journal = journal;
    this.name = name;
    this.file = file;
  }

  private FileChannel file() {
    return Objects.requireNonNull(file);
  }

  private byte[] call(String what, byte[] given, Journal.Action action) throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
    return journal.call(what + name, given, action);
  }

  private long number(String what, byte[] given, Journal.Action action) throws IOException {
    return Bytes.number(call(what, given, action));
  }

  /** Nothing is the end. */
  @Override
  public int read(ByteBuffer into) throws IOException {
    int room = into.remaining();
    if (room == 0) {
      return 0;
    }
    byte[] read =
        call(
            "read ",
            Bytes.of(room),
            () -> {
              ByteBuffer buffer = ByteBuffer.allocate(room);
              int count = file().read(buffer);
              return Arrays.copyOf(buffer.array(), Math.max(0, count));
            });
    into.put(read, 0, Math.min(read.length, room));
    return read.length == 0 ? -1 : read.length;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.duplicate().get(bytes);
    int count =
        (int) number("write to ", bytes, () -> Bytes.of(file().write(ByteBuffer.wrap(bytes))));
    from.position(from.position() + Math.min(count, bytes.length));
    return count;
  }

  @Override
  public long position() throws IOException {
    return number("ask for the position in ", Bytes.NONE, () -> Bytes.of(file().position()));
  }

  @Override
  public FileChannel position(long position) throws IOException {
    byte[] _ =
        call(
            "go to a position in ",
            Bytes.of(position),
            () -> {
              file().position(position);
              return Bytes.NONE;
            });
    return this;
  }

  @Override
  public long size() throws IOException {
    return number("ask for the size of ", Bytes.NONE, () -> Bytes.of(file().size()));
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    byte[] _ =
        call(
            "shorten ",
            Bytes.of(size),
            () -> {
              file().truncate(size);
              return Bytes.NONE;
            });
    return this;
  }

  @Override
  public void force(boolean all) throws IOException {
    byte[] _ =
        call(
            "force to the disk ",
            Bytes.NONE,
            () -> {
              file().force(all);
              return Bytes.NONE;
            });
  }

  @Override
  protected void implCloseChannel() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  // Ports do none of this

  @Override
  public long read(ByteBuffer[] into, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer into, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int write(ByteBuffer from, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
