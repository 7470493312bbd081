// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * A program, ready to be compiled.
 *
 * @param units what must run before it in every process that runs it, in this order, each only once
 * @param topLevel what becomes the interaction environment of its process; null for none
 * @param later forms that can be expanded only in the top level and when all before them have run
 * @param warnings what may be wrong with it, in the order of the text
 * @param scope what its names mean, for a debugger; null for what is no text of a program
 */
public record Program(
    List<Unit> units,
    Core body,
    @Nullable Environment topLevel,
    List<Annotation> later,
    List<SyntaxException> warnings,
    @Nullable Environment scope) {

  public Program(List<Unit> units, Core body) {
    this(units, body, null, List.of(), List.of(), null);
  }

  /** A program whose top level is closed. */
  Program(List<Unit> units, Core body, Environment scope) {
    this(units, body, null, List.of(), List.of(), scope);
  }
}
