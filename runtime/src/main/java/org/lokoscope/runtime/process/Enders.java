// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.WaitView;
import org.lokoscope.runtime.program.Image;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.TraceSubject;

/**
 * Who could end what a fiber waits for: who holds a reference to what it waits at. The references
 * are followed from each other fiber and from the variables of the program, and not from one fiber
 * to the next by way of what both wait at.
 */
public final class Enders {

  private static final int OBJECTS = 200_000;
  private static final int MOST_FIBERS = 1_000;
  private static final long NANOS_EACH = 100_000_000;

  /** All of them together: the program stands meanwhile, and somebody waits. */
  private static final long NANOS = 1_000_000_000;

  /**
   * Somebody who holds a reference.
   *
   * @param fiber the fiber, or null if that is a variable: then any fiber whose code uses it
   * @param way how the reference is reached, such as {@code variable jobs → list → channel}
   */
  public record Ender(@Nullable Fiber fiber, String way) {}

  /**
   * What was found.
   *
   * @param of by the number of what is waited at
   * @param complete false if not all references were followed
   */
  public record Found(Map<Long, List<Ender>> of, boolean complete) {}

  /**
   * Of what stands in queues and among timers for fibers: what a fiber waits at, it does not end.
   */
  private static final Owner OF_OTHERS = new Owner(Owner.Kind.FIBERS, 0);

  private final Process process;
  private final Image image;
  private final Fiber waiting;
  private final List<Fiber> fibers;
  private final Set<Long> wanted = new HashSet<>();
  private final Map<Long, List<Ender>> found = new HashMap<>();
  private final long end = System.nanoTime() + NANOS;
  private boolean complete = true;

  private Enders(Process process, Image image, Fiber waiting, List<Fiber> fibers) {
    this.process = process;
    this.image = image;
    this.waiting = waiting;
    this.fibers = fibers;
    waiting.waits().stream()
        .mapToLong(WaitView::object)
        .filter(object -> object != 0)
        .forEach(wanted::add);
  }

  /**
   * Looks who could end it; the process does not run.
   *
   * @param fibers those of the process
   */
  static Found of(Process process, Image image, Fiber waiting, List<Fiber> fibers) {
    return new Enders(process, image, waiting, fibers).look();
  }

  private Found look() {
    if (wanted.isEmpty()) {
      return new Found(Map.of(), true);
    }
    ofVariables();
    int looked = 0;
    for (Fiber fiber : fibers) {
      if (fiber == waiting || isEnded(fiber)) {
        continue;
      }
      if (looked++ >= MOST_FIBERS || System.nanoTime() > end) {
        complete = false;
        break;
      }
      ofFiber(fiber);
    }
    return new Found(found, complete);
  }

  private boolean isEnded(Fiber fiber) {
    return fiber.hasEnded() && fiber != process.fibers().current();
  }

  private void ofVariables() {
    List<TraceSubject> seen = new ArrayList<>();
    ReferenceWalk walk = walk(seen, null);
    Machine machine = process.machine();
    for (int i = 0; i < image.globals().size(); i++) {
      walk.from(machine.global(i), new ReferenceChain.Variable(image.globals().name(i)));
    }
    run(walk, seen, null);
  }

  private void ofFiber(Fiber fiber) {
    List<TraceSubject> seen = new ArrayList<>();
    ReferenceWalk walk = walk(seen, fiber);
    if (fiber == process.fibers().current()) {
      walk.from(process.machine().continuation());
      walk.from(process.machine().winders());
    } else {
      walk.from(fiber);
      fiber.waits().forEach(wait -> walk.from(wait.message()));
    }
    run(walk, seen, fiber);
  }

  /** A walk that leads to no other fiber, and not to what all of them share. */
  private ReferenceWalk walk(List<TraceSubject> seen, @Nullable Fiber own) {
    ReferenceWalk walk =
        new ReferenceWalk(
            process,
            OBJECTS,
            1_000,
            NANOS_EACH,
            object -> object == own || Fiber.behind(object) == null ? null : OF_OTHERS,
            object -> {
              if (object instanceof TraceSubject subject
                  && wanted.contains(subject.traceNumber())) {
                seen.add(subject);
              }
            });
    walk.without(process);
    walk.without(process.fibers());
    walk.without(process.machine());
    return walk;
  }

  private void run(ReferenceWalk walk, List<TraceSubject> seen, @Nullable Fiber fiber) {
    complete &= walk.runFree();
    ReferenceChain chain = new ReferenceChain(walk, image.sites());
    for (TraceSubject subject : seen) {
      found
          .computeIfAbsent(subject.traceNumber(), _ -> new ArrayList<>())
          .add(new Ender(fiber, chain.to(subject)));
    }
  }
}
