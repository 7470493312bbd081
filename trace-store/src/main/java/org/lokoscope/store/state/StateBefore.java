// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.EventWalk;
import org.lokoscope.store.state.LiveProcess.LiveObject;
import org.lokoscope.store.state.LiveProcess.LiveTimer;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.Schema;

/**
 * Keeps, of the events before an instant, the few that bring whoever hears them into the state of
 * that instant: a fiber that waits was born, ran and gave up its turn; who stands before whom in a
 * queue came before. They are heard in the order in which they happened, only closer together.
 * Counts in them are those of the instant, since what is gone by then is not told of.
 *
 * <p>Used by one thread. What it keeps grows with the state, not with the events.
 */
public final class StateBefore {

  /** Turns of fibers that are kept before it is looked which of them have left nothing. */
  private static final int LEAST = 1 << 14;

  /** Those of which the last one about a subject is kept, with the fields that tell subjects. */
  private static final Map<String, List<Integer>> LAST =
      Map.ofEntries(
          Map.entry("stringDefined", List.of(1)),
          Map.entry("siteDefined", List.of(1)),
          Map.entry("siteEnds", List.of(1)),
          Map.entry("named", List.of(1)),
          Map.entry("objectCreated", List.of(1)),
          Map.entry("connectionMade", List.of(1)),
          Map.entry("offersPlaced", List.of(1, 2)),
          Map.entry("offersSwept", List.of(1, 2)),
          Map.entry("messageQueued", List.of(1)),
          Map.entry("messageTaken", List.of(1)),
          Map.entry("timerWeighed", List.of()),
          Map.entry("heapAfterCollection", List.of()),
          Map.entry("heapSampled", List.of()),
          Map.entry("counted", List.of(2)),
          Map.entry("winderPushed", List.of(4)),
          Map.entry("spanBegan", List.of(1)),
          Map.entry("commandStarted", List.of(1)),
          Map.entry("stackSnapshot", List.of(1)),
          Map.entry("winderSnapshot", List.of(1)),
          Map.entry("stackHolds", List.of(1)));

  private static final Set<String> OTHERS =
      Set.of(
          "processSpawned",
          "processDispatched",
          "processPreempted",
          "processWaiting",
          "processWoken",
          "processEnded",
          "messageSent",
          "messageReceived",
          "fiberSpawned",
          "fiberReady",
          "fiberResumed",
          "fiberSuspended",
          "fiberEnded",
          "continuationCaptured",
          "offerEnqueued",
          "ioWaiting",
          "timerArmed",
          "timerFired",
          "timerCancelled",
          "messageValue",
          "spanEnded",
          "commandEnded",
          "streamBegan");

  private static final int FIRED = Schema.code("timerFired");
  private static final int CANCELLED = Schema.code("timerCancelled");
  private static final boolean[] KEPT = new boolean[256];

  static {
    LAST.keySet().forEach(name -> KEPT[Schema.code(name)] = true);
    OTHERS.forEach(name -> KEPT[Schema.code(name)] = true);
  }

  /** What an event is about. */
  private record Key(String event, long subject, long other) {}

  /** An entry of a queue. */
  private record Entry(long object, int side, long fiber, long operation) {}

  private static final class ProcessPast {
    @Nullable KeptEvent spawned;

    /** Since it was dispatched last. */
    final List<KeptEvent> steps = new ArrayList<>();

    final Deque<KeptEvent> mail = new ArrayDeque<>();
    final Set<Long> fibers = new HashSet<>();
    long timers;
  }

  private final Replay replay = new Replay();
  private final KeptEvent.Copier copier = new KeptEvent.Copier();
  private final Map<Key, KeptEvent> last = new HashMap<>();
  private final Map<Long, ProcessPast> processes = new TreeMap<>();
  private final Map<Long, FiberPast> fibers = new HashMap<>();
  private final Map<Integer, KeptEvent> begins = new TreeMap<>();

  /** The virtual CPUs that have run anything. */
  private final Set<Long> cpus = new TreeSet<>();

  /** Of the timer of the event at hand, which may be gone once it was told of. */
  private long timerOwner;

  private long turns;
  private long most = LEAST;

  /** Takes note of the next event. */
  public void see(EventWalk walk) {
    if (walk.code() == FIRED || walk.code() == CANCELLED) {
      long timer = walk.value(1);
      LiveProcess process = replay.processes.get(timer >>> 32);
      LiveTimer known = process == null ? null : process.timers.get(timer);
      timerOwner = known == null ? 0 : known.fiber;
    }
    walk.tell(replay);
    if (!KEPT[walk.code()]) {
      return;
    }
    KeptEvent event = copier.of(walk);
    List<Integer> fields = LAST.get(event.type().name());
    if (fields != null) {
      last.put(key(event, fields), event);
    } else {
      step(event);
    }
    if (turns > most) {
      prune();
      turns = fibers.values().stream().mapToLong(FiberPast::turns).sum();
      most = Math.max(LEAST, 2 * turns);
    }
  }

  private static Key key(KeptEvent event, List<Integer> fields) {
    String name =
        event.type().name().equals("messageTaken") ? "messageQueued" : event.type().name();
    return new Key(
        name,
        fields.isEmpty() ? 0 : event.number(fields.getFirst()),
        fields.size() < 2 ? 0 : event.number(fields.get(1)));
  }

  private void step(KeptEvent event) {
    long subject = event.arguments()[1] instanceof Number number ? number.longValue() : 0;
    switch (event.type().name()) {
      case "streamBegan" -> begins.put(event.stream(), event);
      case "processSpawned" -> process(subject).spawned = event;
      case "processDispatched" -> {
        cpus.add(event.number(2));
        process(subject).steps.clear();
        process(subject).steps.add(event);
      }
      case "processPreempted", "processWaiting", "processWoken" ->
          process(subject).steps.add(event);
      case "processEnded" -> endProcess(subject);
      case "messageSent" -> process(event.number(2)).mail.add(event);
      case "messageReceived" -> process(subject).mail.poll();
      case "fiberSpawned" -> fiber(subject).spawned = event;
      case "fiberResumed" -> {
        fiber(subject).resumed(event);
        turns++;
      }
      case "fiberSuspended", "fiberReady" -> fiber(subject).step(event);
      case "fiberEnded" -> endFiber(subject, event);
      case "continuationCaptured" -> {
        if (event.number(2) != 0) {
          fiber(event.number(2)).captured(event);
        }
      }
      case "offerEnqueued" -> fiber(event.number(3)).leaves(event);
      case "ioWaiting" -> fiber(subject).leaves(event);
      case "timerArmed" -> {
        fiber(event.number(2)).armed(event);
        process(subject >>> 32).timers = event.number(5);
      }
      case "timerFired", "timerCancelled" -> {
        FiberPast owner = fibers.get(timerOwner);
        if (owner != null) {
          owner.rung(event);
        }
        process(subject >>> 32).timers = event.number(armedField(event));
      }
      case "messageValue" -> fiber(event.number(2)).offered(event);
      case "spanEnded" -> last.remove(new Key("spanBegan", subject, 0));
      case "commandEnded" -> last.remove(new Key("commandStarted", subject, 0));
      default -> throw new IllegalStateException(event.type().name());
    }
  }

  /** Where the end of a timer says how many are left. */
  private static int armedField(KeptEvent event) {
    return event.type().field("armed").index();
  }

  private ProcessPast process(long id) {
    return processes.computeIfAbsent(id, _ -> new ProcessPast());
  }

  private FiberPast fiber(long id) {
    FiberPast known = fibers.get(id);
    if (known == null) {
      known = new FiberPast(id);
      fibers.put(id, known);
      process(id >>> 32).fibers.add(id);
    }
    return known;
  }

  private void endFiber(long id, KeptEvent event) {
    FiberPast past = fiber(id);
    past.ended = event;
    last.remove(new Key("stackSnapshot", id, 0));
    last.remove(new Key("winderSnapshot", id, 0));
    last.remove(new Key("stackHolds", id, 0));
    if (!past.mayLeave()) {
      forget(id);
    }
  }

  private void forget(long fiber) {
    fibers.remove(fiber);
    ProcessPast process = processes.get(fiber >>> 32);
    if (process != null) {
      process.fibers.remove(fiber);
    }
  }

  private void endProcess(long id) {
    ProcessPast gone = processes.remove(id);
    if (gone != null) {
      gone.fibers.forEach(fibers::remove);
    }
  }

  /** Forgets the turns and the dead of which nothing is left. */
  private void prune() {
    Set<Entry> entries = new HashSet<>();
    Set<Long> timers = new HashSet<>();
    for (LiveProcess process : replay.processes.values()) {
      for (LiveTimer timer : process.timers.values()) {
        timers.add(timer.id);
      }
      for (LiveObject object : process.objects.values()) {
        for (int side = 0; side < LiveObject.SIDES; side++) {
          LiveQueue queue = object.queues[side];
          for (LiveQueue.Offer at = queue == null ? null : queue.first; at != null; at = at.next) {
            entries.add(entry(object.id, side, at.fiber, at.operation));
          }
        }
      }
    }
    for (FiberPast past : List.copyOf(fibers.values())) {
      past.prune(event -> isThere(event, entries, timers));
      if (past.ended != null && !past.mayLeave()) {
        forget(past.fiber);
      }
    }
  }

  private static boolean isThere(KeptEvent event, Set<Entry> entries, Set<Long> timers) {
    return switch (event.type().name()) {
      case "timerArmed" -> timers.contains(event.number(1));
      case "ioWaiting" ->
          entries.contains(
              entry(event.number(2), Replay.ioSide((int) event.number(3)), event.number(1), 0));
      default ->
          entries.contains(
              entry(
                  event.number(1),
                  Math.min((int) event.number(4), 2),
                  event.number(3),
                  event.number(2)));
    };
  }

  /** Who waits for a port says nothing of an operation. */
  private static Entry entry(long object, int side, long fiber, long operation) {
    return new Entry(object, side, fiber, WaitSide.of(side).isCounted() ? operation : 0);
  }

  /**
   * The events, in the order in which they happened.
   *
   * @param wanted the fibers that are told of
   */
  public List<KeptEvent> events(LongPredicate wanted) {
    prune();
    List<KeptEvent> all = new ArrayList<>();
    for (FiberPast past : fibers.values()) {
      if (wanted.test(past.fiber)) {
        all.addAll(past.events());
        addLast(all, "stackSnapshot", past.fiber);
        addLast(all, "winderSnapshot", past.fiber);
        addLast(all, "stackHolds", past.fiber);
      }
    }
    processes.values().forEach(past -> addProcess(all, past));
    addIdleCpus(all);
    for (KeptEvent each : last.values()) {
      switch (each.type().name()) {
        case "heapAfterCollection", "heapSampled", "counted", "timerWeighed" -> all.add(each);
        case "spanBegan", "commandStarted" -> {
          if (each.number(2) == 0 || wanted.test(each.number(2))) {
            all.add(each);
          }
        }
        case "messageQueued", "messageTaken" -> {
          if (each.number(3) > 0 && processes.containsKey(each.number(1) >>> 32)) {
            all.add(each);
          }
        }
        default -> {}
      }
    }
    addSweeps(all);
    all.sort(Comparator.comparingLong(KeptEvent::order));
    return counted(withoutTheDead(all, wanted));
  }

  private void addLast(List<KeptEvent> all, String event, long subject) {
    KeptEvent known = last.get(new Key(event, subject, 0));
    if (known != null) {
      all.add(known);
    }
  }

  private static void addProcess(List<KeptEvent> all, ProcessPast past) {
    if (past.spawned != null) {
      all.add(past.spawned);
    }
    all.addAll(past.steps);
    all.addAll(past.mail);
  }

  /** A CPU is known by what it ran. */
  private void addIdleCpus(List<KeptEvent> all) {
    Set<Long> idle = new TreeSet<>(cpus);
    all.stream()
        .filter(event -> event.type().name().equals("processDispatched"))
        .forEach(event -> idle.remove(event.number(2)));
    for (ProcessPast any : processes.values()) {
      if (any.spawned != null) {
        for (long cpu : idle) {
          KeptEvent born = any.spawned;
          all.add(made(born, "processDispatched", born.time(), born.number(1), (int) cpu));
          all.add(made(born, "processPreempted", born.time(), born.number(1), 0L));
        }
        return;
      }
    }
  }

  private static KeptEvent made(KeptEvent like, String name, Object... arguments) {
    return new KeptEvent(like.order(), like.stream(), Schema.known(name), arguments);
  }

  /** Where more or less is in a queue than who is known to be. */
  private void addSweeps(List<KeptEvent> all) {
    for (LiveProcess process : replay.processes.values()) {
      for (LiveObject object : process.objects.values()) {
        for (int side = 0; side <= WaitSide.WAIT.ordinal(); side++) {
          LiveQueue queue = object.queues[side];
          if (queue != null && (queue.leaving > 0 || queue.size() == 0 && queue.length > 0)) {
            KeptEvent sweep = last.get(new Key("offersSwept", object.id, side));
            KeptEvent created = last.get(new Key("objectCreated", object.id, 0));
            KeptEvent like = sweep != null ? sweep : created;
            if (like != null) {
              all.add(
                  made(
                      like,
                      "offersSwept",
                      like.time(),
                      object.id,
                      side,
                      queue.leaving,
                      queue.length));
            }
          }
        }
      }
    }
  }

  /** Who is not told of is nobody. */
  private List<KeptEvent> withoutTheDead(List<KeptEvent> all, LongPredicate wanted) {
    List<KeptEvent> clean = new ArrayList<>(all.size());
    for (KeptEvent event : all) {
      KeptEvent now = event;
      for (EventField field : event.type().fields()) {
        int at = field.index();
        if (field.kind() == Kind.FIBER) {
          long fiber = event.number(at);
          boolean told = fibers.containsKey(fiber) && wanted.test(fiber);
          now = told || fiber == 0 ? now : now.with(at, 0);
        }
      }
      if (event.type().name().equals("processSpawned") && !processes.containsKey(event.number(2))) {
        now = now.with(2, 0);
      }
      clean.add(now);
    }
    return clean;
  }

  /** With the lengths of queues that make the last one that of the instant. */
  private List<KeptEvent> counted(List<KeptEvent> all) {
    Map<Key, Long> after = new HashMap<>();
    List<KeptEvent> counted = new ArrayList<>(all);
    for (int i = counted.size() - 1; i >= 0; i--) {
      KeptEvent event = counted.get(i);
      switch (event.type().name()) {
        case "offerEnqueued" -> {
          Key queue = new Key("queue", event.number(1), Math.min(event.number(4), 2));
          long length = after.computeIfAbsent(queue, StateBefore.this::length);
          counted.set(i, event.with(5, Math.max(1, length)));
          after.put(queue, length - 1);
        }
        case "timerArmed" -> {
          Key heap = new Key("timers", event.number(1) >>> 32, 0);
          long armed = after.computeIfAbsent(heap, key -> process(key.subject()).timers);
          counted.set(i, event.with(5, Math.max(1, armed)));
          after.put(heap, armed - 1);
        }
        case "timerFired", "timerCancelled" -> {
          Key heap = new Key("timers", event.number(1) >>> 32, 0);
          long armed = after.computeIfAbsent(heap, key -> process(key.subject()).timers);
          counted.set(i, event.with(armedField(event), Math.max(0, armed)));
          after.put(heap, armed + 1);
        }
        case "messageSent" -> {
          Key mailbox = new Key("mail", event.number(2), 0);
          long length = after.computeIfAbsent(mailbox, key -> mail(key.subject()));
          counted.set(i, event.with(3, Math.max(1, length)));
          after.put(mailbox, length - 1);
        }
        default -> {}
      }
    }
    return counted;
  }

  private long length(Key queue) {
    LiveProcess process = replay.processes.get(queue.subject() >>> 32);
    LiveObject object = process == null ? null : process.objects.get(queue.subject());
    LiveQueue known = object == null ? null : object.queues[(int) queue.other()];
    return known == null ? 1 : known.length + known.leaving;
  }

  private long mail(long id) {
    LiveProcess process = replay.processes.get(id);
    return process == null ? 1 : process.mailbox;
  }

  /** What was said last about a subject; null if nothing was. */
  public @Nullable KeptEvent said(String event, long subject) {
    return last.get(new Key(event, subject, 0));
  }

  /** The same where two things tell subjects apart. */
  public @Nullable KeptEvent said(String event, long subject, long other) {
    return last.get(new Key(event, subject, other));
  }

  /** All that was said last of anything by an event, in the order in which it was said. */
  public List<KeptEvent> allSaid(String event) {
    List<KeptEvent> all = new ArrayList<>();
    last.forEach(
        (key, said) -> {
          if (key.event().equals(event)) {
            all.add(said);
          }
        });
    all.sort(Comparator.comparingLong(KeptEvent::order));
    return all;
  }

  /** The begin of each stream that has begun. */
  public Map<Integer, KeptEvent> begins() {
    return begins;
  }

  /** Whether a fiber has not ended, or has left something. */
  public boolean isThere(long fiber) {
    return fibers.containsKey(fiber);
  }
}
