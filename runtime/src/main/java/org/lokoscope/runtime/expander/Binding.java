// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.Local;

/**
 * What an identifier stands for. Two identifiers are the same, in the sense of {@code
 * free-identifier=?}, if they stand for one binding object; so there is one for each definition.
 */
public abstract sealed class Binding {

  /** A local variable. */
  static final class LocalVariable extends Binding {
    final Local local;

    /** The phase that it lives in: 0 for run time, 1 for transformers, and so on. */
    final int level;

    LocalVariable(Local local, int level) {
      this.local = local;
      this.level = level;
    }
  }

  /** A variable of a library or program. */
  public static final class GlobalVariable extends Binding {
    final Global global;

    /** Whose code gives it its value; null for constants. */
    final @Nullable Unit owner;

    public GlobalVariable(Global global, @Nullable Unit owner) {
      this.global = global;
      this.owner = owner;
      if (owner != null) {
        owner.own(global);
      }
    }

    public Global global() {
      return global;
    }

    /** Whose code gives it its value; null for constants. */
    public @Nullable Unit owner() {
      return owner;
    }
  }

  /** A form that this package knows by itself. */
  public static final class Form extends Binding {
    final CoreForm form;

    public Form(CoreForm form) {
      this.form = form;
    }
  }

  /** A macro of the program. */
  static final class Macro extends Binding {
    /** Another one while the body of a {@code syntax-parameterize} is expanded. */
    Transformer transformer;

    Macro(Transformer transformer) {
      this.transformer = transformer;
    }
  }

  /** A variable of a pattern in {@code syntax-case} or {@code syntax-rules}. */
  static final class PatternVariable extends Binding {
    final Local local;
    final int depth;
    final int level;

    PatternVariable(Local local, int depth, int level) {
      this.local = local;
      this.depth = depth;
      this.level = level;
    }
  }

  /** A keyword that a definition form made and that expands itself. */
  abstract static non-sealed class Special extends Binding {
    abstract Core expand(Expander expander, Object x);
  }

  /** The name of a record type, with the variables that hold its two descriptors. */
  static final class RecordName extends Binding {
    final Binding type;
    final @Nullable Binding constructor;

    RecordName(Binding type, @Nullable Binding constructor) {
      this.type = type;
      this.constructor = constructor;
    }
  }

  /**
   * One of the names that come with the system. What it means is found out when it is first used,
   * so that the many unused ones cost nothing.
   */
  public abstract static non-sealed class Builtin extends Binding {
    private final String name;

    protected Builtin(String name) {
      this.name = name;
    }

    public final String name() {
      return name;
    }

    /** A binding of another kind, or null if there is nothing of that name. */
    public abstract @Nullable Binding meaning();

    /** The meaning if it has been found already, else null. */
    public abstract @Nullable Binding knownMeaning();
  }
}
