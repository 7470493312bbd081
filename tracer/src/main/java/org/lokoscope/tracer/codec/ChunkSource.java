// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import org.jspecify.annotations.Nullable;

/** Where an encoder gets its chunks from and where it leaves them. Called by the owner's thread. */
public interface ChunkSource {

  /** An empty chunk; null when all are on their way to the sink. */
  @Nullable Chunk take();

  /** Shows the chunk that the encoder of a stream fills from now on, so that it can be saved. */
  void filling(Chunk chunk);

  /** Hands over a chunk that holds events and that the encoder will not touch again. */
  void full(Chunk chunk);
}
