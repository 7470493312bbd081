// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.concurrent.ConcurrentHashMap;

/** An interned name, or an uninterned one that is equal only to itself. */
public final class Symbol {

  private static final ConcurrentHashMap<String, Symbol> INTERNED = new ConcurrentHashMap<>(4096);

  private final String name;

  private Symbol(String name) {
    this.name = name;
  }

  public static Symbol of(String name) {
    Symbol known = INTERNED.get(name);
    return known != null ? known : INTERNED.computeIfAbsent(name, Symbol::new);
  }

  /** A fresh symbol that no reader can produce. */
  public static Symbol uninterned(String name) {
    return new Symbol(name);
  }

  public String name() {
    return name;
  }

  public boolean isInterned() {
    return INTERNED.get(name) == this;
  }

  @Override
  public String toString() {
    return name;
  }
}
