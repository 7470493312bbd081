// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.memory.MemoryWatch;

/**
 * A world that is the same every time: chance comes from a seed, and the clock moves only with the
 * steps that programs make, when it is read, a little, and when everybody rests, to the moment for
 * which they wait. Console and files are those of another world; {@link Arrivals} says when what
 * comes from there is taken.
 *
 * <p>Each virtual CPU has its own clock. All CPUs must take turns on one thread, and say whose turn
 * it is; other threads may only look.
 */
public final class DeterministicWorld implements World {

  /** Nanoseconds that pass between two looks at the clock. */
  private static final long STEP = 100;

  /** Nanoseconds that a step takes, from one safe point to the next. Guessed. */
  private static final long STEP_OF_WORK = 10;

  private static final long EPOCH_MILLIS = 946_684_800_000L;

  private final World outside;
  private final SplittableRandom random;
  private final Arrivals arrivals = new Arrivals();
  private final Uses files = new Uses();
  private long[] clocks = new long[1];
  private int cpu;

  public DeterministicWorld(World outside, long seed) {
    this.outside = outside;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public void outside(String what) {
    outside.outside(what);
  }

  @Override
  public @Nullable Journal journal() {
    return outside.journal();
  }

  @Override
  public Path file(Path named) {
    if (outside.journal() == null) {
      files.count.incrementAndGet();
    }
    return outside.file(named);
  }

  /** How often a program has named a file for which there is no journal. */
  public long filesUsed() {
    return files.count.get();
  }

  /** It does not go back with a run, for files do not. */
  private static final class Uses implements Unchanging {
    private final AtomicLong count = new AtomicLong();
  }

  @Override
  public MemoryWatch memory() {
    return outside.memory();
  }

  @Override
  public boolean isVirtual() {
    return true;
  }

  @Override
  public synchronized long nanoTime() {
    clocks[cpu] += STEP;
    return clocks[cpu];
  }

  @Override
  public synchronized void worked(long steps) {
    clocks[cpu] += steps * STEP_OF_WORK;
  }

  @Override
  public synchronized long lastNanoTime() {
    return clocks[cpu];
  }

  @Override
  public synchronized void advanceTo(long nanos) {
    clocks[cpu] = Math.max(clocks[cpu], nanos);
  }

  @Override
  public synchronized void turnTo(int number) {
    if (number >= clocks.length) {
      clocks = Arrays.copyOf(clocks, number + 1);
    }
    cpu = number;
  }

  @Override
  public synchronized int furthestBehind(int cpus) {
    int best = 0;
    for (int i = 1; i < cpus; i++) {
      if (clocks[i] < clocks[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The latest time of any CPU. */
  public synchronized long elapsed() {
    return Arrays.stream(clocks).max().orElseThrow();
  }

  @Override
  public synchronized long wallTimeMillis() {
    return EPOCH_MILLIS + clocks[cpu] / 1_000_000;
  }

  @Override
  public synchronized long nextRandom() {
    return random.nextLong();
  }

  @Override
  public void parkUntil(long deadline) {
    if (deadline == Long.MAX_VALUE) {
      outside.parkUntil(deadline);
    } else {
      advanceTo(deadline);
    }
  }

  @Override
  public Arrivals arrivals() {
    return arrivals;
  }

  @Override
  public Executor files() {
    return outside.files();
  }

  @Override
  public Executor streams() {
    return outside.streams();
  }

  @Override
  public boolean isIsolated() {
    return outside.isIsolated();
  }

  @Override
  public InputStream input() {
    return outside.input();
  }

  @Override
  public OutputStream output() {
    return outside.output();
  }

  @Override
  public boolean isInteractive() {
    return outside.isInteractive();
  }

  @Override
  public OutputStream errorOutput() {
    return outside.errorOutput();
  }

  @Override
  public Path workingDirectory() {
    return outside.workingDirectory();
  }

  @Override
  public List<String> commandLine() {
    return outside.commandLine();
  }

  @Override
  public Map<String, String> environment() {
    return outside.environment();
  }
}
