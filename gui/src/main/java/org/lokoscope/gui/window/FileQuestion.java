// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.io.File;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Asks the user for a file to write. */
@FunctionalInterface
public interface FileQuestion {

  /**
   * Asks; the chooser says for what.
   *
   * @return null if the user has changed their mind
   */
  @Nullable File ask(FileChooser chooser, Window owner);
}
