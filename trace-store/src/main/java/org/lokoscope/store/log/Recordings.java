// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.tracer.text.Count;

/**
 * The chunks of a directory by the run that they say they are of: files of another trace may have
 * come into it. What is shown is the run that the description names, or, when no chunk is of that
 * one, the run of the first chunk.
 */
final class Recordings {

  /** More are not told apart: that is no mistake of copying any more. */
  private static final int MOST = 64;

  private final Map<Long, Map<Integer, Map<Integer, ChunkRef>>> streamsByRun =
      new LinkedHashMap<>();

  private long beyond;

  /** Of several copies of a chunk the fullest is kept. */
  void add(long run, ChunkRef chunk) {
    if (streamsByRun.size() == MOST && !streamsByRun.containsKey(run)) {
      beyond++;
      return;
    }
    streamsByRun
        .computeIfAbsent(run, _ -> new TreeMap<>())
        .computeIfAbsent(chunk.stream(), _ -> new HashMap<>())
        .merge(chunk.sequence(), chunk, (a, b) -> b.count() > a.count() ? b : a);
  }

  private @Nullable Long shown(@Nullable Long wanted) {
    if (wanted != null && streamsByRun.containsKey(wanted)) {
      return wanted;
    }
    return streamsByRun.isEmpty() ? null : streamsByRun.keySet().iterator().next();
  }

  /** The chunks of the run that is shown, by stream and number. */
  Map<Integer, Map<Integer, ChunkRef>> of(@Nullable Long wanted) {
    Long shown = shown(wanted);
    return shown == null ? new TreeMap<>() : streamsByRun.getOrDefault(shown, new TreeMap<>());
  }

  /** Chunks that are of another run than the one that is shown. */
  long others(@Nullable Long wanted) {
    Long shown = shown(wanted);
    long others = beyond;
    for (var entry : streamsByRun.entrySet()) {
      others += entry.getKey().equals(shown) ? 0 : size(entry.getValue());
    }
    boolean misnamed = wanted != null && shown != null && !wanted.equals(shown);
    return others + (misnamed ? 1 : 0);
  }

  /** What is to be said of them, in lines. */
  List<String> foreign(@Nullable Long wanted) {
    List<String> lines = new ArrayList<>();
    Long shown = shown(wanted);
    long others = others(wanted);
    if (wanted != null && shown != null && !wanted.equals(shown)) {
      lines.add("are from another recording than " + TraceMeta.FILE + " describes");
      others--;
    }
    if (others > 0) {
      lines.add(Count.of(others, "chunk is", "chunks are") + " from another recording; not shown");
    }
    return lines;
  }

  private static long size(Map<Integer, Map<Integer, ChunkRef>> streams) {
    return streams.values().stream().mapToLong(Map::size).sum();
  }
}
