// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;

/**
 * What goes wrong on a thread that reads or writes for others: they must hear of it, whatever it
 * is, or they would wait for ever.
 */
final class Faults {

  private Faults() {}

  /** The same as an error of input and output; says so where this program is to blame. */
  static IOException asIoException(Throwable problem) {
    return switch (problem) {
      case IOException plain -> plain;
      case OutOfMemoryError _ -> new IOException("out of memory or threads", problem);
      default ->
          new IOException(
              "internal error in Lokoscope, please report it (" + problem + ")", problem);
    };
  }
}
