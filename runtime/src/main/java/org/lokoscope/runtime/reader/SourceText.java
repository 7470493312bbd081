// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.reader;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
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
   * @throws SyntaxException at the first byte that is neither, or at a NUL
   */
  public static String decode(byte[] bytes, String file) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    boolean valid = !StandardCharsets.UTF_8.newDecoder().decode(in, out, true).isError();
    out.flip();
    String text = valid ? out.toString() : new String(bytes, declared(bytes, file, out));
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw notText(file, text.substring(0, nul), "it contains NUL bytes");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /**
   * @param before what was read up to the first byte that is not in UTF-8
   */
  private static Charset declared(byte[] bytes, String file, CharSequence before) {
    Matcher coding = CODING.matcher(head(bytes));
    if (!coding.find()) {
      throw notText(
          file,
          before,
          "not valid UTF-8; another encoding must be named near the beginning, as in"
              + " \";; coding: iso-8859-1\"");
    }
    String name = coding.group(1);
    try {
      return name.equalsIgnoreCase("latin-1") ? StandardCharsets.ISO_8859_1 : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw notText(file, before, "not valid UTF-8, and its encoding is not known: " + name);
    }
  }

  /** Where editors look for the name of an encoding. */
  private static String head(byte[] bytes) {
    return new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
  }

  /**
   * @param before the text up to the place
   */
  private static SyntaxException notText(String file, CharSequence before, String why) {
    String text = before.toString();
    int line = (int) text.chars().filter(c -> c == '\n').count() + 1;
    String last = text.substring(text.lastIndexOf('\n') + 1);
    int column = last.codePointCount(0, last.length()) + 1;
    return new SyntaxException(
        "not a text file: " + why, new SourceSpan(file, line, column, line, column));
  }
}
