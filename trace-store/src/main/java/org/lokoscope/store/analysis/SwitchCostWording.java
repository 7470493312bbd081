// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import org.lokoscope.tracer.text.Figures;

/** The lines about the cost of switches that reports and the page of a leak share. */
final class SwitchCostWording {

  private SwitchCostWording() {}

  static String measured(SwitchCost cost, SwitchCost.Turn then, SwitchCost.Turn now) {
    String noun = cost.perWinder() ? "winder" : "word";
    double before = cost.perWinder() ? then.winders() : then.words();
    double after = cost.perWinder() ? now.winders() : now.words();
    String sizes =
        " at "
            + Figures.of(before, noun)
            + ", "
            + Figures.duration(now.nanos())
            + " at "
            + Figures.of(after, noun);
    return "a turn of it and of the next fiber takes "
        + Figures.duration(then.nanos())
        + sizes
        + (cost.grows() ? ": " + each(cost.nanosEach(), noun) : ": no surely measured growth");
  }

  /** Little by the thousand. */
  private static String each(double nanos, String noun) {
    return nanos < 1
        ? Figures.duration(1000 * nanos)
            + " more for each "
            + Figures.count(1000)
            + " "
            + noun
            + "s"
        : Figures.duration(nanos) + " more for each " + noun;
  }

  static String model(SwitchCost cost) {
    return Figures.of(Math.rint(cost.lastModelBytes()), "byte")
        + " copied at each switch in the end, "
        + Figures.count(Math.round(cost.firstModelBytes()))
        + " at first (a model: Loko copies the whole stack at each call/cc; one-shot continuations"
        + " copy none of it)";
  }
}
