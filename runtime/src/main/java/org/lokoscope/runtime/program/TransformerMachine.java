// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.compiler.Compiler;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.expander.Evaluator;
import org.lokoscope.runtime.expander.ExpansionLimit;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Winder;
import org.lokoscope.runtime.world.World;

/**
 * Runs macro transformers: a machine of the expander's own, whose libraries are instances of their
 * own. What a transformer raises and does not handle comes out as a {@link SchemeError}.
 */
final class TransformerMachine implements Evaluator, Machine.Host {

  /** Calls between two looks at the limit. Guessed. */
  private static final int FUEL = 100_000;

  private final Compiler compiler;
  private final Machine machine;
  private final ExpansionLimit limit;
  private Object result = Special.UNSPECIFIED;
  private @Nullable SchemeError failure;

  TransformerMachine(World world, Compiler compiler, ExpansionLimit limit) {
    this.compiler = compiler;
    this.limit = limit;
    this.machine = new Machine(world, this);
  }

  @Override
  public Object evaluate(Core expression) {
    return run(compiler.compile(expression));
  }

  @Override
  public Object call(Object procedure, Object... arguments) {
    Object[] own = arguments.clone();
    return run(
        NativeProcedure.of(
            "transformer", 0, 0, (m, none) -> Machine.procedure(procedure).apply(m, own)));
  }

  /** A transformer may itself expand code, so runs can be nested. */
  private Object run(Object thunk) {
    Frame outerContinuation = machine.continuation();
    Winder outerWinders = machine.winders();
    machine.setWinders(null);
    machine.start(thunk);
    failure = null;
    machine.run();
    machine.setContinuation(outerContinuation);
    machine.setWinders(outerWinders);
    CurrentPorts.pass(machine);
    SchemeError raised = failure;
    if (raised != null) {
      failure = null;
      throw raised;
    }
    CurrentPorts.flush(machine);
    return result;
  }

  @Override
  public @Nullable Action safePoint(Machine running) {
    running.setFuel(FUEL);
    String why = limit.exceeded();
    return why == null ? null : machine -> stop(Raise.error(null, why));
  }

  private Object stop(SchemeError why) {
    failure = why;
    return Machine.SUSPENDED;
  }

  @Override
  public Object uncaught(Machine running, Object payload, int site) {
    return stop(new SchemeError(payload).at(site));
  }

  @Override
  public void warned(Machine running, Object payload, int site) {
    String line = ConditionReport.summary(payload) + "\n";
    try {
      running.world().errorOutput().write(line.getBytes(StandardCharsets.UTF_8));
      running.world().errorOutput().flush();
    } catch (IOException closed) {
      // Nobody is there to be warned.
    }
  }

  @Override
  public Object exit(Machine running, Object status) {
    return stop(Raise.error("exit", "a macro transformer tried to end the program"));
  }

  @Override
  public void finished(Machine running, Object value) {
    result = value;
  }
}
