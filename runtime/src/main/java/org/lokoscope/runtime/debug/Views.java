// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.WaitView;
import org.lokoscope.runtime.process.Enders;
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
   * Who could end a wait, in words.
   *
   * @param wait what is waited for
   * @param found all who could end something that the fiber waits for
   */
  public static List<String> enders(WaitView wait, Enders.Found found) {
    if (wait.object() == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Enders.Ender ender : found.of().getOrDefault(wait.object(), List.of())) {
      Fiber fiber = ender.fiber();
      lines.add(
          fiber == null
              ? "any fiber that uses it could end it: " + ender.way()
              : "fiber "
                  + (fiber.id() & 0xffffffffL)
                  + (fiber.name().isEmpty() ? "" : " \"" + fiber.name() + "\"")
                  + " could end it: "
                  + ender.way());
    }
    if (lines.isEmpty() && found.complete()) {
      lines.add("no other fiber can reach it, nor any variable: nobody in this process ends it");
    } else if (!found.complete()) {
      lines.add("there was too much to look at: there may be others");
    }
    return lines;
  }

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
