// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Site;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.store.log.EventSet;
import org.lokoscope.tracer.lifecycle.Holes;

/**
 * Keeps a {@link Catalog} in a file: its fields in order, then a checksum of all of them. Where the
 * segments of the tables lie is a part of it.
 */
final class CatalogFile {

  static final String NAME = "catalog.bin";
  private static final int MAGIC = 0x4c6f_6b49;
  private static final int BUFFER = 1 << 16;

  private CatalogFile() {}

  static void write(Catalog catalog, Parts<Table> tables, Path file) throws IOException {
    CRC32C crc = new CRC32C();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new CheckedOutputStream(Files.newOutputStream(file), crc), BUFFER))) {
      out.writeInt(MAGIC);
      out.writeInt(Catalog.VERSION);
      write(catalog, out);
      for (Part part : Part.values()) {
        segments(out, tables.get(part));
      }
      out.flush();
      out.writeLong(crc.getValue());
    }
  }

  /** Writes a catalog but for the tables. */
  static void write(Catalog catalog, DataOutputStream out) throws IOException {
    strings(out, catalog.stamp);
    contents(out, catalog.contents);
    longs(out, catalog.eventsByCode);
    Numbers.write(out, catalog.events);
    Numbers.write(out, catalog.end);
    Numbers.write(out, catalog.lost);
    Numbers.write(out, catalog.illegalTransitions);
    definitions(out, catalog.definitions);
    Numbers.columns(out, catalog.fibers.ids, catalog.fibers.kept());
    Numbers.columns(out, catalog.processes.ids, catalog.processes.kept());
    Numbers.columns(out, catalog.objects.ids, catalog.objects.kept());
    Numbers.write(out, catalog.lanes.size());
    long before = 0;
    for (int i = 0; i < catalog.lanes.size(); i++) {
      LaneId lane = catalog.lanes.lane(i);
      out.writeByte(lane.kind().ordinal());
      Numbers.write(out, lane.id() - before);
      before = lane.id();
    }
    Numbers.write(out, catalog.series.size());
    for (int i = 0; i < catalog.series.size(); i++) {
      SeriesId series = catalog.series.id(i);
      out.writeByte(series.quantity().ordinal());
      Numbers.write(out, series.subject() - before);
      before = series.subject();
    }
    Numbers.write(out, catalog.hoggings.size());
    for (Hogging run : catalog.hoggings) {
      Numbers.write(out, run.fiber());
      Numbers.write(out, run.from());
      Numbers.write(out, run.to());
      Numbers.write(out, run.site());
      Numbers.write(out, run.late());
      Numbers.write(out, run.lateness());
      Numbers.write(out, run.waiting());
    }
    catalog.reachability.write(out);
  }

  /** Writes where the segments of a table lie. */
  static void segments(DataOutputStream out, Table table) throws IOException {
    Numbers.write(out, table.segments().length);
    for (SegmentRef segment : table.segments()) {
      Numbers.write(out, segment.offset);
      Numbers.write(out, segment.length);
      Numbers.write(out, segment.rows);
      Numbers.write(out, segment.begin);
      out.writeInt(segment.checksum);
    }
    Numbers.write(out, table.last().length);
    int before = 0;
    for (int last : table.last()) {
      Numbers.write(out, last - before);
      before = last;
    }
  }

  /** Reads a catalog; fails when the file is missing, damaged or of another version. */
  static Catalog read(Path file, TableOpener opener) throws IOException {
    check(file);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      if (in.readInt() != MAGIC || in.readInt() != Catalog.VERSION) {
        throw new IOException(file + ": not an index of this version");
      }
      Catalog catalog = new Catalog();
      read(catalog, in);
      for (Part part : Part.values()) {
        opener.open(part, in);
      }
      return catalog;
    }
  }

  /** Makes the tables from where the file says that their segments lie. */
  interface TableOpener {
    void open(Part part, DataInputStream in) throws IOException;
  }

  private static void check(Path file) throws IOException {
    long size = Files.size(file) - Long.BYTES;
    CRC32C crc = new CRC32C();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      long left = size;
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          break;
        }
        crc.update(buffer, 0, read);
        left -= read;
      }
      if (size < 8 || new DataInputStream(in).readLong() != crc.getValue()) {
        throw new IOException(file + ": is damaged");
      }
    }
  }

  /** Reads a catalog but for the tables, into one that is empty. */
  static void read(Catalog catalog, DataInputStream in) throws IOException {
    catalog.stamp = strings(in);
    catalog.contents = contents(in);
    longs(in, catalog.eventsByCode);
    catalog.events = Numbers.read(in);
    catalog.end = Numbers.read(in);
    catalog.lost = Numbers.read(in);
    catalog.illegalTransitions = Numbers.read(in);
    definitions(in, catalog.definitions);
    Numbers.columns(in, catalog.fibers.ids, catalog.fibers.kept());
    Numbers.columns(in, catalog.processes.ids, catalog.processes.kept());
    Numbers.columns(in, catalog.objects.ids, catalog.objects.kept());
    long before = 0;
    for (int i = Numbers.count(in); i > 0; i--) {
      LaneId.Kind kind = LaneId.Kind.values()[in.readByte()];
      before += Numbers.read(in);
      catalog.lanes.of(kind, before);
    }
    for (int i = Numbers.count(in); i > 0; i--) {
      SeriesId.Quantity quantity = SeriesId.Quantity.values()[in.readByte()];
      before += Numbers.read(in);
      catalog.series.of(quantity, before);
    }
    for (int i = Numbers.count(in); i > 0; i--) {
      catalog.hoggings.add(
          new Hogging(
              Numbers.read(in),
              Numbers.read(in),
              Numbers.read(in),
              Numbers.read(in),
              Numbers.read(in),
              Numbers.read(in),
              Numbers.read(in)));
    }
    catalog.reachability.read(in);
  }

  private static void contents(DataOutputStream out, ChunkLog.Contents contents)
      throws IOException {
    Numbers.write(out, contents.chunks().size());
    ChunkRef before = new ChunkRef(0, 0, 0, 0, 0, 0, 0, 0, EventSet.NONE);
    for (ChunkRef chunk : contents.chunks()) {
      Numbers.write(out, chunk.file());
      Numbers.write(out, chunk.offset() - before.offset());
      Numbers.write(out, chunk.length());
      Numbers.write(out, chunk.stream());
      Numbers.write(out, chunk.sequence() - before.sequence());
      Numbers.write(out, chunk.first() - before.last());
      Numbers.write(out, chunk.last() - chunk.first());
      Numbers.write(out, chunk.count());
      Numbers.write(out, chunk.types().a() ^ before.types().a());
      Numbers.write(out, chunk.types().b() ^ before.types().b());
      Numbers.write(out, chunk.types().c() ^ before.types().c());
      Numbers.write(out, chunk.types().d() ^ before.types().d());
      before = chunk;
    }
    longs(out, contents.ends().stream().mapToLong(Long::longValue).toArray());
    Numbers.write(out, contents.damaged());
    strings(out, contents.damage());
  }

  private static ChunkLog.Contents contents(DataInputStream in) throws IOException {
    List<ChunkRef> chunks = new ArrayList<>();
    ChunkRef before = new ChunkRef(0, 0, 0, 0, 0, 0, 0, 0, EventSet.NONE);
    for (int i = Numbers.count(in); i > 0; i--) {
      int file = (int) Numbers.read(in);
      long offset = before.offset() + Numbers.read(in);
      int length = (int) Numbers.read(in);
      int stream = (int) Numbers.read(in);
      int sequence = (int) (before.sequence() + Numbers.read(in));
      long first = before.last() + Numbers.read(in);
      long last = first + Numbers.read(in);
      int count = (int) Numbers.read(in);
      EventSet types =
          new EventSet(
              before.types().a() ^ Numbers.read(in),
              before.types().b() ^ Numbers.read(in),
              before.types().c() ^ Numbers.read(in),
              before.types().d() ^ Numbers.read(in));
      before = new ChunkRef(file, offset, length, stream, sequence, first, last, count, types);
      chunks.add(before);
    }
    List<Long> ends = new ArrayList<>();
    for (int i = Numbers.count(in); i > 0; i--) {
      ends.add(Numbers.read(in));
    }
    return new ChunkLog.Contents(
        List.copyOf(chunks), ends, Numbers.read(in), strings(in), new Holes());
  }

  private static void definitions(DataOutputStream out, Definitions definitions)
      throws IOException {
    Numbers.write(out, definitions.strings.size());
    for (Map.Entry<Long, String> entry : definitions.strings.entrySet()) {
      Numbers.write(out, entry.getKey());
      out.writeUTF(entry.getValue());
    }
    Numbers.write(out, definitions.sites.size());
    for (Site site : definitions.sites.values()) {
      Numbers.write(out, site.id());
      out.writeUTF(site.file());
      Numbers.write(out, site.line());
      Numbers.write(out, site.column());
      out.writeUTF(site.procedure());
      out.writeUTF(site.form());
    }
    Numbers.columns(out, definitions.named, definitions.names);
    Numbers.columns(out, definitions.calls, definitions.keptOfCalls());
    Numbers.columns(out, definitions.winderSites, definitions.keptOfWinders());
    Numbers.write(out, definitions.timerWords);
  }

  private static void definitions(DataInputStream in, Definitions definitions) throws IOException {
    for (int i = Numbers.count(in); i > 0; i--) {
      definitions.strings.put(Numbers.read(in), in.readUTF());
    }
    for (int i = Numbers.count(in); i > 0; i--) {
      Site site =
          new Site(
              Numbers.read(in),
              in.readUTF(),
              (int) Numbers.read(in),
              (int) Numbers.read(in),
              in.readUTF(),
              in.readUTF());
      definitions.sites.put(site.id(), site);
    }
    Numbers.columns(in, definitions.named, definitions.names);
    Numbers.columns(in, definitions.calls, definitions.keptOfCalls());
    Numbers.columns(in, definitions.winderSites, definitions.keptOfWinders());
    definitions.timerWords = Numbers.read(in);
  }

  private static void strings(DataOutputStream out, List<String> lines) throws IOException {
    Numbers.write(out, lines.size());
    for (String line : lines) {
      out.writeUTF(line);
    }
  }

  private static List<String> strings(DataInputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = Numbers.count(in); i > 0; i--) {
      lines.add(in.readUTF());
    }
    return List.copyOf(lines);
  }

  private static void longs(DataOutputStream out, long[] values) throws IOException {
    Numbers.write(out, values.length);
    for (long value : values) {
      Numbers.write(out, value);
    }
  }

  private static void longs(DataInputStream in, long[] values) throws IOException {
    int size = Numbers.count(in);
    for (int i = 0; i < size; i++) {
      values[i] = Numbers.read(in);
    }
  }
}
