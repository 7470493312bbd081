// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;

/**
 * Code that must run once in every process, or in the expander's machine, before others may use its
 * variables: the body of a library, or one definition of a system library.
 */
public final class Unit {

  private final String name;
  private final Set<Unit> dependencies = new LinkedHashSet<>();
  private final Set<Global> variables = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable Core code;

  public Unit(String name) {
    this.name = name;
  }

  /** How messages call it, such as {@code (my library)}. */
  public String name() {
    return name;
  }

  /** What must run before. May hold cycles among definitions of procedures, which do no harm. */
  public Set<Unit> dependencies() {
    return dependencies;
  }

  void own(Global variable) {
    variables.add(variable);
  }

  /** Whether the variable was made for this code, which gives it its value. */
  public boolean owns(Global variable) {
    return variables.contains(variable);
  }

  /** What to run; null while it is being expanded. */
  public @Nullable Core code() {
    return code;
  }

  public void complete(Core expanded) {
    code = expanded;
  }

  @Override
  public String toString() {
    return name;
  }
}
