// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.world.World;

/**
 * A world without commands and network, whose files lie in a file system of their own: no name
 * leads out of it. What goes to the error output is kept for the test, the rest is dropped.
 */
final class FuzzWorld implements World {

  private final Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final InputStream input =
      new ByteArrayInputStream("(a . b) line\nλx\n".getBytes(StandardCharsets.UTF_8));

  FuzzWorld(Path folder) {
    this.folder = folder;
  }

  /** What has been written to the error output since the last call. */
  String takeErrors() {
    String text = errors.toString(StandardCharsets.UTF_8);
    errors.reset();
    return text;
  }

  @Override
  public boolean isIsolated() {
    return true;
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public long wallTimeMillis() {
    return 0;
  }

  @Override
  public long nextRandom() {
    return 4;
  }

  @Override
  public void parkUntil(long deadline) {
    throw new IllegalStateException("nothing waits for ever in a fuzz run");
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public OutputStream errorOutput() {
    return errors;
  }

  @Override
  public Path workingDirectory() {
    return folder;
  }

  @Override
  public List<String> commandLine() {
    return List.of("fuzz", "argument");
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("NAME", "value");
  }
}
