// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.node.Closures;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Node;

/** What a debugger must know of code that its nodes do not say: places and names. */
public final class CodeNotes {

  private final Map<Node, SourceSpan> places = new IdentityHashMap<>();
  private final Map<Object, List<Local>> bound = new IdentityHashMap<>();
  private List<Local> parameters = List.of();
  private List<Local> free = List.of();
  private @Nullable Local self;

  CodeNotes() {}

  /** Notes where the expression of a node stands. What only binds names has no place. */
  void place(Node node, SourceSpan span) {
    boolean onlyBinds =
        node instanceof Wait
            || node instanceof Flow.Bind
            || node instanceof Flow.Then
            || node instanceof Flow.If
            || node instanceof Closures.Fix
            || node instanceof Loop.Enter;
    if (span != null && span.line() != 0 && !onlyBinds) {
      places.putIfAbsent(node, span);
    }
  }

  void bind(Object node, List<Local> variables) {
    bound.put(node, variables);
  }

  void procedure(List<Local> itsParameters, List<Local> itsFree, @Nullable Local itself) {
    parameters = itsParameters;
    free = itsFree;
    self = itself;
  }

  /** Where the expression of a node stands; {@link SourceSpan#NONE} if it is no place to stop. */
  public SourceSpan place(Node node) {
    return places.getOrDefault(node, SourceSpan.NONE);
  }

  /** The variables that a node binds, in the order of its slots. */
  public List<Local> bound(Object node) {
    return bound.getOrDefault(node, List.of());
  }

  /** In slots from 1. */
  public List<Local> parameters() {
    return parameters;
  }

  /** In the order of the closure. */
  public List<Local> free() {
    return free;
  }

  /** The variable that is the running closure itself, or null. */
  public @Nullable Local self() {
    return self;
  }
}
