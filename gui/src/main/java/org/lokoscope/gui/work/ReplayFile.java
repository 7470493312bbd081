// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;

/**
 * {@value #NAME} of a replayable trace: what the run got from outside, what it did there and what
 * it wrote to the console. That may be private, so only its user can read it.
 *
 * @param facts the settings, the command line and the environment, by names with a prefix
 * @param input what each read of standard input gave; an empty one is the end
 * @param output what went to standard output
 * @param errors what went to standard error
 * @param turns what the run's own thread did outside and took from there, in order
 * @param pieces of each stream, in order
 * @param status the exit status
 * @param cut whether the run was interrupted, and so did not come to its end
 * @param moments how many there were in which something could be taken from outside
 */
record ReplayFile(
    Map<String, String> facts,
    List<byte[]> input,
    byte[] output,
    byte[] errors,
    Turns turns,
    Map<Long, List<byte[]>> pieces,
    int status,
    boolean cut,
    long moments) {

  static final String NAME = "replay.bin";

  /** Of something that came while the run did not rest: its clock was not changed. */
  static final long NO_TIME = -1;

  private static final String MAGIC = "lokoscope replay 2";

  /** The exit status, the moments, and the sum of all before. */
  private static final int LAST_BYTES = 1 + 2 * Long.BYTES;

  private static final int BUFFER = 1 << 16;

  /** What a part of the file holds. */
  enum Part {
    INPUT,
    OUTPUT,
    ERRORS,
    CALL,
    PIECE,
    CAME,
    SERVED,
    STATUS,
    /** The same as {@link #STATUS} of a run that was interrupted. */
    CUT
  }

  /** Something that was done outside. */
  record Call(String what, byte[] given, Answer answer) {}

  /** Something that another thread brought. */
  record Came(long moment, long time, long expected, byte[] what) {}

  /** Somebody who waited was served. */
  record Served(long moment, long time, int number) {}

  /** What the run's own thread did and took, in order; each is made when it is asked for. */
  static final class Turns {

    private final List<byte[]> all = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    void add(Part part, byte[] bytes) {
      parts.add(part);
      all.add(bytes);
    }

    int size() {
      return all.size();
    }

    Part part(int number) {
      return parts.get(number);
    }

    byte[] bytes(int number) {
      return all.get(number);
    }

    /** Null if it is something else. */
    @Nullable Call call(int number) {
      return parts.get(number) == Part.CALL ? readCall(all.get(number), 0) : null;
    }

    @Nullable Came came(int number) {
      if (parts.get(number) != Part.CAME) {
        return null;
      }
      ByteBuffer in = ByteBuffer.wrap(all.get(number));
      long moment = in.getLong();
      long time = in.getLong();
      long expected = in.getLong();
      byte[] what = new byte[in.remaining()];
      in.get(what);
      return new Came(moment, time, expected, what);
    }

    @Nullable Served served(int number) {
      if (parts.get(number) != Part.SERVED) {
        return null;
      }
      ByteBuffer in = ByteBuffer.wrap(all.get(number));
      return new Served(in.getLong(), in.getLong(), in.getInt());
    }
  }

  /** What is before the answer of a call. */
  static byte[] call(String what, byte[] given) {
    byte[] words = what.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 * Integer.BYTES + words.length + given.length)
        .putInt(words.length)
        .put(words)
        .putInt(given.length)
        .put(given)
        .array();
  }

  static byte[] piece(long stream, byte[] given) {
    return ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + given.length)
        .putLong(stream)
        .putInt(0)
        .putInt(given.length)
        .put(given)
        .array();
  }

  static byte[] came(long moment, long time, long expected, byte[] what) {
    return ByteBuffer.allocate(3 * Long.BYTES + what.length)
        .putLong(moment)
        .putLong(time)
        .putLong(expected)
        .put(what)
        .array();
  }

  static byte[] served(long moment, long time, int number) {
    return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
        .putLong(moment)
        .putLong(time)
        .putInt(number)
        .array();
  }

  private static Call readCall(byte[] bytes, int from) {
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, from, bytes.length - from))) {
      String what = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      byte[] given = in.readNBytes(in.readInt());
      return new Call(what, given, Answer.decoded(in));
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  /** A piece of a stream, or null if there are not so many. */
  @Nullable Call piece(long stream, int number) {
    List<byte[]> all = pieces.getOrDefault(stream, List.of());
    return number < all.size() ? readCall(all.get(number), Long.BYTES) : null;
  }

  /** Writes the file as the run goes on. From any thread. */
  static final class Writer implements AutoCloseable {

    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private final CRC32C sum = new CRC32C();
    private DataOutputStream out = new DataOutputStream(new CheckedOutputStream(early, sum));
    private String name = NAME;
    private @Nullable IOException failure;

    /** Until the file is open, what comes is kept in memory. */
    Writer(Map<String, String> facts) {
      try {
        out.writeUTF(MAGIC);
        out.writeInt(facts.size());
        for (Map.Entry<String, String> fact : facts.entrySet()) {
          text(out, fact.getKey());
          text(out, fact.getValue());
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Opens the file in the directory of a trace. */
    synchronized void open(Path trace) {
      Path file = trace.resolve(NAME);
      name = file.toString();
      try {
        Files.deleteIfExists(file);
        create(file);
        BufferedOutputStream to = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        early.writeTo(to);
        out = new DataOutputStream(new CheckedOutputStream(to, sum));
      } catch (IOException e) {
        throw new TraceException(name + ": cannot be written: " + e.getMessage(), e);
      }
    }

    private static void create(Path file) throws IOException {
      try {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } catch (UnsupportedOperationException _) {
        // No such permissions here: the file has those of the user's directory.
        Files.createFile(file);
      }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    void add(Part part, byte[] bytes) {
      add(part, bytes, 0, bytes.length);
    }

    synchronized void add(Part part, byte[] bytes, int from, int length) {
      if (failure != null) {
        return;
      }
      try {
        out.writeByte(part.ordinal());
        out.writeInt(length);
        out.write(bytes, from, length);
      } catch (IOException e) {
        failure = e;
      }
    }

    /** The program has ended. The sum of all bytes before comes with it. */
    void ended(int status, long moments) {
      last(Part.STATUS, status, moments);
    }

    /** The program was interrupted behind so many moments. The same. */
    void cut(int status, long moments) {
      last(Part.CUT, status, moments);
    }

    private synchronized void last(Part part, int status, long moments) {
      if (failure != null) {
        return;
      }
      try {
        out.writeByte(part.ordinal());
        out.writeInt(LAST_BYTES);
        out.writeByte(status);
        out.writeLong(moments);
        out.writeLong(sum.getValue());
      } catch (IOException e) {
        failure = e;
      }
    }

    @Override
    public synchronized void close() {
      try {
        out.close();
      } catch (IOException e) {
        failure = e;
      }
      if (failure != null) {
        throw new TraceException(name + ": cannot be written: " + failure.getMessage(), failure);
      }
    }
  }

  /**
   * Reads the file of a trace.
   *
   * @throws TraceException if there is none, or if it is damaged or ends too early
   */
  static ReplayFile read(Path trace) {
    Path file = trace.resolve(NAME);
    if (!Files.exists(file)) {
      throw new TraceException(
          trace + ": cannot be replayed: it was not recorded with record --replayable");
    }
    if (!Files.isReadable(file)) {
      throw new TraceException(file + ": only the user who recorded it may read it");
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      if (!in.readUTF().equals(MAGIC)) {
        throw new IOException("not a file of this version");
      }
      Map<String, String> facts = new LinkedHashMap<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String key = new String(bytes(in), StandardCharsets.UTF_8);
        facts.put(key, new String(bytes(in), StandardCharsets.UTF_8));
      }
      return parts(in, bytes, facts, file);
    } catch (IOException damaged) {
      String why = damaged.getMessage();
      throw new TraceException(
          file + ": damaged" + (why == null ? ": it ends too early" : ": " + why), damaged);
    } catch (OutOfMemoryError large) {
      throw new TraceException(file + ": larger than the memory for it", large);
    }
  }

  private static ReplayFile parts(
      DataInputStream in, byte[] all, Map<String, String> facts, Path file) throws IOException {
    List<byte[]> input = new ArrayList<>();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Turns turns = new Turns();
    Map<Long, List<byte[]>> pieces = new HashMap<>();
    int tag = in.read();
    while (tag >= 0) {
      if (tag >= Part.values().length) {
        throw new IOException("a part of an unknown kind");
      }
      Part part = Part.values()[tag];
      byte[] bytes = bytes(in);
      switch (part) {
        case INPUT -> input.add(bytes);
        case OUTPUT -> output.writeBytes(bytes);
        case ERRORS -> errors.writeBytes(bytes);
        case CALL, CAME, SERVED -> turns.add(part, bytes);
        case PIECE ->
            pieces
                .computeIfAbsent(ByteBuffer.wrap(bytes).getLong(), _ -> new ArrayList<>())
                .add(bytes);
        case STATUS, CUT -> {
          if (bytes.length != LAST_BYTES || in.read() >= 0) {
            throw new IOException("something stands behind its end");
          }
          ByteBuffer last = ByteBuffer.wrap(bytes);
          int status = last.get() & 0xFF;
          long moments = last.getLong();
          CRC32C sum = new CRC32C();
          sum.update(all, 0, all.length - Long.BYTES);
          if (sum.getValue() != last.getLong()) {
            throw new IOException("it is not as it was written");
          }
          return new ReplayFile(
              facts,
              input,
              output.toByteArray(),
              errors.toByteArray(),
              turns,
              pieces,
              status,
              part == Part.CUT,
              moments);
        }
      }
      tag = in.read();
    }
    throw new TraceException(file + ": cannot be replayed: the recording did not come to its end");
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException(length < 0 ? "a length that cannot be" : null);
    }
    return in.readNBytes(length);
  }
}
