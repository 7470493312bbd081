package org.lokoscope.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.world.World;

/** Opens ports on files. */
public final class FilePorts {

  private FilePorts() {}

  public static Path path(World world, String who, String name) {
    try {
      return world.workingDirectory().resolve(name);
    } catch (InvalidPathException _) {
      throw Raise.assertion(who, "not a file name", name);
    }
  }

  /**
   * @param transcoder null for a binary port
   */
  public static Port openInput(World world, String who, String name, Transcoder transcoder) {
    FileChannel channel = open(world, who, name, EnumSet.of(StandardOpenOption.READ));
    BinaryInput in = new BinaryInput(new ChannelBytes(channel));
    return transcoder == null
        ? Port.binary(name, in, null)
        : Port.transcoded(name, in, null, transcoder);
  }

  /**
   * @param options of {@code no-create no-fail no-truncate append}
   */
  public static Port openOutput(
      World world,
      String who,
      String name,
      Set<String> options,
      BufferMode mode,
      Transcoder transcoder) {
    FileChannel channel = open(world, who, name, writing(options));
    BinaryOutput out = new BinaryOutput(new ChannelBytes(channel), mode);
    return transcoder == null
        ? Port.binary(name, null, out)
        : Port.transcoded(name, null, out, transcoder);
  }

  public static Port openBoth(
      World world,
      String who,
      String name,
      Set<String> options,
      BufferMode mode,
      Transcoder transcoder) {
    EnumSet<StandardOpenOption> opening = writing(options);
    opening.add(StandardOpenOption.READ);
    ChannelBytes bytes = new ChannelBytes(open(world, who, name, opening));
    BinaryInput in = new BinaryInput(bytes);
    BinaryOutput out = new BinaryOutput(bytes, mode);
    return transcoder == null
        ? Port.binary(name, in, out)
        : Port.transcoded(name, in, out, transcoder);
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

  private static FileChannel open(
      World world, String who, String name, Set<StandardOpenOption> options) {
    try {
      return FileChannel.open(path(world, who, name), options);
    } catch (IOException e) {
      throw IoErrors.file(who, name, e);
    }
  }

  /** A file as source and sink of bytes. */
  private record ChannelBytes(FileChannel channel) implements ByteSource, ByteSink {

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return channel.read(ByteBuffer.wrap(into, from, count));
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
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
      return channel.position();
    }

    @Override
    public boolean canSeek() {
      return true;
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
