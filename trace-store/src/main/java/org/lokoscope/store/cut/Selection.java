// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.cut;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.store.state.KeptEvent;
import org.lokoscope.tracer.schema.EventField;

/**
 * Which events of a time are taken: all, or those of some fibers, of their processes and of what
 * they used. What they used is known once all events have been {@link #see seen}.
 */
final class Selection {

  /** The scheduler. */
  private static final long SCHEDULER = 0;

  private final @Nullable Set<Long> fibers;
  private final Set<Long> processes = new HashSet<>(Set.of(SCHEDULER));
  private final Set<Long> used = new HashSet<>();

  /**
   * @param fibers null for all
   */
  Selection(@Nullable Set<Long> fibers) {
    this.fibers = fibers;
    if (fibers != null) {
      fibers.forEach(fiber -> processes.add(fiber >>> 32));
    }
  }

  boolean isAll() {
    return fibers == null;
  }

  boolean isWanted(long fiber) {
    return fibers == null || fibers.contains(fiber);
  }

  /** Takes note of what an event of the fibers uses. */
  void see(KeptEvent event) {
    if (fibers == null || hasWantedFiber(event, fibers)) {
      for (EventField field : event.type().fields()) {
        switch (field.kind()) {
          case OBJECT, TIMER, SPAN, CONTINUATION -> used.add(event.number(field.index()));
          default -> {}
        }
      }
    }
  }

  /** Whether an object, timer, span or continuation was used; or it is a fiber, or a process. */
  boolean isUsed(long subject) {
    return used.contains(subject)
        || fibers != null && fibers.contains(subject)
        || processes.contains(subject);
  }

  boolean takes(KeptEvent event) {
    if (fibers == null || event.type().family() == Family.HEAP) {
      return true;
    }
    String name = event.type().name();
    if (name.equals("objectCreated") || name.equals("named")) {
      return isUsed(event.number(1));
    }
    return switch (event.type().family()) {
      case STREAM, DEFINITION -> true;
      // Whom they woke or spawned is another one.
      case FIBER -> isAboutFiber(event) ? isWanted(event.number(1)) : usesSomething(event);
      case PROCESS, MESSAGE -> processes.contains(event.number(1)) || isMailTo(event);
      default -> hasFiber(event) ? hasWantedFiber(event, fibers) : usesSomething(event);
    };
  }

  private static boolean isAboutFiber(KeptEvent event) {
    return event.type().fields().get(1).kind() == Kind.FIBER;
  }

  private boolean isMailTo(KeptEvent event) {
    return event.type().name().equals("messageSent") && processes.contains(event.number(2));
  }

  private boolean usesSomething(KeptEvent event) {
    List<EventField> fields = event.type().fields();
    for (EventField field : fields) {
      switch (field.kind()) {
        case OBJECT, TIMER, SPAN, CONTINUATION -> {
          return isUsed(event.number(field.index()));
        }
        case PROCESS -> {
          return processes.contains(event.number(field.index()));
        }
        default -> {}
      }
    }
    return true;
  }

  private static boolean hasFiber(KeptEvent event) {
    return event.type().fields().stream()
        .anyMatch(field -> field.kind() == Kind.FIBER && event.number(field.index()) != 0);
  }

  private static boolean hasWantedFiber(KeptEvent event, Set<Long> fibers) {
    return event.type().fields().stream()
        .anyMatch(
            field -> field.kind() == Kind.FIBER && fibers.contains(event.number(field.index())));
  }
}
