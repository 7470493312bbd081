// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

/** A chunk whose checksum is right, but which a later version of this program has written. */
public final class FutureChunkException extends DamagedChunkException {

  private static final long serialVersionUID = 1;

  FutureChunkException(int version) {
    super("a chunk has format version " + version + ", this program reads " + ChunkFormat.VERSION);
  }
}
