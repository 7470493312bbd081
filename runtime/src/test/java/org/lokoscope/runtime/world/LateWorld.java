// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Another world, but whose threads for files and streams are late: they take what is to be done in
 * any order, some of it at once, some only after others have had many turns.
 */
public final class LateWorld implements World {

  private final World outside;
  private final Random random;
  private final List<Runnable> waiting = new ArrayList<>();
  private boolean running;

  public LateWorld(World outside, long seed) {
    this.outside = outside;
    this.random = new Random(seed);
  }

  @Override
  public Executor files() {
    return this::later;
  }

  @Override
  public Executor streams() {
    return this::later;
  }

  private void later(Runnable task) {
    synchronized (this) {
      waiting.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    Thread.ofPlatform().daemon().start(this::work);
  }

  private void work() {
    Runnable task;
    while ((task = next()) != null) {
      task.run();
    }
  }

  private @Nullable Runnable next() {
    int turns;
    synchronized (this) {
      turns = random.nextInt(4) == 0 ? random.nextInt(2000) : 0;
    }
    for (int i = 0; i < turns; i++) {
      Thread.onSpinWait();
    }
    synchronized (this) {
      running = !waiting.isEmpty();
      return running ? waiting.remove(random.nextInt(waiting.size())) : null;
    }
  }

  @Override
  public void begin() {
    outside.begin();
  }

  @Override
  public long nanoTime() {
    return outside.nanoTime();
  }

  @Override
  public long wallTimeMillis() {
    return outside.wallTimeMillis();
  }

  @Override
  public long nextRandom() {
    return outside.nextRandom();
  }

  @Override
  public void parkUntil(long deadline) {
    outside.parkUntil(deadline);
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
