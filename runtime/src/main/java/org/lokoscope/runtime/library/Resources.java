// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that come with the runtime. */
final class Resources {

  private Resources() {}

  /**
   * The text of {@code org/lokoscope/runtime/NAME}.
   *
   * @throws IllegalStateException if there is none
   */
  static String read(String name) {
    try (InputStream stream =
        Resources.class.getResourceAsStream("/org/lokoscope/runtime/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("resource not found: name=" + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
