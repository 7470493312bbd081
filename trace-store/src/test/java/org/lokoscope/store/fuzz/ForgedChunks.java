// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.lokoscope.tracer.codec.ChunkFormat;

/** Makes checksums right, for whoever forges a chunk would. */
final class ForgedChunks {

  private static final int AT_VERSION = 4;
  private static final int AT_PAYLOAD = 32;
  private static final int AT_CRC = 36;

  private ForgedChunks() {}

  /**
   * Makes a chunk of what lies at a place: magic number, version, length and checksum are right.
   */
  static void seal(byte[] bytes, int at, int length) {
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    chunk.putInt(at, ChunkFormat.MAGIC);
    int version = chunk.getInt(at + AT_VERSION);
    chunk.putInt(at + AT_VERSION, version == 1 ? 1 : ChunkFormat.VERSION);
    chunk.putInt(at + AT_PAYLOAD, length - ChunkFormat.FRAME);
    CRC32C crc = new CRC32C();
    crc.update(bytes, at, AT_CRC);
    crc.update(bytes, at + ChunkFormat.FRAME, length - ChunkFormat.FRAME);
    chunk.putInt(at + AT_CRC, (int) crc.getValue());
  }

  /** Seals everything that begins like a chunk, up to where the next one begins. */
  static byte[] sealAll(byte[] bytes) {
    byte[] sealed = bytes.clone();
    ByteBuffer all = ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN);
    int at = next(all, 0);
    while (at >= 0) {
      int behind = next(all, at + 4);
      // An excerpt's header stands between two chunks.
      int end = behind < 0 ? sealed.length : behind - 4;
      int length = Math.min(end - at, ChunkFormat.MAX_CHUNK);
      int said = all.getInt(at + AT_PAYLOAD);
      if (said >= 0 && said <= length - ChunkFormat.FRAME) {
        length = ChunkFormat.FRAME + said;
      }
      if (length >= ChunkFormat.FRAME) {
        seal(sealed, at, length);
      }
      at = behind;
    }
    return sealed;
  }

  private static int next(ByteBuffer bytes, int from) {
    for (int at = from; at <= bytes.limit() - ChunkFormat.FRAME; at++) {
      if (bytes.getInt(at) == ChunkFormat.MAGIC) {
        return at;
      }
    }
    return -1;
  }
}
