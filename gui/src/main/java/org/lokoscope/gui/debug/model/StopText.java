// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.DebugModel.Move;

/** Says why a program stands. */
final class StopText {

  private StopText() {}

  /**
   * @param event the body of the event {@code stopped}
   * @param going the way that the program went; null from its beginning
   */
  static String of(JsonNode event, @Nullable Move going) {
    if (going != null && going.isBack()) {
      return going == Move.BACK ? "Back at a breakpoint." : "Back by a line.";
    }
    String text = event.path("text").asText().lines().findFirst().orElse("");
    return switch (event.path("reason").asText()) {
      case "breakpoint" ->
          text.isEmpty() ? "Stands at a breakpoint." : "Stands at a breakpoint: " + text;
      case "exception" -> "Raised: " + text;
      case "pause" -> "Stands where it was asked to.";
      case "entry" -> "Stands at its beginning.";
      default -> text.isEmpty() ? "Stands after a step." : text;
    };
  }
}
