package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.printer.ConditionReport;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Frame;

/** What the user is told of an object that nobody handled: what, where, and the calls around it. */
final class FailureReport {

  private static final int MAX_FRAMES = 20;

  private FailureReport() {}

  static List<String> of(Process.Failure failure, SiteTable sites) {
    List<String> condition = ConditionReport.lines(failure.payload());
    List<String> lines = new ArrayList<>();
    String place = failure.site() == 0 ? "" : sites.get(failure.site()).span().position() + ": ";
    lines.add(place + condition.getFirst() + inFiber(failure));
    lines.addAll(condition.subList(1, condition.size()));
    addBacktrace(lines, failure.process().machine().continuation(), sites);
    return lines;
  }

  private static String inFiber(Process.Failure failure) {
    Fiber fiber = failure.fiber();
    if (fiber == null) {
      return "";
    }
    String name = fiber.name().isEmpty() ? "" : " \"" + fiber.name() + "\"";
    return " (in fiber " + (fiber.id() & 0xffffffffL) + name + ", which ends)";
  }

  private static void addBacktrace(List<String> lines, Frame top, SiteTable sites) {
    int shown = 0;
    String last = "";
    int repeats = 0;
    for (Frame frame = top; frame != null && shown < MAX_FRAMES; frame = frame.next()) {
      if (frame.site() == 0) {
        continue;
      }
      SiteTable.Site site = sites.get(frame.site());
      String line =
          "  at "
              + (site.procedure().isEmpty() ? "top level" : site.procedure())
              + " ("
              + site.span().position()
              + ")";
      if (line.equals(last)) {
        repeats++;
        continue;
      }
      addRepeats(lines, repeats);
      repeats = 0;
      lines.add(line);
      last = line;
      shown++;
    }
    addRepeats(lines, repeats);
  }

  private static void addRepeats(List<String> lines, int repeats) {
    if (repeats > 0) {
      lines.add("  ... and " + repeats + " times more");
    }
  }

  /** The run ended because nothing can happen any more. */
  static List<String> deadlock(Process process, SiteTable sites) {
    Fiber main = process.fibers().main();
    String place = main.site() == 0 ? "" : sites.get(main.site()).span().position() + ": ";
    return List.of(
        place
            + "deadlock: the program waits here "
            + waitingFor(main.reason())
            + ", and no other fiber or process is left that could do it");
  }

  private static String waitingFor(SuspendReason reason) {
    return switch (reason) {
      case PUT -> "for somebody to take its message";
      case GET -> "for a message on a channel";
      case CONDITION -> "for a condition to be signalled";
      case CHOICE -> "for one of several operations";
      case MAILBOX -> "for a message from another process";
      case null, default -> "to be resumed";
    };
  }
}
