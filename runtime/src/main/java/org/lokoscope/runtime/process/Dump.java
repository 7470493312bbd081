// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Frame;

/** What each fiber of a process does, in words: its state, what it waits for, where, its stack. */
final class Dump {

  /** Fibers that are shown one by one; of the others only how many there are. */
  private static final int MAX_FIBERS = 1_000;

  private final SiteTable sites;
  private final List<String> lines = new ArrayList<>();

  private Dump(SiteTable sites) {
    this.sites = sites;
  }

  /** Of a process that does not run just now, or is at a safe point on this thread. */
  static List<String> of(Process process, SiteTable sites, Object... roots) {
    Dump dump = new Dump(sites);
    FiberSearch.Found found = FiberSearch.of(process, roots);
    List<Fiber> fibers = found.fibers();
    String more = found.complete() ? "" : " at least (it holds too much to look at all of it)";
    dump.lines.add(head(process) + ", " + count(fibers.size(), "fiber") + more);
    fibers.stream().limit(MAX_FIBERS).forEach(fiber -> dump.add(process, fiber));
    if (fibers.size() > MAX_FIBERS) {
      dump.lines.add("  ... and " + count(fibers.size() - MAX_FIBERS, "more fiber"));
    }
    return dump.lines;
  }

  /** Of one that is at no safe point, so that its fibers cannot be looked at. */
  static List<String> unreachable(Process process) {
    return List.of(head(process) + ", in the middle of a long primitive procedure");
  }

  private static String head(Process process) {
    Kernel.Snapshot now = process.kernel().snapshot(process);
    String state = now.state().name().toLowerCase(Locale.ROOT);
    return "process "
        + process.id()
        + " ("
        + process.name()
        + "): "
        + state
        + (now.state() == ProcessState.RUNNING ? " on CPU " + now.cpu() : "")
        + ", "
        + count(process.mailbox().length(), "message");
  }

  private static String count(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private void add(Process process, Fiber fiber) {
    boolean current = fiber == process.fibers().current();
    Frame top = current ? process.machine().continuation() : fiber.frame();
    String name = fiber.name().isEmpty() ? "" : " (" + fiber.name() + ")";
    lines.add("  fiber " + (fiber.id() & 0xffffffffL) + name + ": " + state(fiber, current));
    FailureReport.stack(top, sites).forEach(line -> lines.add("  " + line));
  }

  private String state(Fiber fiber, boolean current) {
    if (current) {
      return "running";
    }
    if (!fiber.isWaiting()) {
      return fiber.reason() == null ? "ready, not started" : "ready" + place(fiber);
    }
    return waitingFor(fiber.reason()) + place(fiber);
  }

  private String place(Fiber fiber) {
    return fiber.site() == 0 ? "" : " at " + sites.get(fiber.site()).span().position();
  }

  private static String waitingFor(@Nullable SuspendReason reason) {
    return switch (reason) {
      case null -> FailureReport.waitingFor(null);
      case SLEEP -> "sleeping";
      case READABLE -> "blocked on input";
      case WRITABLE -> "blocked on output";
      default -> FailureReport.waitingFor(reason);
    };
  }
}
