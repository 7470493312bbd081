// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.board.Moment;
import org.lokoscope.views.board.Scene.Kind;
import org.lokoscope.views.board.Scene.Token;

/**
 * The scheduler at the playhead, drawn as on a blackboard. {@code ,} and {@code .} go by events
 * while this tab is in front; what a step changes moves, so that a message is seen to meet its
 * receiver.
 */
public final class SchedulerTab extends BorderPane implements TraceTab {

  /** How long a step is on its way, seconds. */
  private static final double STEP = 0.7;

  private final OpenTrace opened;
  private final BoardView board = new BoardView();
  private final Label words = new Label();
  private final AnimationTimer clock;
  private @Nullable Moment shown;
  private @Nullable Moment from;
  private long began;
  private int stepping;

  public SchedulerTab(OpenTrace opened) {
    this.opened = opened;
    setId("scheduler");
    Button back = button("scheduler-back", "Event before", "One event back (,)", -1);
    Button on = button("scheduler-next", "Next event", "One event on (.)", 1);
    words.setId("scheduler-words");
    words.setMinWidth(0);
    words.getStyleClass().add("text-muted");
    HBox top = new HBox(8, back, on, words);
    top.setAlignment(Pos.CENTER_LEFT);
    top.getStyleClass().add("tools");
    ScrollPane scroll = new ScrollPane(board);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    scroll.viewportBoundsProperty().subscribe(bounds -> board.fill(bounds.getHeight()));
    setTop(top);
    setCenter(scroll);
    board.setOnMouseClicked(event -> select(board.under(event.getX(), event.getY())));
    clock =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            move(now);
          }
        };
    opened.state().moment().listen(this::show);
    opened.state().progress().listen(part -> tell());
  }

  private Button button(String id, String text, String tip, int direction) {
    Button button = new Button(text);
    button.setId(id);
    button.setTooltip(new Tooltip(tip));
    button.setFocusTraversable(false);
    button.setMinWidth(USE_PREF_SIZE);
    button.getStyleClass().add("small");
    button.setOnAction(event -> step(direction));
    return button;
  }

  @Override
  public String title() {
    return "Scheduler";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean front) {
    opened.state().want(this, front);
    opened.state().stepper(front ? this::step : null);
    tell();
  }

  private void step(int direction) {
    stepping = direction;
    opened.state().step(direction);
  }

  private void tell() {
    words.setText(
        shown != null
            ? ", and . step by event"
            : "Reading the events: " + Figures.percent(opened.state().progress().get()));
  }

  private void show(Optional<Moment> moment) {
    Moment before = shown;
    shown = moment.orElse(null);
    tell();
    from = stepping != 0 ? before : null;
    began = System.nanoTime();
    if (from != null) {
      clock.start();
    } else {
      clock.stop();
      board.show(shown);
    }
  }

  private void move(long now) {
    double part = Math.min(1, (now - began) / 1e9 / STEP);
    if (from == null || shown == null || part >= 1) {
      clock.stop();
      stepping = 0;
      board.show(shown);
    } else {
      board.between(from, shown, stepping > 0, Math.max(0, part));
    }
  }

  /** Whether nothing is on its way. */
  public boolean settled() {
    return stepping == 0;
  }

  private void select(@Nullable Token token) {
    if (token == null || token.subject() == 0) {
      return;
    }
    if (token.kind() == Kind.THING) {
      opened.looked().set(Optional.of(new LookedAt.OneObject(token.subject())));
    } else {
      LaneId lane =
          token.subject() >>> 32 == 0
              ? LaneId.process(token.subject())
              : LaneId.fiber(token.subject());
      opened.model().select(lane);
    }
  }
}
