// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.detail;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackGroup;
import org.lokoscope.store.StackGroup.StackFrame;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Lines;
import org.lokoscope.views.detail.Detail.Section;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.query.StateText;

/** What is told of a fiber at a moment: all figures are those of the moment. */
public final class FiberDetail {

  private static final int MOST_CHILDREN = 6;
  private static final int MOST_WAKERS = 5;
  private static final int MOST_ARROWS = 500;

  /** A part of the run that is looked at for who woke it of late. */
  private static final int RECENT = 20;

  private static final int MOST_GROUPS = 12;

  private final Trace trace;
  private final FiberInfo fiber;
  private final LaneId lane;
  private final long time;
  private final @Nullable SchedulerState state;
  private final Interval now;
  private final List<Section> sections = new ArrayList<>();

  private FiberDetail(
      Trace trace, FiberInfo fiber, long time, @Nullable SchedulerState state, Interval now) {
    this.trace = trace;
    this.fiber = fiber;
    this.lane = LaneId.fiber(fiber.id());
    this.time = time;
    this.state = state;
    this.now = now;
  }

  /**
   * @param state the whole scheduler at that time, or null while it is not known
   */
  public static Detail of(Trace trace, FiberInfo fiber, long time, @Nullable SchedulerState state) {
    long moment = Math.clamp(time, 0, Math.max(0, trace.end() - 1));
    Interval now = trace.at(LaneId.fiber(fiber.id()), moment);
    return new FiberDetail(trace, fiber, moment, state, now).detail();
  }

  private Detail detail() {
    now();
    continuation();
    stack();
    life();
    timeInState();
    return new Detail(fiber.name(), "fiber", sections);
  }

  private void now() {
    Lines lines = new Lines("At " + Figures.instant(time));
    if (now.state() == LaneState.ABSENT) {
      boolean before = time < fiber.spawned();
      lines.line("state", before ? "not spawned yet" : "ended");
      lines.into(sections);
      return;
    }
    lines.line("state", StateText.name(now.state()));
    lines.line("since", Figures.instant(now.from()), new Target.Moment(now.from()));
    lines.line("for", Figures.duration(time - now.from()) + soFar());
    if (now.subject() != 0 && isWaiting()) {
      String object = trace.nameOf(now.subject());
      lines.line("waits for", object, new Target.Thing(now.subject()));
    }
    Site site = now.site() == 0 ? Site.UNKNOWN : trace.site(now.site());
    if (site.line() > 0) {
      lines.line("where", Wordings.place(site), Detail.place(site));
    }
    if (isWaiting()) {
      enders(lines);
    }
    lines.into(sections);
  }

  private String soFar() {
    return !hasEnded() ? ", to the end" : " of " + Figures.duration(now.to() - now.from());
  }

  /** Whether what it does now has an end of its own: not that of the fiber, nor of the trace. */
  private boolean hasEnded() {
    return now.to() < trace.end() && (fiber.ended() < 0 || now.to() < fiber.ended());
  }

  private boolean isWaiting() {
    return switch (now.state()) {
      case ABSENT, RUNNING, READY, IDLE -> false;
      default -> true;
    };
  }

  /** Who could end the wait, by what was seen so far, and who did. */
  private void enders(Lines lines) {
    boolean ended = hasEnded();
    if (now.state() == LaneState.OVERDUE) {
      lines.line("wanted to go on", "at " + Figures.instant(now.from()));
      return;
    }
    if (now.state() == LaneState.SLEEPING) {
      lines.line("ended by", ended ? "its timer, at " + Figures.instant(now.to()) : "its timer");
      return;
    }
    if (now.state() == LaneState.BLOCKED_IO) {
      lines.line("ended by", "the port, when it is ready");
      return;
    }
    if (fiber.isUnreachable() && !ended) {
      lines.line("could end it", "nobody: nothing that can still run refers to what it waits for");
      return;
    }
    Arrow end = wake();
    Set<Long> known = new LinkedHashSet<>();
    long recent = Math.max(fiber.spawned(), time - trace.end() / RECENT);
    wakers(recent, now.to(), known);
    wakers(Math.max(0, fiber.spawned()), time, known);
    if (end != null) {
      String who = trace.nameOf(end.from().id()) + ", at " + Figures.instant(now.to());
      lines.line("ended by", who, Detail.fiber(end.from().id()));
    } else if (!ended) {
      lines.line("ended by", "nobody until the end of the trace");
    }
    known.addAll(others());
    known.remove(fiber.id());
    if (!known.isEmpty()) {
      String names = Wordings.some(known.stream().map(trace::nameOf).toList(), MOST_WAKERS);
      lines.line("could end it", names, Detail.fiber(known.iterator().next()));
    } else if (now.subject() != 0) {
      lines.line("could end it", "whoever still has " + trace.nameOf(now.subject()));
    }
  }

  /** The wake that ended the wait, or null. */
  private @Nullable Arrow wake() {
    for (Arrow arrow : trace.arrows(lane, now.to(), now.to() + 1, MOST_ARROWS)) {
      if (isWake(arrow) && arrow.toTime() == now.to()) {
        return arrow;
      }
    }
    return null;
  }

  private boolean isWake(Arrow arrow) {
    return arrow.kind() == Arrow.Kind.WAKE
        && arrow.to().equals(lane)
        && arrow.from().kind() == LaneId.Kind.FIBER;
  }

  /** Adds who woke the fiber over the same object within a time. */
  private void wakers(long from, long to, Set<Long> known) {
    for (Arrow arrow : trace.arrows(lane, from, Math.max(from + 1, to), MOST_ARROWS)) {
      if (isWake(arrow) && arrow.object() == now.subject()) {
        known.add(arrow.from().id());
      }
    }
  }

  /** Those that stand in another queue of the same object. */
  private List<Long> others() {
    List<Long> others = new ArrayList<>();
    if (state != null && now.subject() != 0) {
      for (SchedulerState.OneProcess process : state.processes()) {
        for (SchedulerState.OneObject object : process.objects()) {
          if (object.id() == now.subject()) {
            object.queues().forEach(q -> q.waiters().forEach(w -> others.add(w.fiber())));
          }
        }
      }
    }
    return others;
  }

  private void continuation() {
    Lines lines = new Lines("Continuation");
    if (!trace.measures(Capability.SIZES)) {
      lines.line("size", "not measured by the source of this trace").into(sections);
      return;
    }
    GrowthPoint last = trace.growthAt(fiber.id(), time);
    if (last == null) {
      lines.line("size", "not suspended before this moment").into(sections);
      return;
    }
    lines.line(
        "size", Count.of(last.words(), "word") + " (" + Figures.bytes(last.words() * 8.0) + ")");
    lines.line("frames", Figures.count(last.frames()));
    lines.line("base", Count.of(last.baseWords(), "word") + " of them below the fiber");
    if (trace.measures(Capability.WINDERS)) {
      lines.line("winders", Figures.count(last.winders()));
    }
    lines.line("measured", suspended(last), new Target.Moment(last.time()));
    lines.into(sections);
  }

  private String suspended(GrowthPoint last) {
    return "when it was suspended at " + Figures.instant(last.time());
  }

  /** The last stack that was recorded up to the moment: never a later one. */
  private void stack() {
    StackSnapshot last = null;
    for (StackSnapshot snapshot : trace.stacks(fiber.id())) {
      if (snapshot.time() <= time) {
        last = snapshot;
      }
    }
    if (last == null) {
      return;
    }
    Lines frames =
        new Lines(
            "Stack of "
                + Figures.instant(last.time())
                + ", "
                + Count.of(last.frames(), "frame")
                + ", innermost first");
    groups(frames, last.groups(), false);
    frames.into(sections);
    Lines winders = new Lines("Winders of that stack, " + Figures.count(last.winders()));
    groups(winders, last.winderGroups(), true);
    winders.into(sections);
  }

  private void groups(Lines lines, List<StackGroup> groups, boolean winders) {
    for (StackGroup group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
      boolean first = true;
      for (StackFrame frame : group.frames()) {
        Object kind = winders ? trace.winderKind(frame.site().id()) : null;
        String by =
            kind == null ? "" : "  " + kind.toString().toLowerCase(Locale.ROOT).replace('_', '-');
        lines.code(Wordings.frame(group, frame, first) + by, Detail.place(frame.site()));
        first = false;
      }
    }
    if (groups.size() > MOST_GROUPS) {
      lines.line("", "and " + Count.of(groups.size() - MOST_GROUPS, "more group"));
    }
  }

  private void life() {
    Lines lines = new Lines("Life");
    lines.line(
        "process",
        Wordings.process(trace, fiber.process()),
        new Target.Lane(LaneId.process(fiber.process())));
    lines.line("spawned", Figures.instant(fiber.spawned()), new Target.Moment(fiber.spawned()));
    if (fiber.parent() != 0) {
      lines.line("by", trace.nameOf(fiber.parent()), Detail.fiber(fiber.parent()));
    }
    Site spawn = fiber.spawnSite();
    if (spawn.line() > 0) {
      lines.line("spawned at", Wordings.place(spawn), Detail.place(spawn));
    }
    children(lines);
    lines.line("ended", ended(), fiber.ended() < 0 ? null : new Target.Moment(fiber.ended()));
    lines.line("failed with", fiber.failure() == null ? "" : fiber.failure());
    lines.line("resumes", Figures.count(fiber.resumes()) + " in all");
    lines.into(sections);
  }

  private void children(Lines lines) {
    List<FiberInfo> children =
        trace.fibersWithoutTimes().stream()
            .filter(each -> each.parent() == fiber.id() && each.spawned() <= time)
            .toList();
    if (!children.isEmpty()) {
      List<String> names = children.stream().map(FiberInfo::name).toList();
      lines.line(
          "children",
          Figures.count(children.size()) + ": " + Wordings.some(names, MOST_CHILDREN),
          Detail.fiber(children.getFirst().id()));
    }
  }

  private String ended() {
    if (fiber.ended() < 0) {
      return "not before the trace does";
    }
    String outcome =
        fiber.outcome() == null ? "" : ", " + fiber.outcome().name().toLowerCase(Locale.ROOT);
    return Figures.instant(fiber.ended()) + outcome;
  }

  private void timeInState() {
    Map<LaneState, Long> sums = trace.timeInState(lane, fiber.spawned(), time + 1);
    ProcessDetail.timeInState(sums, "Time in states until now").into(sections);
  }
}
