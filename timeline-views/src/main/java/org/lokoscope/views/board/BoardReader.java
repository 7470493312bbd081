// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.OfferedValues;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerState.Cpu;
import org.lokoscope.store.state.SchedulerState.OneFiber;
import org.lokoscope.store.state.SchedulerState.OneObject;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.SchedulerState.OneTimer;
import org.lokoscope.store.state.SchedulerState.Queue;
import org.lokoscope.store.state.SchedulerState.Waiter;
import org.lokoscope.store.state.Status;
import org.lokoscope.store.state.WaitSide;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.board.Board.Group;
import org.lokoscope.views.board.Board.Pill;
import org.lokoscope.views.board.Board.Some;
import org.lokoscope.views.board.Board.Thing;

/** Puts a state into words. Asks the trace for names and for messages, so not for the FX thread. */
public final class BoardReader {

  /** Pills of one queue, things and groups that are put into words at most. */
  static final int MOST = 60;

  private static final int MOST_GROUPS = 12;

  private final Trace trace;
  private final OfferedValues values;

  public BoardReader(Trace trace) {
    this.trace = trace;
    values = new OfferedValues(trace);
  }

  /**
   * @param keep objects to show though nobody stands there, in this order before all others
   */
  public Board read(SchedulerState state, List<Long> keep) {
    List<Board.Cpu> cpus = state.cpus().stream().map(cpu -> cpu(state, cpu)).toList();
    List<OneProcess> seen = new ArrayList<>();
    for (OneProcess process : state.processes()) {
      boolean holds =
          !process.fibers().isEmpty()
              || !process.objects().isEmpty()
              || !process.timers().isEmpty()
              || process.mailbox() > 0;
      if (holds) {
        seen.add(process);
      }
    }
    seen.sort(Comparator.comparing(process -> process.status() != Status.RUNNING));
    List<Group> groups =
        seen.stream().limit(MOST_GROUPS).map(process -> group(state, process, keep)).toList();
    return new Board(
        state.time(),
        state.events(),
        state.hole(),
        cpus,
        some(state.ready(), id -> process(state, id, LaneState.READY)),
        some(state.waiting(), id -> process(state, id, LaneState.SLEEPING)),
        new Some<>(groups, seen.size() - groups.size()));
  }

  private interface Worded<T, R> {
    R of(T item);
  }

  private static <T, R> Some<R> some(List<T> all, Worded<T, R> worded) {
    List<R> first = all.stream().limit(MOST).map(worded::of).toList();
    return new Some<>(first, all.size() - first.size());
  }

  private Board.Cpu cpu(SchedulerState state, Cpu cpu) {
    List<Pill> runs = new ArrayList<>();
    state
        .process(cpu.process())
        .filter(process -> process.running() != 0)
        .ifPresent(
            process ->
                runs.add(
                    state
                        .fiber(process.running())
                        .map(fiber -> pill(fiber, state.time(), ""))
                        .orElseGet(() -> runner(process))));
    String process = cpu.process() < 0 ? "idle" : Names.process(trace, cpu.process());
    return new Board.Cpu(cpu.number(), process, runs, age(state.time(), cpu.since()));
  }

  private Pill ready(@Nullable OneFiber fiber, long id, long now) {
    return fiber != null
        ? pill(fiber, now, "")
        : new Pill(id, Names.of(trace, id), "", LaneState.READY, false, "");
  }

  private Pill runner(OneProcess process) {
    return new Pill(
        process.running(), Names.of(trace, process.running()), "", LaneState.RUNNING, false, "");
  }

  private Pill process(SchedulerState state, long id, LaneState as) {
    OneProcess process = state.process(id).orElseThrow();
    String why = "";
    if (process.status() == Status.WAITING) {
      String reason =
          process.reason() == null
              ? ""
              : process.reason().name().toLowerCase(Locale.ROOT).replace("io", "I/O");
      why = process.wakeup() < 0 ? reason : reason + ", " + due(process.wakeup() - state.time());
    } else {
      why = age(state.time(), process.since());
    }
    return new Pill(id, Names.process(trace, id), why, as, false, "");
  }

  private Group group(SchedulerState state, OneProcess process, List<Long> keep) {
    List<Pill> stopped =
        process.cpu() < 0 && process.running() != 0 ? List.of(runner(process)) : List.of();
    List<OneFiber> elsewhere = elsewhere(process);
    String does = process.status().name().toLowerCase(Locale.ROOT);
    return new Group(
        process.id(),
        Names.process(trace, process.id())
            + "   "
            + does
            + " for "
            + age(state.time(), process.since()),
        stopped,
        some(process.ready(), id -> ready(process.fiber(id), id, state.time())),
        some(elsewhere, fiber -> pill(fiber, state.time(), place(fiber))),
        things(process, state.time(), keep),
        some(process.timers(), timer -> timer(timer, state.time())));
  }

  /** Those that wait, but in no queue and for no timer. */
  private static List<OneFiber> elsewhere(OneProcess process) {
    List<OneFiber> fibers = process.fibers();
    BitSet standing = new BitSet(fibers.size());
    for (OneObject object : process.objects()) {
      for (Queue queue : object.queues()) {
        for (Waiter waiter : queue.waiters()) {
          mark(standing, process.placeOf(waiter.fiber()));
        }
      }
    }
    for (OneTimer timer : process.timers()) {
      if (!timer.stale()) {
        mark(standing, process.placeOf(timer.fiber()));
      }
    }
    List<OneFiber> elsewhere = new ArrayList<>();
    for (int i = 0; i < fibers.size(); i++) {
      Status status = fibers.get(i).status();
      if ((status == Status.WAITING || status == Status.UNKNOWN) && !standing.get(i)) {
        elsewhere.add(fibers.get(i));
      }
    }
    return elsewhere;
  }

  private static void mark(BitSet standing, int place) {
    if (place >= 0) {
      standing.set(place);
    }
  }

  /** Those that are kept come first; of the others as many as there is room for. */
  private Some<Thing> things(OneProcess process, long now, List<Long> keep) {
    Set<Long> kept = new LinkedHashSet<>();
    long busy = 0;
    List<OneObject> ordered = new ArrayList<>();
    for (long id : keep) {
      if (id >>> 32 == process.id() && kept.add(id)) {
        OneObject object = process.object(id);
        busy += object == null ? 0 : 1;
        ordered.add(object != null ? object : new OneObject(id, 0, List.of()));
      }
    }
    long total = ordered.size() + process.objects().size() - busy;
    for (OneObject object : process.objects()) {
      if (ordered.size() >= MOST) {
        break;
      }
      if (!kept.contains(object.id())) {
        ordered.add(object);
      }
    }
    List<Thing> first =
        ordered.stream().limit(MOST).map(object -> thing(object, process, now)).toList();
    Some<Thing> objects = new Some<>(first, total - first.size());
    if (process.mailbox() <= 0) {
      return objects;
    }
    List<Thing> all = new ArrayList<>();
    all.add(
        new Thing(
            process.id(),
            "messages of processes",
            new Some<>(List.of(), 0),
            new Some<>(List.of(), 0),
            lying(process.id(), process.mailbox(), now),
            process.mailbox()));
    all.addAll(objects.first());
    return new Some<>(all, objects.more());
  }

  private List<String> lying(long subject, long count, long now) {
    return values.lying(subject, count, now).stream().map(Names::line).toList();
  }

  private Thing thing(OneObject object, OneProcess process, long now) {
    List<Pill> givers = new ArrayList<>();
    List<Pill> takers = new ArrayList<>();
    long moreGivers = 0;
    long moreTakers = 0;
    for (Queue queue : object.queues()) {
      boolean gives = queue.side() == WaitSide.PUT || queue.side() == WaitSide.WRITABLE;
      List<Pill> into = gives ? givers : takers;
      for (Waiter waiter : queue.waiters()) {
        if (into.size() < MOST) {
          into.add(waiter(object, queue, waiter, process, now));
        }
      }
      long more = Math.max(queue.length(), queue.waiters().size()) - into.size();
      moreGivers += gives ? Math.max(0, more) : 0;
      moreTakers += gives ? 0 : Math.max(0, more);
    }
    return new Thing(
        object.id(),
        Names.of(trace, object.id()),
        new Some<>(givers, moreGivers),
        new Some<>(takers, moreTakers),
        lying(object.id(), object.messages(), now),
        object.messages());
  }

  private Pill waiter(OneObject object, Queue queue, Waiter waiter, OneProcess process, long now) {
    OneFiber fiber = process.fiber(waiter.fiber());
    LaneState state =
        waiter.stale() || fiber == null || fiber.status() != Status.WAITING
            ? LaneState.BLOCKED_OTHER
            : state(fiber);
    String value = queue.side() == WaitSide.PUT ? values.of(object.id(), waiter) : null;
    String note = waiter.stale() ? "stale" : age(now, waiter.since());
    return new Pill(
        waiter.fiber(),
        Names.of(trace, waiter.fiber()),
        note,
        state,
        waiter.stale(),
        value == null ? "" : Names.line(value));
  }

  /** When something comes that is due in so many nanoseconds; below 0, it should have come. */
  private static String due(long left) {
    return left < 0 ? "late by " + Figures.duration(-left) : "in " + Figures.duration(left);
  }

  private Pill timer(OneTimer timer, long now) {
    long left = timer.expiry() - now;
    String when = due(left);
    LaneState awaited = left < 0 ? LaneState.OVERDUE : LaneState.SLEEPING;
    return new Pill(
        timer.fiber(),
        Names.of(trace, timer.fiber()),
        timer.stale() ? when + ", stale" : when,
        timer.stale() ? LaneState.BLOCKED_OTHER : awaited,
        timer.stale(),
        "");
  }

  private String place(OneFiber fiber) {
    return fiber.site() == 0 ? "" : trace.site(fiber.site()).shortPosition();
  }

  private Pill pill(OneFiber fiber, long now, String place) {
    String note =
        place.isEmpty() ? age(now, fiber.since()) : place + ", " + age(now, fiber.since());
    return new Pill(fiber.id(), Names.of(trace, fiber.id()), note, state(fiber), false, "");
  }

  private static LaneState state(OneFiber fiber) {
    return switch (fiber.status()) {
      case RUNNING -> LaneState.RUNNING;
      case READY -> LaneState.READY;
      case UNKNOWN -> LaneState.BLOCKED_OTHER;
      case WAITING ->
          switch (fiber.reason()) {
            case PUT -> LaneState.BLOCKED_PUT;
            case GET -> LaneState.BLOCKED_GET;
            case CONDITION -> LaneState.BLOCKED_CONDITION;
            case SLEEP -> LaneState.SLEEPING;
            case CHOICE -> LaneState.BLOCKED_CHOICE;
            case READABLE, WRITABLE -> LaneState.BLOCKED_IO;
            case MAILBOX -> LaneState.BLOCKED_MAILBOX;
            case null, default -> LaneState.BLOCKED_OTHER;
          };
    };
  }

  private static String age(long now, long since) {
    return Figures.duration(Math.max(0, now - since));
  }
}
