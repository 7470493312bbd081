// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Site;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.model.Selection;
import org.lokoscope.views.source.SourcePage;

/**
 * The program's text as the trace keeps it: where the selected fiber is at the playhead, where
 * others wait, and the two places of the chosen leak. Follows the selection until the user picks a
 * file, and again from the next selection on.
 */
public final class SourceTab extends BorderPane implements TraceTab {

  private final OpenTrace opened;
  private final ComboBox<String> files = new ComboBox<>();
  private final Label note = new Label();
  private final SourceView view = new SourceView("source-text");
  private @Nullable String chosen;
  private boolean front;
  private boolean loaded;
  private boolean asking;
  private boolean stale;
  private boolean following;
  private int wanted;
  private int revealed;
  private String revealedFile = "";
  private @Nullable SourceDots dots;

  public SourceTab(OpenTrace opened) {
    this.opened = opened;
    setId("source");
    files.setId("source-file");
    files.setAccessibleText("Source file");
    files.setTooltip(new Tooltip("The source files that the trace keeps"));
    files.setConverter(new ShortNames());
    TabHead.note(note, "source-note");
    HBox top = TabHead.of(files, note);
    setTop(top);
    setCenter(view);
    view.setPlaceholder(new Label("Select a fiber to see where it is in the program."));
    files.valueProperty().subscribe(this::choose);
    opened.model().selection().listen(this::select);
    opened.model().playback().time().listen(time -> changed());
    opened.finding().listen(finding -> changed());
    opened.state().state().listen(state -> changed());
    opened.place().listen(site -> site.ifPresent(this::go));
    RunDebugger debugger = opened.debugger();
    if (debugger != null) {
      dots = new SourceDots(view, debugger.breakpoints());
    }
  }

  @Override
  public String title() {
    return "Source";
  }

  @Override
  public Node node() {
    return this;
  }

  @Override
  public void shown(boolean nowInFront) {
    front = nowInFront;
    opened.state().want(this, front);
    if (front && !loaded) {
      loaded = true;
      opened.ask(Work.TABLES, SourcePage::files, this::list);
    }
    changed();
  }

  private void list(List<String> names) {
    following = true;
    files.getItems().setAll(names);
    following = false;
    if (names.isEmpty()) {
      note.setText("This trace keeps no sources.");
    } else if (opened.model().selection().get().isEmpty() && view.getItems().isEmpty()) {
      chosen = names.getFirst();
      changed();
    }
  }

  private void select(Selection selection) {
    chosen = selection.isEmpty() ? chosen : null;
    changed();
  }

  private void choose(@Nullable String file) {
    if (!following && file != null) {
      chosen = file;
      changed();
    }
  }

  private void go(Site site) {
    chosen = site.file();
    wanted = site.line();
    changed();
  }

  private void changed() {
    stale = true;
    if (front && !asking) {
      load();
    }
  }

  private void load() {
    asking = true;
    stale = false;
    Finding finding = opened.finding().get().orElse(null);
    SourcePage.Subject subject =
        new SourcePage.Subject(
            opened.model().selection().get().lane(),
            opened.model().playback().time().get(),
            finding,
            opened.state().state().get().orElse(null));
    String file = chosen;
    opened.ask(
        Work.DETAILS,
        trace -> SourcePage.of(trace, subject, file),
        page -> {
          asking = false;
          show(page);
          if (stale) {
            load();
          }
        },
        () -> asking = false);
  }

  private void show(SourcePage page) {
    if (page.file().isEmpty() && !view.getItems().isEmpty()) {
      return;
    }
    view.show(page.text());
    view.mark(page.marks());
    if (dots != null) {
      dots.show();
    }
    note.setText(
        page.text() == null && !page.file().isEmpty() ? "The trace does not keep this file." : "");
    following = true;
    if (!Objects.equals(files.getValue(), page.file())) {
      files.setValue(page.file().isEmpty() ? null : page.file());
    }
    following = false;
    if (wanted > 0 && page.file().equals(chosen)) {
      view.reveal(wanted);
      view.getSelectionModel().clearAndSelect(wanted - 1);
      wanted = 0;
    } else if (page.focus() > 0
        && (page.focus() != revealed || !page.file().equals(revealedFile))) {
      revealed = page.focus();
      revealedFile = page.file();
      view.reveal(page.focus());
    }
  }

  /** The name of the file alone; nobody types one. */
  private static final class ShortNames extends StringConverter<String> {

    @Override
    public String toString(@Nullable String file) {
      return file == null ? "" : file.substring(file.lastIndexOf('/') + 1);
    }

    @Override
    public String fromString(String name) {
      return name;
    }
  }
}
