// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.memory.MemoryWatch;

/**
 * A world that says when somebody gets something from it that may be different next time: the time,
 * chance, the environment, a file (whose name needs the working directory). The console's input is
 * not watched: whoever shares it has it from {@link #origin}.
 */
public final class WatchedWorld implements World {

  private final World watched;
  private final Runnable observer;
  private final Consumer<Path> files;

  /**
   * @param files is told of the files that are read by names which say where they are
   */
  public WatchedWorld(World watched, Runnable observer, Consumer<Path> files) {
    this.files = files;
    this.watched = watched;
    this.observer = observer;
  }

  private World seen() {
    observer.run();
    return watched;
  }

  @Override
  public void outside(String what) {
    watched.outside(what);
  }

  @Override
  public World origin() {
    return watched.origin();
  }

  @Override
  public void reads(Path file) {
    files.accept(file);
  }

  @Override
  public void begin() {
    watched.begin();
  }

  @Override
  public long nanoTime() {
    return seen().nanoTime();
  }

  @Override
  public long wallTimeMillis() {
    return seen().wallTimeMillis();
  }

  @Override
  public long nextRandom() {
    return seen().nextRandom();
  }

  @Override
  public void parkUntil(long deadline) {
    watched.parkUntil(deadline);
  }

  @Override
  public boolean isVirtual() {
    return watched.isVirtual();
  }

  @Override
  public void worked(long steps) {
    watched.worked(steps);
  }

  @Override
  public long lastNanoTime() {
    return watched.lastNanoTime();
  }

  @Override
  public void advanceTo(long nanos) {
    watched.advanceTo(nanos);
  }

  @Override
  public void turnTo(int cpu) {
    watched.turnTo(cpu);
  }

  @Override
  public int furthestBehind(int cpus) {
    return watched.furthestBehind(cpus);
  }

  @Override
  public @Nullable Arrivals arrivals() {
    return watched.arrivals();
  }

  @Override
  public boolean isIsolated() {
    return watched.isIsolated();
  }

  @Override
  public Executor files() {
    return watched.files();
  }

  @Override
  public Executor streams() {
    return watched.streams();
  }

  @Override
  public @Nullable Journal journal() {
    return watched.journal();
  }

  @Override
  public Path file(Path named) {
    return watched.file(named);
  }

  @Override
  public MemoryWatch memory() {
    return watched.memory();
  }

  @Override
  public InputStream input() {
    return watched.input();
  }

  @Override
  public OutputStream output() {
    return watched.output();
  }

  @Override
  public OutputStream errorOutput() {
    return watched.errorOutput();
  }

  @Override
  public boolean isInteractive() {
    return watched.isInteractive();
  }

  @Override
  public Path workingDirectory() {
    return seen().workingDirectory();
  }

  @Override
  public List<String> commandLine() {
    return seen().commandLine();
  }

  @Override
  public Map<String, String> environment() {
    return seen().environment();
  }
}
