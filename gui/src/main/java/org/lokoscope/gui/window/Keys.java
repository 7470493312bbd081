// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands by their keys. A key that a text field is to have never runs one; a key that has
 * run one never reaches a text field to which the command has moved the cursor.
 */
final class Keys {

  private final Map<String, Command> byKey = new HashMap<>();
  private boolean swallow;

  Keys(Scene scene) {
    scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(scene, event));
    scene.addEventFilter(KeyEvent.KEY_TYPED, event -> typed(scene, event));
  }

  /** Makes these the commands, with the keys of a set. */
  void use(List<Command> commands, KeyPreset preset) {
    byKey.clear();
    for (Command command : commands) {
      for (String key : preset.keys(command).split(" ")) {
        if (!key.isEmpty()) {
          byKey.put(key.toLowerCase(Locale.ROOT), command);
        }
      }
    }
  }

  private static boolean writes(Scene scene) {
    return scene.getFocusOwner() instanceof TextInputControl field && field.isEditable();
  }

  private void pressed(Scene scene, KeyEvent event) {
    swallow = false;
    boolean plain = !event.isShortcutDown() && !event.isAltDown();
    if (event.isConsumed() || plain && writes(scene) && !event.getCode().isFunctionKey()) {
      return;
    }
    swallow = run(name(event)) && plain;
    if (swallow || !plain && byKey.containsKey(name(event))) {
      event.consume();
    }
  }

  /** Signs are told by what is typed: where their keys lie differs between keyboards. */
  private void typed(Scene scene, KeyEvent event) {
    if (swallow) {
      swallow = false;
      event.consume();
      return;
    }
    String sign = event.getCharacter();
    boolean isSign = sign.length() == 1 && "?/[],.<>+-".contains(sign);
    if (isSign && !event.isShortcutDown() && !writes(scene) && run(sign)) {
      event.consume();
    }
  }

  private boolean run(String key) {
    @Nullable Command command = byKey.get(key.toLowerCase(Locale.ROOT));
    if (command != null) {
      command.action().run();
    }
    return command != null;
  }

  /** {@code Shortcut+Shift+P}, {@code PageUp}, {@code 0}. */
  private static String name(KeyEvent event) {
    StringBuilder name = new StringBuilder();
    name.append(event.isShortcutDown() ? "Shortcut+" : "");
    name.append(event.isAltDown() ? "Alt+" : "");
    name.append(event.isShiftDown() ? "Shift+" : "");
    return name.append(name(event.getCode())).toString();
  }

  private static String name(KeyCode code) {
    return switch (code) {
      case PAGE_UP -> "PageUp";
      case PAGE_DOWN -> "PageDown";
      case ESCAPE -> "Esc";
      case KP_UP -> "Up";
      case KP_DOWN -> "Down";
      case KP_LEFT -> "Left";
      case KP_RIGHT -> "Right";
      default -> code.getName().replace("Numpad ", "");
    };
  }

  /** As it is written for a reader. */
  static String shown(String keys) {
    return keys.replace("Shortcut", "Ctrl").replace(" ", "   ");
  }
}
