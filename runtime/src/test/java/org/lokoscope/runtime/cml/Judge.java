// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import static org.lokoscope.runtime.cml.History.expect;
import static org.lokoscope.runtime.cml.History.present;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lokoscope.runtime.cml.History.Event;
import org.lokoscope.runtime.cml.History.Performed;
import org.lokoscope.runtime.cml.Script.Arm;

/**
 * The model: holds a history against the meaning of the operations. Time is virtual and passes only
 * when nobody can run, so every result has the one time at which it must come about.
 */
final class Judge {

  private final History history;

  /** Who put each message. */
  private final Map<Integer, Performed> putters = new HashMap<>();

  /** When each performance was decided: the place of the event that did it. */
  private final Map<Performed, Integer> decided = new HashMap<>();

  private Judge(History history) {
    this.history = history;
  }

  /**
   * @param inOrder whether fibers run on until they wait, so that who comes first is known
   * @throws AssertionError if something happened that must not, or did not that must
   */
  static void judge(History history, boolean inOrder) {
    Judge judge = new Judge(history);
    judge.judgeMessages();
    history.performed.stream().filter(Performed::isDone).forEach(judge::judgeResult);
    judge.judgeMakers();
    judge.judgeRests();
    if (inOrder) {
      judge.judgeOrder();
    }
  }

  // Messages: each is handed over once, by two who wanted it at the same time.

  private void judgeMessages() {
    Set<Integer> delivered = new HashSet<>();
    for (Performed one : history.performed) {
      if (one.isDone() && one.chosen().op() instanceof Script.Put) {
        putters.put(one.chosen().id(), one);
      }
    }
    for (Performed one : history.performed) {
      if (one.isDone() && one.chosen().op() instanceof Script.Get get) {
        Performed putter = present(putters.get(one.message), "nobody has put what was got", one);
        expect(delivered.add(one.message), "a message was delivered twice", one);
        expect(putter != one, "an operation met itself", one);
        int channel = ((Script.Put) putter.chosen().op()).channel();
        expect(channel == get.channel(), "a message from another channel", one);
        expect(one.startAt < putter.doneAt && putter.startAt < one.doneAt, "no rendezvous", one);
        expect(one.doneTime == putter.doneTime, "not at one time", one);
        int meeting = Math.max(one.startAt, putter.startAt);
        decided.put(one, meeting);
        decided.put(putter, meeting);
      }
    }
    expect(delivered.equals(putters.keySet()), "a message was lost", putters.keySet());
  }

  private void judgeResult(Performed one) {
    switch (one.chosen().op()) {
      case Script.Put _, Script.Get _ -> {
        int meeting = time(present(decided.get(one), "they never met", one));
        expect(one.doneTime == meeting, "not when they met", one);
      }
      case Script.Wait wait -> {
        Event signal = present(history.signals.get(wait.condition()), "not signalled", one);
        expect(signal.at() < one.doneAt, "not signalled", one);
        expect(one.doneTime == Math.max(one.startTime, time(signal.at())), "woken late", one);
        decided.put(one, Math.max(one.startAt, signal.at()));
      }
      case Script.Sleep sleep ->
          expect(one.doneTime == one.startTime + sleep.millis(), "slept wrongly", one);
      case Script.Always _ -> {
        expect(one.doneTime == one.startTime, "waited for what can always be done", one);
        decided.put(one, one.startAt);
      }
      default -> throw new AssertionError("chose what never comes about: " + one);
    }
  }

  private int time(int at) {
    Event event = history.events.get(at);
    return event.numbers().get(event.kind().equals("signal") ? 1 : 2);
  }

  // Guards and negative acknowledgements

  private void judgeMakers() {
    List<Integer> made = numbers("made");
    List<Integer> nacked = numbers("nack");
    Set<Integer> due = new HashSet<>();
    Set<Integer> called = new HashSet<>();
    for (Performed one : history.performed) {
      Set<Integer> own = Set.copyOf(one.operation.made());
      List<Integer> order = made.stream().filter(own::contains).toList();
      expect(order.equals(one.operation.made()), "guards are called once, in order", one);
      called.addAll(own);
      if (one.isDone()) {
        due.addAll(one.operation.nacks());
        one.chosen().nacks().forEach(due::remove);
      }
    }
    expect(made.size() == called.size(), "guards of nothing were called", made);
    expect(nacked.size() == due.size() && due.equals(Set.copyOf(nacked)), "wrong nacks", nacked);
  }

  private List<Integer> numbers(String kind) {
    return history.events.stream()
        .filter(e -> e.kind().equals(kind))
        .map(e -> e.numbers().getFirst())
        .toList();
  }

  // When everybody rests, nobody could go on.

  private void judgeRests() {
    int time = 0;
    for (Event event : history.events) {
      if (event.kind().equals("start") || event.kind().equals("done")) {
        int now = event.numbers().get(2);
        if (now > time) {
          judgeRest(event.at(), time);
        }
        time = now;
      }
    }
    judgeRest(history.events.size(), Integer.MAX_VALUE);
  }

  /** Everybody waits before the event at that place; up to then it was that time. */
  private void judgeRest(int at, int time) {
    List<Performed> waiting =
        history.performed.stream()
            .filter(p -> p.startAt < at && (!p.isDone() || p.doneAt >= at))
            .toList();
    for (Performed one : waiting) {
      for (Arm arm : one.operation.arms()) {
        expect(!isPossible(arm, one, at, time), "waits for what can be done", one);
      }
    }
    for (Performed one : waiting) {
      for (Performed other : waiting) {
        expect(one == other || !couldMeet(one, other), "both wait, and could meet " + other, one);
      }
    }
  }

  private boolean isPossible(Arm arm, Performed one, int at, int time) {
    return switch (arm.op()) {
      case Script.Always _ -> true;
      case Script.Sleep sleep -> one.startTime + sleep.millis() <= time;
      case Script.Wait wait -> {
        Event signal = history.signals.get(wait.condition());
        yield signal != null && signal.at() < at;
      }
      default -> false;
    };
  }

  private static boolean couldMeet(Performed putter, Performed getter) {
    return putter.operation.arms().stream()
        .anyMatch(
            p ->
                p.op() instanceof Script.Put put
                    && getter.operation.arms().stream()
                        .anyMatch(
                            g ->
                                g.op() instanceof Script.Get get
                                    && get.channel() == put.channel()));
  }

  // Who waited first on a channel is served first.

  private void judgeOrder() {
    for (Performed getter : history.performed) {
      if (getter.isDone() && getter.chosen().op() instanceof Script.Get get) {
        Performed putter =
            present(putters.get(getter.message), "nobody has put what was got", getter);
        boolean getterWaited = getter.startAt < putter.startAt;
        Performed first = getterWaited ? getter : putter;
        Performed second = getterWaited ? putter : getter;
        for (Performed other : history.performed) {
          boolean wanted = wants(other, getterWaited, get.channel());
          boolean cameBefore = other.startAt < first.startAt;
          expect(
              !(wanted && cameBefore && stillWaits(other, second.startAt)),
              "served before one who came before",
              first);
        }
      }
    }
  }

  private static boolean wants(Performed one, boolean toGet, int channel) {
    return one.operation.arms().stream()
        .anyMatch(
            arm ->
                toGet
                    ? arm.op() instanceof Script.Get get && get.channel() == channel
                    : arm.op() instanceof Script.Put put && put.channel() == channel);
  }

  /** Whether it was decided after that place, or never. A timer has fired before others run. */
  private boolean stillWaits(Performed one, int at) {
    if (!one.isDone()) {
      return true;
    }
    Integer place = decided.get(one);
    return place == null ? one.doneTime > time(at) : place > at;
  }
}
