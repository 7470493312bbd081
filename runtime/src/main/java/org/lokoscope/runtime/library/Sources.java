// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.List;
import java.util.Objects;
import org.lokoscope.runtime.reader.NumberParser;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;

/** Reads program texts. It has no state. */
record Sources(NumberParser numbers) {

  /** The forms of a text. */
  List<Annotation> forms(String text, String file) {
    return new SourceReader(text, file, numbers).readAll();
  }

  /** A datum that has no place, such as the name of a library. */
  Object datum(String text) {
    return Objects.requireNonNull(new SourceReader(text, "", numbers).read()).datum();
  }
}
