// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.source;

/** Is told of the texts of programs and libraries as they are read. By any thread. */
@FunctionalInterface
public interface SourceListener {

  /** Does nothing. */
  SourceListener NONE = (file, text) -> {};

  /**
   * @param file as messages and traces name it
   */
  void read(String file, String text);
}
