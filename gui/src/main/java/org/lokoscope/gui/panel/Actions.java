// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.panel;

import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Menus of the right button, and what they do everywhere. */
final class Actions {

  private Actions() {}

  static ContextMenu menu(MenuItem... items) {
    return new ContextMenu(items);
  }

  static MenuItem item(String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(event -> action.run());
    return item;
  }

  static void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
  }
}
