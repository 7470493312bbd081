package org.lokoscope.runtime.reader;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/** Decodes the bytes of a source file; refuses what is not text. */
public final class SourceText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final int HEAD = 500;

  /** What a file says of itself that is not in UTF-8. */
  private static final Pattern CODING =
      Pattern.compile("coding[:=][ \\t]*([-.\\w]+)", Pattern.CASE_INSENSITIVE);

  private SourceText() {}

  /**
   * The text of a file without its byte order mark. It may be in another encoding than UTF-8 if it
   * says so near its beginning: {@code coding: iso-8859-1}.
   *
   * @throws SyntaxException if the bytes are neither, or contain a NUL
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
      text = new String(bytes, declared(bytes, file));
    }
    if (text.indexOf('\0') >= 0) {
      throw notText(file, "it contains NUL bytes");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static Charset declared(byte[] bytes, String file) {
    Matcher coding = CODING.matcher(head(bytes));
    if (!coding.find()) {
      throw notText(file, "not valid UTF-8");
    }
    String name = coding.group(1);
    try {
      return name.equalsIgnoreCase("latin-1") ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw notText(file, "not valid UTF-8, and its encoding is not known: " + name);
    }
  }

  /** Where editors look for the name of an encoding. */
  private static String head(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
  }

  private static SyntaxException notText(String file, String why) {
    return new SyntaxException("not a text file: " + why, new SourceSpan(file, 1, 1, 1, 1));
  }
}
