// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.stacks.HotLine;
import org.lokoscope.store.stacks.StackQuery;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.store.stacks.StackTrees;
import org.lokoscope.tracer.text.Count;

/** What a report on a trace with samples says of them. */
record HotLines(StackTree tree, List<HotLine> lines) {

  private static final int MOST = 5;

  /** Null if the trace holds no samples. */
  static @Nullable HotLines of(Trace trace) {
    if (!StackTrees.hasSamples(trace)) {
      return null;
    }
    StackTree tree = StackTrees.of(trace, StackQuery.all(Weight.SAMPLES));
    return new HotLines(
        tree, HotLine.of(tree).stream().filter(line -> line.self() > 0).limit(MOST).toList());
  }

  String heading() {
    return "Hottest lines of " + Count.of(tree.total(), "sample");
  }

  List<String> rows() {
    return lines.stream().map(line -> ProfileReport.row(tree, line)).toList();
  }

  void into(ObjectNode node) {
    node.put("samples", tree.total());
    ArrayNode array = node.putArray("lines");
    lines.forEach(line -> ProfileReport.json(line, array.addObject()));
  }
}
