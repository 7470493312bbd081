// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * {@code equal?} in a program that adds methods to it: they are asked about objects, also inside of
 * lists and vectors, which a procedure in Scheme walks through.
 */
final class EqualMethods extends NativeProcedure {

  private final Procedure primitive;

  EqualMethods(Procedure primitive) {
    super("equal?", 0, -1);
    this.primitive = primitive;
  }

  Procedure primitive() {
    return primitive;
  }

  @Override
  protected Object call(Machine machine, Object[] arguments) {
    Procedure walk = Classes.of(machine).equalWalk;
    return walk == null || arguments.length != 2 || isDecided(arguments[0], arguments[1])
        ? primitive.apply(machine, arguments)
        : walk.apply2(machine, arguments[0], arguments[1]);
  }

  private static boolean isDecided(Object a, Object b) {
    return a == b || !(mayHoldObjects(a) || mayHoldObjects(b)) || Equality.equal(a, b);
  }

  private static boolean mayHoldObjects(Object x) {
    return x instanceof GoopsObject || x instanceof Pair || x instanceof Object[];
  }

  /** {@code member} or {@code assoc} with that equality. */
  static final class Search extends NativeProcedure {

    private final Procedure primitive;
    private final EqualMethods equal;
    private final boolean inPairs;

    Search(Procedure primitive, EqualMethods equal) {
      super(primitive.name(), 0, -1);
      this.primitive = primitive;
      this.equal = equal;
      this.inPairs = primitive.name().equals("%assoc");
    }

    boolean uses(Procedure equality) {
      return equality == equal;
    }

    @Override
    protected Object call(Machine machine, Object[] arguments) {
      return arguments.length != 2 || Classes.of(machine).equalWalk == null
          ? primitive.apply(machine, arguments)
          : search(machine, arguments[0], arguments[1], null);
    }

    /**
     * @param answer what equality says of the first item of the list; null if it was not asked
     */
    private Object search(Machine machine, Object x, Object list, @Nullable Object answer) {
      Object rest = list;
      Object known = answer;
      while (rest instanceof Pair pair && !(inPairs && !(pair.car instanceof Pair))) {
        Object item = inPairs ? ((Pair) pair.car).car : pair.car;
        Object same = known != null ? known : machine.call(equal, x, item);
        known = null;
        if (same == Machine.UNWIND) {
          return ResumeFrame.push(machine, 3, name(), (m, value) -> search(m, x, pair, value));
        }
        if (same != Boolean.FALSE) {
          return inPairs ? pair.car : pair;
        }
        rest = pair.cdr;
      }
      return Boolean.FALSE;
    }
  }
}
