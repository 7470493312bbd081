// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.lokoscope.store.Trace;
import org.lokoscope.store.report.ControlCharacters;
import org.lokoscope.store.state.SchedulerState.Cpu;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.OneTimer;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;
import org.lokoscope.tracer.text.Figures;

/** Draws the state of the scheduler for a terminal, as one would on a blackboard. */
public final class StateText {

  /** The longest collection that is looked for, and how often the rest is sampled. */
  private static final long LATER = 10_000_000_000L;

  private static final long SAMPLED = 100_000_000;

  /** So many of the messages of one mailbox are shown. */
  private static final int SHOWN = 10;

  private final Trace trace;
  private final SchedulerState state;
  private final OfferedValues values;
  private final StringBuilder text = new StringBuilder();

  private StateText(Trace trace, SchedulerState state) {
    this.trace = trace;
    this.state = state;
    values = new OfferedValues(trace);
  }

  /** The whole state. */
  public static String of(SchedulerState state, Trace trace) {
    return ControlCharacters.shown(new StateText(trace, state).draw());
  }

  private String draw() {
    line("At " + seconds(state.time()) + ", after " + count(state.events()) + " events");
    if (state.hole()) {
      line("Events of this time were lost: what anybody does is not known.");
    }
    line("");
    state.cpus().forEach(this::cpu);
    line("Run queue:  " + queue(state.ready().stream().map(this::processName).toList()));
    line("Wait queue: " + queue(state.waiting().stream().map(this::waiting).toList()));
    system();
    state.processes().forEach(this::process);
    return text.toString();
  }

  /**
   * What the system did at that instant instead of running the program. A collection is reported
   * when it is over, the delay of CPUs and their faults ten times a second.
   */
  private void system() {
    List<String> told = new ArrayList<>();
    trace.eachEvent(
        state.time(),
        state.time() + LATER,
        Set.of("heapAfterCollection", "runDelayed", "pagesAwaited"),
        row -> {
          long number = row.values().get(row.type().equals("heapAfterCollection") ? 1 : 0).number();
          if (row.type().equals("heapAfterCollection")) {
            if (row.time() - number <= state.time()) {
              told.add("in a collection of " + seconds(number));
            }
          } else if (number > 0 && row.time() - SAMPLED < state.time()) {
            told.add(
                row.type().equals("runDelayed")
                    ? "CPUs had to wait " + seconds(number) + " in the 100 ms around"
                    : number + " major faults in the 100 ms around");
          }
          return true;
        });
    if (!told.isEmpty()) {
      line("System:     " + String.join(", ", told));
    }
  }

  private void cpu(Cpu cpu) {
    String what = "idle";
    if (cpu.process() >= 0) {
      long fiber = state.process(cpu.process()).map(OneProcess::running).orElse(0L);
      what = "[" + processName(cpu.process()) + (fiber == 0 ? "" : ": " + name(fiber)) + "]";
    }
    line("CPU " + cpu.number() + ":      " + what + since(cpu.since()));
  }

  private String waiting(long id) {
    OneProcess process = state.process(id).orElseThrow();
    String reason =
        process.reason() == null ? "?" : process.reason().name().toLowerCase(Locale.ROOT);
    String wakeup = process.wakeup() < 0 ? "" : " until " + seconds(process.wakeup());
    return processName(id) + " (" + reason + wakeup + ")";
  }

  private void process(OneProcess process) {
    if (process.fibers().isEmpty() && process.objects().isEmpty() && process.timers().isEmpty()) {
      return;
    }
    line("");
    line(
        processName(process.id())
            + ": "
            + word(process.status())
            + since(process.since())
            + (process.mailbox() > 0 ? ", mailbox " + process.mailbox() : "")
            + messages(process.id(), process.mailbox()));
    if (process.running() != 0) {
      boolean runs = process.status() == Status.RUNNING;
      line("  running:  [" + name(process.running()) + "]" + (runs ? "" : ", stopped"));
    }
    line("  ready:    " + queue(process.ready().stream().map(this::name).toList()));
    for (OneFiber fiber : process.fibers()) {
      if (fiber.status() == Status.WAITING || fiber.status() == Status.UNKNOWN) {
        line("  waiting:  " + fiber(fiber));
      }
    }
    process.objects().forEach(this::object);
    process.timers().forEach(this::timer);
  }

  private String fiber(OneFiber fiber) {
    if (fiber.status() == Status.UNKNOWN) {
      return name(fiber.id()) + " (not known: events were lost)";
    }
    String reason =
        fiber.reason() == null ? "" : " " + fiber.reason().name().toLowerCase(Locale.ROOT);
    String object = fiber.object() == 0 ? "" : " " + name(fiber.object());
    String site = fiber.site() == 0 ? "" : " at " + trace.site(fiber.site()).position();
    return name(fiber.id()) + reason + object + site + since(fiber.since());
  }

  private void object(OneObject object) {
    String messages = object.messages() > 0 ? "  " + object.messages() + " messages" : "";
    List<Queue> queues = object.queues();
    String puts = side(object, WaitSide.PUT);
    String gets = side(object, WaitSide.GET);
    String drawn =
        puts.isEmpty() && gets.isEmpty()
            ? ""
            : "  " + puts + " -> ( " + name(object.id()) + " ) -> " + gets;
    String others =
        queues.stream()
            .filter(queue -> queue.side() != WaitSide.PUT && queue.side() != WaitSide.GET)
            .map(
                queue ->
                    "  ( "
                        + name(object.id())
                        + " ) <- "
                        + word(queue.side())
                        + waiters(object, queue))
            .collect(Collectors.joining());
    String all = drawn + others;
    line(
        (all.isEmpty() ? "  ( " + name(object.id()) + " )" : all)
            + messages
            + messages(object.id(), object.messages()));
  }

  /** What the messages are that lie there, the one first that is to be taken first. */
  private String messages(long subject, long count) {
    List<String> first = values.firstLying(subject, count, state.time(), SHOWN);
    if (first.isEmpty()) {
      return "";
    }
    long more = count - first.size();
    return ": " + String.join(" <- ", first) + (more > 0 ? " <- " + more + " more" : "");
  }

  private String side(OneObject object, WaitSide side) {
    return object.queues().stream()
        .filter(queue -> queue.side() == side)
        .map(queue -> (side == WaitSide.PUT ? "put" : "get") + waiters(object, queue))
        .collect(Collectors.joining());
  }

  private String waiters(OneObject object, Queue queue) {
    long unknown = queue.length() - queue.waiters().size();
    String known =
        queue.waiters().stream()
            .map(waiter -> waiter(waiter) + value(object, queue, waiter))
            .collect(Collectors.joining(", "));
    String rest = unknown > 0 ? (known.isEmpty() ? "" : ", ") + unknown + " not known" : "";
    return " [" + known + rest + "]";
  }

  private String value(OneObject object, Queue queue, Waiter waiter) {
    String value = queue.side() == WaitSide.PUT ? values.of(object.id(), waiter) : null;
    return value == null ? "" : " gives " + value;
  }

  private String waiter(Waiter waiter) {
    return name(waiter.fiber())
        + (waiter.stale() ? " (stale)" : "")
        + since(waiter.since()).replace(" since", "");
  }

  private void timer(OneTimer timer) {
    line(
        "  timer:    "
            + seconds(timer.expiry())
            + " for "
            + name(timer.fiber())
            + (timer.stale() ? " (stale)" : "")
            + since(timer.since()).replace("since", "armed"));
  }

  private String queue(List<String> entries) {
    return entries.isEmpty() ? "(empty)" : String.join(" <- ", entries);
  }

  private String processName(long id) {
    String name = trace.nameOf(id);
    return name.equals("process " + id) || name.equals(Long.toString(id))
        ? "process " + id
        : "pid " + id + " " + name;
  }

  private String name(long id) {
    String name = trace.nameOf(id);
    String number = "#" + (id & 0xFFFF_FFFFL);
    return name.endsWith(number) ? name : name + number;
  }

  private static String since(long time) {
    return " since " + seconds(time);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String seconds(long nanos) {
    return Figures.instant(nanos);
  }

  private static String count(long number) {
    return Figures.count(number);
  }

  private void line(String line) {
    text.append(line.stripTrailing().replace('\n', ' ')).append('\n');
  }
}
