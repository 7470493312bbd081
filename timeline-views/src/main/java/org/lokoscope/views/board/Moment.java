// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.store.state.SchedulerStates.Step;

/**
 * An instant with what comes next. The same things stand on both boards, so that they compare.
 *
 * @param next null at the end of the trace
 * @param after what the board shows after {@code next}; null at the end
 * @param things the objects on both, in their order: the {@code keep} of the next moment
 */
public record Moment(
    Board now, @Nullable NextEvent next, @Nullable Board after, List<Long> things) {

  /** Things that stay on the board though nobody stands there any more. */
  private static final int MOST_KEPT = 12;

  /**
   * Reads a state and the one after the next event.
   *
   * @param keep things of the moment before, which stay where they are
   */
  public static Moment of(
      Trace trace, SchedulerStates states, SchedulerState state, List<Long> keep) {
    Optional<Step> step = state.hole() ? Optional.empty() : states.next(state.events());
    SchedulerState after = step.map(s -> states.afterEvents(s.before() + 1)).orElse(null);
    Set<Long> things = new LinkedHashSet<>(keep);
    things.addAll(busyThings(state, after));
    List<Long> kept = new ArrayList<>(things);
    if (things.size() > MOST_KEPT) {
      kept.removeIf(id -> !isBusy(state, id) && (after == null || !isBusy(after, id)));
    }
    BoardReader reader = new BoardReader(trace);
    return new Moment(
        reader.read(state, kept),
        step.map(s -> NextEvent.of(trace, state, s.event())).orElse(null),
        after == null ? null : reader.read(after, kept),
        kept);
  }

  private static boolean isBusy(SchedulerState state, long thing) {
    return state.process(thing >>> 32).map(process -> process.object(thing) != null).orElse(false);
  }

  private static void busy(SchedulerState state, Set<Long> into) {
    for (SchedulerState.OneProcess process : state.processes()) {
      process.objects().stream().limit(BoardReader.MOST).forEach(object -> into.add(object.id()));
    }
  }

  private static Set<Long> busyThings(SchedulerState now, @Nullable SchedulerState after) {
    Set<Long> busy = new LinkedHashSet<>();
    busy(now, busy);
    if (after != null) {
      busy(after, busy);
    }
    return busy;
  }
}
