// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.views.query.WakeChain;
import org.lokoscope.views.viewport.TimeRange;

/** The wakes behind a delay: found once, then followed step by step. */
public final class Causality {

  private final Trace trace;
  private final TimelineModel model;
  private final Cell<WakeChain> chain = new Cell<>(WakeChain.NONE);
  private final Cell<Integer> step = new Cell<>(-1);

  Causality(Trace trace, TimelineModel model) {
    this.trace = trace;
    this.model = model;
  }

  /** Empty as long as nobody asked, and after {@link #clear}. */
  public Cell<WakeChain> chain() {
    return chain;
  }

  /** Which step of the chain one is at, from 0; -1 without a chain. */
  public Cell<Integer> step() {
    return step;
  }

  public void clear() {
    step.set(-1);
    chain.set(WakeChain.NONE);
  }

  /**
   * Asks why the selected fiber does not run at the playhead. Without an answer, because it runs or
   * no fiber is selected, nothing changes but that the chain shown before is gone.
   */
  public void explain() {
    LaneId lane = model.selection().get().lane();
    clear();
    if (lane != null && lane.kind() == LaneId.Kind.FIBER) {
      long time = model.playback().time().get();
      model.ask(() -> WakeChain.of(trace, lane.id(), time), this::show);
    }
  }

  private void show(WakeChain found) {
    chain.set(found);
    if (!found.isEmpty()) {
      step.set(0);
      reveal(found.steps().getFirst());
    }
  }

  /** One step nearer to the cause; the first one asks. */
  public void toCause() {
    if (chain.get().isEmpty()) {
      explain();
    } else {
      go(step.get() + 1);
    }
  }

  /** One step back to the effect. */
  public void toEffect() {
    go(step.get() - 1);
  }

  /** Goes to a step, as far as there is one: its lane is selected, its end is where one looks. */
  public void go(int number) {
    if (number >= 0 && number < chain.get().steps().size()) {
      step.set(number);
      WakeChain.Link link = chain.get().steps().get(number);
      model.select(link.lane(), Math.max(link.delay().from(), link.delay().to() - 1));
      reveal(link);
    }
  }

  /** Keeps the scale where the step is seen in it; else shows all of the step. */
  private void reveal(WakeChain.Link link) {
    TimeRange delay = link.delay();
    var window = model.window().get();
    double pixels = window.x(delay.to()) - window.x(delay.from());
    if (pixels > window.width() || pixels < window.width() / 200) {
      model.show(delay);
    } else {
      model.window().set(window.revealing(delay.from()).revealing(delay.to()));
    }
    model.reveal(link.lane());
    if (link.by() != null) {
      model.reveal(link.by());
    }
  }
}
