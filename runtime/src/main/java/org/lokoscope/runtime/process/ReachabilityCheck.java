// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.UserWaiters;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.vm.Continuation;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceReporter;
import org.lokoscope.runtime.vm.Winder;

/**
 * What is still reachable when a traced process comes to its end, and by what: continuations that
 * data of the program keep, and fibers that wait. Then the collector is asked which of the fibers
 * nothing can reach. It makes no mistake about that; the references are followed only to say why
 * something is alive.
 */
final class ReachabilityCheck {

  private static final int OBJECTS = 3_000_000;

  /** Memory that is to be free for each object that is looked at. */
  private static final int BYTES_EACH = 300;

  /** How long references are followed: a twentieth of the run so far, but within these. */
  private static final long LEAST_NANOS = 1_000_000_000;

  private static final long MOST_NANOS = 2_000_000_000;

  /** The same where there are more fibers than could all be reached: what is near is seen first. */
  private static final long NEAR_NANOS = 200_000_000;

  private static final int SHARE = 20;

  /** Objects that there are for each fiber that waits, guessed. */
  private static final int OBJECTS_EACH = 4;

  /** Guessed: so few continuations are kept on purpose. */
  private static final int FEW = 8;

  private static final int SAMPLE = 64;

  /** Places where fibers wait for which it is said what keeps them. */
  private static final int PLACES = 64;

  private final Process process;
  private final Image image;
  private final ReferenceWalk walk;

  /** Procedures that would resume who waits by an operation of the program's own. */
  private final Map<Object, Long> resumers;

  private final List<Continuation> continuations = new ArrayList<>();
  private final Map<Integer, Fiber> waiting = new LinkedHashMap<>();

  /** How many fibers each place has spawned that are left. */
  private final Map<Integer, Long> spawned = new LinkedHashMap<>();

  /**
   * @param nanos how long references may be followed
   */
  private ReachabilityCheck(Process process, Image image, long nanos) {
    this.process = process;
    this.image = image;
    this.resumers = UserWaiters.of(process.machine()).resumers();
    this.walk =
        new ReferenceWalk(
            process,
            affordable(),
            (int) Math.min(OBJECTS, expected(process)),
            nanos,
            this::owner,
            this::see);
  }

  private static int affordable() {
    Runtime jvm = Runtime.getRuntime();
    long free = jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    return (int) Math.min(OBJECTS, free / BYTES_EACH);
  }

  private static long expected(Process process) {
    return OBJECTS_EACH * process.fibers().census().live();
  }

  /**
   * How long references may be followed.
   *
   * @param run how long the run has taken
   * @param all whether all that there is may be reached
   */
  static long nanos(long run, boolean all) {
    return all ? Math.clamp(run / SHARE, LEAST_NANOS, MOST_NANOS) : NEAR_NANOS;
  }

  /**
   * Looks at a process that does not run, or is about to end on this thread.
   *
   * @param roots what may hold its fibers besides
   *     <p>Of a run that was short for what it leaves in the heap nothing is said for sure, so that
   *     a recording does not take much longer than a run.
   * @param asked whether the collector was asked in this run at an end before; set when it is
   */
  static void atEnd(Process process, Image image, List<Object> roots, AtomicBoolean asked) {
    if (!process.fibers().census().isWatched() || process.kernel().world().memory().isShort()) {
      return;
    }
    long since = process.machine().trace().now();
    process.fibers().census().lookAtStacks(process.machine());
    Followed followed = follow(process, image, roots, since);
    if (!followed.nothingToAsk && !asked.get()) {
      if (followed.canWait
          && !process.kernel().world().isVirtual()
          && !CollectionCost.isSmall(since)) {
        process.fibers().census().noteTaken(process.machine());
        return;
      }
      collectGarbage();
      asked.set(true);
    }
    process.fibers().census().reportTaken(process.machine(), since, followed.complete);
  }

  /**
   * Asks, while they run, which fibers of traced processes nothing can reach. The trace is told by
   * each process itself, soon. Costs a collection of all garbage.
   *
   * @param onLost is told of each process that has lost fibers since the last look, on its CPU
   */
  static void ask(List<Process> processes, Runnable onLost) {
    List<Process> watched =
        processes.stream()
            .filter(process -> process.fibers().census().isWatched())
            .filter(process -> !process.kernel().world().isVirtual())
            .toList();
    if (!watched.isEmpty()) {
      collectGarbage();
    }
    for (Process process : watched) {
      process.post(
          machine -> {
            if (process.fibers().census().reportTaken(machine) > 0) {
              onLost.run();
            }
          },
          WaitReason.MESSAGE,
          0);
    }
  }

  /**
   * How far references were followed.
   *
   * @param nothingToAsk whether every fiber was reached, and nobody waits by an operation of the
   *     program's own: then the collector would find nothing to take
   * @param canWait whether only fibers are to be asked for: of those it is then not said that they
   *     can be reached, while procedures that resume nobody would be counted as kept
   */
  private record Followed(boolean complete, boolean nothingToAsk, boolean canWait) {}

  private static Followed follow(Process process, Image image, List<Object> roots, long run) {
    try {
      boolean all = expected(process) <= affordable();
      long nanos = process.kernel().world().isVirtual() ? MOST_NANOS : nanos(run, all);
      return new ReachabilityCheck(process, image, nanos).follow(roots);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError fault) {
      // Nothing that is only looked at may end the program.
      return new Followed(false, false, false);
    }
  }

  /** Nothing on the stack holds any more what was followed. */
  private static void collectGarbage() {
    System.gc();
  }

  private Followed follow(List<Object> roots) {
    Machine machine = process.machine();
    int variables = image.globals().size();
    for (int i = 0; i < variables; i++) {
      walk.from(machine.global(i), new ReferenceChain.Variable(image.globals().name(i)));
    }
    walk.from(process.fibers());
    walk.from(machine);
    walk.from(process.mailbox());
    roots.forEach(walk::from);
    boolean complete = walk.run();
    reportWeights(complete);
    reportContinuations(complete);
    ReferenceChain chain = new ReferenceChain(walk, image.sites());
    waiting.values().forEach(fiber -> machine.reporter().subjectKept(fiber.id(), chain.to(fiber)));
    boolean onlyFibers = resumers.isEmpty();
    boolean allReached = onlyFibers && process.fibers().census().allMatch(walk::hasReached);
    return new Followed(complete, allReached, onlyFibers);
  }

  private @Nullable Owner owner(Object object) {
    Long operation = resumers.isEmpty() ? null : resumers.get(object);
    return operation == null ? Owner.of(object) : new Owner(Owner.Kind.WAITERS, operation);
  }

  private void see(Object object) {
    switch (object) {
      case Continuation continuation when continuation.id() != 0 -> continuations.add(continuation);
      case Fiber fiber -> see(fiber);
      default -> {}
    }
  }

  private void see(Fiber fiber) {
    spawned.merge(fiber.spawnSite(), 1L, Long::sum);
    if (fiber.isWaiting() && waiting.size() < PLACES) {
      waiting.put(fiber.site(), fiber);
    }
  }

  /** Of fibers so much for each as was seen, if not all were. */
  private void reportWeights(boolean complete) {
    TraceReporter reporter = process.machine().reporter();
    walk.kept()
        .all()
        .forEach(
            (owner, words) -> {
              if (complete || owner.kind() == Owner.Kind.FIBERS) {
                reportWeight(reporter, owner, words);
              }
            });
    walk.stacks().forEach(stack -> reporter.stackHolds(stack.fiber(), stack.own(), stack.held()));
  }

  // Continuations

  private record Place(int site, Keeper keeper) {}

  /** What holds continuations, directly or by way of data: told apart by identity. */
  private record Keeper(@Nullable Object object) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Keeper keeper && keeper.object == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  private void reportWeight(TraceReporter reporter, Owner owner, long words) {
    switch (owner.kind()) {
      case MAILBOX ->
          reporter.messagesKept(owner.number() == 0 ? process.id() : owner.number(), words);
      case WAITERS ->
          UserWaiters.of(process.machine()).reweigh(process.machine(), owner.number(), words);
      case FIBERS -> {
        int site = (int) owner.number();
        long fibers = spawned.getOrDefault(site, 0L);
        if (fibers > FEW) {
          reporter.fibersKept(site, fibers, words);
        }
      }
      case CONTINUATIONS -> {}
    }
  }

  private void reportContinuations(boolean weighed) {
    Map<Place, List<Continuation>> groups = new HashMap<>();
    for (Continuation each : continuations) {
      groups
          .computeIfAbsent(new Place(each.site(), keeper(each)), p -> new ArrayList<>())
          .add(each);
    }
    groups.values().stream()
        .filter(group -> group.size() > FEW)
        .sorted(Comparator.comparingInt(List<Continuation>::size).reversed())
        .limit(PLACES)
        .forEach(group -> report(group, weighed ? weight(group) : words(group)));
  }

  /** The part of a group in what all continuations of its site keep, which is what was weighed. */
  private long weight(List<Continuation> group) {
    int site = group.getFirst().site();
    long all = continuations.stream().filter(each -> each.site() == site).count();
    return walk.kept().of(new Owner(Owner.Kind.CONTINUATIONS, site)) * group.size() / all;
  }

  private void report(List<Continuation> group, long words) {
    group.sort(Comparator.comparingLong(Continuation::id));
    Continuation last = group.getLast();
    int size = Math.min(SAMPLE, group.size());
    long[] some = new long[size];
    for (int i = 0; i < size; i++) {
      some[i] = group.get((int) ((long) i * group.size() / size)).id();
    }
    process
        .machine()
        .reporter()
        .continuationsRetained(last.site(), last.id(), group.size(), words, some);
    process
        .machine()
        .reporter()
        .subjectKept(last.id(), new ReferenceChain(walk, image.sites()).to(last));
  }

  /**
   * Who keeps what is reached from an object, and who if the frames of the nearest continuation on
   * the way are passed over; the second is null where there is none.
   */
  private record Kept(Object by, @Nullable Object beyond) {}

  private final Map<Object, Kept> kept = new IdentityHashMap<>();

  /**
   * Who keeps a continuation: a variable; or a frame, or winder, of a fiber. Frames of other
   * continuations are passed over: a chain of continuations hangs on what holds the first. Each
   * object on the way is looked at once, for the way through a list is as long as the list.
   */
  private Keeper keeper(Continuation continuation) {
    Deque<Object> way = new ArrayDeque<>();
    Object at = walk.parent(continuation);
    while (at != null && !kept.containsKey(at)) {
      way.push(at);
      at = walk.parent(at);
    }
    Kept above = at == null ? null : kept.get(at);
    for (Object each : way) {
      above = kept(each, above);
      kept.put(each, above);
    }
    return new Keeper(above == null ? null : above.by());
  }

  private static Kept kept(Object object, @Nullable Kept above) {
    if (above == null) {
      return new Kept(object, object instanceof Continuation ? object : null);
    }
    return switch (object) {
      case Continuation _ -> new Kept(above.by(), above.by());
      case Frame _, Winder _ ->
          new Kept(above.beyond() == null ? object : above.beyond(), above.beyond());
      default -> above;
    };
  }

  /** Heap words of the continuations, with what they share counted once. */
  private static long words(List<Continuation> group) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long words = 0;
    for (Continuation each : group) {
      words += Continuation.ownWords();
      for (Frame f = each.frame(); f != null && seen.add(f); f = f.next()) {
        words += f.ownWords();
      }
      for (Winder w = each.winders(); w != null && seen.add(w); w = w.next()) {
        words += w.ownWords();
      }
    }
    return words;
  }
}
