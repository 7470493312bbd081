// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.lokoscope.runtime.cml.ContinuationLimit;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.process.RunSettings;

/**
 * How a program is to be run.
 *
 * @param fibers how much a suspended fiber holds
 * @param seed makes the run deterministic
 * @param libraries where imported libraries are looked for first, before the program's own
 *     directory
 * @param guileLibrary where Guile's own modules are; if it is not given, they are those of the
 *     Guile on the path
 * @param faithfulLeaks losing offers and timers stay queued, as in Loko
 * @param preemptFibers a fiber that runs on gives way to others now and then
 * @param cache expanded libraries are kept for the next run
 * @param strict unbound names are mistakes in all programs
 * @param maxContinuationWords a fiber that holds more when it suspends raises a condition
 * @param keepSources a trace keeps the texts of the program and of its libraries
 */
public record LaunchSettings(
    FiberMode fibers,
    int cpus,
    OptionalLong seed,
    List<Path> libraries,
    Optional<Path> guileLibrary,
    boolean faithfulLeaks,
    boolean preemptFibers,
    boolean cache,
    boolean strict,
    OptionalLong maxContinuationWords,
    boolean keepSources) {

  /** How often a fiber that runs on is preempted, if that is asked for. */
  private static final int FIBER_HERTZ = 100;

  public static final LaunchSettings DEFAULT =
      new LaunchSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), List.of(), false);

  /** With fibers that run until they wait. */
  public LaunchSettings(
      FiberMode fibers, int cpus, OptionalLong seed, List<Path> libraries, boolean faithfulLeaks) {
    this(
        fibers,
        cpus,
        seed,
        libraries,
        Optional.empty(),
        faithfulLeaks,
        false,
        true,
        false,
        OptionalLong.empty(),
        true);
  }

  /** The same without the texts of the program in its trace. */
  public LaunchSettings withoutSources() {
    return new LaunchSettings(
        fibers,
        cpus,
        seed,
        libraries,
        guileLibrary,
        faithfulLeaks,
        preemptFibers,
        cache,
        strict,
        maxContinuationWords,
        false);
  }

  /** The same with a world of that seed. */
  public LaunchSettings withSeed(OptionalLong other) {
    return new LaunchSettings(
        fibers,
        cpus,
        other,
        libraries,
        guileLibrary,
        faithfulLeaks,
        preemptFibers,
        cache,
        strict,
        maxContinuationWords,
        keepSources);
  }

  /** The same in the words of the runtime. */
  public RunSettings forRuntime() {
    return new RunSettings(fibers, cpus, seed, faithfulLeaks)
        .withFiberHertz(preemptFibers ? FIBER_HERTZ : 0)
        .withLimit(
            maxContinuationWords.isPresent()
                ? new ContinuationLimit(maxContinuationWords.getAsLong())
                : null);
  }
}
