// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;

/**
 * The state of the scheduler as JSON: the components of {@link SchedulerState} by their names,
 * times in nanoseconds, with the {@code name} of each process, fiber and object beside its {@code
 * id}.
 */
public final class StateJson {

  /** So many of the messages of one mailbox are given. */
  private static final int MOST_MESSAGES = 1000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private StateJson() {}

  /** The whole state. */
  public static String of(SchedulerState state, Trace trace) {
    JsonNode tree = JSON.valueToTree(state);
    values(state, tree, new OfferedValues(trace));
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

  /** Adds what is offered, where the trace keeps it. The tree has the order of the state. */
  private static void values(SchedulerState state, JsonNode tree, OfferedValues values) {
    for (int i = 0; i < state.processes().size(); i++) {
      OneProcess process = state.processes().get(i);
      List<OneObject> objects = process.objects();
      messages(tree.at("/processes/" + i), values, process.id(), process.mailbox(), state.time());
      for (int j = 0; j < objects.size(); j++) {
        JsonNode at = tree.at("/processes/" + i + "/objects/" + j);
        messages(at, values, objects.get(j).id(), objects.get(j).messages(), state.time());
        List<Queue> queues = objects.get(j).queues();
        for (int k = 0; k < queues.size(); k++) {
          List<Waiter> waiters = queues.get(k).waiters();
          for (int m = 0; queues.get(k).side() == WaitSide.PUT && m < waiters.size(); m++) {
            String value = values.of(objects.get(j).id(), waiters.get(m));
            if (value != null) {
              JsonNode queue =
                  tree.at("/processes/" + i + "/objects/" + j + "/queues/" + k + "/waiters/" + m);
              ((ObjectNode) queue).put("value", value);
            }
          }
        }
      }
    }
  }

  /** Adds the messages that lie somewhere, the one first that is to be taken first. */
  private static void messages(
      JsonNode node, OfferedValues values, long subject, long count, long time) {
    List<String> first = values.firstLying(subject, count, time, MOST_MESSAGES);
    if (!first.isEmpty()) {
      ArrayNode texts = ((ObjectNode) node).putArray("messageValues");
      first.forEach(texts::add);
    }
  }

  private static void name(ObjectNode node, String id, String as, Trace trace) {
    node.put(as, trace.nameOf(node.get(id).asLong()));
  }
}
