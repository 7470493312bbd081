// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.Map;

/** Keys as users of other viewers know them; what a set does not mention stays as it is. */
enum KeyPreset {
  PERFETTO("Perfetto", Map.of()),
  TRACY(
      "Tracy",
      Map.of(
          "zoom-in", "Up W",
          "zoom-out", "Down S",
          "pan-left", "Left A",
          "pan-right", "Right D",
          "lane-up", "PageUp",
          "lane-down", "PageDown",
          "next-event", "",
          "previous-event", "",
          "page-up", "",
          "page-down", "")),
  GOTRACEUI(
      "gotraceui",
      Map.of(
          "whole-run", "Shortcut+Home 0",
          "fit", "Z F",
          "go-to-lane", "Space Shortcut+P",
          "play", "Shift+Space")),
  TRACE_COMPASS(
      "Trace Compass",
      Map.of(
          "zoom-in", "+ W",
          "zoom-out", "- S",
          "next-event", "Shift+Right Right",
          "previous-event", "Shift+Left Left",
          "fold", "",
          "unfold", ""));

  @SuppressWarnings("ImmutableEnumChecker") // Made by Map.of.
  private final Map<String, String> keys;

  private final String title;

  KeyPreset(String title, Map<String, String> keys) {
    this.title = title;
    this.keys = keys;
  }

  String title() {
    return title;
  }

  /** The keys of a command in this set. */
  String keys(Command command) {
    return keys.getOrDefault(command.id(), command.keys());
  }
}
