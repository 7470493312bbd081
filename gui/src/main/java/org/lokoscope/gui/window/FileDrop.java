// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Scene;
import javafx.scene.input.TransferMode;

/** Files that are dragged into the window. */
final class FileDrop {

  private FileDrop() {}

  /**
   * @param then gets the first of the files that are dropped
   */
  static void on(Scene scene, Consumer<Path> then) {
    scene.setOnDragOver(
        event -> {
          if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY);
          }
          event.consume();
        });
    scene.setOnDragDropped(
        event -> {
          List<File> files = event.getDragboard().getFiles();
          event.setDropCompleted(!files.isEmpty());
          event.consume();
          if (!files.isEmpty()) {
            then.accept(files.getFirst().toPath());
          }
        });
  }

  static boolean isProgram(Path file) {
    return String.valueOf(file.getFileName()).matches(".*\\.(sps|scm|ss)");
  }
}
