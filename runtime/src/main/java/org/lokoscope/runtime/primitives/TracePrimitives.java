// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceSubject;

/**
 * The procedures of {@code (lokoscope trace)}: what a program says of itself in its trace. They do
 * nothing but check their arguments where the run is not traced.
 *
 * <pre>
 * (trace-mark name)             a point in time; a name is a string or a symbol
 * (trace-span-begin name)       begins a span and returns its number
 * (trace-span-end span)         ends it, in whichever fiber
 * (trace-counter name value)    a new value of a counter, an exact integer of at most 64 bits
 * (trace-name! object name)     calls a channel or a condition variable so; one that is defined as a
 *                               variable has its name
 * (with-trace-span name body ...)
 *                               a span as long as the body runs or waits; an escape leaves it open
 * </pre>
 */
final class TracePrimitives {

  private TracePrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("trace-mark", 1, 1, TracePrimitives::mark);
    t.defineM("trace-span-begin", 1, 1, TracePrimitives::begin);
    t.defineM("trace-span-end", 1, 1, TracePrimitives::end);
    t.defineM("trace-counter", 2, 2, TracePrimitives::count);
    t.defineM("trace-name!", 2, 2, TracePrimitives::name);
  }

  private static Object mark(Machine machine, Object[] a) {
    check("trace-mark", a[0]);
    machine.reporter().marked(a[0]);
    return Special.UNSPECIFIED;
  }

  private static Object begin(Machine machine, Object[] a) {
    check("trace-span-begin", a[0]);
    long span = machine.newId();
    machine.reporter().spanBegan(span, a[0]);
    return span;
  }

  private static Object end(Machine machine, Object[] a) {
    if (!(a[0] instanceof Long span)) {
      throw Raise.type("trace-span-end", "the number of a span", a[0]);
    }
    machine.reporter().spanEnded(span);
    return Special.UNSPECIFIED;
  }

  private static Object count(Machine machine, Object[] a) {
    check("trace-counter", a[0]);
    if (!(a[1] instanceof Long value)) {
      throw Raise.type("trace-counter", "an exact integer of at most 64 bits", a[1]);
    }
    machine.reporter().counted(a[0], value);
    return Special.UNSPECIFIED;
  }

  private static Object name(Machine machine, Object[] a) {
    if (!(a[0] instanceof TraceSubject subject)) {
      throw Raise.type("trace-name!", "a channel or a condition variable", a[0]);
    }
    check("trace-name!", a[1]);
    machine.reporter().named(subject.traceNumber(), a[1]);
    return Special.UNSPECIFIED;
  }

  private static void check(String who, Object name) {
    if (!(name instanceof SchemeString) && !(name instanceof Symbol)) {
      throw Raise.type(who, "a string or a symbol", name);
    }
  }
}
