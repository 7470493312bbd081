// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.lokoscope.gui.panel.FlameTab;
import org.lokoscope.gui.panel.Inspector;
import org.lokoscope.gui.panel.PaintedTab;
import org.lokoscope.gui.snapshot.PaintedView;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.layout.Row;
import org.lokoscope.views.paint.FlamePainter.Placed;
import org.lokoscope.views.paint.Surface;
import org.lokoscope.views.statistics.Totals;

class PanelsJourneyTest extends Journey {

  @Test
  void shouldShowTheFiberWhoseLaneHeaderIsClickedEverywhere() {
    openLeaking();
    Row row =
        session().model().rows().get().rows().stream()
            .filter(each -> each.lane().kind() == LaneId.Kind.FIBER)
            .findFirst()
            .orElseThrow();
    clickAt(new Point2D(80, pixel(row.lane(), 0).getY()));
    until(() -> row.lane().equals(session().model().selection().get().lane()));
    Inspector inspector = find("#inspector");
    until(() -> inspector.shownFiber().orElse(0) == row.lane().id());
    FiberInfo fiber = Objects.requireNonNull(session().fiber(row.lane().id()));
    until(() -> text("#inspector-title").equals(fiber.name()));
  }

  @Test
  void shouldFilterTheTreeAndTheLanesTogether() {
    openLeaking();
    clickOn("#search");
    robot.write("zzzz");
    until(() -> session().model().rows().get().rows().isEmpty());
    robot.interact(() -> ((TextInputControl) find("#search")).clear());
    until(() -> !session().model().rows().get().rows().isEmpty());
  }

  @Test
  void shouldFilterByAQueryAndPointAtWhatIsWrongWithOne() {
    openLeaking();
    clickOn("#search");
    robot.write("resumes>100");
    until(
        () ->
            session().model().filterNote().get().text().endsWith(" fiber")
                || session().model().filterNote().get().text().endsWith(" fibers"));
    List<FiberInfo> busy =
        session().fibers().stream().filter(fiber -> fiber.resumes() > 100).toList();
    assertThat(busy).isNotEmpty().hasSizeLessThan(session().fibers().size() + 1);
    until(
        () ->
            session().model().rows().get().rows().stream()
                    .filter(row -> row.lane().kind() == LaneId.Kind.FIBER)
                    .count()
                == busy.size());
    robot.interact(() -> ((TextInputControl) find("#search")).setText("main fibre:x"));
    javafx.scene.text.TextFlow note = find("#search-problem");
    List<String> parts =
        note.getChildren().stream().map(part -> ((javafx.scene.text.Text) part).getText()).toList();
    assertThat(parts)
        .containsExactly("main ", "fibre:x", "\nthere is no key fibre; did you mean fiber?");
    robot.interact(() -> ((TextInputControl) find("#search")).clear());
    until(() -> !note.isVisible());
  }

  /** All that a new painted view needs to be a tab is its class. */
  @Test
  void shouldPaintAViewThatHasNoControlsInATab() {
    openLeaking();
    PaintedView red =
        new PaintedView() {
          @Override
          public String name() {
            return "red";
          }

          @Override
          public Consumer<Surface> prepare(Subject subject) {
            return surface -> surface.fill(0, 0, subject.width(), subject.height(), 0xffff0000);
          }
        };
    PaintedTab painted = new PaintedTab(session(), red);
    robot.interact(
        () -> {
          TabPane tabs = find("#tabs");
          Tab tab = new Tab(painted.title(), painted.node());
          tab.selectedProperty().subscribe(painted::shown);
          tabs.getTabs().add(tab);
          tabs.getSelectionModel().select(tab);
        });
    until(() -> painted.snapshot(null, null).getPixelReader().getArgb(9, 9) == 0xffff0000);
  }

  /**
   * What the flame graph is for, from the window alone: which frame keeps the words? Steps: open
   * the tab, click the widest frame, look for the procedure, go back.
   */
  @Test
  void shouldZoomIntoAFlameGraphAndFindAProcedureInIt() {
    openLeaking();
    front("tab-flame");
    FlameTab flame = find("#flame");
    until(() -> flame.boxes().size() >= 5);
    assertThat(text("#flame-note")).matches(".*words");
    Placed guard =
        flame.boxes().stream()
            .filter(box -> box.label().contains("worker  leaking.sps:3"))
            .findFirst()
            .orElseThrow();
    Region graph = find("#flame-graph");
    settle();
    Bounds on = graph.localToScreen(graph.getBoundsInLocal());
    double x = on.getMinX() + guard.centreX();
    double y = on.getMinY() + guard.centreY();
    robot.clickOn(new Point2D(x, y));
    until(() -> !find("#flame-up").isDisabled());
    assertThat(text("#flame-note")).contains(" of ");
    assertThat(flame.boxes().getFirst().label()).contains("worker  leaking.sps:3");
    robot.interact(() -> this.<TextInputControl>find("#flame-search").setText("WORKER"));
    until(() -> text("#flame-note").contains("found, 100 %"));
    robot.interact(() -> this.<javafx.scene.control.Button>find("#flame-up").fire());
    until(() -> find("#flame-up").isDisabled());
  }

  /** There used to be a button for the next 5,000. */
  @Test
  void shouldShowWhatFollowsAndWhatWasBeforeWhenTheTableIsScrolledToAnEnd() {
    openLeaking();
    key(javafx.scene.input.KeyCode.DIGIT0);
    front("tab-events");
    TableView<EventRow> table = find("#events-table");
    until(() -> table.getItems().size() == 500);
    robot.interact(() -> table.scrollTo(499));
    until(() -> table.getItems().size() > 900);
    assertThat(table.getItems().stream().map(EventRow::index)).doesNotHaveDuplicates().isSorted();
    robot.interact(() -> table.scrollTo(table.getItems().size() - 1));
    until(() -> table.getItems().size() > 1300);
    assertThat(table.getItems().stream().map(EventRow::index)).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void shouldSayWhatIsWrongWithAFilterOfEvents() {
    openLeaking();
    front("tab-events");
    TableView<EventRow> table = find("#events-table");
    until(() -> !table.getItems().isEmpty());
    robot.interact(() -> this.<TextInputControl>find("#event-filter").setText("typ:x"));
    until(() -> text("#events-note").contains("did you mean type?"));
    assertThat(table.getItems()).isEmpty();
    robot.interact(() -> this.<TextInputControl>find("#event-filter").setText("no-such-thing"));
    until(() -> text("#events-note").startsWith("none from"));
  }

  @Test
  void shouldListFibersObjectsAndTheConsole() {
    openLeaking();
    front("tab-statistics");
    List<Totals> fibers = this.<TableView<Totals>>find("#statistics-table").getItems();
    until(() -> fibers.size() == session().fibers().size());
    assertThat(fibers.getFirst().words())
        .isEqualTo(session().fibers().stream().mapToLong(FiberInfo::lastWords).max().orElse(0));
    front("tab-channels");
    TableView<?> objects = find("#objects-table");
    until(() -> objects.getItems().size() >= 3);
    front("tab-console");
    TextInputControl console = find("#console-text");
    until(() -> console.getText().contains("served 300 requests"));
  }

  private void front(String tab) {
    javafx.scene.control.TabPane tabs = find("#tabs");
    robot.interact(
        () ->
            tabs.getSelectionModel()
                .select(
                    tabs.getTabs().stream()
                        .filter(t -> t.getId().equals(tab))
                        .findFirst()
                        .orElseThrow()));
  }
}
