package org.lokoscope.runtime.expander;

import java.util.LinkedHashSet;
import java.util.Set;
import org.lokoscope.runtime.core.Core;

/**
 * Code that must run once in every process, or in the expander's machine, before others may use its
 * variables: the body of a library, or one definition of a system library.
 */
public final class Unit {

  private final String name;
  private final Set<Unit> dependencies = new LinkedHashSet<>();
  private Core code;

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

  /** What to run; null while it is being expanded. */
  public Core code() {
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
