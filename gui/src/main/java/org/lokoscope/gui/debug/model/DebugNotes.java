// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;

/**
 * What a user has set to debug something: breakpoints and watches, as a file of JSON.
 *
 * @param points in their order; their keys mean nothing
 * @param watches expressions
 */
public record DebugNotes(List<Point> points, List<String> watches) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Those of a file; what is no breakpoint in it is left out. Empty if there is no such file. */
  public static Optional<DebugNotes> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<Point> points = new ArrayList<>();
    List<String> watches = new ArrayList<>();
    try {
      JsonNode all = JSON.readTree(Files.readAllBytes(file));
      for (JsonNode each : all.path("breakpoints")) {
        point(each).ifPresent(points::add);
      }
      for (JsonNode each : all.path("watches")) {
        watches.add(each.asText());
      }
    } catch (JacksonException other) {
      return Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return Optional.of(new DebugNotes(List.copyOf(points), List.copyOf(watches)));
  }

  private static Optional<Point> point(JsonNode of) {
    Kind kind;
    try {
      kind = Kind.valueOf(of.path("kind").asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
    Point point =
        new Point(
            0,
            kind,
            of.path("subject").asText(),
            of.path("line").asInt(),
            of.path("condition").asText(),
            of.path("hits").asText(),
            of.path("log").asText(),
            of.path("enabled").asBoolean(true));
    return kind == Kind.LINE && point.line() < 1 ? Optional.empty() : Optional.of(point);
  }

  /**
   * Writes them, in a folder that is made; nothing at all is no file.
   *
   * @return whether they could be written
   */
  public boolean write(Path file) {
    try {
      if (points.isEmpty() && watches.isEmpty()) {
        Files.deleteIfExists(file);
        return true;
      }
      ObjectNode all = JSON.createObjectNode();
      ArrayNode breakpoints = all.putArray("breakpoints");
      for (Point point : points) {
        breakpoints
            .addObject()
            .put("kind", point.kind().name().toLowerCase(Locale.ROOT))
            .put("subject", point.subject())
            .put("line", point.line())
            .put("condition", point.condition())
            .put("hits", point.hits())
            .put("log", point.log())
            .put("enabled", point.enabled());
      }
      ArrayNode expressions = all.putArray("watches");
      watches.forEach(expressions::add);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, JSON.writeValueAsBytes(all));
      return true;
    } catch (IOException unwritable) {
      return false;
    }
  }
}
