// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.language;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.lokoscope.runtime.world.World;

/** A world with a console in memory, both of its outputs in one, and a directory of its own. */
final class Console implements World {

  private static final String INPUT = "(a . b) rest of line\nλx\n";

  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final InputStream in = new ByteArrayInputStream(INPUT.getBytes(StandardCharsets.UTF_8));

  Console(Path folder) {
    this.folder = folder;
  }

  String written() {
    return out.toString(StandardCharsets.UTF_8);
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
    return 4;
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
    return in;
  }

  @Override
  public OutputStream output() {
    return out;
  }

  @Override
  public OutputStream errorOutput() {
    return out;
  }

  @Override
  public Path workingDirectory() {
    return folder;
  }

  @Override
  public List<String> commandLine() {
    return List.of("test", "argument");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("NAME", "value");
  }
}
