// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import org.lokoscope.runtime.datum.Described;

/** How characters are written as bytes. */
public enum Codec implements Described {
  LATIN_1("latin-1"),
  UTF_8("utf-8"),
  /** Big-endian unless a byte order mark says otherwise. */
  UTF_16("utf-16"),
  UTF_16_LE("utf-16le"),
  UTF_16_BE("utf-16be");

  private final String name;

  Codec(String name) {
    this.name = name;
  }

  @Override
  public String describe() {
    return "codec " + name;
  }
}
