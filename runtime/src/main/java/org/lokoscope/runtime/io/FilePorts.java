// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.World;

/** Opens ports on files. */
public final class FilePorts {

  /** Devices that are read and written at once. */
  private static final Set<String> NEVER_WAIT =
      Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");

  private FilePorts() {}

  public static Path path(Machine machine, String who, String name) {
    return machine.world().file(unkept(machine, who, name));
  }

  /** The same where the runtime reads files by itself. */
  public static Path unkept(Machine machine, String who, String name) {
    try {
      return Surroundings.of(machine).folder().resolve(name);
    } catch (InvalidPathException _) {
      throw IoErrors.fileName(who, name);
    }
  }

  /**
   * @param transcoder null for a binary port
   * @return the port or UNWIND
   */
  public static Object openInput(
      Machine machine, String who, String name, @Nullable Transcoder transcoder) {
    Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.READ);
    return opened(
        machine,
        who,
        name,
        options,
        (bytes, kind) -> {
          if (kind == Kind.VIRTUAL) {
            BinaryInput in = new BinaryInput(bytes);
            return transcoder == null
                ? Port.binary(name, in, null)
                : Port.transcoded(name, in, null, transcoder);
          }
          BackgroundSource source =
              kind == Kind.REGULAR
                  ? BackgroundSource.ofFile(bytes, machine.world().files())
                  : BackgroundSource.ofSpecialFile(bytes, machine.world().streams());
          return BackgroundPort.input(CurrentPorts.of(machine), name, source, source, transcoder);
        });
  }

  /**
   * @param options of {@code no-create no-fail no-truncate append}
   * @return the port or UNWIND
   */
  public static Object openOutput(
      Machine machine,
      String who,
      String name,
      Set<String> options,
      BufferMode mode,
      @Nullable Transcoder transcoder) {
    return opened(
        machine,
        who,
        name,
        writing(options),
        (bytes, kind) -> {
          if (kind == Kind.VIRTUAL) {
            BinaryOutput out = new BinaryOutput(bytes, mode);
            return transcoder == null
                ? Port.binary(name, null, out)
                : Port.transcoded(name, null, out, transcoder);
          }
          BackgroundSink sink =
              kind == Kind.REGULAR
                  ? BackgroundSink.ofFile(bytes, machine.world().files())
                  : BackgroundSink.ofStream(bytes, machine.world().streams());
          return BackgroundPort.output(CurrentPorts.of(machine), name, sink, mode, transcoder);
        });
  }

  /**
   * A port for both. With a regular file it reads and writes in place: its two directions share one
   * position.
   */
  public static Object openBoth(
      Machine machine,
      String who,
      String name,
      Set<String> options,
      BufferMode mode,
      @Nullable Transcoder transcoder) {
    EnumSet<StandardOpenOption> opening = writing(options);
    opening.add(StandardOpenOption.READ);
    // Java has no channel that reads and appends.
    boolean append = opening.remove(StandardOpenOption.APPEND);
    return opened(
        machine,
        who,
        name,
        opening,
        (file, kind) -> {
          if (kind == Kind.SPECIAL) {
            Executor streams = machine.world().streams();
            return BackgroundPort.both(
                CurrentPorts.of(machine),
                name,
                BackgroundSource.ofSpecialFile(file, streams),
                BackgroundSink.ofStream(file, streams),
                mode,
                transcoder);
          }
          ChannelBytes bytes = append ? file.appending() : file;
          BinaryInput in = new BinaryInput(bytes);
          BinaryOutput out = new BinaryOutput(bytes, mode);
          return transcoder == null
              ? Port.binary(name, in, out)
              : Port.transcoded(name, in, out, transcoder);
        });
  }

  private enum Kind {
    REGULAR,
    /** A pipe with a name or a device: to open it may take for ever. */
    SPECIAL,
    /** A regular file in a run with a virtual clock, which is read and written in place. */
    VIRTUAL
  }

  /** What is made of an open file. */
  private interface Wrapping {
    Port port(ChannelBytes bytes, Kind kind);
  }

  private static Object opened(
      Machine machine,
      String who,
      String name,
      Set<StandardOpenOption> options,
      Wrapping wrapping) {
    Path path = path(machine, who, name, options.equals(EnumSet.of(StandardOpenOption.READ)));
    Kind kind = kind(machine.world(), path);
    Background.Work open =
        kind == Kind.SPECIAL && options.contains(StandardOpenOption.READ) && options.size() > 1
            ? () -> ChannelBytes.ofBoth(path, options)
            : () -> new ChannelBytes(FileChannel.open(path, options), kind != Kind.SPECIAL);
    Object bytes;
    if (kind == Kind.SPECIAL) {
      bytes =
          Background.callWaiting(
              machine, machine.world().streams(), open, e -> IoErrors.file(who, name, e));
    } else {
      bytes = openNow(open, who, name);
    }
    return Later.then(machine, bytes, who, (_, done) -> wrapping.port((ChannelBytes) done, kind));
  }

  /** The name of a file that is only read may say by itself which file that is. */
  private static Path path(Machine machine, String who, String name, boolean onlyRead) {
    try {
      if (onlyRead && Path.of(name).isAbsolute()) {
        machine.world().reads(Path.of(name));
        return machine.world().file(Path.of(name));
      }
      return path(machine, who, name);
    } catch (InvalidPathException _) {
      throw IoErrors.fileName(who, name);
    }
  }

  private static Kind kind(World world, Path path) {
    boolean special = Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    if (special && (world.journal() == null || !NEVER_WAIT.contains(path.toString()))) {
      world.outside("the file " + path + ", which is a pipe or a device");
      return Kind.SPECIAL;
    }
    return world.isVirtual() ? Kind.VIRTUAL : Kind.REGULAR;
  }

  private static Object openNow(Background.Work open, String who, String name) {
    try {
      return open.run();
    } catch (IOException e) {
      throw IoErrors.file(who, name, e);
    }
  }

  private static EnumSet<StandardOpenOption> writing(Set<String> options) {
    EnumSet<StandardOpenOption> opening = EnumSet.of(StandardOpenOption.WRITE);
    if (options.contains("append")) {
      opening.add(StandardOpenOption.APPEND);
      opening.add(StandardOpenOption.CREATE);
      return opening;
    }
    boolean create = !options.contains("no-create");
    if (create) {
      opening.add(
          options.contains("no-fail") ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW);
    }
    if (!options.contains("no-truncate")) {
      opening.add(StandardOpenOption.TRUNCATE_EXISTING);
    }
    return opening;
  }

  /**
   * A file as source and sink of bytes.
   *
   * @param writer null to write to the channel
   */
  private record ChannelBytes(
      FileChannel channel, @Nullable RandomAccessFile writer, boolean seekable, boolean appends)
      implements ByteSource, ByteSink {

    ChannelBytes(FileChannel channel, boolean seekable) {
      this(channel, null, seekable, false);
    }

    /**
     * While somebody waits to read from a channel, nobody can write to it: so there are two ways.
     */
    static ChannelBytes ofBoth(Path path, Set<StandardOpenOption> options) throws IOException {
      try (FileChannel _ = FileChannel.open(path, options)) {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        return new ChannelBytes(file.getChannel(), file, false, false);
      }
    }

    ChannelBytes appending() {
      return new ChannelBytes(channel, writer, seekable, true);
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return channel.read(ByteBuffer.wrap(into, from, count));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (writer != null) {
        writer.write(bytes, from, count);
        return;
      }
      if (appends) {
        channel.position(channel.size());
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, count);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public long position() throws IOException {
      return seekable ? channel.position() : -1;
    }

    @Override
    public boolean canSeek() {
      return seekable;
    }

    @Override
    public void seek(long position) throws IOException {
      channel.position(position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
