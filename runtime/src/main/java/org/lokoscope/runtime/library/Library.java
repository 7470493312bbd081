// SPDX-License-Identifier: Apache-2.0
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

  /** Whether it may export more later, for its forms run one after the other. */
  private final boolean grows;

  Library(String name, Object version, @Nullable Unit unit, Supplier<Map<Symbol, Binding>> source) {
    this(name, version, unit, source, false);
  }

  /** A module that is being filled while a file is loaded. */
  static Library growing(String name, Unit unit, Supplier<Map<Symbol, Binding>> source) {
    return new Library(name, LibraryName.NO_VERSION, unit, source, true);
  }

  private Library(
      String name,
      Object version,
      @Nullable Unit unit,
      Supplier<Map<Symbol, Binding>> source,
      boolean grows) {
    this.grows = grows;
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

  boolean grows() {
    return grows;
  }

  public Map<Symbol, Binding> exports() {
    if (grows) {
      return Objects.requireNonNull(source).get();
    }
    if (exports == null) {
      exports = Objects.requireNonNull(source).get();
      source = null;
    }
    return exports;
  }
}
