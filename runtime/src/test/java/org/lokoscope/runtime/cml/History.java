// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened when a script ran. The driver writes, in the order of events:
 *
 * <ul>
 *   <li>{@code start FIBER STEP TIME} before it performs an operation;
 *   <li>{@code done FIBER STEP TIME ARM MESSAGE WRAP ...} after it;
 *   <li>{@code made ID} when the procedure of a guard or a nack is called;
 *   <li>{@code nack ID} when a negative acknowledgement has come;
 *   <li>{@code signal CONDITION TIME} before it signals one;
 *   <li>{@code end FIBER}.
 * </ul>
 */
final class History {

  /** An event; {@code at} is its place. */
  record Event(int at, String kind, List<Integer> numbers) {}

  /** One performance of an operation; {@code doneAt} is -1 if it never came about. */
  static final class Performed {
    final int fiber;
    final int step;
    final Script.Numbered operation;
    final int startAt;
    final int startTime;
    int doneAt = -1;
    int doneTime = Integer.MAX_VALUE;
    private Script.@Nullable Arm chosen;
    int message;

    Performed(int fiber, int step, Script.Numbered operation, int startAt, int startTime) {
      this.fiber = fiber;
      this.step = step;
      this.operation = operation;
      this.startAt = startAt;
      this.startTime = startTime;
    }

    /** The arm that came about; only when it is done. */
    Script.Arm chosen() {
      return Objects.requireNonNull(chosen);
    }

    boolean isDone() {
      return doneAt >= 0;
    }

    @Override
    public String toString() {
      return "fiber " + fiber + " step " + step + " " + operation.text();
    }
  }

  final Script script;
  final List<Event> events = new ArrayList<>();
  final List<Performed> performed = new ArrayList<>();

  /** The place and the time of the first signal of each condition. */
  final Map<Integer, Event> signals = new TreeMap<>();

  /**
   * @throws AssertionError if a fiber did something else than its steps in their order
   */
  History(Script script, String text) {
    this.script = script;
    if (!text.startsWith("((") || !text.endsWith("))")) {
      throw new AssertionError("the driver wrote: " + text);
    }
    for (String event : text.substring(2, text.length() - 2).split("\\) \\(")) {
      String[] words = event.split(" ");
      List<Integer> numbers = Arrays.stream(words).skip(1).map(Integer::valueOf).toList();
      events.add(new Event(events.size(), words[0], numbers));
    }
    int[] steps = new int[script.fibers().size()];
    @Nullable Performed[] current = new Performed[steps.length];
    for (Event event : events) {
      replay(event, steps, current);
    }
  }

  private void replay(Event event, int[] steps, @Nullable Performed[] current) {
    List<Integer> n = event.numbers;
    switch (event.kind) {
      case "start" -> {
        skipOthers(n.get(0), steps);
        expect(current[n.get(0)] == null && n.get(1) == steps[n.get(0)], "order of steps", event);
        current[n.get(0)] =
            new Performed(
                n.get(0), n.get(1), script.operation(n.get(0), n.get(1)), event.at, n.get(2));
        performed.add(current[n.get(0)]);
      }
      case "done" -> {
        Performed one = present(current[n.get(0)], "a result of nothing", event);
        expect(n.get(1) == one.step, "a result of nothing", event);
        one.doneAt = event.at;
        one.doneTime = n.get(2);
        Script.Arm arm =
            present(one.operation.arm(n.get(3)), "the arm is one of the operation", event);
        one.chosen = arm;
        one.message = n.get(4);
        expect(arm.wraps().equals(n.subList(5, n.size())), "the wraps of the arm", event);
        current[n.get(0)] = null;
        steps[n.get(0)]++;
      }
      case "end" -> {
        skipOthers(n.get(0), steps);
        expect(steps[n.get(0)] == script.fibers().get(n.get(0)).size(), "all steps", event);
      }
      case "signal" -> signals.putIfAbsent(n.get(0), event);
      default -> {}
    }
  }

  /** Steps that are not performances leave no sign of their own. */
  private void skipOthers(int fiber, int[] steps) {
    List<Script.Step> all = script.fibers().get(fiber);
    while (steps[fiber] < all.size() && !(all.get(steps[fiber]) instanceof Script.Perform)) {
      steps[fiber]++;
    }
  }

  static <T> T present(@Nullable T found, String what, Object where) {
    if (found == null) {
      throw new AssertionError(what + ": " + where);
    }
    return found;
  }

  static void expect(boolean holds, String what, Object where) {
    if (!holds) {
      throw new AssertionError(what + ": " + where);
    }
  }
}
