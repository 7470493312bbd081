// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;

/**
 * Procedures with setters: {@code (set! (f x) value)} calls {@code ((setter f) x value)}. Those of
 * SRFI 17 have one from the start.
 */
final class Setters {

  private static final String[] PATHS = {"a", "d"};
  private static final int LONGEST_PATH = 4;

  /** A procedure that knows another one that sets what it gets. */
  private static final class WithSetter extends Procedure implements Settable {
    private final Procedure getter;
    private final Procedure setter;

    WithSetter(Procedure getter, Procedure setter) {
      this.getter = getter;
      this.setter = setter;
    }

    @Override
    public Object setter() {
      return setter;
    }

    @Override
    public String name() {
      return getter.name();
    }

    @Override
    public boolean accepts(int arguments) {
      return getter.accepts(arguments);
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      return getter.apply(machine, arguments);
    }
  }

  private final Map<Object, Object> standard = new IdentityHashMap<>();

  private Setters() {}

  static void register(PrimitiveTable t) {
    Setters it = new Setters();
    it.addPaths(t, "", LONGEST_PATH);
    it.add(t, "vector-ref", "vector-set!");
    it.add(t, "string-ref", "string-set!");
    t.define1("%setter", it::setter);
    t.define2(
        "make-procedure-with-setter",
        (getter, setter) ->
            new WithSetter(
                Args.procedure("make-procedure-with-setter", getter),
                Args.procedure("make-procedure-with-setter", setter)));
    t.define1(
        "procedure-with-setter?", x -> x instanceof Settable settable && settable.setter() != null);
    t.define1("procedure", x -> x instanceof WithSetter with ? with.getter : x);
  }

  private void addPaths(PrimitiveTable t, String path, int more) {
    if (!path.isEmpty()) {
      Global getter = t.lookup("c" + path + "r");
      if (getter != null) {
        String name = "set-c" + path + "r!";
        standard.put(
            getter.constantValue(), Primitive.of2(name, (x, value) -> set(name, path, x, value)));
      }
    }
    for (String step : more == 0 ? new String[0] : PATHS) {
      addPaths(t, step + path, more - 1);
    }
  }

  private static Object set(String who, String path, Object x, Object value) {
    Pair pair = Args.pair(who, x);
    for (int i = path.length() - 1; i > 0; i--) {
      pair = Args.pair(who, path.charAt(i) == 'a' ? pair.car : pair.cdr);
    }
    if (path.charAt(0) == 'a') {
      pair.car = value;
    } else {
      pair.cdr = value;
    }
    return Special.UNSPECIFIED;
  }

  private void add(PrimitiveTable t, String getter, String setter) {
    Global get = t.lookup(getter);
    Global set = t.lookup(setter);
    if (get != null && set != null) {
      standard.put(get.constantValue(), set.constantValue());
    }
  }

  private Object setter(Object getter) {
    @Nullable Object known =
        getter instanceof Settable settable ? settable.setter() : standard.get(getter);
    if (known == null) {
      throw Raise.type("setter", "a procedure with a setter", getter);
    }
    return known;
  }
}
