// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How far an index has come that is not complete, in a file of its directory. It says what has been
 * understood so far and which segments of the tables are written, and takes the place of the one
 * before it as a whole: so a build that is killed goes on there.
 *
 * <pre>
 *  magic 4 | version 4 | tables | standing | catalog | those who understand events | CRC32C 8
 * </pre>
 */
final class IndexCheckpoint {

  static final String NAME = "unfinished.bin";
  private static final String NEXT = "unfinished.next";
  private static final int MAGIC = 0x4c6f_6b55;

  private IndexCheckpoint() {}

  /** All but the tables: what is in memory now. */
  static byte[] state(Standing standing, Catalog catalog, List<Kept.State> states) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Kept kept = Kept.to(out);
      Standing.keep(kept, standing);
      CatalogFile.write(catalog, out);
      states.forEach(state -> state.keep(kept));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes it, with the tables as they are on the disk. */
  static void write(byte[] state, Parts<Table> tables, Path directory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(Catalog.VERSION);
      for (Part part : Part.values()) {
        CatalogFile.segments(out, tables.get(part));
      }
      out.write(state);
      CRC32C crc = new CRC32C();
      crc.update(bytes.toByteArray());
      out.writeLong(crc.getValue());
    }
    Path next = directory.resolve(NEXT);
    Files.write(next, bytes.toByteArray());
    Files.move(
        next,
        directory.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(NAME));
  }

  /** Makes a directory that of an index that goes on, or is complete. */
  static void remove(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(NAME));
    Files.deleteIfExists(directory.resolve(NEXT));
  }

  /** A checkpoint that is being read, from its tables on. */
  static DataInputStream open(Path directory) throws IOException {
    byte[] bytes = Files.readAllBytes(directory.resolve(NAME));
    int size = bytes.length - Long.BYTES;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, Math.max(0, size));
    if (size < 8 || ByteBuffer.wrap(bytes).getLong(size) != crc.getValue()) {
      throw new IOException(directory + ": its checkpoint is damaged");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(Arrays.copyOf(bytes, size)));
    if (in.readInt() != MAGIC || in.readInt() != Catalog.VERSION) {
      throw new IOException(directory + ": its checkpoint is one of another version");
    }
    return in;
  }
}
