// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.store.analysis.Diagnosis;

/**
 * The one bar: menu, name of the trace, verdict, the field for everything, and the play controls.
 */
final class TopBar extends HBox {

  private static final PseudoClass LEAK = PseudoClass.getPseudoClass("leak");
  private static final PseudoClass GAPS = PseudoClass.getPseudoClass("gaps");

  private final Menus menus;
  private final Label name = new Label();
  private final Button verdict = new Button();
  private @Nullable SearchField search;

  TopBar(Menus menus) {
    super(8);
    this.menus = menus;
    setId("toolbar");
    setAlignment(Pos.CENTER_LEFT);
    name.setId("trace-name");
    name.getStyleClass().add("trace-name");
    name.setMinWidth(60);
    verdict.setId("verdict-badge");
    verdict.getStyleClass().addAll("small", "verdict-badge");
    verdict.setMinWidth(USE_PREF_SIZE);
  }

  /** Null when no trace is open. */
  @Nullable SearchField search() {
    return search;
  }

  void show(@Nullable TracePane pane, List<Command> commands, Runnable stopHere) {
    if (pane == null) {
      search = null;
      verdict.setOnAction(null);
      getChildren().setAll(menus.button());
      return;
    }
    OpenTrace opened = pane.opened();
    name.setText(fileName(opened.info().program()));
    name.setTooltip(new Tooltip(opened.info().program()));
    search = new SearchField(pane, commands);
    verdict.setOnAction(event -> pane.panel().front("tab-leaks"));
    opened.diagnosis().bind(known -> tell(opened, known.orElse(null)));
    Region left = gap();
    Region right = gap();
    getChildren()
        .setAll(
            menus.button(),
            name,
            verdict,
            left,
            search,
            right,
            new PlayBar(opened.model(), stopHere));
  }

  private static String fileName(String program) {
    String file = program.substring(program.lastIndexOf('/') + 1);
    return file.replaceFirst("\\.(sps|scm|ss)$", "");
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private void tell(OpenTrace opened, @Nullable Diagnosis known) {
    boolean gaps = opened.info().damagedChunks() > 0 || opened.info().lostEvents() > 0;
    int findings = known == null ? 0 : known.findings().size();
    verdict.pseudoClassStateChanged(LEAK, findings > 0);
    verdict.pseudoClassStateChanged(GAPS, gaps && findings == 0);
    verdict.setText(text(known, findings, gaps));
    verdict.setTooltip(
        new Tooltip(known == null ? "Looking for leaks" : known.summary() + "\nShow the findings"));
  }

  private static String text(@Nullable Diagnosis known, int findings, boolean gaps) {
    if (known == null) {
      return "looking…";
    }
    if (findings > 0) {
      return "LEAK " + findings;
    }
    String verdict =
        switch (known.verdict()) {
          case LEAK -> "LEAK";
          case STEADY -> "steady";
          case INCONCLUSIVE -> "too short";
        };
    return gaps ? verdict + ", with gaps" : verdict;
  }
}
