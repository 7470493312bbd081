// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lokoscope.runtime.cml.FiberPrimitives;
import org.lokoscope.runtime.compiler.Compiler;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.expander.ExpansionLimit;
import org.lokoscope.runtime.expander.SyntaxPrimitives;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.goops.Extensions;
import org.lokoscope.runtime.goops.GoopsPrimitives;
import org.lokoscope.runtime.guile.GuilePrimitives;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.library.DeepStack;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.Library;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.primitives.StandardPrimitives;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.ControlPrimitives;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Tier;
import org.lokoscope.runtime.world.WatchedWorld;
import org.lokoscope.runtime.world.World;

/** Everything that the processes of a run share: libraries, sites and compiled code. */
public final class Image {

  private final SiteTable sites = new SiteTable();
  private final Compiler compiler;
  private final ExpansionLimit limit = new ExpansionLimit();
  private final GlobalTable globals = new GlobalTable();
  private final LibraryManager libraries;
  private final Map<Unit, List<Closure>> compiled = new IdentityHashMap<>();
  private final Extensions extensions;

  /** An image whose code stays nodes. */
  public Image(World world, List<Path> libraryFolders, PrimitiveSource extra) {
    this(world, libraryFolders, Tier.NONE, extra);
  }

  /**
   * @param tier what hot code is given to
   * @param extra defines further primitives
   */
  public Image(World world, List<Path> libraryFolders, Tier tier, PrimitiveSource extra) {
    compiler = new Compiler(sites, tier);
    PrimitiveTable primitives = new PrimitiveTable();
    StandardPrimitives.registerAll(primitives);
    ControlPrimitives.register(primitives::define);
    FiberPrimitives.register(primitives::define);
    SyntaxPrimitives.define(primitives);
    EvalPrimitives.register(primitives, this);
    ModulePrimitives.register(primitives, this);
    StackPrimitives.register(primitives, sites);
    LokoPrimitives.register(primitives, this);
    GuilePrimitives.register(primitives);
    extensions = GoopsPrimitives.register(primitives);
    extra.define(primitives);
    libraries =
        new LibraryManager(
            primitives,
            globals,
            NumberReader::parse,
            () -> new TransformerMachine(watched(world), compiler, limit),
            limit);
    LokoPrimitives.registerParameters(primitives, libraries);
    libraryFolders.forEach(libraries::addFolder);
  }

  /** What a macro gets from outside may be different in the next run. */
  private World watched(World world) {
    return new WatchedWorld(
        world, () -> libraries.lookedOutside(), file -> libraries.lookedAt(file));
  }

  /** Adds primitives to those of the standard libraries. */
  @FunctionalInterface
  public interface PrimitiveSource {
    void define(PrimitiveTable table);
  }

  /** How long expansions may take; also what stops one. */
  public ExpansionLimit expansionLimit() {
    return limit;
  }

  /** Who is told of all code that is compiled from now on. */
  public void onCode(Compiler.CodeListener listener) {
    compiler.onCode(listener);
  }

  /** A form that is a procedure, where names mean what they mean in a scope. */
  public Closure procedure(Object form, Environment scope) {
    Core core = libraries.expandInteractive(scope, form).body();
    Closure thunk = compileForm(core);
    if (thunk.code().body() instanceof Variables.Constant constant
        && constant.value instanceof Closure made) {
      return made;
    }
    throw new SyntaxException("not a procedure", SourceSpan.NONE);
  }

  /** The variables of all libraries and programs. */
  public GlobalTable globals() {
    return globals;
  }

  public SiteTable sites() {
    return sites;
  }

  public LibraryManager libraries() {
    return libraries;
  }

  /**
   * Expands a program.
   *
   * @param file as messages and traces shall name it
   * @throws org.lokoscope.runtime.source.SyntaxException if something is wrong with the text
   */
  public Program load(String text, String file) {
    sites.addText(file, text);
    return libraries.expandProgram(text, file);
  }

  /** A thunk that runs what of the program's libraries has not yet run in this process, then it. */
  public Steps start(Program program, Machine machine) {
    CurrentPorts.of(machine).notation(libraries.notation());
    List<Closure> forms = new ArrayList<>();
    Instances instances = machine.local(Instances.class, m -> new Instances());
    List<Unit> fresh = program.units().stream().filter(instances::add).toList();
    fresh.forEach(unit -> extend(Objects.requireNonNull(unit.code())));
    extend(program.body());
    fresh.forEach(unit -> forms.addAll(compile(unit)));
    forms.addAll(compile(program.body()));
    List<Procedure> steps = new ArrayList<>(forms);
    Environment topLevel = program.topLevel();
    if (topLevel != null) {
      interactIn(topLevel, machine);
      program.later().forEach(form -> steps.add(later(form)));
    }
    return new Steps(steps);
  }

  /** Expands and runs a form of a program when its turn has come, in the module of then. */
  private Procedure later(Annotation form) {
    return NativeProcedure.of(
        "top level",
        0,
        0,
        (machine, _) -> {
          ModulePrimitives.begin(this, machine, form);
          Environment current = Objects.requireNonNull(Interaction.of(machine).environment());
          return EvalPrimitives.evaluate(this, machine, null, form, current);
        });
  }

  /** Makes an environment the one that the code of a process loads files into. */
  public void interactIn(Environment environment, Machine machine) {
    Interaction.of(machine).environment(environment);
  }

  /**
   * A thunk that calls an exported procedure of a library in a process of its own.
   *
   * @param opener is applied to each argument there
   */
  public Steps start(
      Library library,
      Global procedure,
      Procedure opener,
      List<Object> arguments,
      Machine machine) {
    Core call =
        new Core.Call(
            new Core.GlobalRef(procedure, SourceSpan.NONE),
            arguments.stream().map(a -> opened(opener, a)).toList(),
            SourceSpan.NONE);
    Unit unit = library.unit();
    List<Unit> units = unit == null ? List.of() : libraries.instantiationOrder(unit);
    return start(new Program(units, call), machine);
  }

  private static Core opened(Procedure opener, Object argument) {
    return new Core.Call(
        new Core.Const(opener), List.of(new Core.Const(argument)), SourceSpan.NONE);
  }

  /** Looks for primitives that code adds methods to; what is compiled afterwards knows of these. */
  private void extend(Core body) {
    List<Core> forms = body instanceof Core.Seq seq ? seq.expressions() : List.of(body);
    for (Core form : forms) {
      if (form instanceof Core.Call call
          && call.operator() instanceof Core.GlobalRef operator
          && operator.variable().name().equals(GoopsPrimitives.EXTENDS)
          && call.operands().getFirst() instanceof Core.GlobalRef primitive) {
        compiler.replace(extensions.replacements(primitive.variable().constantValue()));
      }
    }
  }

  private List<Closure> compile(Unit unit) {
    synchronized (compiled) {
      return compiled.computeIfAbsent(unit, u -> compile(Objects.requireNonNull(u.code())));
    }
  }

  private List<Closure> compile(Core body) {
    List<Core> forms = body instanceof Core.Seq seq ? seq.expressions() : List.of(body);
    return forms.stream().map(this::compileForm).toList();
  }

  /** Code that nests deeply may need more stack than the calling thread has. */
  private Closure compileForm(Core form) {
    try {
      return compiler.compile(form);
    } catch (StackOverflowError tooSmall) {
      return DeepStack.run(() -> compiler.compile(form));
    }
  }
}
