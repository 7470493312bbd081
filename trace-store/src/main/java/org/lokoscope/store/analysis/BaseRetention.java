// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.tracer.text.Count;

/**
 * Frames of the scheduler and of who called it that suspended fibers drag along because {@code
 * call/cc} captures the whole continuation. They are shared, so they count once.
 */
final class BaseRetention implements Detector {
  private static final int WORD_BYTES = 8;

  /** Guessed: a scheduler and a caller or two need less. */
  private static final long MANY_WORDS = 1_000;

  @Override
  public Set<Capability> needs() {
    return Set.of(Capability.SIZES);
  }

  @Override
  public List<Finding> detect(Evidence evidence) {
    FiberInfo worst = null;
    GrowthPoint heaviest = null;
    List<FiberInfo> fibers = evidence.trace().fibersWithoutTimes();
    for (int i = 0; i < fibers.size(); i++) {
      evidence.step(i, fibers.size());
      for (GrowthPoint point : evidence.trace().growth(fibers.get(i).id(), 1)) {
        long most = heaviest == null ? MANY_WORDS - 1 : heaviest.baseWords();
        if (point.baseWords() > most) {
          worst = fibers.get(i);
          heaviest = point;
        }
      }
    }
    return worst == null || heaviest == null
        ? List.of()
        : List.of(finding(worst, heaviest, evidence.trace().isOwn()));
  }

  private static Finding finding(FiberInfo fiber, GrowthPoint point, boolean own) {
    double bytes = (double) point.baseWords() * WORD_BYTES;
    String words = Count.of(point.baseWords(), "word");
    FindingBuilder finding =
        new FindingBuilder(LeakClass.BASE_RETENTION)
            .fiber(fiber)
            .site(fiber.spawnSite())
            .bytesTotal(bytes)
            .iteration(new Iteration(point.baseWords(), 0))
            .ranked(Severity.ofBytes(bytes), 0.99);
    String fix = "Start the scheduler from the top level of the program and not deep inside of it";
    if (own) {
      finding.otherwise(Counterfactual.Change.DELIMITED, 0);
      fix += ", or run the program with --fibers delimited, which saves these " + words;
    }
    return finding.say(
        "Fiber \""
            + fiber.name()
            + "\" holds "
            + words
            + " of frames below its own at each suspend: those of the scheduler and of whoever"
            + " called it.",
        fix + ".");
  }
}
