package org.lokoscope.gui.work;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a program is to be run.
 *
 * @param delimited true captures only the fiber's own frames, false all of them, as Loko does
 * @param seed makes the run deterministic
 * @param libraries where imported libraries are looked for, after the program's own folder
 * @param faithfulLeaks losing offers and timers stay queued, as in Loko
 * @param preemptFibers a fiber that runs on gives way to others now and then
 * @param cache expanded libraries are kept for the next run
 */
public record LaunchSettings(
    boolean delimited,
    int cpus,
    OptionalLong seed,
    List<Path> libraries,
    boolean faithfulLeaks,
    boolean preemptFibers,
    boolean cache) {

  public static final LaunchSettings DEFAULT =
      new LaunchSettings(false, 1, OptionalLong.empty(), List.of(), false);

  /** With fibers that run until they wait. */
  public LaunchSettings(
      boolean delimited, int cpus, OptionalLong seed, List<Path> libraries, boolean faithfulLeaks) {
    this(delimited, cpus, seed, libraries, faithfulLeaks, false, true);
  }
}
