// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Of the events of a fiber those that say in what state it is and what it has left in queues: its
 * birth, its last turn, the last one that says how large it is, and those of which something is
 * left. A turn is what happens from a resume to the next one.
 */
final class FiberPast {

  static final class Turn {
    /** The resume, the suspend, the wake: what must be for the rest to be. */
    final List<KeptEvent> steps = new ArrayList<>();

    /** Offers and timers. */
    List<KeptEvent> left = new ArrayList<>();

    /** The last captures of each rank, and the values that were offered last. */
    final List<KeptEvent> captures = new ArrayList<>();

    final List<KeptEvent> values = new ArrayList<>();

    /** The timer that was armed last, and its end. */
    @Nullable KeptEvent alarm;

    @Nullable KeptEvent rung;

    boolean isSized() {
      return !captures.isEmpty() && steps.size() > 1;
    }
  }

  final long fiber;
  @Nullable KeptEvent spawned;
  @Nullable KeptEvent ended;
  private List<Turn> earlier = new ArrayList<>();

  /** The last turn before this one that ended with a capture: it says how large the fiber is. */
  private Turn sized = new Turn();

  private Turn turn = new Turn();

  FiberPast(long fiber) {
    this.fiber = fiber;
  }

  void resumed(KeptEvent event) {
    if (!turn.left.isEmpty()) {
      earlier.add(turn);
    }
    if (turn.isSized()) {
      sized = turn;
    }
    turn = new Turn();
    turn.steps.add(event);
  }

  /** A suspend or a wake. */
  void step(KeptEvent event) {
    turn.steps.add(event);
  }

  void leaves(KeptEvent event) {
    turn.left.add(event);
  }

  void armed(KeptEvent event) {
    turn.left.add(event);
    turn.alarm = event;
    turn.rung = null;
  }

  /** A timer has fired or was cancelled. */
  void rung(KeptEvent event) {
    if (turn.alarm != null && turn.alarm.number(1) == event.number(1)) {
      turn.rung = event;
    }
  }

  void captured(KeptEvent event) {
    long reason = event.number(3);
    turn.captures.removeIf(before -> before.number(3) == reason);
    turn.captures.add(event);
  }

  /** A value and its offer have one time. */
  void offered(KeptEvent event) {
    turn.values.removeIf(before -> before.time() != event.time());
    turn.values.add(event);
  }

  /** Whether it may have left something. */
  boolean mayLeave() {
    return !earlier.isEmpty() || !turn.left.isEmpty();
  }

  int turns() {
    return earlier.size();
  }

  /** Forgets what is not there any more. */
  void prune(Predicate<KeptEvent> isThere) {
    List<Turn> kept = new ArrayList<>();
    for (Turn each : earlier) {
      each.left = each.left.stream().filter(isThere).toList();
      if (!each.left.isEmpty()) {
        kept.add(each);
      }
    }
    earlier = kept;
    turn.left = new ArrayList<>(turn.left.stream().filter(isThere).toList());
  }

  /** All that is left of it, in no order. */
  List<KeptEvent> events() {
    List<KeptEvent> all = new ArrayList<>();
    if (spawned != null) {
      all.add(spawned);
    }
    for (Turn each : earlier) {
      all.addAll(each.steps);
      all.addAll(each.left);
    }
    if (ended == null && !turn.isSized()) {
      all.addAll(earlier.contains(sized) ? List.of() : sized.steps);
      all.addAll(sized.captures);
    }
    if (ended == null && turn.alarm != null && !turn.left.contains(turn.alarm)) {
      all.add(turn.alarm);
      all.addAll(turn.rung == null ? List.of() : List.of(turn.rung));
    }
    all.addAll(turn.steps);
    all.addAll(turn.left);
    all.addAll(turn.captures);
    if (!turn.left.isEmpty()) {
      all.addAll(turn.values);
    }
    if (ended != null) {
      all.add(ended);
    }
    return all;
  }
}
