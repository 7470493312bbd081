// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.snapshot;

import java.util.function.Consumer;
import org.lokoscope.store.stacks.StackTrees;
import org.lokoscope.views.paint.FlamePainter;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.query.FlameData;

/** The words of suspended continuations, by stack: of each fiber its last snapshot in the range. */
final class FlameImage implements PaintedView {

  @Override
  public String name() {
    return "flame";
  }

  @Override
  public boolean hasTab() {
    return false;
  }

  @Override
  public Consumer<Surface> prepare(Subject subject) {
    FlameData words = FlameData.of(subject.trace(), subject.range());
    boolean samples = words.root().total() == 0 && StackTrees.hasSamples(subject.trace());
    FlameData data = samples ? FlameData.ofSamples(subject.trace(), subject.range()) : words;
    return surface -> FlamePainter.paint(surface, data, subject.width(), subject.height());
  }
}
