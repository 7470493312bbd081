// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.lokoscope.runtime.memory.MemoryWatch;

/** A world for tests: its clock moves by a step when it is read, and to when somebody wakes. */
public final class VirtualWorld implements World {

  private final long step;
  private final InputStream input;
  private final OutputStream output;
  private SplittableRandom random = new SplittableRandom(1);
  private long now;
  private MemoryWatch memory = MemoryWatch.ofJvm();

  /**
   * @param step nanoseconds by which the clock moves each time that it is read
   * @param output for both outputs of the program
   */
  public VirtualWorld(long step, InputStream input, OutputStream output) {
    this.step = step;
    this.input = input;
    this.output = output;
  }

  /** Has programs ask that about the room for their data. */
  public VirtualWorld memory(MemoryWatch watch) {
    memory = watch;
    return this;
  }

  @Override
  public MemoryWatch memory() {
    return memory;
  }

  /** Begins a new stream of random numbers. */
  public synchronized void seed(long seed) {
    random = new SplittableRandom(seed);
  }

  @Override
  public synchronized long nanoTime() {
    now += step;
    return now;
  }

  @Override
  public long wallTimeMillis() {
    return 0;
  }

  @Override
  public synchronized long nextRandom() {
    return random.nextLong();
  }

  @Override
  public void parkUntil(long deadline) {
    if (deadline == Long.MAX_VALUE) {
      LockSupport.park(this);
      return;
    }
    synchronized (this) {
      now = Math.max(now, deadline);
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public OutputStream errorOutput() {
    return output;
  }

  @Override
  public Path workingDirectory() {
    return Path.of("");
  }

  @Override
  public List<String> commandLine() {
    return List.of("test");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }
}
