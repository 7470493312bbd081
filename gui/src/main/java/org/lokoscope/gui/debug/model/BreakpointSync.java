// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.lokoscope.gui.debug.model.BreakpointList.Kind;
import org.lokoscope.gui.debug.model.BreakpointList.Point;
import org.lokoscope.gui.debug.model.BreakpointList.State;

/**
 * Gives the breakpoints to an adapter, and takes what becomes of them. The protocol sets all of one
 * file, or of one kind, at once; only what has changed is set anew, for that counts hits from zero.
 */
final class BreakpointSync {

  private static final String PROCEDURES = "\u0000procedures";
  private static final String FILTERS = "\u0000filters";

  private final AdapterClient client;
  private final BreakpointList list;
  private final Executor view;
  private final Map<String, List<Point>> sent = new HashMap<>();

  BreakpointSync(AdapterClient client, BreakpointList list, Executor view) {
    this.client = client;
    this.list = list;
    this.view = view;
  }

  /** Sets what has changed since the last time; complete once the adapter has it. */
  CompletableFuture<Void> send() {
    Map<String, List<Point>> wanted = new HashMap<>();
    for (Point point : list.points().get()) {
      if (point.enabled()) {
        wanted.computeIfAbsent(group(point), _ -> new ArrayList<>()).add(point);
      } else {
        list.tell(point.key(), State.UNKNOWN);
      }
    }
    Set<String> groups = new HashSet<>(sent.keySet());
    groups.addAll(wanted.keySet());
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (String group : groups) {
      List<Point> points = wanted.getOrDefault(group, List.of());
      if (!points.equals(sent.getOrDefault(group, List.of()))) {
        sent.put(group, points);
        all.add(send(group, points));
      }
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  private static String group(Point point) {
    return switch (point.kind()) {
      case LINE -> point.subject();
      case PROCEDURE -> PROCEDURES;
      default -> FILTERS;
    };
  }

  private CompletableFuture<?> send(String group, List<Point> points) {
    return switch (group) {
      case PROCEDURES ->
          told(
              client.ask(
                  "setFunctionBreakpoints",
                  Map.of("breakpoints", points.stream().map(p -> wish(p, "name")).toList())),
              points);
      case FILTERS ->
          client.ask(
              "setExceptionBreakpoints",
              Map.of(
                  "filters",
                  List.of(),
                  "filterOptions",
                  points.stream().map(BreakpointSync::filter).toList()));
      default ->
          told(
              client.ask(
                  "setBreakpoints",
                  Map.of(
                      "source",
                      Map.of("path", group),
                      "breakpoints",
                      points.stream().map(p -> wish(p, "")).toList())),
              points);
    };
  }

  private static Map<String, Object> wish(Point point, String name) {
    Map<String, Object> wish = new HashMap<>();
    if (name.isEmpty()) {
      wish.put("line", point.line());
    } else {
      wish.put(name, point.subject());
    }
    put(wish, "condition", point.condition());
    put(wish, "hitCondition", point.hits());
    put(wish, "logMessage", point.log());
    return wish;
  }

  private static void put(Map<String, Object> wish, String name, String text) {
    if (!text.isEmpty()) {
      wish.put(name, text);
    }
  }

  private static Map<String, Object> filter(Point point) {
    boolean raise = point.kind() == Kind.RAISED || point.kind() == Kind.UNHANDLED;
    return Map.of(
        "filterId",
        point.kind().filter(),
        "condition",
        raise ? point.condition() : point.subject());
  }

  private CompletableFuture<Void> told(CompletableFuture<JsonNode> asked, List<Point> points) {
    return asked.thenAcceptAsync(
        body -> {
          JsonNode answers = body.path("breakpoints");
          for (int i = 0; i < points.size() && i < answers.size(); i++) {
            list.tell(points.get(i).key(), state(answers.get(i), 0));
          }
        },
        view);
  }

  private static State state(JsonNode answer, long hits) {
    return new State(
        answer.path("id").asInt(),
        answer.path("verified").asBoolean(),
        answer.path("line").asInt(),
        answer.path("message").asText(),
        hits);
  }

  /** The adapter tells of a breakpoint. */
  void changed(JsonNode event) {
    JsonNode answer = event.path("breakpoint");
    known(answer.path("id").asInt())
        .forEach(
            (key, old) -> {
              if (event.path("reason").asText().equals("changed")) {
                list.tell(key, state(answer, old.hits()));
              }
            });
  }

  private Map<Integer, State> known(int id) {
    Map<Integer, State> found = new HashMap<>();
    list.states()
        .get()
        .forEach(
            (key, state) -> {
              if (state.id() == id && id != 0) {
                found.put(key, state);
              }
            });
    return found;
  }

  /** Asks how often each was met. */
  void count() {
    var _ =
        client
            .ask("lokoscope/hits", Map.of())
            .thenAcceptAsync(
                body ->
                    body.path("hits")
                        .properties()
                        .forEach(
                            entry ->
                                known(Integer.parseInt(entry.getKey()))
                                    .forEach(
                                        (key, old) ->
                                            list.tell(
                                                key,
                                                new State(
                                                    old.id(),
                                                    old.verified(),
                                                    old.line(),
                                                    old.message(),
                                                    entry.getValue().asLong())))),
                view);
  }
}
