// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import javafx.scene.shape.SVGPath;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.RecentTrace;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.gui.work.SampleProgram;
import org.lokoscope.gui.work.UserDirectories;

/** The menus, and the dialogs that ask for a file. */
final class Menus {

  private final MainWindow window;
  private FileQuestion saving = FileChooser::showSaveDialog;
  private final UserDirectories directories;

  Menus(MainWindow window, UserDirectories directories) {
    this.window = window;
    this.directories = directories;
  }

  /** A new button with all of them. */
  MenuButton button() {
    boolean open = window.pane() != null;
    MenuItem png = item("export-png", "Export image (PNG)…", null, this::exportPng);
    MenuItem csv = item("export-csv", "Export events (CSV)…", null, this::exportCsv);
    MenuItem part = item("save-range", "Save range as a trace…", null, window::chooseRangeFile);
    MenuItem close = item("close-trace", "Close", "Shortcut+W", window::close);
    png.setDisable(!open);
    csv.setDisable(!open);
    part.setDisable(!open);
    close.setDisable(!open && !window.debugging().isUsed());
    MenuButton button = new MenuButton();
    button.setId("menu");
    button.setGraphic(icon());
    button.setTooltip(new Tooltip("Menu"));
    button.getStyleClass().addAll("small", "flat", "no-arrow");
    button.setMinWidth(MenuButton.USE_PREF_SIZE);
    button
        .getItems()
        .addAll(
            item("open-trace", "Open…", "Shortcut+O", this::chooseTrace),
            recent(),
            window.comparing().menu(this::chooseOther),
            item("record-program", "Record program…", "Shortcut+R", this::chooseProgram),
            samples(),
            item("debug-program", "Debug program…", "Shortcut+D", this::chooseToDebug),
            item("attach", "Attach to a program…", null, window.debugging()::askToAttach),
            new SeparatorMenuItem(),
            png,
            csv,
            part,
            new SeparatorMenuItem(),
            item("show-help", "Keys and mouse", null, window::toggleHelp),
            keys(),
            foldTime(),
            item("toggle-theme", "Light or dark", null, () -> window.look().toggleLight()),
            item(
                "toggle-palette",
                "Colours safe for colour blindness, or standard",
                null,
                () -> window.look().toggleSafe()),
            item("show-about", "About Lokoscope", null, () -> AboutDialog.show(window.stage())),
            new SeparatorMenuItem(),
            close,
            item("quit", "Quit", "Shortcut+Q", () -> window.stage().close()));
    return button;
  }

  private static SVGPath icon() {
    SVGPath icon = new SVGPath();
    icon.setContent("M0 0h12v1.6h-12z M0 4.2h12v1.6h-12z M0 8.4h12v1.6h-12z");
    icon.getStyleClass().add("icon");
    return icon;
  }

  private CheckMenuItem foldTime() {
    CheckMenuItem item = new CheckMenuItem("Fold empty time away (Shift+F)");
    item.setId("fold-time");
    item.setMnemonicParsing(false);
    TracePane pane = window.pane();
    item.setDisable(pane == null);
    if (pane != null) {
      pane.opened().model().foldsTime().bind(item::setSelected);
      // Not that pane: the toolkit may keep the menu longer than the trace is open.
      item.setOnAction(
          event -> {
            if (window.pane() != null) {
              window.foldTime(window.pane());
            }
          });
    }
    return item;
  }

  private Menu recent() {
    Menu menu = new Menu("Recent");
    menu.setId("menu-recent");
    for (RecentTrace recent : directories.recent()) {
      String verdict = recent.verdict().isEmpty() ? "" : "  (" + recent.verdict() + ")";
      menu.getItems()
          .add(item(null, recent.trace() + verdict, null, () -> window.open(recent.trace())));
    }
    menu.setDisable(menu.getItems().isEmpty());
    return menu;
  }

  private Menu keys() {
    Menu menu = new Menu("Keys as in");
    menu.setId("menu-keys");
    ToggleGroup one = new ToggleGroup();
    for (KeyPreset preset : KeyPreset.values()) {
      RadioMenuItem item = new RadioMenuItem(preset.title());
      item.setId("keys-" + preset.name().toLowerCase(Locale.ROOT));
      item.setToggleGroup(one);
      item.setSelected(preset == window.preset());
      item.setOnAction(event -> window.use(preset));
      menu.getItems().add(item);
    }
    return menu;
  }

  private Menu samples() {
    Menu menu = new Menu("Record a sample");
    menu.setId("menu-samples");
    for (SampleProgram sample : window.workbench().runner().samples()) {
      String text = sample.name() + (sample.leaks() ? "  (leaks)" : "");
      menu.getItems()
          .add(
              item(
                  "sample-" + sample.name(),
                  text,
                  null,
                  () ->
                      window
                          .live()
                          .start(
                              sample.program(),
                              List.of(),
                              LaunchSettings.DEFAULT,
                              RecordSettings.DEFAULT)));
    }
    menu.setDisable(menu.getItems().isEmpty());
    return menu;
  }

  private static MenuItem item(
      @Nullable String id, String text, @Nullable String keys, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setId(id);
    item.setMnemonicParsing(false);
    if (keys != null) {
      item.setAccelerator(KeyCombination.keyCombination(keys));
    }
    item.setOnAction(event -> action.run());
    return item;
  }

  void chooseTrace() {
    chooseDirectory("Open a trace directory", window::open);
  }

  /** Asks for the trace to compare the open one with. */
  void chooseOther() {
    chooseDirectory("Compare with a trace directory", window.comparing()::with);
  }

  private void chooseDirectory(String title, Consumer<Path> then) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(title);
    existing(directories.traces(), chooser::setInitialDirectory);
    File chosen = chooser.showDialog(window.stage());
    if (chosen != null) {
      then.accept(chosen.toPath());
    }
  }

  void chooseProgram() {
    chooseProgram("Record a Scheme program", window::askHowToRecord);
  }

  void chooseToDebug() {
    chooseProgram("Debug a Scheme program", window.debugging()::ask);
  }

  private void chooseProgram(String title, Consumer<Path> then) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter("Scheme programs", "*.sps", "*.scm", "*.ss"),
            new FileChooser.ExtensionFilter("All files", "*"));
    File chosen = chooser.showOpenDialog(window.stage());
    if (chosen != null) {
      then.accept(chosen.toPath());
    }
  }

  private static void existing(Path directory, Consumer<File> then) {
    if (java.nio.file.Files.isDirectory(directory)) {
      then.accept(directory.toFile());
    }
  }

  private void exportPng() {
    TracePane pane = window.pane();
    if (pane == null) {
      return;
    }
    Path file = save("Export image", "timeline.png", "PNG images", "*.png");
    if (file != null) {
      var frame = pane.timeline().frame();
      window.start("Drawing…", progress -> Exports.png(frame, file), this::exported);
    }
  }

  private void exportCsv() {
    TracePane pane = window.pane();
    if (pane == null) {
      return;
    }
    Path file = save("Export events", "events.csv", "CSV tables", "*.csv");
    if (file != null) {
      Path trace = pane.opened().info().directory();
      window.start(
          "Writing events…",
          progress -> Exports.csv(window.workbench(), trace, file, progress),
          this::exported);
    }
  }

  private void exported(Path file) {
    window.banner().notice("Written: " + file);
  }

  /** The folder of a trace that is to be made; null if the user thinks better of it. */
  void askForFilesBy(FileQuestion question) {
    saving = question;
  }

  @Nullable Path chooseNewTrace() {
    return save("Save the time as a trace", "part.trace", "Traces", "*.trace");
  }

  private @Nullable Path save(String title, String name, String kind, String pattern) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(name);
    chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter(kind, pattern));
    File chosen = saving.ask(chooser, window.stage());
    return chosen == null ? null : chosen.toPath();
  }
}
