// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.CoreForm;
import org.lokoscope.runtime.primitives.PrimitiveTable;

/**
 * The one flat space of the system's names: core forms, primitives, and what the private libraries
 * export. A name has one binding object for ever, whichever library exports it.
 */
final class Builtins {

  private final PrimitiveTable primitives;
  private final Map<String, Binding> bindings = new HashMap<>(2048);

  @SuppressWarnings("NullAway.Init") // They need this first.
  private PrivateLibraries privates;

  Builtins(PrimitiveTable primitives) {
    this.primitives = primitives;
  }

  void privates(PrivateLibraries libraries) {
    privates = libraries;
  }

  PrimitiveTable primitives() {
    return primitives;
  }

  /** Whether the name stands for anything. */
  boolean has(String name) {
    return CoreForm.named(name) != null
        || primitives.lookup(name) != null
        || privates.exports(name);
  }

  /** The binding of a name; its meaning is null if the name stands for nothing. */
  Binding binding(String name) {
    Binding known = bindings.get(name);
    if (known == null) {
      known = new Named(name);
      bindings.put(name, known);
    }
    return known;
  }

  /** All names that anything has asked for. */
  Map<String, Binding> asked() {
    return bindings;
  }

  private final class Named extends Binding.Builtin {
    private @Nullable Binding meaning;

    Named(String name) {
      super(name);
    }

    @Override
    public @Nullable Binding meaning() {
      if (meaning == null) {
        meaning = find();
      }
      return meaning;
    }

    @Override
    public @Nullable Binding knownMeaning() {
      return meaning;
    }

    private @Nullable Binding find() {
      CoreForm form = CoreForm.named(name());
      if (form != null) {
        return new Binding.Form(form);
      }
      Global primitive = primitives.lookup(name());
      return primitive != null
          ? new Binding.GlobalVariable(primitive, null)
          : privates.load(Symbol.of(name()));
    }
  }
}
