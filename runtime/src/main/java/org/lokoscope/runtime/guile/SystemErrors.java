// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.guile;

import java.io.IOException;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;

/** Throws to {@code system-error}. */
final class SystemErrors {

  private static final Symbol KEY = Symbol.of("system-error");

  private SystemErrors() {}

  static SchemeError of(String who, Errno reason) {
    return new SchemeError(
        Throws.make(
            KEY,
            Lists.of(
                SchemeString.of(who),
                SchemeString.of("~A"),
                Lists.of(SchemeString.of(reason.text())),
                Lists.of((long) reason.number()))));
  }

  /** With the name of the file that it was about. */
  static SchemeError of(String who, Errno reason, String file) {
    return new SchemeError(
        Throws.make(
            KEY,
            Lists.of(
                SchemeString.of(who),
                SchemeString.of("~A: ~S"),
                Lists.of(SchemeString.of(reason.text()), SchemeString.of(file)),
                Lists.of((long) reason.number()))));
  }

  static SchemeError of(String who, IOException cause) {
    return of(who, Errno.of(cause));
  }
}
