// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.SchemeString;

/** Ports on strings that are asked for bytes, and what ports in memory have collected. */
final class CodedString {

  private CodedString() {}

  /** What was not taken of a string yet, as UTF-8. */
  static DecodedInput decoded(TextInput.OfString text, Port port) {
    byte[] rest = text.rest().getBytes(StandardCharsets.UTF_8);
    DecodedInput decoded = new DecodedInput(new BinaryInput(rest), Transcoder.NATIVE);
    decoded.attach(port);
    decoded.moveTo(text.line(), text.column());
    return decoded;
  }

  /** Collects UTF-8, behind what was collected before. */
  static EncodedOutput encoded(TextOutput.OfString text, Port port) throws IOException {
    BinaryOutput bytes = new BinaryOutput(new MemorySink(), BufferMode.BLOCK);
    EncodedOutput encoded = new EncodedOutput(bytes, Transcoder.NATIVE);
    encoded.attach(port);
    SchemeString content = text.content();
    encoded.write(content, 0, content.length());
    encoded.moveTo(text.line(), text.column());
    return encoded;
  }

  /** The string or the bytes that were written and flushed; null if they went elsewhere. */
  static @Nullable Object collected(@Nullable PortOutput output) {
    if (output instanceof TextOutput.OfString text) {
      return text.content();
    }
    if (output instanceof EncodedOutput coded
        && coded.bytes().sink() instanceof MemorySink memory) {
      byte[] content = memory.content();
      return TextCoding.decode(content, 0, content.length, Transcoder.NATIVE);
    }
    return output instanceof BinaryOutput bytes && bytes.sink() instanceof MemorySink memory
        ? memory.content()
        : null;
  }
}
