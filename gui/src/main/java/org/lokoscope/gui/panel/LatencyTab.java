// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.fx.CanvasSurface;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.fx.Themed;
import org.lokoscope.views.paint.HeatPainter;
import org.lokoscope.views.paint.HistogramPainter;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.statistics.Latencies;
import org.lokoscope.views.statistics.Latencies.Case;
import org.lokoscope.views.statistics.Latencies.Measure;
import org.lokoscope.views.viewport.TimeRange;

/**
 * How long fibers waited or ran, in the visible time: a histogram with percentiles, and the worst
 * cases; a click on one goes there.
 */
public final class LatencyTab extends BorderPane implements TraceTab {

  /** One of the worst with the fiber's name. */
  private record Row(Case one, String fiber, String what) {}

  private record Answer(Latencies latencies, List<Row> worst) {}

  private final OpenTrace opened;
  private final ChoiceBox<Measure> measure = new ChoiceBox<>();
  private final CheckBox ofFiber = new CheckBox("_Selected fiber only");
  private final Label note = new Label();
  private final Chart chart = new Chart();
  private final TableView<Row> worst = Tables.table("latency-worst", "Nothing of this kind here.");
  private final PauseTransition pause = new PauseTransition(Duration.millis(250));
  private final AtomicLong latest = new AtomicLong();
  private boolean front;
  private boolean stale = true;
  private boolean choosing;

  public LatencyTab(OpenTrace opened) {
    this.opened = opened;
    setId("latency");
    measure.setId("latency-measure");
    measure.getItems().setAll(Measure.values());
    measure.setValue(Measure.READY);
    measure.setConverter(new Titles());
    measure.setAccessibleText("What is measured");
    ofFiber.setId("latency-of-fiber");
    TabHead.note(note, "latency-note");
    HBox top = TabHead.of(measure, ofFiber, note);
    worst.getColumns().add(Tables.text("Worst cases", 130, Row::fiber));
    worst
        .getColumns()
        .add(Tables.number("How long", 90, row -> row.one().length(), Figures::duration));
    worst
        .getColumns()
        .add(Tables.number("From", 110, row -> row.one().interval().from(), Figures::instant));
    worst.getColumns().add(Tables.text("What", 240, Row::what));
    worst.getSelectionModel().selectedItemProperty().subscribe(this::choose);
    SplitPane split = new SplitPane(chart, worst);
    split.setDividerPositions(0.55);
    setTop(top);
    setCenter(split);
    chart.setOnMouseClicked(event -> chart.clicked(event, opened.model()::goTo));
    pause.setOnFinished(done -> load());
    measure.valueProperty().subscribe(value -> changed());
    ofFiber.selectedProperty().subscribe(value -> changed());
    opened.model().window().listen(window -> changed());
    opened
        .model()
        .selection()
        .listen(
            chosen -> {
              if (ofFiber.isSelected()) {
                changed();
              }
            });
  }

  @Override
  public String title() {
    return "Latency";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean nowInFront) {
    front = nowInFront;
    if (front && stale) {
      load();
    }
  }

  private void changed() {
    if (choosing) {
      return;
    }
    stale = true;
    latest.incrementAndGet();
    if (front) {
      pause.playFromStart();
    }
  }

  private void load() {
    stale = false;
    long number = latest.incrementAndGet();
    TimeRange range = opened.model().window().get().range();
    Measure what = measure.getValue();
    OptionalLong fiber =
        ofFiber.isSelected() ? opened.model().selection().get().fiber() : OptionalLong.empty();
    note.setText("measuring…");
    opened.ask(
        Work.TABLES,
        trace -> measure(trace, what, fiber, range, number),
        answer -> answer.ifPresent(this::show));
  }

  private Optional<Answer> measure(
      Trace trace, Measure what, OptionalLong fiber, TimeRange range, long number) {
    List<LaneId> lanes =
        fiber.isPresent()
            ? List.of(LaneId.fiber(fiber.getAsLong()))
            : trace.fibersWithoutTimes().stream().map(FiberInfo::id).map(LaneId::fiber).toList();
    Progress wanted = (done, total, step) -> latest.get() == number;
    try {
      Latencies found = Latencies.of(trace, what, lanes, range, wanted);
      List<Row> rows =
          found.worst().stream()
              .map(
                  one ->
                      new Row(
                          one,
                          trace.nameOf(one.lane().id()),
                          org.lokoscope.views.query.StateText.of(
                              trace, one.lane(), one.interval())))
              .toList();
      return Optional.of(new Answer(found, rows));
    } catch (CancellationException superseded) {
      return Optional.empty();
    }
  }

  private void show(Answer answer) {
    Latencies found = answer.latencies();
    chart.show(found);
    worst.getItems().setAll(answer.worst());
    note.setText(
        found.count() == 0
            ? "none in the visible time"
            : "median "
                + Figures.duration(found.percentile(0.5))
                + "   90 % "
                + Figures.duration(found.percentile(0.9))
                + "   99 % "
                + Figures.duration(found.percentile(0.99))
                + "   99.9 % "
                + Figures.duration(found.percentile(0.999))
                + "   longest "
                + Figures.duration(found.percentile(1)));
  }

  private void choose(@Nullable Row row) {
    if (row != null) {
      choosing = true;
      long from = row.one().interval().from();
      opened.model().select(row.one().lane(), from);
      opened.model().playback().moveTo(from);
      opened.model().window().set(opened.model().window().get().revealing(from));
      choosing = false;
    }
  }

  private static final class Titles extends StringConverter<Measure> {

    @Override
    public String toString(@Nullable Measure value) {
      return value == null ? "" : value.title();
    }

    @Override
    public Measure fromString(String text) {
      throw new UnsupportedOperationException(text);
    }
  }

  private static final class Chart extends Region implements Themed {

    private static final double LEAST_FOR_BOTH = 170;

    private final Canvas canvas = new Canvas();
    private final CanvasSurface surface = new CanvasSurface(canvas.getGraphicsContext2D());
    private @Nullable Latencies shown;

    Chart() {
      setId("latency-chart");
      setAccessibleText("Histogram of durations");
      getChildren().add(canvas);
      setMinSize(0, 0);
    }

    /** A low chart is a histogram alone. */
    private double heatHeight() {
      return canvas.getHeight() < LEAST_FOR_BOTH ? 0 : Math.rint(canvas.getHeight() * 0.45);
    }

    /** Goes to the time of a column of the heat map. */
    private void clicked(MouseEvent event, LongConsumer goTo) {
      int column = HeatPainter.columnAt(event.getX(), canvas.getWidth());
      if (shown != null && column >= 0 && event.getY() > canvas.getHeight() - heatHeight()) {
        goTo.accept((shown.heat().begin(column) + shown.heat().begin(column + 1)) / 2);
      }
    }

    void show(Latencies next) {
      shown = next;
      paint();
    }

    @Override
    public void use(Theme theme) {
      surface.use(theme);
      paint();
    }

    @Override
    protected void layoutChildren() {
      canvas.setWidth(getWidth());
      canvas.setHeight(getHeight());
      paint();
    }

    private void paint() {
      if (shown != null) {
        double heat = heatHeight();
        double rest = canvas.getHeight() - heat;
        HistogramPainter.paint(surface, shown, canvas.getWidth(), rest);
        if (heat > 0) {
          HeatPainter.paint(surface, shown.heat(), rest, canvas.getWidth(), heat);
        }
      }
    }
  }
}
