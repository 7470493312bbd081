package org.lokoscope.store.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lokoscope.store.Trace;

/**
 * The state of the scheduler as JSON: the components of {@link SchedulerState} by their names,
 * times in nanoseconds, with the {@code name} of each process, fiber and object beside its {@code
 * id}.
 */
public final class StateJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StateJson() {}

  /** The whole state. */
  public static String of(SchedulerState state, Trace trace) {
    JsonNode tree = JSON.valueToTree(state);
    for (JsonNode process : tree.get("processes")) {
      name((ObjectNode) process, "id", "name", trace);
      for (String part : new String[] {"fibers", "objects"}) {
        process.get(part).forEach(each -> name((ObjectNode) each, "id", "name", trace));
      }
      for (JsonNode object : process.get("objects")) {
        for (JsonNode queue : object.get("queues")) {
          ((ArrayNode) queue.get("waiters"))
              .forEach(each -> name((ObjectNode) each, "fiber", "name", trace));
        }
      }
    }
    return tree.toPrettyString() + "\n";
  }

  private static void name(ObjectNode node, String id, String as, Trace trace) {
    node.put(as, trace.nameOf(node.get(id).asLong()));
  }
}
