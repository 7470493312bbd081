// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.benchmarks;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.lokoscope.runtime.world.World;

/** A world with the console of a benchmark and the same chance in every run. */
final class BenchmarkWorld implements World {

  private final InputStream input;
  private final OutputStream output;
  private final SplittableRandom random = new SplittableRandom(1);

  BenchmarkWorld(InputStream input, OutputStream output) {
    this.input = input;
    this.output = output;
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long wallTimeMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nextRandom() {
    return random.nextLong();
  }

  @Override
  public void parkUntil(long deadline) {
    if (deadline == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, Math.max(1, deadline - nanoTime()));
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
    return Path.of("").toAbsolutePath();
  }

  @Override
  public List<String> commandLine() {
    return List.of("benchmark");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of();
  }
}
