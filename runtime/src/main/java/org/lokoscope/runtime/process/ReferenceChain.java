// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Channel;
import org.lokoscope.runtime.cml.ConditionVariable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.FiberScheduler;
import org.lokoscope.runtime.cml.Mailbox;
import org.lokoscope.runtime.cml.Operation;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Continuation;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Parameter;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Winder;

/** The references that lead from a root to an object, in words that its program knows. */
final class ReferenceChain {

  /** Longer chains are shown by their ends. */
  private static final int MOST = 9;

  /** A variable of a library or of the program, by its name. */
  record Variable(String name) {}

  private final ReferenceWalk walk;
  private final SiteTable sites;

  ReferenceChain(ReferenceWalk walk, SiteTable sites) {
    this.walk = walk;
    this.sites = sites;
  }

  /** Such as {@code variable failures → list → continuation}. */
  String to(Object object) {
    Deque<Object> way = new ArrayDeque<>();
    for (Object at = object; at != null; at = walk.parent(at)) {
      way.push(at);
    }
    List<String> steps = new ArrayList<>();
    Object before = null;
    for (Object at : way) {
      String step = step(at);
      if (step != null) {
        if (before != null && isMoreOf(before, at)) {
          steps.removeLast();
        }
        steps.add(step);
        before = at;
      }
    }
    return String.join(" → ", shortened(steps));
  }

  private static List<String> shortened(List<String> steps) {
    if (steps.size() <= MOST) {
      return steps;
    }
    List<String> ends = new ArrayList<>(steps.subList(0, MOST / 2));
    ends.add("…");
    ends.addAll(steps.subList(steps.size() - MOST / 2, steps.size()));
    return ends;
  }

  /** One list is one step, and so is one stack: its frame that holds what follows. */
  private static boolean isMoreOf(Object before, Object now) {
    return before instanceof Pair && now instanceof Pair
        || before instanceof Frame && now instanceof Frame
        || before instanceof Winder && now instanceof Winder;
  }

  /** Null for what only the runtime knows. */
  private @Nullable String step(Object object) {
    return switch (object) {
      case Variable variable -> "variable " + variable.name();
      case Pair _ -> "list";
      case Object[] array ->
          walk.parent(array) instanceof Pair || walk.parent(array) instanceof Variable
              ? "vector"
              : null;
      case Hashtable _ -> "hash table";
      case Record record -> "record " + record.type.name();
      case Closure closure -> procedure(closure);
      case Continuation continuation -> "continuation" + at(continuation.site());
      case Parameter _ -> "parameter";
      case Procedure procedure -> "procedure " + procedure.name();
      case Frame frame -> frame.site() == 0 ? null : "frame" + at(frame.site());
      case Winder winder -> winder.site() == 0 ? null : "winder" + at(winder.site());
      case Fiber fiber -> "fiber " + name(fiber);
      case Channel _ -> "channel";
      case ConditionVariable _ -> "condition";
      case Operation _ -> "operation";
      case Mailbox _ -> "mailbox";
      case FiberScheduler _ -> "scheduler";
      default -> null;
    };
  }

  private static String name(Fiber fiber) {
    return fiber.name().isEmpty() ? "#" + (fiber.id() & 0xffffffffL) : fiber.name();
  }

  private String procedure(Closure closure) {
    return closure.name().isEmpty()
        ? "procedure" + at(closure.code().site())
        : "procedure " + closure.name();
  }

  private String at(int site) {
    if (site == 0) {
      return "";
    }
    String position = sites.get(site).span().position();
    return " at " + position.substring(position.lastIndexOf('/') + 1);
  }
}
