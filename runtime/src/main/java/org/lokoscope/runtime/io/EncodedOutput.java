// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;

/** Characters encoded to bytes. */
final class EncodedOutput extends TextOutput {

  private final BinaryOutput bytes;
  private Transcoder transcoder;

  @SuppressWarnings("NullAway.Init") // The port attaches itself.
  private Port port;

  /** A byte order mark is due before the first character. */
  private boolean markDue;

  private boolean lineEnded;

  EncodedOutput(BinaryOutput bytes, Transcoder transcoder) {
    this.bytes = bytes;
    this.transcoder = transcoder;
    this.markDue = transcoder.codec() == Codec.UTF_16;
  }

  /** Sets the port that conditions name. */
  void attach(Port port) {
    this.port = port;
  }

  BinaryOutput bytes() {
    return bytes;
  }

  /** What follows is encoded in another way. */
  void setTranscoder(Transcoder changed) {
    transcoder = changed;
    markDue = changed.codec() == Codec.UTF_16;
  }

  @Override
  public void put(int c) throws IOException {
    if (c != '\n') {
      encode(c);
      return;
    }
    lineEnded = true;
    String eol = transcoder.eol().text;
    for (int i = 0; i < eol.length(); i++) {
      encode(eol.charAt(i));
    }
  }

  private void encode(int c) throws IOException {
    switch (transcoder.codec()) {
      case LATIN_1 -> latin1(c);
      case UTF_8 -> utf8(c);
      case UTF_16, UTF_16_BE, UTF_16_LE -> utf16(c);
    }
  }

  private void latin1(int c) throws IOException {
    if (c <= 255) {
      bytes.write(c);
      return;
    }
    switch (transcoder.errors()) {
      case REPLACE -> bytes.write('?');
      case RAISE -> throw IoErrors.encoding("write", port, c);
      case IGNORE -> {}
    }
  }

  private void utf8(int c) throws IOException {
    if (c < 0x80) {
      bytes.write(c);
    } else if (c < 0x800) {
      bytes.write(0xc0 | c >> 6);
      bytes.write(0x80 | c & 0x3f);
    } else if (c < 0x10000) {
      bytes.write(0xe0 | c >> 12);
      bytes.write(0x80 | c >> 6 & 0x3f);
      bytes.write(0x80 | c & 0x3f);
    } else {
      bytes.write(0xf0 | c >> 18);
      bytes.write(0x80 | c >> 12 & 0x3f);
      bytes.write(0x80 | c >> 6 & 0x3f);
      bytes.write(0x80 | c & 0x3f);
    }
  }

  private void utf16(int c) throws IOException {
    if (markDue) {
      markDue = false;
      unit(0xfeff);
    }
    if (c < 0x10000) {
      unit(c);
    } else {
      unit(Character.highSurrogate(c));
      unit(Character.lowSurrogate(c));
    }
  }

  private void unit(int unit) throws IOException {
    boolean little = transcoder.codec() == Codec.UTF_16_LE;
    bytes.write(little ? unit & 0xff : unit >> 8);
    bytes.write(little ? unit >> 8 : unit & 0xff);
  }

  @Override
  public void settle() throws IOException {
    if (bytes.mode() == BufferMode.LINE && lineEnded) {
      bytes.flush();
    }
    lineEnded = false;
    bytes.settle();
  }

  @Override
  public void flush() throws IOException {
    bytes.flush();
  }

  @Override
  public BufferMode mode() {
    return bytes.mode();
  }

  @Override
  public long position() throws IOException {
    return bytes.position();
  }

  @Override
  public boolean canSeek() {
    return bytes.canSeek();
  }

  @Override
  public void seek(long position) throws IOException {
    bytes.seek(position);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
