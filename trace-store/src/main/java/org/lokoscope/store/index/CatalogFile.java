package org.lokoscope.store.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.SeriesId;
import org.lokoscope.store.Site;
import org.lokoscope.store.log.ChunkLog;
import org.lokoscope.store.log.ChunkRef;
import org.lokoscope.tracer.lifecycle.Holes;

/** Keeps a {@link Catalog} in a file: its fields in order, then a checksum of all of them. */
final class CatalogFile {

  static final String NAME = "catalog.bin";
  private static final int MAGIC = 0x4c6f_6b49;

  private CatalogFile() {}

  static void write(Catalog catalog, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(MAGIC);
    out.writeInt(Catalog.VERSION);
    strings(out, catalog.stamp);
    contents(out, catalog.contents);
    longs(out, catalog.eventsByCode);
    out.writeLong(catalog.events);
    out.writeLong(catalog.end);
    out.writeLong(catalog.lost);
    out.writeLong(catalog.illegalTransitions);
    definitions(out, catalog.definitions);
    columns(out, catalog.definitions.calls, catalog.definitions.keptOfCalls());
    columns(out, catalog.definitions.winderSites, catalog.definitions.keptOfWinders());
    out.writeLong(catalog.definitions.timerWords);
    columns(out, catalog.fibers.ids, catalog.fibers.kept());
    columns(out, catalog.processes.ids, catalog.processes.kept());
    columns(out, catalog.objects.ids, catalog.objects.kept());
    out.writeInt(catalog.lanes.size());
    for (int i = 0; i < catalog.lanes.size(); i++) {
      out.writeByte(catalog.lanes.lane(i).kind().ordinal());
      out.writeLong(catalog.lanes.lane(i).id());
    }
    out.writeInt(catalog.series.size());
    for (int i = 0; i < catalog.series.size(); i++) {
      out.writeByte(catalog.series.id(i).quantity().ordinal());
      out.writeLong(catalog.series.id(i).subject());
    }
    out.writeInt(catalog.hoggings.size());
    for (Hogging run : catalog.hoggings) {
      out.writeLong(run.fiber());
      out.writeLong(run.from());
      out.writeLong(run.to());
      out.writeLong(run.site());
      out.writeLong(run.late());
      out.writeLong(run.lateness());
      out.writeLong(run.waiting());
    }
    catalog.reachability.write(out);
    longs(out, catalog.checksums);
    CRC32C crc = new CRC32C();
    crc.update(bytes.toByteArray());
    out.writeLong(crc.getValue());
    Files.write(file, bytes.toByteArray());
  }

  /** Reads a catalog; fails when the file is missing, damaged or of another version. */
  static Catalog read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, Math.max(0, bytes.length - 8));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (bytes.length < 16 || in.readInt() != MAGIC || in.readInt() != Catalog.VERSION) {
      throw new IOException(file + ": not an index of this version");
    }
    Catalog catalog = new Catalog();
    DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - 8, 8));
    if (end.readLong() != crc.getValue()) {
      throw new IOException(file + ": is damaged");
    }
    catalog.stamp = strings(in);
    catalog.contents = contents(in);
    longs(in, catalog.eventsByCode);
    catalog.events = in.readLong();
    catalog.end = in.readLong();
    catalog.lost = in.readLong();
    catalog.illegalTransitions = in.readLong();
    definitions(in, catalog.definitions);
    columns(in, catalog.definitions.calls, catalog.definitions.keptOfCalls());
    columns(in, catalog.definitions.winderSites, catalog.definitions.keptOfWinders());
    catalog.definitions.timerWords = in.readLong();
    columns(in, catalog.fibers.ids, catalog.fibers.kept());
    columns(in, catalog.processes.ids, catalog.processes.kept());
    columns(in, catalog.objects.ids, catalog.objects.kept());
    for (int i = in.readInt(); i > 0; i--) {
      LaneId.Kind kind = LaneId.Kind.values()[in.readByte()];
      catalog.lanes.of(kind, in.readLong());
    }
    for (int i = in.readInt(); i > 0; i--) {
      SeriesId.Quantity quantity = SeriesId.Quantity.values()[in.readByte()];
      catalog.series.of(quantity, in.readLong());
    }
    for (int i = in.readInt(); i > 0; i--) {
      catalog.hoggings.add(
          new Hogging(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    catalog.reachability.read(in);
    longs(in, catalog.checksums);
    return catalog;
  }

  private static void contents(DataOutputStream out, ChunkLog.Contents contents)
      throws IOException {
    out.writeInt(contents.chunks().size());
    for (ChunkRef chunk : contents.chunks()) {
      out.writeInt(chunk.file());
      out.writeLong(chunk.offset());
      out.writeInt(chunk.length());
      out.writeInt(chunk.stream());
      out.writeInt(chunk.sequence());
      out.writeLong(chunk.first());
      out.writeLong(chunk.last());
      out.writeInt(chunk.count());
    }
    longs(out, contents.ends().stream().mapToLong(Long::longValue).toArray());
    out.writeLong(contents.damaged());
    strings(out, contents.damage());
  }

  private static ChunkLog.Contents contents(DataInputStream in) throws IOException {
    List<ChunkRef> chunks = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      chunks.add(
          new ChunkRef(
              in.readInt(),
              in.readLong(),
              in.readInt(),
              in.readInt(),
              in.readInt(),
              in.readLong(),
              in.readLong(),
              in.readInt()));
    }
    List<Long> ends = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      ends.add(in.readLong());
    }
    return new ChunkLog.Contents(
        List.copyOf(chunks), ends, in.readLong(), strings(in), new Holes());
  }

  private static void definitions(DataOutputStream out, Definitions definitions)
      throws IOException {
    out.writeInt(definitions.strings.size());
    for (Map.Entry<Long, String> entry : definitions.strings.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeUTF(entry.getValue());
    }
    out.writeInt(definitions.sites.size());
    for (Site site : definitions.sites.values()) {
      out.writeLong(site.id());
      out.writeUTF(site.file());
      out.writeInt(site.line());
      out.writeInt(site.column());
      out.writeUTF(site.procedure());
      out.writeUTF(site.form());
    }
    out.writeInt(definitions.names.size());
    for (Map.Entry<Long, Long> entry : definitions.names.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  private static void definitions(DataInputStream in, Definitions definitions) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      definitions.strings.put(in.readLong(), in.readUTF());
    }
    for (int i = in.readInt(); i > 0; i--) {
      Site site =
          new Site(
              in.readLong(), in.readUTF(), in.readInt(), in.readInt(), in.readUTF(), in.readUTF());
      definitions.sites.put(site.id(), site);
    }
    for (int i = in.readInt(); i > 0; i--) {
      definitions.names.put(in.readLong(), in.readLong());
    }
  }

  private static void columns(DataOutputStream out, LongIndex ids, Longs[] columns)
      throws IOException {
    out.writeInt(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      out.writeLong(ids.key(i));
      for (Longs column : columns) {
        out.writeLong(column.get(i));
      }
    }
  }

  private static void columns(DataInputStream in, LongIndex ids, Longs[] columns)
      throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      ids.add(in.readLong());
      for (Longs column : columns) {
        column.set(i, in.readLong());
      }
    }
  }

  private static void strings(DataOutputStream out, List<String> lines) throws IOException {
    out.writeInt(lines.size());
    for (String line : lines) {
      out.writeUTF(line);
    }
  }

  private static List<String> strings(DataInputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      lines.add(in.readUTF());
    }
    return List.copyOf(lines);
  }

  private static void longs(DataOutputStream out, long[] values) throws IOException {
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static void longs(DataInputStream in, long[] values) throws IOException {
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      values[i] = in.readLong();
    }
  }
}
