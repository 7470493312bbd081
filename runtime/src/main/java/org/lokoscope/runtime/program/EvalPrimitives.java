// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;

/** {@code eval} and {@code environment}. */
final class EvalPrimitives {

  private EvalPrimitives() {}

  static void register(PrimitiveTable table, Image image) {
    table.define(Primitive.ofN("environment", 0, -1, sets -> environment(image, sets)));
    table.define(NativeProcedure.of("eval", 2, 2, (m, a) -> eval(image, m, a[0], a[1])));
    table.defineM("%source-forms", 1, 1, (m, a) -> sourceForms(image, m, a[0]));
    table.define2("%beside", EvalPrimitives::beside);
    table.defineM("%add-to-load-path", 1, 1, (m, a) -> addToLoadPath(image, m, a[0]));
    table.define0("%library-directories", () -> directories(image));
    table.define1("%library-file", name -> libraryFile(image, name));
    table.define1("null-environment", v -> report(image, "null-environment", v, "syntax"));
    table.define1(
        "scheme-report-environment", v -> report(image, "scheme-report-environment", v, "report"));
    table.defineM("%module-environment", 0, 0, (machine, _) -> module(image, machine));
    table.defineM(
        "%name-defined?", 1, 1, (m, a) -> module(image, m).has(Args.symbol("defined?", a[0])));
    table.defineM("interaction-environment", 0, 0, (machine, _) -> interaction(image, machine));
  }

  /** Where libraries are looked for, in this order. */
  private static Object directories(Image image) {
    return Lists.of(
        image.libraries().searchPath().stream()
            .map(directory -> SchemeString.of(directory.toString()))
            .toArray());
  }

  private static Object libraryFile(Image image, Object name) {
    Path found = image.libraries().findFile(Args.string("%search-load-path", name).toString());
    return found == null ? Boolean.FALSE : SchemeString.of(found.toString());
  }

  private static Object environment(Image image, Object[] importSets) {
    try {
      return image.libraries().environment(List.of(importSets));
    } catch (SyntaxException wrong) {
      throw Fault.syntax("environment", wrong);
    }
  }

  /** The environments of the fifth report; other reports have none. */
  private static Object report(Image image, String who, Object version, String part) {
    if (!Long.valueOf(5).equals(version)) {
      throw Raise.type(who, "5", version);
    }
    Object name = Lists.of(Symbol.of("lokoscope"), Symbol.of("r5rs"), Symbol.of(part));
    return environment(image, new Object[] {name});
  }

  /** What {@code load} and the like work in, one for each process. */
  private static Object interaction(Image image, Machine machine) {
    Object name = Lists.of(Symbol.of("lokoscope"), Symbol.of("default"));
    Interaction interaction = Interaction.of(machine);
    Environment known = interaction.environment();
    if (known == null) {
      known = (Environment) environment(image, new Object[] {name});
      interaction.environment(known);
    }
    return known;
  }

  /** What Guile's {@code eval} works in where the program has no such top level. */
  private record Module(Environment environment) {}

  private static Environment module(Image image, Machine machine) {
    Environment interaction = Interaction.of(machine).environment();
    if (interaction != null) {
      return interaction;
    }
    Object name = Lists.of(Symbol.of("guile"));
    return machine
        .local(Module.class, _ -> new Module((Environment) environment(image, new Object[] {name})))
        .environment();
  }

  private static Object eval(Image image, Machine machine, Object form, Object where) {
    if (!(where instanceof Environment environment)) {
      throw Raise.type("eval", "an environment", where);
    }
    return evaluate(image, machine, "eval", form, environment);
  }

  /** What is found from now on may differ from what a cached library has found. */
  private static Object addToLoadPath(Image image, Machine machine, Object folder) {
    String name = Args.string("add-to-load-path", folder).toString();
    image.libraries().lookedOutside();
    image.libraries().addFolder(FilePorts.unkept(machine, "add-to-load-path", name));
    return Special.UNSPECIFIED;
  }

  /** The name of a file beside another one. */
  private static Object beside(Object here, Object file) {
    String name = Args.string("load", file).toString();
    try {
      return SchemeString.of(
          Path.of(Args.string("load", here).toString()).resolveSibling(name).toString());
    } catch (InvalidPathException _) {
      throw IoErrors.fileName("load", name);
    }
  }

  /** Expands a form and runs it. */
  static Object evaluate(
      Image image, Machine machine, @Nullable String who, Object form, Environment environment) {
    Program program;
    try {
      program = image.libraries().expandInteractive(environment, form);
    } catch (SyntaxException wrong) {
      throw Fault.syntax(who, wrong);
    }
    return image.start(program, machine).apply0(machine);
  }

  /** The forms of a source file, with their places. */
  private static Object sourceForms(Image image, Machine machine, Object file) {
    String name = Args.string("load", file).toString();
    try {
      Path path = FilePorts.path(machine, "load", name);
      String text = SourceText.decode(Files.readAllBytes(path), name);
      image.sites().addText(name, text);
      return Lists.of(new SourceReader(text, name, NumberReader::parse).readAll().toArray());
    } catch (IOException e) {
      throw IoErrors.file("load", name, e);
    } catch (SyntaxException wrong) {
      Object position = SchemeString.of(wrong.span().position());
      throw new SchemeError(
          Conditions.standard(
              Conditions.simple(ConditionTypes.LEXICAL),
              Symbol.of("load"),
              wrong.what(),
              Lists.of(position)));
    }
  }
}
