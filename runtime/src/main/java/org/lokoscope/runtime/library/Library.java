package org.lokoscope.runtime.library;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.Unit;

/** A library that can be imported. */
public final class Library {

  private final String name;
  private final Object version;
  private final @Nullable Unit unit;
  private @Nullable Supplier<Map<Symbol, Binding>> source;
  private @Nullable Map<Symbol, Binding> exports;

  Library(String name, Object version, @Nullable Unit unit, Supplier<Map<Symbol, Binding>> source) {
    this.name = name;
    this.version = version;
    this.unit = unit;
    this.source = source;
  }

  /** As programs write it, such as {@code (rnrs base)}. */
  public String name() {
    return name;
  }

  /** A list of integers. */
  Object version() {
    return version;
  }

  /** What it runs; null for a library of the system. */
  public @Nullable Unit unit() {
    return unit;
  }

  public Map<Symbol, Binding> exports() {
    if (exports == null) {
      exports = Objects.requireNonNull(source).get();
      source = null;
    }
    return exports;
  }
}
