// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerStates;
import org.lokoscope.views.board.Moment;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.model.Cell;

/**
 * What every fiber and every queue does at the playhead, while a view wants to know. One question
 * is under way at a time; moments that pass meanwhile are skipped. The first one reads all events
 * once, unless that was done when the trace was open before.
 */
public final class StateAtPlayhead {

  private final OpenTrace opened;
  private final Cell<Optional<SchedulerState>> state = new Cell<>(Optional.empty());
  private final Cell<Optional<Moment>> moment = new Cell<>(Optional.empty());
  private final Cell<Double> progress = new Cell<>(0.0);
  private final Set<Object> wanting = new HashSet<>();
  private volatile @Nullable SchedulerStates states;

  /** Whether the trace has grown since the states are known. */
  private volatile boolean outdated;

  private volatile boolean closed;
  private volatile long cost;
  private @Nullable IntConsumer stepper;
  private boolean asking;
  private long shown = -1;

  StateAtPlayhead(OpenTrace opened) {
    this.opened = opened;
    opened.model().playback().time().listen(time -> ask());
  }

  /** Empty until it is known; at its {@code time} while the playhead moves on. */
  public Cell<Optional<SchedulerState>> state() {
    return state;
  }

  /** The same as a board, with what comes next; empty until it is known. */
  public Cell<Optional<Moment>> moment() {
    return moment;
  }

  /**
   * Goes on by the next event that changes the scheduler, or with {@code -1} back before the last
   * one; the playhead goes along. Several events may have one time.
   */
  public void step(int direction) {
    Moment from = moment.get().orElse(null);
    if (asking || from == null) {
      return;
    }
    asking = true;
    opened.ask(
        Work.STATES,
        trace -> {
          SchedulerStates known = states(trace);
          long events = from.now().events();
          Optional<Long> wanted =
              direction < 0
                  ? Optional.of(known.before(events))
                  : known.next(events).map(step -> step.before() + 1);
          return wanted.map(count -> answer(trace, known, known.afterEvents(count), from.things()));
        },
        stepped -> {
          asking = false;
          stepped.ifPresent(
              answer -> {
                shown = answer.state.time();
                show(answer);
                opened.model().playback().moveTo(shown);
                opened.model().window().set(opened.model().window().get().revealing(shown));
              });
        },
        () -> asking = false);
  }

  /** Says who steps by event instead of the selected lane; null for nobody. */
  void stepper(@Nullable IntConsumer next) {
    stepper = next;
  }

  /** Steps, if a view that does so by event is in front: whether it is. */
  public boolean stepInView(int direction) {
    IntConsumer view = stepper;
    if (view != null) {
      view.accept(direction);
    }
    return view != null;
  }

  private record Answer(SchedulerState state, Moment moment) {}

  private static Answer answer(
      Trace trace, SchedulerStates states, SchedulerState state, List<Long> keep) {
    return new Answer(state, Moment.of(trace, states, state, keep));
  }

  private void show(Answer answer) {
    moment.set(Optional.of(answer.moment));
    state.set(Optional.of(answer.state));
  }

  private SchedulerStates states(Trace trace) {
    SchedulerStates known = states;
    if (known == null || outdated) {
      long begin = System.nanoTime();
      states = null;
      known = known == null ? SchedulerStates.open(trace, this::read) : known.extend(this::read);
      cost = System.nanoTime() - begin;
      outdated = false;
      states = known;
    }
    return known;
  }

  /** How long it took to read the trace the last time, nanoseconds. */
  long cost() {
    return cost;
  }

  /** How much of the trace the first question has read, 0 to 1. */
  public Cell<Double> progress() {
    return progress;
  }

  /** Says whether a view is seen that shows the state. */
  public void want(Object view, boolean wanted) {
    if (wanted ? wanting.add(view) : wanting.remove(view)) {
      ask();
    }
  }

  private void ask() {
    long time = opened.model().playback().time().get();
    if (asking || wanting.isEmpty() || shown == time) {
      return;
    }
    asking = true;
    opened.ask(
        Work.STATES,
        trace -> {
          SchedulerStates known = states(trace);
          return answer(trace, known, known.at(time), List.of());
        },
        answer -> {
          asking = false;
          shown = time;
          show(answer);
          ask();
        },
        () -> asking = false);
  }

  private boolean read(long done, long total, String what) {
    double part = total == 0 ? 0 : (double) done / total;
    javafx.application.Platform.runLater(() -> progress.set(part));
    return !closed;
  }

  /** There are more events: checkpoints are made of those when somebody looks. */
  void forget() {
    if (states == null) {
      return;
    }
    shown = -1;
    opened.ask(
        Work.STATES,
        trace -> {
          outdated = true;
          return true;
        },
        done -> ask());
  }

  /** The checkpoints are closed on the thread that reads them, before the trace is. */
  void close() {
    closed = true;
    opened.ask(
        Work.STATES,
        trace -> {
          if (states != null) {
            states.close();
          }
          return true;
        },
        done -> {});
  }
}
