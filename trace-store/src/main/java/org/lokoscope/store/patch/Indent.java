// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.patch;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.datum.SchemeString;

/** Moves lines of code to the right without touching what strings hold. */
final class Indent {

  private Indent() {}

  /**
   * The text of some forms that stand one after the other, to be put at another column.
   *
   * @param edits changes to be made on the way
   * @param column from 0, where the first of them is to begin
   */
  static String moved(SourceTree tree, Node first, Node last, Edits edits, int column) {
    int shift = column - tree.indent(first.start());
    Edits all = edits.copy();
    for (int line : lineStarts(tree.text(), first.start(), last.end())) {
      if (!isInString(first, last, line)) {
        shift(tree.text(), line, shift, all);
      }
    }
    return all.apply(first.start(), last.end());
  }

  private static void shift(String text, int line, int shift, Edits all) {
    int end = line;
    while (end < text.length() && text.charAt(end) == ' ') {
      end++;
    }
    if (end == text.length() || text.charAt(end) == '\n') {
      return;
    }
    if (shift >= 0) {
      all.replace(line, line, " ".repeat(shift));
    } else {
      all.replace(line, Math.min(end, line - shift), "");
    }
  }

  private static List<Integer> lineStarts(String text, int from, int to) {
    List<Integer> starts = new ArrayList<>();
    for (int at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
      starts.add(at + 1);
    }
    return starts;
  }

  private static boolean isInString(Node first, Node last, int offset) {
    Node parent = first.parent();
    List<Node> around = parent == null || first == last ? List.of(first) : parent.children();
    return around.stream()
        .filter(node -> node.start() >= first.start() && node.end() <= last.end())
        .flatMap(node -> node.all().stream())
        .anyMatch(
            node ->
                node.datum() instanceof SchemeString
                    && node.start() < offset
                    && offset < node.end());
  }
}
