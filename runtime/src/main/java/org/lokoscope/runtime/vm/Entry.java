// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;

/**
 * How compiled code calls a procedure with its arguments in registers. A procedure that is bytecode
 * has an entry of its own, which overrides the method for its number of arguments; the others share
 * the entries here.
 *
 * <p>Each method returns a value, {@link Machine#TAIL} or {@link Machine#UNWIND}. {@code room} says
 * how many calls may still be nested on the Java stack.
 */
public abstract class Entry {

  /** Of closures whose bodies are nodes: leaves the call to whoever waits for the value. */
  public static final Entry LATER = new Later();

  /** Of everything that is not a closure. */
  private static final Entry OTHER = new Other();

  /**
   * A tail call is a call on the Java stack, except for one in so many levels, which returns to
   * whoever waits for the value: so a chain of tail calls takes no more than that of the stack.
   */
  private static final int TAIL_LEVELS = 64;

  protected Entry() {}

  /** The entry for a call whose value is waited for. */
  public static Entry of(Object callee, Machine machine, int site) {
    if (callee instanceof Closure closure) {
      return closure.code().entry();
    }
    machine.setPendingSite(site);
    return OTHER;
  }

  /** The entry for a call in tail position. */
  public static Entry ofTail(Object callee, Machine machine, int room, int site) {
    if (callee instanceof Closure closure) {
      return (room & TAIL_LEVELS - 1) == 0 ? LATER : closure.code().entry();
    }
    machine.setPendingSite(site);
    return OTHER;
  }

  /** Enters an activation that is made already. */
  public abstract Object enter(Machine machine, int room, Object[] activation);

  public Object call0(Machine machine, int room, Object callee) {
    return enter(machine, room, ((Closure) callee).activate0());
  }

  public Object call1(Machine machine, int room, Object callee, Object a) {
    return enter(machine, room, ((Closure) callee).activate1(a));
  }

  public Object call2(Machine machine, int room, Object callee, Object a, Object b) {
    return enter(machine, room, ((Closure) callee).activate2(a, b));
  }

  public Object call3(Machine machine, int room, Object callee, Object a, Object b, Object c) {
    return enter(machine, room, ((Closure) callee).activate3(a, b, c));
  }

  public Object call4(
      Machine machine, int room, Object callee, Object a, Object b, Object c, Object d) {
    return call(machine, room, callee, new Object[] {a, b, c, d});
  }

  public Object call5(
      Machine machine, int room, Object callee, Object a, Object b, Object c, Object d, Object e) {
    return call(machine, room, callee, new Object[] {a, b, c, d, e});
  }

  public Object call6(
      Machine machine,
      int room,
      Object callee,
      Object a,
      Object b,
      Object c,
      Object d,
      Object e,
      Object f) {
    return call(machine, room, callee, new Object[] {a, b, c, d, e, f});
  }

  /** Any number of arguments; the array is the callee's own to keep. */
  public Object call(Machine machine, int room, Object callee, Object[] arguments) {
    return enter(machine, room, ((Closure) callee).activate(arguments));
  }

  private static final class Later extends Entry {
    @Override
    public Object enter(Machine machine, int room, Object[] activation) {
      return machine.tail(activation);
    }
  }

  private static final class Other extends Entry {
    @Override
    public Object enter(Machine machine, int room, Object[] activation) {
      throw new IllegalStateException("only closures have activations");
    }

    @Override
    public Object call0(Machine machine, int room, Object callee) {
      if (callee instanceof CaseLambda several) {
        Closure clause = several.clauseFor(0);
        if (clause != null) {
          return clause.code().entry().call0(machine, room, clause);
        }
      }
      return call(machine, room, callee, new Object[0]);
    }

    @Override
    public Object call1(Machine machine, int room, Object callee, Object a) {
      if (callee instanceof CaseLambda several) {
        Closure clause = several.clauseFor(1);
        if (clause != null) {
          return clause.code().entry().call1(machine, room, clause, a);
        }
      }
      int site = begin(machine, room);
      try {
        return procedure(callee).apply1(machine, a);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }

    @Override
    public Object call2(Machine machine, int room, Object callee, Object a, Object b) {
      if (callee instanceof CaseLambda several) {
        Closure clause = several.clauseFor(2);
        if (clause != null) {
          return clause.code().entry().call2(machine, room, clause, a, b);
        }
      }
      int site = begin(machine, room);
      try {
        return procedure(callee).apply2(machine, a, b);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }

    @Override
    public Object call3(Machine machine, int room, Object callee, Object a, Object b, Object c) {
      if (callee instanceof CaseLambda several) {
        Closure clause = several.clauseFor(3);
        if (clause != null) {
          return clause.code().entry().call3(machine, room, clause, a, b, c);
        }
      }
      int site = begin(machine, room);
      try {
        return procedure(callee).apply3(machine, a, b, c);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }

    @Override
    public Object call(Machine machine, int room, Object callee, Object[] arguments) {
      int site = begin(machine, room);
      try {
        return procedure(callee).apply(machine, arguments);
      } catch (SchemeError error) {
        throw error.at(site);
      }
    }

    private static int begin(Machine machine, int room) {
      int site = machine.pendingSite();
      machine.setCallSite(site);
      machine.setRoom(room);
      return site;
    }

    private static Procedure procedure(Object callee) {
      if (callee instanceof Procedure procedure) {
        return procedure;
      }
      throw Raise.notProcedure(callee);
    }
  }
}
