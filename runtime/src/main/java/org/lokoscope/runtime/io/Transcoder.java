// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import org.lokoscope.runtime.datum.Described;

/** How a textual port sees its bytes. */
public record Transcoder(Codec codec, EolStyle eol, ErrorMode errors) implements Described {

  /** Of files and of the console. Line ends are left as they are. */
  public static final Transcoder NATIVE =
      new Transcoder(Codec.UTF_8, EolStyle.NONE, ErrorMode.REPLACE);

  @Override
  public String describe() {
    return "transcoder "
        + codec.describe().substring(6)
        + " "
        + eol.symbol()
        + " "
        + errors.symbol();
  }
}
