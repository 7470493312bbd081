// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Channel;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.Process;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Hears what happens to fibers, for breakpoints that wait for that: a probe like any other, which
 * is told of events only while there are such breakpoints. The program stops before anything else
 * of it runs.
 */
public final class Events implements Probe {

  /**
   * Something that a breakpoint waited for, or a step if that is null.
   *
   * @param fiber to which it happened; 0 for the one that runs where the program stands
   * @param heard its number among the events of fibers
   * @param unit what is to stand
   */
  record Event(
      @Nullable Breakpoint breakpoint,
      String text,
      long fiber,
      SourceSpan span,
      long heard,
      Unit unit) {

    Stop stop(Process process) {
      return new Stop(
          breakpoint == null ? Stop.Reason.STEP : Stop.Reason.EVENT,
          text,
          process.id(),
          fiber == 0 ? process.machine().fiber() : fiber,
          span,
          breakpoint == null ? List.of() : List.of(breakpoint.id()));
    }
  }

  private static final int MOST_NAMES = 100_000;

  private volatile @Nullable Debugger debugger;

  /** Those of fibers, as far as somebody has asked for one by its name. */
  private final Map<Long, String> names = new ConcurrentHashMap<>();

  /** Makes one; {@link #tell} says whom it tells. */
  public Events() {}

  /** Tells a debugger from now on. */
  public void tell(Debugger of) {
    debugger = of;
  }

  /**
   * Has the program stand at its next safe point, because of an event that the CPU has just told.
   *
   * @param text what it is, for the user
   * @param fiber that is looked at; 0 for the one that runs there
   * @return false if there is no process yet that could
   */
  public boolean stand(String text, long fiber) {
    Debugger now = debugger;
    if (now == null) {
      return false;
    }
    Optional<Process> there =
        now.run().processes().stream()
            .filter(process -> fiber == 0 || process.id() == fiber >> 32)
            .findFirst();
    there.ifPresent(
        process ->
            now.happened(
                new Event(null, text, fiber, SourceSpan.NONE, now.heard(), Unit.ALL), process));
    return there.isPresent();
  }

  @Override
  public void offerMatched(long time, long object, long from, long to, long queueLength) {
    Debugger now = debugger;
    if (now == null || !now.hears(from) || !now.hears(to)) {
      return;
    }
    Watch watch = now.watch();
    if (watch != null) {
      process(now, object)
          .ifPresent(
              process ->
                  now.watched(
                      process,
                      here ->
                          watch.sent(object, from, to, process.machine().fiber() == from, here)));
    }
    for (Step step : now.steps()) {
      if (step.kind() == Step.Kind.MESSAGE && step.fiber() == from) {
        now.changeStep(step, Step.toNextPlace(to, now.table(), step.unit()));
      }
    }
    if (!now.awaitsEvents()) {
      return;
    }
    for (Breakpoint breakpoint : now.breakpoints()) {
      if (breakpoint.isEnabled()
          && breakpoint.spec().kind() == Breakpoint.Kind.MESSAGE
          && isChannel(now, object, breakpoint.spec().subject())) {
        happened(
            now, breakpoint, breakpoint.describe(), to, SourceSpan.NONE, now.unitOf(breakpoint));
      }
    }
  }

  private static boolean isChannel(Debugger debugger, long object, String subject) {
    if (subject.isEmpty() || subject.equals(Long.toString(object & 0xffffffffL))) {
      return true;
    }
    Optional<Process> owner = process(debugger, object);
    if (owner.isEmpty()) {
      return false;
    }
    GlobalTable globals = debugger.run().image().globals();
    for (int i = globals.size() - 1; i >= 0; i--) {
      if (globals.name(i).equals(subject)
          && owner.get().machine().global(i) instanceof Channel channel
          && channel.id() == object) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long site) {
    switched(fiber, Breakpoint.Kind.SUSPENDED, site, "is suspended");
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    switched(fiber, Breakpoint.Kind.RESUMED, 0, "is resumed");
  }

  private void switched(long fiber, Breakpoint.Kind kind, long site, String what) {
    Debugger now = debugger;
    if (now == null || !now.hears(fiber)) {
      return;
    }
    Watch watch = now.watch();
    if (watch != null) {
      process(now, fiber)
          .ifPresent(
              process ->
                  now.watched(
                      process,
                      here -> {
                        if (kind == Breakpoint.Kind.SUSPENDED) {
                          watch.suspended(fiber, here);
                        } else {
                          watch.resumed(fiber);
                        }
                      }));
    }
    List<Step> steps = now.steps();
    if (steps.isEmpty() && !now.awaitsEvents()) {
      return;
    }
    String text = "fiber " + (fiber & 0xffffffffL) + " " + what;
    for (Step step : steps) {
      if (step.kind() == Step.Kind.SWITCH && step.fiber() == fiber) {
        happened(now, null, text, fiber, span(now, site), step.unit());
      }
    }
    for (Breakpoint breakpoint : now.breakpoints()) {
      if (breakpoint.isEnabled()
          && breakpoint.spec().kind() == kind
          && isFiber(now, fiber, breakpoint.spec().subject())) {
        happened(now, breakpoint, text, fiber, span(now, site), now.unitOf(breakpoint));
      }
    }
  }

  private boolean isFiber(Debugger debugger, long fiber, String subject) {
    if (subject.isEmpty() || subject.equals(Long.toString(fiber & 0xffffffffL))) {
      return true;
    }
    if (names.size() > MOST_NAMES) {
      names.clear();
    }
    return names.computeIfAbsent(fiber, id -> name(debugger, id)).equals(subject);
  }

  private static String name(Debugger debugger, long fiber) {
    return process(debugger, fiber).stream()
        .flatMap(process -> debugger.run().fibersOf(process).stream())
        .filter(known -> known.id() == fiber)
        .map(Fiber::name)
        .findFirst()
        .orElse("");
  }

  @Override
  public void continuationCaptured(
      long time,
      long continuation,
      long fiber,
      int reason,
      long frames,
      long words,
      long baseFrames,
      long baseWords,
      long newFrames,
      long winders,
      long winderWords,
      long site) {
    Debugger now = debugger;
    if (now == null || !now.hears(fiber) || !now.awaitsEvents()) {
      return;
    }
    for (Breakpoint breakpoint : now.breakpoints()) {
      if (breakpoint.isEnabled()
          && breakpoint.spec().kind() == Breakpoint.Kind.WORDS
          && words > breakpoint.spec().number()) {
        String text =
            "a continuation of " + words + " words is captured by fiber " + (fiber & 0xffffffffL);
        happened(now, breakpoint, text, fiber, span(now, site), now.unitOf(breakpoint));
      }
    }
  }

  @Override
  public void winderPushed(long time, long fiber, int kind, long depth, long site) {
    Debugger now = debugger;
    if (now == null || !now.hears(fiber)) {
      return;
    }
    Watch watch = now.watch();
    if (watch != null) {
      process(now, fiber)
          .ifPresent(
              process ->
                  now.watched(process, here -> watch.pushed(fiber, kind, depth, site, here)));
    }
    if (!now.awaitsEvents()) {
      return;
    }
    SourceSpan span = span(now, site);
    for (Breakpoint breakpoint : now.breakpoints()) {
      Breakpoint.Spec spec = breakpoint.spec();
      if (breakpoint.isEnabled()
          && spec.kind() == Breakpoint.Kind.WINDER
          && span.line() == spec.number()
          && (spec.subject().isEmpty() || CodeTable.isSame(span.file(), spec.subject()))) {
        happened(now, breakpoint, breakpoint.describe(), fiber, span, now.unitOf(breakpoint));
      }
    }
  }

  private static SourceSpan span(Debugger debugger, long site) {
    return site == 0 ? SourceSpan.NONE : debugger.run().image().sites().get((int) site).span();
  }

  private static void happened(
      Debugger debugger,
      @Nullable Breakpoint breakpoint,
      String text,
      long fiber,
      SourceSpan span,
      Unit unit) {
    process(debugger, fiber)
        .ifPresent(
            process ->
                debugger.happened(
                    new Event(breakpoint, text, fiber, span, debugger.heard(), unit), process));
  }

  private static Optional<Process> process(Debugger debugger, long subject) {
    return debugger.run().processes().stream()
        .filter(process -> process.id() == subject >> 32)
        .findFirst();
  }
}
