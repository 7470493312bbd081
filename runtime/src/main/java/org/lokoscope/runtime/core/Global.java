// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.core;

import org.jspecify.annotations.Nullable;

/**
 * A variable of a library or of a top-level program. Code is shared by all processes, values are
 * not: each process keeps its own at {@link #index} of its machine's table of globals. A constant
 * (every primitive is one) has the same value everywhere and none can assign it.
 */
public final class Global {

  private final String name;
  private final int index;
  private final @Nullable Object constant;
  private boolean assigned;
  private boolean open;

  /** The module of Guile's that has the name, while nothing here defines it. */
  private @Nullable String lackingModule;

  /** A variable whose values stand at {@code index}; made by {@link GlobalTable}. */
  Global(String name, int index) {
    this.name = name;
    this.index = index;
    this.constant = null;
  }

  private Global(String name, Object constant) {
    this.name = name;
    this.index = -1;
    this.constant = constant;
  }

  /** A variable that nobody can assign: the compiler may use its value at once. */
  public static Global constant(String name, Object value) {
    return new Global(name, value);
  }

  public String name() {
    return name;
  }

  public boolean isConstant() {
    return index < 0;
  }

  /** The value of a constant. */
  @SuppressWarnings("NullAway") // Asked of constants only, which have one.
  public Object constantValue() {
    return constant;
  }

  /** The place in each machine's table, or -1 for a constant. */
  public int index() {
    return index;
  }

  /** Whether a {@code set!} names it. The expander marks this when it meets one. */
  public boolean isAssigned() {
    return assigned;
  }

  public void markAssigned() {
    assigned = true;
  }

  /** Whether only uses of it were met so far, and no definition. */
  public boolean isOpen() {
    return open;
  }

  public void setOpen(boolean isOpen) {
    open = isOpen;
  }

  /** The module of Guile's that has this name, if it is open and a program for Guile uses it. */
  public @Nullable String lackingModule() {
    return lackingModule;
  }

  public void setLackingModule(@Nullable String module) {
    lackingModule = module;
  }

  @Override
  public String toString() {
    return name;
  }
}
