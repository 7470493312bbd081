package org.lokoscope.gui.panel;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerStates;
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
  private final Cell<Double> progress = new Cell<>(0.0);
  private final Set<Object> wanting = new HashSet<>();
  private @Nullable SchedulerStates states;
  private volatile boolean closed;
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
          SchedulerStates known = states;
          if (known == null) {
            known = SchedulerStates.open(trace, this::read);
            states = known;
          }
          return known.at(time);
        },
        answer -> {
          asking = false;
          shown = time;
          state.set(Optional.of(answer));
          ask();
        },
        () -> asking = false);
  }

  private boolean read(long done, long total, String what) {
    double part = total == 0 ? 0 : (double) done / total;
    javafx.application.Platform.runLater(() -> progress.set(part));
    return !closed;
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
