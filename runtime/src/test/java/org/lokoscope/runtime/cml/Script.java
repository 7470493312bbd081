// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A random program: what its fibers do, step by step.
 *
 * @param channels how many there are
 * @param conditions how many there are
 * @param seed of the world's random numbers
 */
record Script(int channels, int conditions, List<List<Step>> fibers, long seed) {

  sealed interface Step {}

  record Perform(Op op) implements Step {}

  record Signal(int condition) implements Step {}

  record Yield() implements Step {}

  sealed interface Op {}

  record Put(int channel) implements Op {}

  record Get(int channel) implements Op {}

  record Wait(int condition) implements Op {}

  record Sleep(int millis) implements Op {}

  record Always() implements Op {}

  record Never() implements Op {}

  record Choice(List<Op> ops) implements Op {}

  record Wrap(Op op) implements Op {}

  record Guard(Op op) implements Op {}

  record Nack(Op op) implements Op {}

  /**
   * A leaf of an operation.
   *
   * @param id its number, which is also the message that a put puts
   * @param wraps the numbers of the wraps around it, the innermost first
   * @param nacks the numbers of the negative acknowledgements that it spares
   */
  record Arm(int id, Op op, List<Integer> wraps, List<Integer> nacks) {}

  /**
   * An operation in a place of the program, with its parts numbered.
   *
   * @param text as the driver reads it
   * @param made the guards and the nacks in the order in which they must be called
   * @param nacks the nacks alone
   */
  record Numbered(String text, List<Arm> arms, List<Integer> made, List<Integer> nacks) {

    @Nullable Arm arm(int id) {
      return arms.stream().filter(a -> a.id == id).findFirst().orElse(null);
    }
  }

  /** A fiber has fewer steps than this, and an operation fewer parts. */
  private static final int PLACES = 1000;

  Numbered operation(int fiber, int step) {
    int first = ((fiber + 1) * PLACES + step) * PLACES;
    return new Numbering(first).number(((Perform) fibers.get(fiber).get(step)).op);
  }

  /** The program as the driver reads it. */
  String text() {
    StringBuilder text = new StringBuilder("(" + channels + " " + conditions);
    for (int fiber = 0; fiber < fibers.size(); fiber++) {
      text.append(" (");
      for (int step = 0; step < fibers.get(fiber).size(); step++) {
        text.append(
            switch (fibers.get(fiber).get(step)) {
              case Perform _ -> "(perform " + operation(fiber, step).text + ")";
              case Signal signal -> "(signal " + signal.condition + ")";
              case Yield _ -> "(yield)";
            });
      }
      text.append(')');
    }
    return text.append(")\n").toString();
  }

  private static final class Numbering {
    private int next;
    private final List<Arm> arms = new ArrayList<>();
    private final List<Integer> made = new ArrayList<>();
    private final List<Integer> nacks = new ArrayList<>();

    Numbering(int first) {
      next = first;
    }

    Numbered number(Op op) {
      return new Numbered(visit(op, List.of(), List.of()), arms, made, nacks);
    }

    private String visit(Op op, List<Integer> wraps, List<Integer> spared) {
      int id = next++;
      return switch (op) {
        case Put put -> arm("put", id, put.channel, op, wraps, spared);
        case Get get -> arm("get", id, get.channel, op, wraps, spared);
        case Wait wait -> arm("wait", id, wait.condition, op, wraps, spared);
        case Sleep sleep -> arm("sleep", id, sleep.millis, op, wraps, spared);
        case Always _ -> arm("always", id, 0, op, wraps, spared);
        case Never _ -> "(never " + id + ")";
        case Choice choice -> {
          StringBuilder text = new StringBuilder("(choice " + id);
          choice.ops.forEach(part -> text.append(' ').append(visit(part, wraps, spared)));
          yield text.append(')').toString();
        }
        case Wrap wrap -> "(wrap " + id + " " + visit(wrap.op, with(wraps, id), spared) + ")";
        case Guard guard -> {
          made.add(id);
          yield "(guard " + id + " " + visit(guard.op, wraps, spared) + ")";
        }
        case Nack nack -> {
          made.add(id);
          nacks.add(id);
          yield "(nack " + id + " " + visit(nack.op, wraps, with(spared, id)) + ")";
        }
      };
    }

    private String arm(
        String kind, int id, int operand, Op op, List<Integer> wraps, List<Integer> spared) {
      arms.add(new Arm(id, op, wraps, spared));
      return "(" + kind + " " + id + " " + operand + ")";
    }

    private static List<Integer> with(List<Integer> list, int id) {
      List<Integer> longer = new ArrayList<>(List.of(id));
      longer.addAll(list);
      return longer;
    }
  }
}
