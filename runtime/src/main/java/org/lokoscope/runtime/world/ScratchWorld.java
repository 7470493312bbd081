// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A world in which a program can be tried often: it starts no commands, has no network, and
 * relative file names are those of a directory for this run.
 */
public final class ScratchWorld implements World {

  private final World outside;
  private final Path folder;

  /**
   * @param outside whose console and clock it has
   */
  public ScratchWorld(World outside, Path folder) {
    this.outside = outside;
    this.folder = folder;
  }

  @Override
  public void outside(String what) {
    outside.outside(what);
  }

  @Override
  public boolean isIsolated() {
    return true;
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
    return folder;
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
