// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.buffer;

import java.io.IOException;

/** Where chunks go. Called by one thread only. */
public interface ChunkSink {

  /** Takes a sealed chunk; the bytes are reused after the call. */
  void accept(byte[] chunk, int offset, int length) throws IOException;
}
