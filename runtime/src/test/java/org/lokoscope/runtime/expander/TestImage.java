// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.compiler.Compiler;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.primitives.StandardPrimitives;
import org.lokoscope.runtime.reader.Shown;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.ControlPrimitives;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.world.SystemWorld;

/** Runs programs for tests of the expander: one machine for them, another for their macros. */
public final class TestImage {

  private final PrimitiveTable primitives = new PrimitiveTable();
  private final Compiler compiler = new Compiler(new SiteTable());
  private final Runner runner = new Runner();
  private final Set<Unit> done = new HashSet<>();
  private final LibraryManager manager;

  public TestImage() {
    StandardPrimitives.registerAll(primitives);
    ControlPrimitives.register(primitives::define);
    SyntaxPrimitives.define(primitives);
    manager = new LibraryManager(primitives, new GlobalTable(), NumberReader::parse, Runner::new);
  }

  public LibraryManager manager() {
    return manager;
  }

  public TestImage with(Path folder) {
    manager.addFolder(folder);
    return this;
  }

  /** The value of the last expression of a program, written down. */
  public static String run(String text) {
    return new TestImage().program(text);
  }

  /** As {@link #run}, for a program that imports all of R6RS. */
  public static String rnrs(String text) {
    return run(
        "(import (rnrs) (rnrs r5rs) (loko match) (loko) (srfi :8) (only (scheme base)"
            + " define-values))\n"
            + text);
  }

  public String program(String text) {
    return execute(manager.expandProgram(text, "prog.sps"));
  }

  public String interactive(Environment environment, String text) {
    Object form =
        Objects.requireNonNull(
            new org.lokoscope.runtime.reader.SourceReader(text, "prompt", NumberReader::parse)
                .read());
    return execute(manager.expandInteractive(environment, form));
  }

  private String execute(Program program) {
    for (Unit unit : program.units()) {
      if (done.add(unit)) {
        runner.evaluate(Objects.requireNonNull(unit.code()));
      }
    }
    return Shown.show(runner.evaluate(program.body()));
  }

  /** A machine that runs one thing at a time. */
  private final class Runner implements Evaluator, Machine.Host {
    private final Machine machine =
        new Machine(
            new SystemWorld(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                List.of()),
            this);
    private @Nullable Object result;
    private @Nullable Object raised;

    @Override
    public Object evaluate(Core expression) {
      return run(compiler.compile(expression));
    }

    @Override
    public Object call(Object procedure, Object... arguments) {
      Core.Const operator = new Core.Const(procedure);
      java.util.List<Core> operands = new java.util.ArrayList<>();
      for (Object argument : arguments) {
        operands.add(new Core.Const(argument));
      }
      return evaluate(
          new Core.Call(operator, operands, org.lokoscope.runtime.source.SourceSpan.NONE));
    }

    private Object run(Object thunk) {
      result = null;
      raised = null;
      machine.start(thunk);
      Thread thread = new Thread(null, machine::run, "machine", Machine.STACK_BYTES);
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
      if (raised != null) {
        throw raised instanceof SchemeError error ? error : new SchemeError(raised);
      }
      return Objects.requireNonNull(result);
    }

    @Override
    public @Nullable Action safePoint(Machine stopped) {
      stopped.setFuel(1_000_000);
      return null;
    }

    @Override
    public Object uncaught(Machine stopped, Object payload, int site) {
      raised = new SchemeError(payload);
      return Machine.SUSPENDED;
    }

    @Override
    public void warned(Machine warned, Object payload, int site) {
      throw new AssertionError("unexpected warning: " + payload);
    }

    @Override
    public Object exit(Machine stopped, Object status) {
      result = status;
      return Machine.SUSPENDED;
    }

    @Override
    public void finished(Machine stopped, Object value) {
      result = value;
    }
  }

  /** What a program raised, in words. */
  public static String raisedBy(Runnable action) {
    try {
      action.run();
      return "nothing";
    } catch (SchemeError error) {
      return Conditions.isCondition(error.payload())
          ? Conditions.message(error.payload())
              + " "
              + Shown.show(
                  org.lokoscope.runtime.datum.Lists.fromList(Conditions.irritants(error.payload())))
          : Shown.show(error.payload());
    }
  }
}
