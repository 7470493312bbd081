// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Characters decoded from bytes, one at a time, so that nothing is taken that is not asked for. */
final class DecodedInput extends TextInput {

  private static final int END = -1;
  private static final int NOTHING = -2;
  private static final int INVALID = -3;
  private static final int REPLACEMENT = 0xfffd;
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private final BinaryInput bytes;
  private Transcoder transcoder;

  @SuppressWarnings("NullAway.Init") // The port attaches itself.
  private Port port;

  private Codec codec;
  private int peeked = NOTHING;
  private long peekedAt;

  /** The last character was a carriage return that was given out as a line end. */
  private boolean afterReturn;

  /** Where the decoder is; the place is that of the next byte. */
  private record State(
      long place,
      int peeked,
      long peekedAt,
      boolean afterReturn,
      Codec codec,
      int line,
      int column) {}

  private int markedPeeked;
  private long markedPeekedAt;
  private boolean markedAfterReturn;
  private Codec markedCodec;

  DecodedInput(BinaryInput bytes, Transcoder transcoder) {
    this.bytes = bytes;
    this.transcoder = transcoder;
    this.codec = transcoder.codec();
    this.markedCodec = codec;
  }

  /** Sets the port that conditions name. */
  void attach(Port port) {
    this.port = port;
  }

  BinaryInput bytes() {
    return bytes;
  }

  /** What follows is decoded in another way; a character ahead is given back. */
  void setTranscoder(Transcoder changed) {
    bytesFromHere();
    transcoder = changed;
    codec = changed.codec();
    afterReturn = false;
  }

  /** The bytes from the place on that characters were taken up to; one ahead is given back. */
  BinaryInput bytesFromHere() {
    if (peeked >= 0) {
      bytes.giveBack(encoded(peeked));
    }
    peeked = NOTHING;
    return bytes;
  }

  @Override
  protected void giveBack(int c) throws IOException {
    if (codec != Codec.UTF_8 && codec != Codec.LATIN_1) {
      super.giveBack(c);
    }
    if (peeked >= 0) {
      bytes.giveBack(encoded(peeked));
    }
    peeked = NOTHING;
    bytes.giveBack(encoded(c));
  }

  private byte[] encoded(int c) {
    return Character.toString(c)
        .getBytes(codec == Codec.UTF_8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  @Override
  public void mark() {
    super.mark();
    bytes.mark();
    markedPeeked = peeked;
    markedPeekedAt = peekedAt;
    markedAfterReturn = afterReturn;
    markedCodec = codec;
  }

  @Override
  public void rewind() {
    super.rewind();
    bytes.rewind();
    peeked = markedPeeked;
    peekedAt = markedPeekedAt;
    afterReturn = markedAfterReturn;
    codec = markedCodec;
  }

  @Override
  Object state() {
    return new State(bytes.place(), peeked, peekedAt, afterReturn, codec, line(), column());
  }

  @Override
  void resume(Object state) {
    State at = (State) state;
    bytes.goTo(at.place);
    peeked = at.peeked;
    peekedAt = at.peekedAt;
    afterReturn = at.afterReturn;
    codec = at.codec;
    moveTo(at.line, at.column);
  }

  @Override
  public void forgetEnd() {
    bytes.forgetEnd();
  }

  @Override
  public void passEnd() {
    peeked = peeked == END ? NOTHING : peeked;
  }

  @Override
  public int peek() throws IOException {
    if (peeked == NOTHING) {
      peekedAt = bytes.position();
      peeked = next();
    }
    return peeked;
  }

  @Override
  protected int take() throws IOException {
    int c = peeked;
    if (c == NOTHING) {
      return next();
    }
    peeked = NOTHING;
    return c;
  }

  /** A character whose bytes are not all there is not begun. */
  private int next() throws IOException {
    long start = bytes.place();
    boolean wasAfterReturn = afterReturn;
    Codec before = codec;
    try {
      return nextWhole();
    } catch (NeedsInput more) {
      bytes.goTo(start);
      afterReturn = wasAfterReturn;
      codec = before;
      throw more;
    }
  }

  private int nextWhole() throws IOException {
    int c = decodeValid();
    if (transcoder.eol() == EolStyle.NONE) {
      return c;
    }
    if (afterReturn) {
      afterReturn = false;
      if (c == '\n' || c == 0x85) {
        c = decodeValid();
      }
    }
    if (c == '\r') {
      afterReturn = true;
      return '\n';
    }
    return c == 0x85 || c == 0x2028 ? '\n' : c;
  }

  private int decodeValid() throws IOException {
    while (true) {
      int c = decode();
      if (c != INVALID) {
        return c;
      }
      switch (transcoder.errors()) {
        case REPLACE -> {
          return REPLACEMENT;
        }
        case RAISE -> throw IoErrors.decoding("read", port);
        case IGNORE -> {}
      }
    }
  }

  private int decode() throws IOException {
    return switch (codec) {
      case LATIN_1 -> bytes.read();
      case UTF_8 -> utf8();
      case UTF_16 -> utf16Start();
      case UTF_16_BE, UTF_16_LE -> utf16();
    };
  }

  /** An invalid sequence ends before the first byte that cannot belong to it. */
  private int utf8() throws IOException {
    int first = bytes.read();
    if (first < 0x80) {
      return first;
    }
    if (first < 0xc2 || first > 0xf4) {
      return INVALID;
    }
    int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    int c = first & (0x3f >> more);
    for (int i = 0; i < more; i++) {
      int b = bytes.peek();
      if (!isContinuation(first, i, b)) {
        return INVALID;
      }
      c = c << 6 | b & 0x3f;
      bytes.read();
    }
    return c;
  }

  /** Excludes overlong forms, surrogates and what lies beyond Unicode, all by the second byte. */
  private static boolean isContinuation(int first, int index, int b) {
    if (b < 0x80 || b > 0xbf) {
      return false;
    }
    return index > 0
        || switch (first) {
          case 0xe0 -> b >= 0xa0;
          case 0xed -> b < 0xa0;
          case 0xf0 -> b >= 0x90;
          case 0xf4 -> b < 0x90;
          default -> true;
        };
  }

  private int utf16Start() throws IOException {
    codec = Codec.UTF_16_BE;
    int unit = unit();
    if (unit == BYTE_ORDER_MARK) {
      return utf16();
    }
    if (unit == 0xfffe) {
      codec = Codec.UTF_16_LE;
      return utf16();
    }
    return utf16(unit);
  }

  private int utf16() throws IOException {
    return utf16(unit());
  }

  private int utf16(int unit) throws IOException {
    if (unit < 0 || !Character.isSurrogate((char) unit)) {
      return unit;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return INVALID;
    }
    int low = unit();
    return low >= 0 && Character.isLowSurrogate((char) low)
        ? Character.toCodePoint((char) unit, (char) low)
        : INVALID;
  }

  private int unit() throws IOException {
    int first = bytes.read();
    if (first < 0) {
      return END;
    }
    int second = bytes.read();
    if (second < 0) {
      return INVALID;
    }
    return codec == Codec.UTF_16_LE ? second << 8 | first : first << 8 | second;
  }

  @Override
  public boolean isReady() throws IOException {
    return peeked != NOTHING || bytes.isReady();
  }

  @Override
  public long position() throws IOException {
    return peeked == NOTHING ? bytes.position() : peekedAt;
  }

  @Override
  public boolean canSeek() {
    return bytes.canSeek();
  }

  @Override
  public void seek(long position) throws IOException {
    bytes.seek(position);
    peeked = NOTHING;
    afterReturn = false;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
