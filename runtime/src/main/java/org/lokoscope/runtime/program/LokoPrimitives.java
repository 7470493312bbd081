// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lokoscope.runtime.compiler.Compiler;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Unparser;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.library.DeepStack;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.reader.SourceText;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/** What {@code (loko)} has for the prompt: about libraries, expansions, code and the machine. */
final class LokoPrimitives {

  /** The version of Loko whose manual the libraries of that name follow. */
  private static final String VERSION = "0.12.1+lokoscope";

  private final Image image;

  private LokoPrimitives(Image image) {
    this.image = image;
  }

  static void register(PrimitiveTable t, Image image) {
    LokoPrimitives own = new LokoPrimitives(image);
    t.defineM("installed-libraries", 0, 1, (_, _) -> own.installed());
    t.defineM("uninstall-library", 1, 2, (_, a) -> own.uninstall(a));
    t.defineM("library-available?", 1, 1, (_, a) -> own.libraries().isAvailable(a[0]));
    t.defineM("%library-exports", 1, 1, (_, a) -> own.exports(a[0]));
    t.defineM("environment-symbols", 1, 1, (_, a) -> symbols(a[0]));
    t.defineM("%expand", 2, 2, (_, a) -> own.expand("expand", a, Unparser::datum));
    t.defineM(
        "%expand/optimize", 2, 2, (_, a) -> own.expand("expand/optimize", a, Compiler::simplified));
    t.define1("%listing", LokoPrimitives::listing);
    t.define0("machine-type", LokoPrimitives::machineType);
    t.define0("loko-version", () -> SchemeString.of(VERSION));
    t.define0("collections", LokoPrimitives::collections);
    t.define(NativeProcedure.of("load-program", 1, 1, (m, a) -> own.loadProgram(m, a[0])));
  }

  /** After the image has its libraries. */
  static void registerParameters(PrimitiveTable t, LibraryManager libraries) {
    t.define(LibraryParameter.directories(libraries));
    t.define(LibraryParameter.extensions(libraries));
  }

  private LibraryManager libraries() {
    return image.libraries();
  }

  private Object installed() {
    return Lists.fromList(libraries().installedLibraries());
  }

  private Object uninstall(Object[] a) {
    boolean mayBeMissing = a.length > 1 && a[1] == Boolean.FALSE;
    try {
      if (!libraries().uninstall(a[0]) && !mayBeMissing) {
        throw Raise.assertion("uninstall-library", "the library is not installed", a[0]);
      }
      return Special.UNSPECIFIED;
    } catch (SyntaxException malformed) {
      throw Raise.type("uninstall-library", "the name of a library", a[0]);
    }
  }

  private Object exports(Object name) {
    try {
      return Lists.of(libraries().loadedExports(name).toArray());
    } catch (SyntaxException malformed) {
      throw Raise.type("library-exports", "the name of a library", name);
    }
  }

  private static Object symbols(Object a) {
    if (!(a instanceof Environment environment)) {
      throw Raise.type("environment-symbols", "an environment", a);
    }
    return Lists.of(environment.names().stream().map(Symbol::of).toArray());
  }

  /** Makes a datum of core forms. */
  private interface Writer {
    Object datum(Core core);
  }

  private Object expand(String who, Object[] a, Writer writer) {
    if (!(a[1] instanceof Environment environment)) {
      throw Raise.type(who, "an environment", a[1]);
    }
    try {
      Program program = libraries().expandInteractive(environment, a[0]);
      return DeepStack.run(() -> writer.datum(program.body()));
    } catch (SyntaxException wrong) {
      throw Fault.syntax(who, wrong);
    }
  }

  private static Object listing(Object procedure) {
    Args.procedure("disassemble", procedure);
    if (procedure instanceof Closure closure) {
      return SchemeString.of(DeepStack.run(() -> NodeListing.of(closure)));
    }
    throw Raise.restriction(
        "disassemble", "is not implemented for what is not the code of one lambda", procedure);
  }

  private static Object machineType() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String word = system.startsWith("windows") ? "windows" : system.replace(' ', '-');
    return new Object[] {Symbol.of(System.getProperty("os.arch")), Symbol.of(word)};
  }

  private static Object collections() {
    long count = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      count += Math.max(0, collector.getCollectionCount());
    }
    return count;
  }

  private Object loadProgram(Machine machine, Object file) {
    String name = Args.string("load-program", file).toString();
    Path path = FilePorts.path(machine, "load-program", name);
    try {
      String text = SourceText.decode(Files.readAllBytes(path), name);
      return image.start(image.load(text, path.toString()), machine).apply0(machine);
    } catch (IOException e) {
      throw IoErrors.file("load-program", name, e);
    } catch (SyntaxException wrong) {
      throw Fault.syntax("load-program", wrong);
    }
  }
}
