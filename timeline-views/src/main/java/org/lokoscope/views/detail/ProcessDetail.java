// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.detail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.Arrow;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.Trace;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.store.state.SchedulerState.OneProcess;
import org.lokoscope.store.state.Status;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.detail.Detail.Lines;
import org.lokoscope.views.detail.Detail.Section;
import org.lokoscope.views.detail.Detail.Target;
import org.lokoscope.views.query.StateText;

/** What is told of a process, or of a virtual CPU, at a moment. */
public final class ProcessDetail {

  private static final int MOST_MESSAGES = 8;
  private static final int MOST_ARROWS = 2000;

  private ProcessDetail() {}

  public static Detail of(
      Trace trace, ProcessInfo process, long time, @Nullable SchedulerState state) {
    List<Section> sections = new ArrayList<>();
    LaneId lane = LaneId.process(process.id());
    now(trace, lane, time).into(sections);
    if (state != null) {
      state.process(process.id()).ifPresent(one -> fibers(trace, one).into(sections));
    }
    messages(trace, lane, time).into(sections);
    life(trace, process).into(sections);
    timeInState(trace.timeInState(lane, 0, time + 1), "Time in states until now").into(sections);
    return new Detail(Wordings.process(trace, process.id()), "process", sections);
  }

  /** The same of a virtual CPU. */
  public static Detail ofCpu(Trace trace, LaneId cpu, long time) {
    List<Section> sections = new ArrayList<>();
    now(trace, cpu, time).into(sections);
    Map<LaneState, Long> sums = new EnumMap<>(LaneState.class);
    sums.putAll(trace.timeInState(cpu, 0, time + 1));
    timeInState(sums, "Time in states until now").into(sections);
    return new Detail("CPU " + cpu.id(), "virtual CPU", sections);
  }

  private static Lines now(Trace trace, LaneId lane, long time) {
    Interval now = trace.at(lane, Math.clamp(time, 0, Math.max(0, trace.end() - 1)));
    Lines lines = new Lines("At " + Figures.instant(time));
    if (now.state() == LaneState.ABSENT) {
      return lines.line("state", "not alive");
    }
    lines.line("state", StateText.name(now.state()));
    if (now.state() == LaneState.RUNNING && now.subject() != 0) {
      LaneId runs =
          lane.kind() == LaneId.Kind.CPU
              ? LaneId.process(now.subject())
              : LaneId.fiber(now.subject());
      lines.line("runs", trace.nameOf(now.subject()), new Target.Lane(runs));
    }
    lines.line("since", Figures.instant(now.from()), new Target.Moment(now.from()));
    return lines.line(
        "for",
        Figures.duration(time - now.from()) + " of " + Figures.duration(now.to() - now.from()));
  }

  private static Lines fibers(Trace trace, OneProcess process) {
    Lines lines = new Lines("Fibers and messages now");
    long waiting = process.fibers().stream().filter(f -> f.status() == Status.WAITING).count();
    lines.line(
        "fibers",
        Count.of(process.fibers().size(), "fiber")
            + ": "
            + Figures.count(process.ready().size())
            + " ready, "
            + Figures.count(waiting)
            + " waiting");
    if (process.running() != 0) {
      lines.line("its turn", trace.nameOf(process.running()), Detail.fiber(process.running()));
    }
    if (!process.ready().isEmpty()) {
      lines.line(
          "next",
          trace.nameOf(process.ready().getFirst()),
          Detail.fiber(process.ready().getFirst()));
    }
    lines.line("mailbox", Count.of(process.mailbox(), "message") + " not taken yet");
    return lines.line("timers", Figures.count(process.timers().size()) + " armed");
  }

  private static Lines messages(Trace trace, LaneId lane, long time) {
    Lines lines = new Lines("Last messages");
    long from = Math.max(0, time - 10 * Math.max(1, trace.end() / 1000));
    trace.arrows(lane, from, time + 1, MOST_ARROWS).stream()
        .filter(arrow -> arrow.kind() == Arrow.Kind.MESSAGE && arrow.fromTime() <= time)
        .sorted(Comparator.comparingLong(Arrow::fromTime).reversed())
        .limit(MOST_MESSAGES)
        .forEach(
            arrow -> {
              boolean sent = arrow.from().equals(lane);
              LaneId other = sent ? arrow.to() : arrow.from();
              lines.line(
                  sent ? "to" : "from",
                  trace.nameOf(other.id()) + ", at " + Figures.instant(arrow.fromTime()),
                  new Target.Moment(arrow.fromTime()));
            });
    return lines;
  }

  private static Lines life(Trace trace, ProcessInfo process) {
    Lines lines = new Lines("Life");
    if (process.parent() != process.id()) {
      lines.line(
          "parent",
          Wordings.process(trace, process.parent()),
          new Target.Lane(LaneId.process(process.parent())));
    }
    lines.line("number", Figures.count(process.id()));
    lines.line("spawned", Figures.instant(process.spawned()), new Target.Moment(process.spawned()));
    lines.line(
        "ended",
        process.ended() < 0
            ? "not before the trace does"
            : Figures.instant(process.ended()) + ", status " + process.status());
    lines.line("dispatches", Figures.count(process.dispatches()) + " in all");
    return lines.line("preemptions", Figures.count(process.preemptions()) + " in all");
  }

  static Lines timeInState(Map<LaneState, Long> sums, String heading) {
    Lines lines = new Lines(heading);
    long total = sums.values().stream().mapToLong(Long::longValue).sum();
    sums.entrySet().stream()
        .filter(each -> each.getValue() > 0 && each.getKey() != LaneState.ABSENT)
        .sorted(Map.Entry.<LaneState, Long>comparingByValue().reversed())
        .forEach(
            each ->
                lines.line(
                    StateText.name(each.getKey()).toLowerCase(Locale.ROOT),
                    Figures.duration(each.getValue())
                        + "  "
                        + Figures.percent((double) each.getValue() / total)));
    return lines;
  }
}
