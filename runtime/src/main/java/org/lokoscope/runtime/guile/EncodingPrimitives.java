// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.io.Codec;
import org.lokoscope.runtime.io.EolStyle;
import org.lokoscope.runtime.io.ErrorMode;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/** Encodings by name: of ports, and of whole strings and bytevectors. */
final class EncodingPrimitives {

  /** That of each head of HTTP. */
  private static final Transcoder LATIN_1 =
      new Transcoder(Codec.LATIN_1, EolStyle.NONE, ErrorMode.REPLACE);

  private EncodingPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define1("%port-encoding", EncodingPrimitives::encoding);
    t.define2("%set-port-encoding!", EncodingPrimitives::setEncoding);
    t.define2("%mixed-port", EncodingPrimitives::mixed);
    t.define1(
        "%mix-port!",
        x -> {
          port("open-input-string", x).mix();
          return x;
        });
    t.define1("%takes-bytes?", x -> x instanceof Port port && port.takesBytes());
    t.define1("%encoding?", name -> charset("encoding", name) != null);
    t.define3("%encode", EncodingPrimitives::encode);
    t.define3("%decode", EncodingPrimitives::decode);
  }

  private static @Nullable Charset charset(String who, Object name) {
    String text = Args.string(who, name).toString();
    try {
      return Charset.forName(text.toUpperCase(Locale.ROOT).equals("LATIN-1") ? "LATIN1" : text);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
      return null;
    }
  }

  private static Port port(String who, Object x) {
    if (x instanceof Port port) {
      return port;
    }
    throw Raise.type(who, "a port", x);
  }

  private static Object encoding(Object x) {
    Transcoder transcoder = port("port-encoding", x).transcoder();
    if (transcoder == null) {
      return Boolean.FALSE;
    }
    return SchemeString.of(
        switch (transcoder.codec()) {
          case LATIN_1 -> "ISO-8859-1";
          case UTF_8 -> "UTF-8";
          case UTF_16 -> "UTF-16";
          case UTF_16_LE -> "UTF-16LE";
          case UTF_16_BE -> "UTF-16BE";
        });
  }

  /** The code of ports for an encoding; null if they cannot do that one. */
  private static @Nullable Transcoder transcoder(String who, Object name) {
    if (Args.string(who, name).toString().equals("ISO-8859-1")) {
      return LATIN_1;
    }
    Charset charset = charset(who, name);
    Codec codec =
        switch (charset == null ? "" : charset.name()) {
          case "UTF-8" -> Codec.UTF_8;
          case "ISO-8859-1", "US-ASCII" -> Codec.LATIN_1;
          case "UTF-16" -> Codec.UTF_16;
          case "UTF-16LE" -> Codec.UTF_16_LE;
          case "UTF-16BE" -> Codec.UTF_16_BE;
          default -> null;
        };
    return codec == null ? null : new Transcoder(codec, EolStyle.NONE, ErrorMode.REPLACE);
  }

  /** Whether ports can do that. A port of characters alone stays what it is. */
  private static Object setEncoding(Object x, Object name) {
    Port port = port("set-port-encoding!", x);
    Transcoder transcoder = transcoder("set-port-encoding!", name);
    if (transcoder != null && port.isCoded()) {
      port.setTranscoder(transcoder);
    }
    return transcoder != null;
  }

  /** The port for bytes and characters in the place of one for bytes alone, or #f. */
  private static Object mixed(Object x, Object name) {
    Port port = port("set-port-encoding!", x);
    Transcoder transcoder = transcoder("set-port-encoding!", name);
    return transcoder == null ? Boolean.FALSE : port.mixed(transcoder);
  }

  /** The bytes; the index of a character that has none, if errors are not to be replaced. */
  private static Object encode(Object string, Object name, Object replace) {
    Charset charset = known("string->bytevector", name);
    SchemeString text = Args.string("string->bytevector", string);
    boolean lenient = replace != Boolean.FALSE;
    var encoder =
        charset
            .newEncoder()
            .onMalformedInput(lenient ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
            .onUnmappableCharacter(lenient ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT);
    CharBuffer characters = CharBuffer.wrap(text.toString());
    try {
      ByteBuffer bytes = encoder.encode(characters);
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      return content;
    } catch (CharacterCodingException _) {
      String done = characters.flip().toString();
      return (long) done.codePointCount(0, done.length());
    }
  }

  /** The text; #f if there are bytes that are none, if errors are not to be replaced. */
  private static Object decode(Object from, Object name, Object replace) {
    Charset charset = known("bytevector->string", name);
    byte[] bytes = Args.bytes("bytevector->string", from);
    boolean lenient = replace != Boolean.FALSE;
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(lenient ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT)
            .onUnmappableCharacter(lenient ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT);
    try {
      return SchemeString.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Boolean.FALSE;
    }
  }

  private static Charset known(String who, Object name) {
    Charset charset = charset(who, name);
    if (charset == null) {
      throw Raise.assertion(who, "unknown encoding", name);
    }
    return charset;
  }
}
