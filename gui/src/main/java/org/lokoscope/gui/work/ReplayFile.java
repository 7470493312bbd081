package org.lokoscope.gui.work;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.TraceException;

/**
 * {@value #NAME} of a replayable trace: what the run got from outside and what it wrote to the
 * console. Both may be private, so only its user can read it.
 *
 * @param facts the settings, the command line and the environment, by names with a prefix
 * @param input what each read of standard input gave; an empty one is the end
 * @param output what went to standard output
 * @param errors what went to standard error
 * @param status the exit status
 */
record ReplayFile(
    Map<String, String> facts, List<byte[]> input, byte[] output, byte[] errors, int status) {

  static final String NAME = "replay.bin";

  private static final String MAGIC = "lokoscope replay 1";
  private static final int MAX_BYTES = 1 << 30;

  /** What a part of the file holds. */
  enum Part {
    INPUT,
    OUTPUT,
    ERRORS,
    STATUS
  }

  /** Writes the file as the run goes on. From any thread. */
  static final class Writer implements AutoCloseable {

    private final ByteArrayOutputStream early = new ByteArrayOutputStream();
    private DataOutputStream out = new DataOutputStream(early);
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
        out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
        early.writeTo(out);
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

    /** The program has ended. */
    void ended(int status) {
      add(Part.STATUS, new byte[] {(byte) status}, 0, 1);
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
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (!in.readUTF().equals(MAGIC)) {
        throw new IOException("not a file of this version");
      }
      Map<String, String> facts = new LinkedHashMap<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String key = new String(bytes(in), StandardCharsets.UTF_8);
        facts.put(key, new String(bytes(in), StandardCharsets.UTF_8));
      }
      return parts(in, facts, file);
    } catch (IOException damaged) {
      String why = damaged.getMessage();
      throw new TraceException(
          file + ": damaged" + (why == null ? ": it ends too early" : ": " + why), damaged);
    }
  }

  private static ReplayFile parts(DataInputStream in, Map<String, String> facts, Path file)
      throws IOException {
    List<byte[]> input = new ArrayList<>();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int tag = in.read();
    while (tag >= 0) {
      if (tag >= Part.values().length) {
        throw new IOException("a part of an unknown kind");
      }
      byte[] bytes = bytes(in);
      switch (Part.values()[tag]) {
        case INPUT -> input.add(bytes);
        case OUTPUT -> output.writeBytes(bytes);
        case ERRORS -> errors.writeBytes(bytes);
        case STATUS -> {
          if (bytes.length != 1 || in.read() >= 0) {
            throw new IOException("something stands behind its end");
          }
          return new ReplayFile(
              facts, input, output.toByteArray(), errors.toByteArray(), bytes[0] & 0xFF);
        }
      }
      tag = in.read();
    }
    throw new TraceException(file + ": cannot be replayed: the recording did not come to its end");
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("a length that cannot be");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }
}
