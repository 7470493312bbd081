// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.memory.MemoryWatch;

/**
 * All that a run gets from outside: time, chance, console, files, arguments. One object, so that a
 * run can be made deterministic, recorded and repeated.
 */
public interface World {

  /** The world itself: what a run keeps for its world belongs to this one. */
  default World origin() {
    return this;
  }

  /** Says that a file is being read. */
  default void reads(Path file) {}

  /**
   * Says that the program is about to use something that cannot be repeated, in words. A world that
   * is kept may raise a condition.
   */
  default void outside(String what) {}

  /** What keeps, or repeats, what the run does outside; null for nothing. */
  default @Nullable Journal journal() {
    return null;
  }

  /** A file that the program names, to be used with {@link java.nio.file.Files}. */
  default Path file(Path named) {
    return named;
  }

  /** Says that the run begins now: {@link #nanoTime} counts from here. */
  default void begin() {}

  /** Nanoseconds since the run began; never decreases. */
  long nanoTime();

  /** Wall-clock time, milliseconds since 1970 UTC. */
  long wallTimeMillis();

  /** The next of a stream of uniformly distributed 64-bit numbers. */
  long nextRandom();

  /**
   * Lets the calling CPU thread rest until {@code deadline} on {@link #nanoTime}, or until somebody
   * unparks it. A virtual clock jumps there at once.
   *
   * @param deadline nanoseconds, or {@link Long#MAX_VALUE} for no limit
   */
  void parkUntil(long deadline);

  /** Whether time is only what the run makes of it. The methods below do nothing otherwise. */
  default boolean isVirtual() {
    return false;
  }

  /** Lets the time pass that so many steps of a program take. */
  default void worked(long steps) {}

  /** The time of the present CPU; looking at it does not make it move. */
  default long lastNanoTime() {
    return 0;
  }

  /** Lets the clock of the present CPU be no earlier than that. */
  default void advanceTo(long nanos) {}

  /** From now on {@link #nanoTime} is that of this CPU. */
  default void turnTo(int cpu) {}

  /** Which of so many CPUs has the earliest time; of several the first. */
  default int furthestBehind(int cpus) {
    return 0;
  }

  /**
   * Who waits for something from outside; null if time is real, so that it may come at any time.
   */
  default @Nullable Arrivals arrivals() {
    return null;
  }

  /** Does work that may take long, but not for ever, such as reading a file of the disk. */
  default Executor files() {
    return WorkThreads.FILES;
  }

  /** Does work that may take for ever, such as reading a pipe; each beside all others. */
  default Executor streams() {
    return WorkThreads.STREAMS;
  }

  /** The room for the run's data. */
  default MemoryWatch memory() {
    return MemoryWatch.ofJvm();
  }

  /** Whether the run may neither start commands nor use the network. */
  default boolean isIsolated() {
    return false;
  }

  InputStream input();

  OutputStream output();

  OutputStream errorOutput();

  /** Whether somebody watches the output as it comes, so that each line must appear at once. */
  default boolean isInteractive() {
    return false;
  }

  /** Relative file names are resolved against this directory. */
  Path workingDirectory();

  /** The program's name and its arguments. */
  List<String> commandLine();

  Map<String, String> environment();
}
