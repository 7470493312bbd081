// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * The procedures and constants that are written in Java, by name. One flat space of names: which
 * library exports which of them, and under which name, is said elsewhere.
 */
public final class PrimitiveTable {

  private final Map<String, Global> globals = new HashMap<>(2048);

  public void define(Procedure procedure) {
    define(procedure.name(), procedure);
  }

  public void define(String name, Object value) {
    if (globals.put(name, Global.constant(name, value)) != null) {
      throw new IllegalStateException("primitive defined twice: name=" + name);
    }
  }

  public void define0(String name, Primitive.Fn0 body) {
    define(Primitive.of0(name, body));
  }

  public void define1(String name, Primitive.Fn1 body) {
    define(Primitive.of1(name, body));
  }

  public void define2(String name, Primitive.Fn2 body) {
    define(Primitive.of2(name, body));
  }

  public void define3(String name, Primitive.Fn3 body) {
    define(Primitive.of3(name, body));
  }

  /**
   * @param max the most arguments, or -1 for no limit
   */
  public void defineN(String name, int min, int max, Primitive.FnN body) {
    define(Primitive.ofN(name, min, max, body));
  }

  /** For procedures that need the state of the running process, such as its current ports. */
  public void defineM(String name, int min, int max, Primitive.FnM body) {
    define(Primitive.ofM(name, min, max, body));
  }

  /** The variable of that name, or null. */
  public @Nullable Global lookup(String name) {
    return globals.get(name);
  }

  /** The value of a constant that has been defined. */
  Object constant(String name) {
    return Objects.requireNonNull(lookup(name)).constantValue();
  }

  public Map<String, Global> all() {
    return Collections.unmodifiableMap(globals);
  }
}
