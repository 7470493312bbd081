// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import java.nio.file.Path;
import java.util.List;

/** The command line, as a server uses it. */
public interface Commands {

  /**
   * What a command said.
   *
   * @param failed whether the text says what is wrong
   */
  record Answer(boolean failed, String text) {}

  /** Runs a command; only one runs at a time. */
  Answer run(List<String> words);

  /** What is damaged in a trace, a line each; empty if it is whole or cannot be opened. */
  List<String> damage(Path trace);
}
