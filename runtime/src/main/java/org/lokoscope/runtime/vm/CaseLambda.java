// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;

/** A procedure with several clauses: the first that accepts the number of arguments is called. */
public final class CaseLambda extends Procedure {

  private final String name;
  private final Closure[] clauses;

  public CaseLambda(String name, Closure[] clauses) {
    this.name = name;
    this.clauses = clauses;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean accepts(int arguments) {
    return clauseFor(arguments) != null;
  }

  @Override
  public Object apply(Machine machine, Object[] arguments) {
    return select(arguments.length, arguments).apply(machine, arguments);
  }

  @Override
  public Object apply0(Machine machine) {
    Closure clause = clauseFor(0);
    return clause != null ? clause.apply0(machine) : apply(machine, new Object[0]);
  }

  @Override
  public Object apply1(Machine machine, Object a) {
    Closure clause = clauseFor(1);
    return clause != null ? clause.apply1(machine, a) : apply(machine, new Object[] {a});
  }

  @Override
  public Object apply2(Machine machine, Object a, Object b) {
    Closure clause = clauseFor(2);
    return clause != null ? clause.apply2(machine, a, b) : apply(machine, new Object[] {a, b});
  }

  private Closure select(int count, Object[] arguments) {
    Closure clause = clauseFor(count);
    if (clause == null) {
      throw Raise.arity(name, takes(), arguments);
    }
    return clause;
  }

  private String takes() {
    return Arrays.stream(clauses).map(c -> c.code().takes()).collect(Collectors.joining(", "));
  }

  /** The first clause that accepts so many arguments, or null. */
  @Nullable Closure clauseFor(int arguments) {
    for (Closure clause : clauses) {
      if (clause.accepts(arguments)) {
        return clause;
      }
    }
    return null;
  }
}
