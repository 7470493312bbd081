package org.lokoscope.runtime.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** Decodes the bytes of a source file; refuses what is not text. */
public final class SourceText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private SourceText() {}

  /**
   * The text of a file without its byte order mark.
   *
   * @throws SyntaxException if the bytes are not UTF-8 or contain a NUL
   */
  public static String decode(byte[] bytes, String file) {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
    } catch (CharacterCodingException malformed) {
      throw notText(file, "not valid UTF-8");
    }
    if (text.indexOf('\0') >= 0) {
      throw notText(file, "it contains NUL bytes");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static SyntaxException notText(String file, String why) {
    return new SyntaxException("not a text file: " + why, new SourceSpan(file, 1, 1, 1, 1));
  }
}
