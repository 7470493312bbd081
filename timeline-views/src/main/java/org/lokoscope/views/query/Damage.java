// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lokoscope.store.ChunkSpan;
import org.lokoscope.store.Trace;

/**
 * Where chunks of a trace are missing: between two of a stream whose numbers do not follow on each
 * other. What was damaged behind the last chunk of a stream nobody can place.
 */
final class Damage {

  private Damage() {}

  /**
   * @param told holes that events tell of; where these lie, nothing is damaged
   */
  static List<Landmarks.Gap> gaps(Trace trace, List<Landmarks.Gap> told) {
    List<Landmarks.Gap> found = new ArrayList<>();
    if (trace.info().damagedChunks() == 0 && trace.info().damage().isEmpty()) {
      return found;
    }
    List<ChunkSpan> chunks =
        trace.chunks().stream()
            .sorted(
                Comparator.comparingInt(ChunkSpan::stream).thenComparingInt(ChunkSpan::sequence))
            .toList();
    int stream = Integer.MIN_VALUE;
    int next = 0;
    long end = 0;
    for (ChunkSpan chunk : chunks) {
      if (chunk.stream() < 0) {
        // The recorder's own: what lanes do is not in it.
        continue;
      }
      if (chunk.stream() != stream) {
        stream = chunk.stream();
        next = 0;
        end = 0;
      }
      long missing = Math.max(0, chunk.sequence() - next);
      Landmarks.Gap gap =
          new Landmarks.Gap(end, Math.max(end, chunk.first()), missing, "chunk", "damaged");
      if (missing > 0 && told.stream().noneMatch(each -> overlaps(each, gap))) {
        found.add(gap);
      }
      next = chunk.sequence() + 1;
      end = chunk.last();
    }
    return found;
  }

  private static boolean overlaps(Landmarks.Gap a, Landmarks.Gap b) {
    return a.from() <= b.to() && b.from() <= a.to();
  }
}
