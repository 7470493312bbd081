// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.source;

import org.jspecify.annotations.Nullable;

/**
 * A program text that is wrong: the message says what, the span says where. {@link #getMessage} is
 * one line that starts with {@code file:line:column}.
 */
public final class SyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final transient SourceSpan span;
  private final transient @Nullable Object condition;

  public SyntaxException(String what, @Nullable SourceSpan span) {
    this(what, span, null);
  }

  /**
   * @param condition what a macro raised, or null
   */
  public SyntaxException(String what, @Nullable SourceSpan span, @Nullable Object condition) {
    super((span == null || span.line() == 0 ? "" : span.position() + ": ") + oneLine(what));
    this.what = oneLine(what);
    this.span = span == null ? SourceSpan.NONE : span;
    this.condition = condition;
  }

  /** Whether more text could make it right: at a prompt, the form goes on on the next line. */
  public boolean isIncomplete() {
    return what.startsWith("unexpected end of file");
  }

  private static String oneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return text.replaceAll("\\p{Cntrl}+|[\\u0080-\\u009F]+", " ");
      }
    }
    return text;
  }

  /** The message without the place. */
  public String what() {
    return what;
  }

  /** The place; {@link SourceSpan#NONE} if there is none. */
  public SourceSpan span() {
    return span;
  }

  /** The object that a macro raised, or null. */
  public @Nullable Object condition() {
    return condition;
  }
}
