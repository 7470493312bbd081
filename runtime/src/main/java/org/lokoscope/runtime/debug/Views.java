// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.SourceSpan;

/** What is seen of a program that stands. */
public final class Views {

  private Views() {}

  /**
   * A fiber.
   *
   * @param state what it does, in words
   * @param stands whether it is the one that stands
   */
  public record FiberView(
      long process, long id, String name, String state, SourceSpan span, boolean stands) {

    /** Its number within its process, as it is shown. */
    public long number() {
      return id & 0xffffffffL;
    }
  }

  /**
   * A frame of a fiber.
   *
   * @param index from 0, the innermost
   * @param procedure its name; empty for the top level and for procedures without one
   * @param span the form that runs, or whose value it waits for
   * @param isSystem whether it is a frame of the system's own
   */
  public record FrameView(int index, String procedure, SourceSpan span, boolean isSystem) {}

  /**
   * A variable of a frame.
   *
   * @param value null if the frame does not hold it any more
   * @param note instead of a value: why there is none; else empty
   * @param isFree whether it is one of the procedure's free variables
   */
  public record VariableView(String name, @Nullable Object value, String note, boolean isFree) {

    /** The value as Scheme writes it, cut off after so many characters, or the note. */
    public String text(int limit) {
      return note.isEmpty() ? Values.show(value, limit) : note;
    }
  }

  /**
   * An entry of the dynamic state.
   *
   * @param what what it is, in words
   * @param values what it holds
   */
  public record WinderView(String what, SourceSpan span, List<VariableView> values) {}

  /**
   * The outcome of an evaluation.
   *
   * @param problem why there is no value; else empty
   */
  public record Result(@Nullable Object value, String problem) {

    public boolean isValue() {
      return problem.isEmpty();
    }
  }
}
