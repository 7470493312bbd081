// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.awt.image.BufferedImage;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.lokoscope.views.paint.TimelineFrame;

/** What the window gives to the clipboard. */
final class Copies {

  private Copies() {}

  /** The timeline as a picture; it is painted away from the FX thread. */
  static void picture(MainWindow window, TracePane pane) {
    TimelineFrame frame = pane.timeline().frame();
    pane.opened()
        .ask(
            trace -> Exports.picture(frame, window.look().theme()),
            picture -> put(window, picture));
  }

  private static void put(MainWindow window, BufferedImage picture) {
    ClipboardContent content = new ClipboardContent();
    content.putImage(SwingFXUtils.toFXImage(picture, null));
    Clipboard.getSystemClipboard().setContent(content);
    window.banner().notice("The timeline is in the clipboard as a picture.");
  }

  /** A command that opens the trace and shows what is shown now. */
  static void link(MainWindow window) {
    ClipboardContent content = new ClipboardContent();
    content.putString(window.link());
    Clipboard.getSystemClipboard().setContent(content);
    window.banner().notice("In the clipboard: " + window.link());
  }
}
