// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Small programs that stress one thing of a Scheme each, in what the sixth report has. Each defines
 * a procedure {@code work} of no arguments, which is what is timed.
 */
public final class ControlPrograms {

  private static final List<String> NAMES =
      List.of(
          "eval", "dynamic-wind", "mutual", "rationals", "closures", "digest", "escapes", "cpstak");

  private ControlPrograms() {}

  public static List<String> names() {
    return NAMES;
  }

  /** The definitions of a program, without imports. */
  public static String text(String name) throws IOException {
    try (InputStream in = ControlPrograms.class.getResourceAsStream("control/" + name + ".scm")) {
      if (in == null) {
        throw new IllegalArgumentException("no such program: name=" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
