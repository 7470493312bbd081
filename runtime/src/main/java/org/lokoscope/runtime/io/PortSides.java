// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one or two directions of a port, and how characters and bytes of it belong together. */
abstract sealed class PortSides permits Port {

  @Nullable PortInput input;
  @Nullable PortOutput output;
  private @Nullable Transcoder transcoder;

  /** Whether a textual port takes and gives bytes, too, as Guile's ports do. */
  private boolean mixed;

  PortSides(
      @Nullable PortInput input, @Nullable PortOutput output, @Nullable Transcoder transcoder) {
    this.input = input;
    this.output = output;
    this.transcoder = transcoder;
  }

  public final boolean isInput() {
    return input != null;
  }

  public final boolean isOutput() {
    return output != null;
  }

  public final boolean isTextual() {
    return input instanceof TextInput || output instanceof TextOutput;
  }

  /** Null unless the port has one. */
  public final @Nullable Transcoder transcoder() {
    return transcoder;
  }

  /** From now on a port of characters takes and gives bytes too; of a string, those of UTF-8. */
  public final void mix() {
    mixed = true;
  }

  /** Whether bytes can be read or written, be it between characters. */
  public final boolean takesBytes() {
    return mixed || !isTextual();
  }

  /** Whether characters are decoded from bytes or encoded, so that another code may be set. */
  public final boolean isCoded() {
    return input instanceof DecodedInput
        || output instanceof EncodedOutput
        || mixed && input instanceof TextInput.OfString;
  }

  /** Sets the code of the characters to come of a port that {@link #isCoded}. */
  final void setTranscoder(Port port, Transcoder changed) {
    codeInput(port);
    transcoder = changed;
    if (input instanceof DecodedInput decoded) {
      decoded.setTranscoder(changed);
    }
    if (output instanceof EncodedOutput encoded) {
      encoded.setTranscoder(changed);
    }
  }

  /** A string becomes bytes when somebody asks for them; says whether it did now. */
  final boolean codeInput(Port port) {
    if (mixed && input instanceof TextInput.OfString text) {
      input = CodedString.decoded(text, port);
      transcoder = Transcoder.NATIVE;
      return true;
    }
    return false;
  }

  /** The same for a string that is collected. */
  final void codeOutput(Port port) throws IOException {
    if (mixed && output instanceof TextOutput.OfString text) {
      output = CodedString.encoded(text, port);
      transcoder = Transcoder.NATIVE;
    }
  }

  /** The bytes of an input port; null for one of characters alone. */
  final @Nullable BinaryInput source() {
    return input instanceof DecodedInput decoded ? decoded.bytes() : binaryInput();
  }

  final @Nullable BinaryInput binaryInput() {
    return input instanceof BinaryInput bytes ? bytes : null;
  }

  final @Nullable BinaryOutput binaryOutput() {
    return output instanceof BinaryOutput bytes ? bytes : null;
  }

  /** The bytes of an output port; null for one of characters alone. */
  final @Nullable BinaryOutput sink() {
    return output instanceof EncodedOutput encoded ? encoded.bytes() : binaryOutput();
  }

  /** The bytes from here on, if programs may take them; else null. */
  final @Nullable BinaryInput bytesToTake() {
    return mixed && input instanceof DecodedInput decoded ? decoded.bytesFromHere() : binaryInput();
  }

  /** Where programs may put bytes, or null. */
  final @Nullable BinaryOutput bytesToGive() {
    return mixed ? sink() : binaryOutput();
  }

  /** How many lines were read, or else written; 0 for a port of bytes alone. */
  public final int line() {
    return input instanceof TextInput in
        ? in.line()
        : output instanceof TextOutput out ? out.line() : 0;
  }

  /** The column of the next character, counted as {@link #line} is. */
  public final int column() {
    return input instanceof TextInput in
        ? in.column()
        : output instanceof TextOutput out ? out.column() : 0;
  }

  /** Sets line and column of the next character. */
  public final void moveTo(int line, int column) {
    if (input instanceof TextInput in) {
      in.moveTo(line, column);
    } else if (output instanceof TextOutput out) {
      out.moveTo(line, column);
    }
  }

  /** How an output port keeps back what is written. */
  public final BufferMode mode() {
    return Objects.requireNonNull(output).mode();
  }

  public final boolean canSeek() {
    return (input == null || input.canSeek()) && (output == null || output.canSeek());
  }

  /** How many bytes a custom port was fed that nobody has taken yet. */
  public final int unread() {
    BinaryInput bytes = source();
    return bytes == null ? 0 : bytes.unread();
  }

  /** How much was written to a custom port since it was last drained. */
  final long pending() throws IOException {
    return output == null ? 0 : output.position();
  }

  /** What was written to a custom port since it was last asked, or null. */
  final @Nullable Object drained() throws IOException {
    if (output instanceof TextOutput.OfString text) {
      var content = text.content();
      text.reset();
      return content.length() == 0 ? null : content;
    }
    BinaryOutput bytes = sink();
    return bytes == null ? null : bytes.drained();
  }
}
