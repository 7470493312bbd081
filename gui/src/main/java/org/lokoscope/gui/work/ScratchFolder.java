// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for temporary files that goes with its user, or with the JVM, such as by Ctrl-C. */
public final class ScratchFolder implements AutoCloseable {

  private final Path path;
  private final Thread hook;

  /**
   * Makes one.
   *
   * @param prefix of its name
   */
  public ScratchFolder(String prefix) {
    try {
      path = Files.createTempDirectory(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hook = new Thread(this::deleteAll, prefix + " is deleted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public Path path() {
    return path;
  }

  /** Somebody may still be writing there while the JVM ends. */
  private void deleteAll() {
    for (int attempt = 0; attempt < 5 && Files.exists(path); attempt++) {
      Exploration.delete(path);
    }
  }

  @Override
  public void close() {
    Exploration.delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM is ending, and runs it.
    }
  }
}
