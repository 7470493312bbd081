// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;

/**
 * A procedure written in Java that returns at once: it calls no Scheme procedure, captures nothing
 * and never blocks. What it raises it throws as a {@code SchemeError}.
 */
public abstract sealed class Primitive extends Procedure {

  private final String name;
  private final int min;
  private final int max;

  private Primitive(String name, int min, int max) {
    this.name = name;
    this.min = min;
    this.max = max;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean accepts(int arguments) {
    return arguments >= min && (max < 0 || arguments <= max);
  }

  final void check(Object[] arguments) {
    if (!accepts(arguments.length)) {
      throw Raise.arity(name, Raise.takes(min, max), arguments);
    }
  }

  /** Whatever Java code throws is a condition to the program. */
  final SchemeError fault(Machine machine, Throwable thrown) {
    return machine.fault(name, thrown);
  }

  /** Java code of no arguments. */
  @FunctionalInterface
  public interface Fn0 {
    Object apply();
  }

  /** Java code of one argument. */
  @FunctionalInterface
  public interface Fn1 {
    Object apply(Object a);
  }

  /** Java code of two arguments. */
  @FunctionalInterface
  public interface Fn2 {
    Object apply(Object a, Object b);
  }

  /** Java code of three arguments. */
  @FunctionalInterface
  public interface Fn3 {
    Object apply(Object a, Object b, Object c);
  }

  /** Java code of any number of arguments; the array is its own to keep. */
  @FunctionalInterface
  public interface FnN {
    Object apply(Object[] arguments);
  }

  /** Java code that looks at the running process; the array is its own to keep. */
  @FunctionalInterface
  public interface FnM {
    Object apply(Machine machine, Object[] arguments);
  }

  public static Primitive of0(String name, Fn0 body) {
    return new P0(name, body);
  }

  public static Primitive of1(String name, Fn1 body) {
    return new P1(name, body);
  }

  public static Primitive of2(String name, Fn2 body) {
    return new P2(name, body);
  }

  public static Primitive of3(String name, Fn3 body) {
    return new P3(name, body);
  }

  /**
   * @param max the most arguments, or -1 for no limit
   */
  public static Primitive ofN(String name, int min, int max, FnN body) {
    return new PN(name, min, max, body);
  }

  /** The same for code that needs the machine. */
  public static Primitive ofM(String name, int min, int max, FnM body) {
    return new PM(name, min, max, body);
  }

  /** A primitive of no arguments. */
  public static final class P0 extends Primitive {
    public final Fn0 body;

    P0(String name, Fn0 body) {
      super(name, 0, 0);
      this.body = body;
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      check(arguments);
      try {
        return body.apply();
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }

    @Override
    public Object apply0(Machine machine) {
      try {
        return body.apply();
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }
  }

  /** A primitive of one argument. */
  public static final class P1 extends Primitive {
    public final Fn1 body;

    P1(String name, Fn1 body) {
      super(name, 1, 1);
      this.body = body;
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      check(arguments);
      try {
        return body.apply(arguments[0]);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }

    @Override
    public Object apply1(Machine machine, Object a) {
      try {
        return body.apply(a);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }
  }

  /** A primitive of two arguments. */
  public static final class P2 extends Primitive {
    public final Fn2 body;

    P2(String name, Fn2 body) {
      super(name, 2, 2);
      this.body = body;
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      check(arguments);
      try {
        return body.apply(arguments[0], arguments[1]);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }

    @Override
    public Object apply2(Machine machine, Object a, Object b) {
      try {
        return body.apply(a, b);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }
  }

  /** A primitive of three arguments. */
  public static final class P3 extends Primitive {
    public final Fn3 body;

    P3(String name, Fn3 body) {
      super(name, 3, 3);
      this.body = body;
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      check(arguments);
      try {
        return body.apply(arguments[0], arguments[1], arguments[2]);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }

    @Override
    public Object apply3(Machine machine, Object a, Object b, Object c) {
      try {
        return body.apply(a, b, c);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }
  }

  /** A primitive of a variable number of arguments. */
  public static final class PN extends Primitive {
    public final FnN body;

    PN(String name, int min, int max, FnN body) {
      super(name, min, max);
      this.body = body;
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      check(arguments);
      try {
        return body.apply(arguments);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }
  }

  /** A primitive that looks at the running process. */
  public static final class PM extends Primitive {
    public final FnM body;

    PM(String name, int min, int max, FnM body) {
      super(name, min, max);
      this.body = body;
    }

    @Override
    public Object apply(Machine machine, Object[] arguments) {
      check(arguments);
      try {
        return body.apply(machine, arguments);
      } catch (RuntimeException | Error thrown) {
        throw fault(machine, thrown);
      }
    }
  }
}
