// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps each full chunk as an array of its own. */
final class ListSource implements ChunkSource {

  final List<byte[]> chunks = new ArrayList<>();

  final List<Chunk> taken = new ArrayList<>();

  /** The chunks that the encoder said it fills, in that order. */
  final List<Chunk> filling = new ArrayList<>();

  int available = Integer.MAX_VALUE;

  @Override
  public @Nullable Chunk take() {
    if (available-- <= 0) {
      return null;
    }
    Chunk chunk = new Chunk();
    taken.add(chunk);
    return chunk;
  }

  @Override
  public void filling(Chunk chunk) {
    filling.add(chunk);
  }

  @Override
  public void full(Chunk chunk) {
    byte[] copy = new byte[ChunkFormat.MAX_CHUNK];
    chunks.add(Arrays.copyOf(copy, chunk.copyTo(copy, 0)));
  }
}
