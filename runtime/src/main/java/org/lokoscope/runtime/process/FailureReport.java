// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Frame;

/** What the user is told of an object that nobody handled: what, where, and the calls around it. */
final class FailureReport {

  /** The system property that {@code --debug} sets. */
  private static final String DEBUG = "lokoscope.debug";

  private static final int MAX_LINES = 20;

  /** Guessed: so far down the continuation repetitions are counted. */
  private static final int MAX_DEPTH = 100_000;

  private FailureReport() {}

  static List<String> of(Process.Failure failure, SiteTable sites) {
    List<String> condition = ConditionReport.lines(failure.payload());
    List<String> lines = new ArrayList<>();
    List<SiteTable.Site> trace = trace(failure, sites);
    if (OutOfMemory.is(failure.payload())) {
      return List.of(
          place(withoutEntry(trace)) + condition.getFirst() + MemoryUse.of(failure, sites));
    }
    lines.add(place(trace) + condition.getFirst() + inFiber(failure));
    if (failure.goesOn()) {
      return lines;
    }
    lines.addAll(condition.subList(1, condition.size()));
    addBacktrace(lines, trace);
    if (Boolean.getBoolean(DEBUG)) {
      addJavaStack(lines, failure.payload());
    }
    return lines;
  }

  /** Where in the runtime a mistake of its own was. */
  private static void addJavaStack(List<String> lines, Object payload) {
    Object stack = Conditions.field(payload, Fault.JAVA_STACK, 0);
    if (stack != null) {
      stack.toString().lines().forEach(lines::add);
    }
  }

  /** The calls that a continuation will return to, innermost first, a line for each. */
  static List<String> stack(@Nullable Frame top, SiteTable sites) {
    List<String> lines = new ArrayList<>(List.of(""));
    addBacktrace(lines, trace(0, top, sites));
    return lines.subList(1, lines.size());
  }

  private static List<SiteTable.Site> trace(Process.Failure failure, SiteTable sites) {
    return trace(failure.site(), failure.process().machine().continuation(), sites);
  }

  /** A place, then those of the calls around it, innermost first. */
  private static List<SiteTable.Site> trace(int site, @Nullable Frame top, SiteTable sites) {
    List<SiteTable.Site> trace = new ArrayList<>();
    Frame frame = top;
    if (site != 0) {
      trace.add(sites.get(site));
      if (frame != null && frame.place() == site) {
        frame = frame.next();
      }
    }
    for (; frame != null && trace.size() < MAX_DEPTH; frame = frame.next()) {
      if (frame.place() != 0) {
        trace.add(sites.get(frame.place()));
      }
    }
    return trace;
  }

  /** The innermost place that is not in the system's own libraries, if there is one. */
  private static String place(List<SiteTable.Site> trace) {
    for (SiteTable.Site site : trace) {
      if (!isOwn(site)) {
        return site.span().position() + ": ";
      }
    }
    return "";
  }

  /** Of a procedure that calls itself the call says more than the procedure that it enters. */
  private static List<SiteTable.Site> withoutEntry(List<SiteTable.Site> trace) {
    boolean callsItself =
        trace.size() > 1
            && !trace.get(1).procedure().isEmpty()
            && trace.get(0).procedure().equals(trace.get(1).procedure());
    return callsItself ? trace.subList(1, trace.size()) : trace;
  }

  private static boolean isOwn(SiteTable.Site site) {
    return site.span().file().startsWith("lokoscope:");
  }

  private static String inFiber(Process.Failure failure) {
    Fiber fiber = failure.fiber();
    if (fiber == null) {
      return "";
    }
    String name = fiber.name().isEmpty() ? "" : " \"" + fiber.name() + "\"";
    return " (in fiber " + (fiber.id() & 0xffffffffL) + name + ", which ends)";
  }

  private static void addBacktrace(List<String> lines, List<SiteTable.Site> trace) {
    int shown = 0;
    String last = "";
    int repeats = 0;
    for (SiteTable.Site site : trace) {
      boolean said = isOwn(site) || lines.getFirst().startsWith(site.span().position() + ":");
      if (said && site.procedure().isEmpty()) {
        continue;
      }
      String line = line(site);
      if (line.equals(last)) {
        repeats++;
        continue;
      }
      if (++shown > MAX_LINES) {
        break;
      }
      addRepeats(lines, last, repeats);
      repeats = 0;
      lines.add(line);
      last = line;
    }
    addRepeats(lines, last, repeats);
  }

  /** A procedure with the place of its call; the place alone if the procedure has no name. */
  private static String line(SiteTable.Site site) {
    String position = site.span().position();
    if (site.procedure().isEmpty()) {
      return "  at " + position;
    }
    return "  at " + site.procedure() + (isOwn(site) ? "" : " (" + position + ")");
  }

  private static void addRepeats(List<String> lines, String line, int repeats) {
    if (repeats > 0 && line.contains(":")) {
      lines.add("  ... and " + (repeats == 1 ? "once" : repeats + " times") + " more");
    }
  }

  /** The run ended because nothing can happen any more. */
  static List<String> deadlock(Process process, SiteTable sites) {
    Fiber main = process.fibers().main();
    String place = main.site() == 0 ? "" : sites.get(main.site()).span().position() + ": ";
    return List.of(
        place + "deadlock: " + waitingFor(main.reason()) + "; no other fiber or process can run");
  }

  /** What a process has printed could not be written. */
  static List<String> outputLost(Process process, IOException why) {
    return List.of(
        process.name()
            + ": what it printed is lost: cannot write to standard output: "
            + why.getMessage());
  }

  static String waitingFor(@Nullable SuspendReason reason) {
    return switch (reason) {
      case PUT -> "blocked sending: no receiver";
      case GET -> "blocked receiving: no sender";
      case CONDITION -> "blocked on a condition";
      case CHOICE -> "blocked on a choice of operations";
      case MAILBOX -> "blocked receiving: no message from another process";
      case null, default -> "blocked";
    };
  }
}
