// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.lokoscope.tracer.codec.RandomEvents.Call;

/** What the codec makes of events: other writers must write the same. */
public final class CodecBytes {

  private CodecBytes() {}

  /** The chunks of one stream. */
  public static byte[] of(List<Call> calls, int stream, int run) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ChunkEncoder encoder =
        EncoderFactory.create(
            stream,
            new ChunkSource() {
              @Override
              public Chunk take() {
                return new Chunk();
              }

              @Override
              public void filling(Chunk chunk) {}

              @Override
              public void full(Chunk chunk) {
                bytes.write(chunk.bytes(), 0, chunk.seal(run));
              }
            });
    calls.forEach(call -> call.report(encoder));
    encoder.flush();
    return bytes.toByteArray();
  }
}
