// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements in a text, which must not overlap. */
final class Edits {
  private record Edit(int start, int end, String replacement) {}

  private final String text;
  private final List<Edit> edits = new ArrayList<>();

  Edits(String text) {
    this.text = text;
  }

  void replace(int start, int end, String replacement) {
    edits.add(new Edit(start, end, replacement));
  }

  void replace(Node node, String replacement) {
    replace(node.start(), node.end(), replacement);
  }

  Edits copy() {
    Edits copy = new Edits(text);
    copy.edits.addAll(edits);
    return copy;
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  /** The whole text after all replacements. */
  String apply() {
    return apply(0, text.length());
  }

  /** A part of the text after the replacements that lie in it. */
  String apply(int from, int to) {
    edits.sort(Comparator.comparingInt(Edit::start));
    StringBuilder after = new StringBuilder();
    int at = from;
    for (Edit edit : edits) {
      if (edit.start >= at && edit.end <= to) {
        after.append(text, at, edit.start).append(edit.replacement);
        at = edit.end;
      }
    }
    return after.append(text, at, to).toString();
  }
}
