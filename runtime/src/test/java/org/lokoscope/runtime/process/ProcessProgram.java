// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;
import org.lokoscope.runtime.world.World;

/** A program with a library {@code (worker)} beside it, run in a world with a console in memory. */
final class ProcessProgram {

  private static final String HEAD =
      "(import (rnrs) (loko system fibers) (lokoscope processes) (lokoscope devices)"
          + " (lokoscope os))\n";

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private InputStream input = InputStream.nullInputStream();
  private int cpus = 1;
  private OptionalLong seed = OptionalLong.empty();
  private FiberMode mode = FiberMode.CALLCC;
  private SafePoints points = SafePoints.NORMAL;
  private IntFunction<Probe> probes = _ -> Probe.NONE;
  private UnaryOperator<World> world = UnaryOperator.identity();
  private @Nullable ProgramRun run;

  /**
   * @param exports the names that the library exports
   * @param library its body
   */
  ProcessProgram(Path folder, String exports, String library) {
    this.folder = folder;
    try {
      Files.writeString(
          folder.resolve("worker.sls"),
          "(library (worker) (export " + exports + ")" + HEAD + library + ")");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  ProcessProgram cpus(int wanted) {
    cpus = wanted;
    return this;
  }

  ProcessProgram seed(long wanted) {
    seed = OptionalLong.of(wanted);
    return this;
  }

  ProcessProgram points(SafePoints wanted) {
    points = wanted;
    return this;
  }

  ProcessProgram input(InputStream wanted) {
    input = wanted;
    return this;
  }

  ProcessProgram probes(IntFunction<Probe> wanted) {
    probes = wanted;
    return this;
  }

  /** Runs it in another world, which is made of the usual one. */
  ProcessProgram world(UnaryOperator<World> wanted) {
    world = wanted;
    return this;
  }

  /** Prepares the run without beginning it. */
  ProgramRun prepare() {
    World console =
        world.apply(new SystemWorld(input, out, errors, List.of("program", "argument")));
    RunSettings settings = new RunSettings(mode, cpus, seed, false, points);
    run = new ProgramRun(settings, console, List.of(folder), probes);
    return run;
  }

  /** Runs a program in a run that was prepared. Returns its exit status. */
  int execute(String text) {
    ProgramRun prepared = Objects.requireNonNull(run);
    return prepared.execute(prepared.load(HEAD + "(import (worker))\n" + text, "p.sps"), "p.sps");
  }

  /** Runs a program; returns what it writes to the console. */
  String run(String text) {
    prepare();
    execute(text);
    return out.toString(StandardCharsets.UTF_8);
  }

  String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What went to the error output. */
  String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
