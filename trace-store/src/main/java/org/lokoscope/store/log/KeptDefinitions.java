// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.codec.Chunk;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.codec.ChunkEncoder;
import org.lokoscope.tracer.codec.ChunkFormat;
import org.lokoscope.tracer.codec.ChunkSource;
import org.lokoscope.tracer.codec.DamagedChunkException;
import org.lokoscope.tracer.codec.EncoderFactory;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;

/**
 * What the chunks of a trace that are removed leave behind: definitions, without which the events
 * that stay would have no names. They take the numbers before that of the last chunk removed of
 * their stream, and begin with an event that says how much is gone. Used by one thread at a time.
 */
public final class KeptDefinitions {

  /** Before all files of the queue in their order; Chronicle does not look at it. */
  private static final String FILE = "0.kept";

  /** The words at the begin of a queue's file say that metadata follow; readers pass over them. */
  private static final int METADATA = 0x4000_0000;

  private final Map<Integer, Stream> streams = new TreeMap<>();
  private final ChunkCursor cursor = new ChunkCursor();

  /** The tag of the run, as the chunks say it. */
  private int run;

  /** What is kept of one stream. */
  private static final class Stream {
    private final DefinedThings things = new DefinedThings();
    private int last = -1;
    private long until;
    private long events;
  }

  static boolean isTheirs(Path file) {
    return file.getFileName().toString().equals(FILE);
  }

  /** Takes over what must stay of a chunk that is about to be removed. */
  public void fold(byte[] chunk, int length) {
    Stream stream = streams.computeIfAbsent(ChunkFormat.streamOf(chunk), _ -> new Stream());
    int sequence = ChunkFormat.sequenceOf(chunk);
    boolean again = sequence <= stream.last;
    stream.last = Math.max(stream.last, sequence);
    try {
      cursor.open(chunk, 0, length);
      run = (int) cursor.run();
      while (cursor.next()) {
        stream.things.see(cursor);
        stream.events += again ? 0 : 1;
        stream.until = Math.max(stream.until, cursor.time());
      }
    } catch (DamagedChunkException damaged) {
      // What cannot be read cannot be kept.
    }
  }

  /** How many events were removed. */
  public long events() {
    return streams.values().stream().mapToLong(stream -> stream.events).sum();
  }

  /** When the last of them happened. */
  public long until() {
    return streams.values().stream().mapToLong(stream -> stream.until).max().orElse(0);
  }

  /** What is kept, as chunks. */
  public List<byte[]> chunks() {
    List<byte[]> all = new ArrayList<>();
    streams.forEach((number, stream) -> all.addAll(chunks(number, stream)));
    return all;
  }

  private List<byte[]> chunks(int number, Stream stream) {
    List<byte[]> chunks = new ArrayList<>();
    ChunkEncoder encoder = EncoderFactory.create(number, new Collector(chunks, run));
    encoder.eventsRemoved(0, stream.events, stream.until);
    stream.things.report(encoder);
    encoder.flush();
    // The last chunk may come again, with more events. Below 0 if few chunks are gone.
    int first = stream.last - chunks.size();
    for (int i = 0; i < chunks.size(); i++) {
      byte[] chunk = chunks.get(i);
      ChunkFormat.renumber(chunk, chunk.length, first + i);
    }
    return chunks;
  }

  /** Writes what is kept in place of what was kept before. */
  public void write(Path directory) throws IOException {
    Path part = directory.resolve(FILE + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      excerpt(out, METADATA, "lokoscope".getBytes(StandardCharsets.US_ASCII));
      for (byte[] chunk : chunks()) {
        excerpt(out, 0, chunk);
      }
      out.write(new byte[Integer.BYTES]);
    }
    Files.move(
        part,
        directory.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void excerpt(OutputStream out, int flags, byte[] content) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(header.putInt(content.length | flags).array());
    out.write(content);
    out.write(new byte[-content.length & 3]);
  }

  /** Arguments for the method of an event, as it lies under a cursor. */
  static Object[] arguments(ChunkCursor cursor, EventType type) {
    Object[] arguments = new Object[type.fields().size()];
    for (EventField field : type.fields()) {
      long value = cursor.value(field.index());
      arguments[field.index()] =
          field.kind() == Kind.TEXT
              ? cursor.text()
              : field.type() == int.class ? (Object) (int) value : (Object) value;
    }
    return arguments;
  }

  /** Keeps copies of all chunks. */
  private record Collector(List<byte[]> chunks, int run) implements ChunkSource {

    @Override
    public @Nullable Chunk take() {
      return new Chunk();
    }

    @Override
    public void filling(Chunk chunk) {}

    @Override
    public void full(Chunk chunk) {
      chunks.add(Arrays.copyOf(chunk.bytes(), chunk.seal(run)));
    }
  }
}
