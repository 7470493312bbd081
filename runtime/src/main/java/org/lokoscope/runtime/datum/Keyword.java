// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.concurrent.ConcurrentHashMap;

/** Guile's {@code #:name}: evaluates to itself, interned by name. */
public final class Keyword {

  private static final ConcurrentHashMap<String, Keyword> INTERNED = new ConcurrentHashMap<>();

  private final String name;

  private Keyword(String name) {
    this.name = name;
  }

  public static Keyword of(String name) {
    return INTERNED.computeIfAbsent(name, Keyword::new);
  }

  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return "#:" + name;
  }
}
