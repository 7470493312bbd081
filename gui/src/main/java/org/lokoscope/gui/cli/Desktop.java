// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.window.LokoscopeApplication;
import org.lokoscope.tracer.text.Reason;

/** The only way from the command line to the window. */
final class Desktop {

  private Desktop() {}

  /** Whether a window can be shown: on Linux a display server must be named. */
  static boolean hasDisplay() {
    return hasDisplay(System.getProperty("os.name"), System.getenv());
  }

  static boolean hasDisplay(String system, Map<String, String> environment) {
    boolean linux = system.toLowerCase(Locale.ROOT).contains("linux");
    return !linux
        || !environment.getOrDefault("DISPLAY", "").isBlank()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank()
        || "Headless".equals(System.getProperty("glass.platform"));
  }

  static void requireDisplay(Path trace) {
    if (!hasDisplay()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "no display to open a window on; try: lokoscope report "
              + trace
              + ", or: lokoscope snapshot "
              + trace
              + " -o image.png");
    }
  }

  /** Blocks until the window is closed; an empty one without a trace. */
  static void open(@Nullable Path trace) {
    try {
      LokoscopeApplication.open(trace);
    } catch (RuntimeException | LinkageError e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "cannot open a window: " + reason(e) + " (on Linux, JavaFX needs GTK 3: libgtk-3-0)",
          e);
    }
  }

  private static String reason(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return Reason.of(root);
  }
}
