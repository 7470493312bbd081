// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lokoscope.store.ChunkSpan;

/**
 * Which chunks of each stream there were when something was made of a trace, so that one that has
 * grown is known again.
 *
 * @param streams in the order of their numbers
 */
record Extent(List<Stream> streams) {

  /**
   * The chunks of a stream.
   *
   * @param before tells apart those before the last one
   * @param last one, whose place a fuller copy may take
   */
  record Stream(int count, long before, ChunkSpan last) {}

  static Extent of(List<ChunkSpan> chunks) {
    List<Stream> streams = new ArrayList<>();
    byStream(chunks).values().forEach(all -> streams.add(of(all, all.size())));
    return new Extent(streams);
  }

  private static Map<Integer, List<ChunkSpan>> byStream(List<ChunkSpan> chunks) {
    Map<Integer, List<ChunkSpan>> streams = new TreeMap<>();
    for (ChunkSpan chunk : chunks) {
      streams.computeIfAbsent(chunk.stream(), _ -> new ArrayList<>()).add(chunk);
    }
    return streams;
  }

  private static Stream of(List<ChunkSpan> chunks, int count) {
    long before = 1;
    for (ChunkSpan chunk : chunks.subList(0, count - 1)) {
      before = before * 31 + chunk.hashCode();
    }
    return new Stream(count, before, chunks.get(count - 1));
  }

  /**
   * The time of the first event that may be new, if the chunks of a trace are these and more; else
   * the least number. What lies before that time is as it was. Where chunks are newly missing,
   * nothing is.
   */
  long unchangedBefore(List<ChunkSpan> now) {
    Map<Integer, List<ChunkSpan>> all = byStream(now);
    if (all.size() != streams.size()) {
      return Long.MIN_VALUE;
    }
    long first = Long.MAX_VALUE;
    for (Stream stream : streams) {
      List<ChunkSpan> chunks = all.getOrDefault(stream.last.stream(), List.of());
      if (chunks.size() < stream.count || !isBegin(stream, of(chunks, stream.count))) {
        return Long.MIN_VALUE;
      }
      if (!chunks.get(stream.count - 1).equals(stream.last)) {
        first = Math.min(first, stream.last.last());
      }
      for (int i = stream.count; i < chunks.size(); i++) {
        if (chunks.get(i).sequence() != chunks.get(i - 1).sequence() + 1) {
          return Long.MIN_VALUE;
        }
        first = Math.min(first, chunks.get(i).first());
      }
    }
    return first;
  }

  private static boolean isBegin(Stream then, Stream now) {
    return then.before == now.before
        && then.last.sequence() == now.last.sequence()
        && then.last.first() == now.last.first()
        && then.last.count() <= now.last.count();
  }

  void write(Packer out) {
    out.put(streams.size());
    for (Stream stream : streams) {
      out.put(stream.count);
      out.put(stream.before);
      out.put(stream.last.stream());
      out.put(stream.last.sequence());
      out.put(stream.last.first());
      out.put(stream.last.last());
      out.put(stream.last.count());
    }
  }

  static Extent read(Unpacker in) {
    List<Stream> streams = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      int count = (int) in.get();
      if (count < 1) {
        throw new IndexOutOfBoundsException("chunks=" + count);
      }
      long before = in.get();
      ChunkSpan last =
          new ChunkSpan((int) in.get(), (int) in.get(), in.get(), in.get(), (int) in.get());
      streams.add(new Stream(count, before, last));
    }
    return new Extent(streams);
  }
}
