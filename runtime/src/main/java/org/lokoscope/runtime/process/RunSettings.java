// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.ContinuationLimit;
import org.lokoscope.runtime.cml.FiberMode;

/**
 * What a run is asked for.
 *
 * @param cpus virtual CPUs, each a thread
 * @param seed makes the run deterministic
 * @param faithfulLeaks losing offers and timers stay, as in Loko
 * @param safePoints what processes do at safe points
 * @param tiering when code is compiled to bytecode
 * @param fiberHertz how often in a second a fiber that runs on is preempted for others; 0 for never
 * @param limit how large the continuation of a fiber may be when it suspends; null for no limit
 */
public record RunSettings(
    FiberMode mode,
    int cpus,
    OptionalLong seed,
    boolean faithfulLeaks,
    SafePoints safePoints,
    Tiering tiering,
    int fiberHertz,
    @Nullable ContinuationLimit limit) {

  public static final RunSettings DEFAULT =
      new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);

  public RunSettings(FiberMode mode, int cpus, OptionalLong seed, boolean faithfulLeaks) {
    this(mode, cpus, seed, faithfulLeaks, SafePoints.NORMAL);
  }

  public RunSettings(
      FiberMode mode, int cpus, OptionalLong seed, boolean faithfulLeaks, SafePoints safePoints) {
    this(mode, cpus, seed, faithfulLeaks, safePoints, Tiering.HOT);
  }

  public RunSettings(
      FiberMode mode,
      int cpus,
      OptionalLong seed,
      boolean faithfulLeaks,
      SafePoints safePoints,
      Tiering tiering) {
    this(mode, cpus, seed, faithfulLeaks, safePoints, tiering, 0, null);
  }

  /** The same with fibers that are preempted so often in a second; 0 for never. */
  public RunSettings withFiberHertz(int hertz) {
    return new RunSettings(mode, cpus, seed, faithfulLeaks, safePoints, tiering, hertz, limit);
  }

  /** The same with a limit for what a fiber may hold when it suspends; null for none. */
  public RunSettings withLimit(@Nullable ContinuationLimit most) {
    return new RunSettings(mode, cpus, seed, faithfulLeaks, safePoints, tiering, fiberHertz, most);
  }
}
