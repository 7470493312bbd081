// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.Codec;
import org.lokoscope.runtime.io.EolStyle;
import org.lokoscope.runtime.io.ErrorMode;
import org.lokoscope.runtime.io.TextCoding;
import org.lokoscope.runtime.io.Transcoder;

/** Strings to bytevectors and back. */
final class TextCodingPrimitives {

  private TextCodingPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineN("string->utf8", 1, 3, TextCodingPrimitives::toUtf8);
    t.defineN("utf8->string", 1, 3, TextCodingPrimitives::fromUtf8);
    t.defineN("string->utf16", 1, 2, a -> toWide("string->utf16", a, 2));
    t.defineN("string->utf32", 1, 2, a -> toWide("string->utf32", a, 4));
    t.defineN("utf16->string", 2, 3, a -> fromWide("utf16->string", a, 2));
    t.defineN("utf32->string", 2, 3, a -> fromWide("utf32->string", a, 4));
    t.define2("string->bytevector", TextCodingPrimitives::encode);
    t.define2("bytevector->string", TextCodingPrimitives::decode);
  }

  private static Transcoder lenient(Codec codec) {
    return new Transcoder(codec, EolStyle.NONE, ErrorMode.REPLACE);
  }

  private static Object toUtf8(Object[] a) {
    SchemeString text = Args.string("string->utf8", a[0]);
    int start = Args.start("string->utf8", a, 1, text.length());
    int end = Args.end("string->utf8", a, 2, start, text.length());
    return TextCoding.encode(text, start, end, lenient(Codec.UTF_8));
  }

  private static Object fromUtf8(Object[] a) {
    byte[] bytes = Args.bytes("utf8->string", a[0]);
    int start = Args.start("utf8->string", a, 1, bytes.length);
    int end = Args.end("utf8->string", a, 2, start, bytes.length);
    return TextCoding.decode(bytes, start, end, lenient(Codec.UTF_8));
  }

  private static boolean isBig(String who, Object[] a, int at) {
    if (at >= a.length || a[at] == Symbol.of("big")) {
      return true;
    }
    if (a[at] != Symbol.of("little")) {
      throw Raise.type(who, "an endianness", a[at]);
    }
    return false;
  }

  private static Object toWide(String who, Object[] a, int width) {
    SchemeString text = Args.string(who, a[0]);
    boolean big = isBig(who, a, 1);
    return width == 2
        ? TextCoding.encode(
            text, 0, text.length(), lenient(big ? Codec.UTF_16_BE : Codec.UTF_16_LE))
        : TextCoding.toUtf32(text, big);
  }

  /** The third argument says that the endianness holds even if there is a byte order mark. */
  private static Object fromWide(String who, Object[] a, int width) {
    byte[] bytes = Args.bytes(who, a[0]);
    boolean big = isBig(who, a, 1);
    boolean mandatory = a.length > 2 && a[2] != Boolean.FALSE;
    int start = 0;
    if (!mandatory) {
      int mark = TextCoding.byteOrderMark(bytes, width);
      big = mark == 0 ? big : mark > 0;
      start = mark == 0 ? 0 : width;
    }
    return width == 2
        ? TextCoding.decode(
            bytes, start, bytes.length, lenient(big ? Codec.UTF_16_BE : Codec.UTF_16_LE))
        : TextCoding.fromUtf32(bytes, start, big);
  }

  private static Object encode(Object a, Object transcoder) {
    SchemeString text = Args.string("string->bytevector", a);
    return TextCoding.encode(
        text, 0, text.length(), Ports.transcoder("string->bytevector", transcoder));
  }

  private static Object decode(Object a, Object transcoder) {
    byte[] bytes = Args.bytes("bytevector->string", a);
    return TextCoding.decode(
        bytes, 0, bytes.length, Ports.transcoder("bytevector->string", transcoder));
  }
}
