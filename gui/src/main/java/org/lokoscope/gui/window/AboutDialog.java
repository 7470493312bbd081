// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;

/** What runs here, in which versions: what one is asked for when one reports a fault. */
final class AboutDialog {

  private AboutDialog() {}

  static String text() {
    return Stream.of(
            "Lokoscope " + version(),
            "Java "
                + System.getProperty("java.version")
                + ", "
                + System.getProperty("java.vm.name"),
            "JavaFX " + System.getProperty("javafx.runtime.version", "unknown"),
            System.getProperty("os.name") + " " + System.getProperty("os.version"))
        .collect(Collectors.joining("\n"));
  }

  private static String version() {
    String version = AboutDialog.class.getPackage().getImplementationVersion();
    return version == null ? "of this source tree" : version;
  }

  static void show(Window owner) {
    Alert about = new Alert(Alert.AlertType.INFORMATION, text(), ButtonType.CLOSE);
    about.initOwner(owner);
    about.setTitle("About Lokoscope");
    about.setHeaderText("Fibers and processes of Scheme programs, made visible");
    about.getDialogPane().setId("about");
    about.show();
  }
}
