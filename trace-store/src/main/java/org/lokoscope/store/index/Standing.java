// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lokoscope.store.log.ChunkRef;

/**
 * How far events have been taken, so that another process can go on there: the last one, and how
 * many chunks of each stream.
 *
 * @param last the time of the last event that was taken
 * @param lastStream its stream
 * @param holes tells apart the holes that had begun until then
 */
record Standing(long last, int lastStream, long holes, List<Place> places) {

  /**
   * Where a stream stands.
   *
   * @param chunk of its chunks, by their place in the list, the one that is not taken whole
   * @param taken events of that
   * @param before tells apart the chunks before it
   */
  record Place(int stream, int chunk, int taken, long before) {

    static Place of(List<ChunkRef> chunks, int chunk, int taken) {
      return new Place(chunks.getFirst().stream(), chunk, taken, fingerprint(chunks, chunk, taken));
    }

    /** Of the chunk itself only what never changes: a fuller copy may take its place. */
    private static long fingerprint(List<ChunkRef> chunks, int chunk, int taken) {
      long hash = 1;
      for (ChunkRef each : chunks.subList(0, chunk)) {
        hash = hash * 31 + each.file();
        hash = hash * 31 + each.offset();
        hash = hash * 31 + each.length();
        hash = hash * 31 + each.sequence();
        hash = hash * 31 + each.first();
        hash = hash * 31 + each.last();
        hash = hash * 31 + each.count();
      }
      if (taken > 0) {
        hash = hash * 31 + chunks.get(chunk).sequence();
        hash = hash * 31 + chunks.get(chunk).first();
      }
      return hash;
    }

    private boolean isIn(List<ChunkRef> chunks) {
      return chunk >= 0
          && taken >= 0
          && chunk < chunks.size()
          && taken <= chunks.get(chunk).count()
          && before == fingerprint(chunks, chunk, taken);
    }
  }

  /** Whether the chunks, which are those of a trace now, begin with those that were taken. */
  boolean isIn(Map<Integer, List<ChunkRef>> streams) {
    for (Place place : places) {
      if (!place.isIn(streams.getOrDefault(place.stream, List.of()))) {
        return false;
      }
    }
    return true;
  }

  /** Where a stream stands; at its begin if nothing is known of it. */
  Place of(List<ChunkRef> chunks) {
    int stream = chunks.getFirst().stream();
    for (Place place : places) {
      if (place.stream == stream) {
        return place;
      }
    }
    return Place.of(chunks, 0, 0);
  }

  /** Whether an event may come after the last one. */
  boolean precedes(long time, int stream) {
    return time > last || time == last && stream >= lastStream;
  }

  /** Chunks by stream. */
  static Map<Integer, List<ChunkRef>> byStream(List<ChunkRef> chunks) {
    Map<Integer, List<ChunkRef>> streams = new TreeMap<>();
    for (ChunkRef chunk : chunks) {
      streams.computeIfAbsent(chunk.stream(), _ -> new ArrayList<>()).add(chunk);
    }
    return streams;
  }

  /** Writes a standing down, or reads one. */
  static Standing keep(Kept kept, Standing now) {
    long last = kept.number(now.last);
    int lastStream = (int) kept.number(now.lastStream);
    long holes = kept.number(now.holes);
    int count = kept.count(now.places.size(), Integer.MAX_VALUE);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Place place = i < now.places.size() ? now.places.get(i) : new Place(0, 0, 0, 0);
      places.add(
          new Place(
              (int) kept.number(place.stream),
              (int) kept.number(place.chunk),
              (int) kept.number(place.taken),
              kept.number(place.before)));
    }
    return new Standing(last, lastStream, holes, places);
  }

  static final Standing NONE = new Standing(Long.MIN_VALUE, Integer.MIN_VALUE, 0, List.of());
}
