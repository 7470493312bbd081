// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.gui.debug.model.Seen.Fiber;
import org.lokoscope.gui.debug.model.Seen.Frame;
import org.lokoscope.gui.debug.model.Seen.Place;
import org.lokoscope.gui.debug.model.Seen.Variable;

/** Reads what an adapter answers. */
final class Answers {

  private Answers() {}

  static List<Fiber> fibers(JsonNode body) {
    List<Fiber> all = new ArrayList<>();
    for (JsonNode fiber : body.path("fibers")) {
      String process =
          fiber.path("process").asLong() == 1
              ? ""
              : "process " + fiber.path("process").asLong() + ", ";
      String name = fiber.path("name").asText();
      all.add(
          new Fiber(
              fiber.path("thread").asInt(),
              fiber.path("id").asLong(),
              process + (name.isEmpty() ? "fiber " + fiber.path("number").asLong() : name),
              fiber.path("state").asText(),
              new Place(fiber.path("file").asText(), fiber.path("line").asInt(), 0),
              fiber.path("stands").asBoolean()));
    }
    return List.copyOf(all);
  }

  static List<Frame> frames(JsonNode body) {
    List<Frame> all = new ArrayList<>();
    for (JsonNode frame : body.path("stackFrames")) {
      JsonNode source = frame.path("source");
      String file =
          source.path("adapterData").isTextual()
              ? source.path("adapterData").asText()
              : source.path("path").asText();
      all.add(
          new Frame(
              frame.path("id").asInt(),
              frame.path("name").asText(),
              new Place(file, frame.path("line").asInt(), frame.path("column").asInt()),
              frame.path("presentationHint").asText().equals("subtle")));
    }
    return List.copyOf(all);
  }

  static List<Variable> scopes(JsonNode body) {
    List<Variable> all = new ArrayList<>();
    for (JsonNode scope : body.path("scopes")) {
      all.add(
          new Variable(
              scope.path("name").asText(),
              "",
              scope.path("variablesReference").asInt(),
              0,
              true,
              0));
    }
    return List.copyOf(all);
  }

  /**
   * @param of what was opened
   * @param most the number that was asked for: if so many came, there may be more
   */
  static List<Variable> variables(JsonNode body, Variable of, int most) {
    List<Variable> all = new ArrayList<>();
    int owner = of.isGroup() ? of.reference() : 0;
    for (JsonNode variable : body.path("variables")) {
      all.add(
          new Variable(
              variable.path("name").asText(),
              variable.path("value").asText(),
              variable.path("variablesReference").asInt(),
              owner,
              false,
              0));
    }
    if (!of.isGroup() && all.size() == most) {
      all.add(new Variable("more", "", of.reference(), 0, false, of.from() + most));
    }
    return List.copyOf(all);
  }
}
