// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import atlantafx.base.theme.PrimerDark;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.gui.work.Workbench;

/** Starts the window. Its parameter, when there is one, is the trace to open. */
public final class LokoscopeApplication extends Application {

  /** Blocks until the window is closed. */
  public static void open(@Nullable Path trace) {
    if (trace == null) {
      launch(LokoscopeApplication.class);
    } else {
      launch(LokoscopeApplication.class, trace.toString());
    }
  }

  @Override
  public void start(Stage stage) {
    Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
    Workbench workbench = new StoreWorkbench();
    MainWindow window = new MainWindow(stage, workbench, UserDirectories.ofUser());
    window.show();
    if (!getParameters().getUnnamed().isEmpty()) {
      window.open(Path.of(getParameters().getUnnamed().getFirst()));
    } else {
      window.welcome();
    }
  }
}
