// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.OfferedValues;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.WaitSide;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Wordings;

/**
 * What the next event does to the scheduler.
 *
 * @param time when it happens
 * @param words a sentence
 * @param subjects the fibers, processes and objects that it changes
 * @param meeting who gives and who gets over which object, if two meet; else null
 */
public record NextEvent(long time, String words, Set<Long> subjects, @Nullable Meeting meeting) {

  /**
   * Two parties meet, and a message goes from one to the other.
   *
   * @param from 0 if it is no fiber
   * @param value the message's first characters; "" if they are not known
   */
  public record Meeting(long from, long object, long to, String value) {}

  private static final Set<String> CHANGED =
      Set.of("fiber", "from", "to", "object", "port", "process");

  static NextEvent of(Trace trace, SchedulerState before, EventRow event) {
    return new Reader(trace, before, event).read();
  }

  /** Puts one event into words. */
  private record Reader(Trace trace, SchedulerState before, EventRow event) {

    NextEvent read() {
      Set<Long> subjects = new LinkedHashSet<>();
      for (EventRow.Value value : event.values()) {
        if (CHANGED.contains(value.name()) && value.number() != 0) {
          subjects.add(value.number());
        }
      }
      long owner = timerOwner();
      if (owner != 0) {
        subjects.add(owner);
      }
      Meeting meeting = null;
      if (event.type().equals("offerMatched") && number("from") != 0) {
        String given = new OfferedValues(trace).given(number("object"), number("from"), giveTime());
        meeting =
            new Meeting(
                number("from"),
                number("object"),
                number("to"),
                given == null ? "" : Names.line(given));
      }
      return new NextEvent(event.time(), words(meeting), subjects, meeting);
    }

    /** When the giver queued what it gives, if it waited; else now. */
    private long giveTime() {
      return before.processes().stream()
          .flatMap(process -> process.objects().stream())
          .filter(object -> object.id() == number("object"))
          .flatMap(object -> object.queues().stream())
          .flatMap(queue -> queue.waiters().stream())
          .filter(waiter -> waiter.fiber() == number("from"))
          .mapToLong(SchedulerState.Waiter::since)
          .findFirst()
          .orElse(event.time());
    }

    /** Whether a fiber stands at the object as at a condition, where nothing is given. */
    private boolean waits(long fiber) {
      return before.processes().stream()
          .flatMap(process -> process.objects().stream())
          .filter(object -> object.id() == number("object"))
          .flatMap(object -> object.queues().stream())
          .filter(queue -> queue.side() == WaitSide.WAIT)
          .flatMap(queue -> queue.waiters().stream())
          .anyMatch(waiter -> waiter.fiber() == fiber);
    }

    private long number(String field) {
      for (EventRow.Value value : event.values()) {
        if (value.name().equals(field)) {
          return value.number();
        }
      }
      return 0;
    }

    private String text(String field) {
      for (EventRow.Value value : event.values()) {
        if (value.name().equals(field)) {
          return value.text();
        }
      }
      return "";
    }

    private String name(String field) {
      long id = number(field);
      return id == 0 ? "somebody" : Names.of(trace, id);
    }

    private String process(String field) {
      return Names.process(trace, number(field));
    }

    private long timerOwner() {
      long timer = number("timer");
      return timer == 0
          ? 0
          : before.processes().stream()
              .flatMap(process -> process.timers().stream())
              .filter(one -> one.id() == timer)
              .mapToLong(SchedulerState.OneTimer::fiber)
              .findFirst()
              .orElse(0);
    }

    private String ofTimer() {
      long owner = timerOwner();
      return owner == 0 ? "a timer" : "the timer of " + Names.of(trace, owner);
    }

    private String words(@Nullable Meeting meeting) {
      return switch (event.type()) {
        case "processSpawned" -> "process " + text("name") + " comes into being";
        case "processDispatched" -> "CPU " + number("cpu") + " takes " + process("process");
        case "processPreempted" -> process("process") + " loses its CPU, and stays ready";
        case "processWaiting" -> process("process") + " waits: " + text("reason");
        case "processWoken" -> process("process") + " becomes ready";
        case "processEnded" -> process("process") + " ends";
        case "messageSent" -> process("from") + " sends a message to " + process("to");
        case "messageReceived" -> process("process") + " takes a message";
        case "fiberSpawned" ->
            number("parent") == 0
                ? name("fiber") + " comes into being, ready"
                : name("parent") + " spawns " + name("fiber");
        case "fiberReady" ->
            number("by") == 0
                ? name("fiber") + " becomes ready"
                : name("by") + " makes " + name("fiber") + " ready";
        case "fiberResumed" -> "it is the turn of " + name("fiber");
        case "fiberSuspended" -> suspended();
        case "fiberEnded" -> name("fiber") + " ends";
        case "offerEnqueued" -> name("fiber") + queues() + name("object");
        case "offerMatched" -> matched(meeting);
        case "offersSwept" ->
            Count.of(number("removed"), "offer") + " whose choice is made leave " + name("object");
        case "messageQueued" -> name("fiber") + " puts a message into " + name("object");
        case "messageTaken" -> name("fiber") + " takes a message out of " + name("object");
        case "ioWaiting" -> name("fiber") + " queues up at " + name("port");
        case "ioReady" -> name("port") + " is ready for " + name("fiber");
        case "timerArmed" ->
            name("fiber") + " sets a timer to " + Figures.instant(number("expiry"));
        case "timerFired" -> ofTimer() + " fires";
        case "timerCancelled" -> ofTimer() + " is taken away";
        default -> Wordings.event(event.type());
      };
    }

    private String suspended() {
      String object = number("object") == 0 ? "" : " " + name("object");
      String reason = text("reason").toLowerCase(Locale.ROOT);
      return name("fiber")
          + switch (reason) {
            case "put" -> " suspends: it wants to give to" + object;
            case "get" -> " suspends: it wants to get from" + object;
            case "condition" -> " suspends: it waits for" + object;
            case "sleep" -> " goes to sleep";
            case "choice" -> " suspends: it takes whichever comes first";
            case "yield" -> " gives way, and stays ready";
            case "preempted" -> " is preempted, and stays ready";
            default -> " suspends: " + reason + object;
          };
    }

    private String queues() {
      return switch (text("side").toLowerCase(Locale.ROOT)) {
        case "put" -> " queues up to give to ";
        case "get" -> " queues up to get from ";
        default -> " queues up at ";
      };
    }

    private String matched(@Nullable Meeting meeting) {
      if (number("from") == 0) {
        return name("to") + " is served by " + name("object");
      }
      if (waits(number("to"))) {
        return name("from") + " wakes " + name("to") + " through " + name("object");
      }
      String value = meeting == null || meeting.value().isEmpty() ? "" : " " + meeting.value();
      return name("from") + " gives" + value + " to " + name("to") + " over " + name("object");
    }
  }
}
