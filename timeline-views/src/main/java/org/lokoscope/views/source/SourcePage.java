// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.state.SchedulerState;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.source.SourceMark.Role;

/**
 * A source as it stands at a moment of a run.
 *
 * @param text null if the trace keeps no such source
 * @param focus the line to look at, or 0
 */
public record SourcePage(
    String file, @Nullable SourceText text, List<SourceMark> marks, int focus) {

  private static final int NAMES = 3;

  /**
   * What is looked at.
   *
   * @param lane null for none
   * @param time the moment, nanoseconds since the run began
   * @param finding the leak whose places are marked, or null
   * @param state who waits where at the moment, or null if that is not known
   */
  public record Subject(
      @Nullable LaneId lane,
      long time,
      @Nullable Finding finding,
      @Nullable SchedulerState state) {}

  /** The files that the trace keeps, in the order of their names; those of the runtime last. */
  public static List<String> files(Trace trace) {
    List<String> names = new ArrayList<>();
    for (SourceForm form : trace.forms()) {
      names.add(form.site().file());
    }
    for (FiberInfo fiber : trace.fibers()) {
      names.add(fiber.spawnSite().file());
    }
    return names.stream()
        .distinct()
        .filter(name -> !name.isEmpty() && trace.source(name) != null)
        .sorted((a, b) -> isBuiltIn(a) == isBuiltIn(b) ? a.compareTo(b) : isBuiltIn(a) ? 1 : -1)
        .toList();
  }

  private static boolean isBuiltIn(String file) {
    return file.startsWith("lokoscope:");
  }

  /** Where the lane is at the moment; for a fiber that never waited, where it was spawned. */
  public static Site place(Trace trace, LaneId lane, long time) {
    Interval now = trace.at(lane, Math.clamp(time, 0, Math.max(0, trace.end() - 1)));
    Site site = now.site() == 0 ? Site.UNKNOWN : trace.site(now.site());
    if (site.line() == 0 && lane.kind() == LaneId.Kind.FIBER) {
      return trace.spawnSite(lane.id());
    }
    return site;
  }

  /**
   * @param chosen the file that the user picked; null for the one that the subject is in
   */
  public static SourcePage of(Trace trace, Subject subject, @Nullable String chosen) {
    LaneId lane = subject.lane();
    Site place = lane == null ? Site.UNKNOWN : place(trace, lane, subject.time());
    Finding finding = subject.finding();
    boolean leaks = finding != null && lane != null && finding.fiber() == lane.id();
    Site shown = leaks && place.line() == 0 ? Objects.requireNonNull(finding).site() : place;
    String file = chosen != null ? chosen : shown.file();
    List<SourceMark> marks = new ArrayList<>();
    if (finding != null) {
      add(marks, file, finding.site(), Role.LEAK, "keeps a frame at each round");
      add(marks, file, finding.call(), Role.CALL, "goes round without returning");
    }
    if (lane != null && lane.kind() == LaneId.Kind.FIBER) {
      boolean spawned = place.equals(trace.spawnSite(lane.id()));
      String name = trace.nameOf(lane.id());
      String note = spawned ? name + " was spawned here" : name + " at " + time(subject);
      add(marks, file, place, spawned ? Role.SPAWN : Role.HERE, note);
    }
    if (subject.state() != null) {
      waiting(trace, subject.state(), lane, file, marks);
    }
    return new SourcePage(
        file, trace.source(file), marks, shown.file().equals(file) ? shown.line() : 0);
  }

  private static String time(Subject subject) {
    return Figures.instant(subject.time());
  }

  private static void add(List<SourceMark> marks, String file, Site site, Role role, String note) {
    if (site.line() > 0 && site.file().equals(file)) {
      marks.add(SourceMark.of(site, role, note));
    }
  }

  private static void waiting(
      Trace trace,
      SchedulerState state,
      @Nullable LaneId selected,
      String file,
      List<SourceMark> marks) {
    Map<Long, List<Long>> bySite = new TreeMap<>();
    for (SchedulerState.OneProcess process : state.processes()) {
      for (SchedulerState.OneFiber fiber : process.fibers()) {
        if (fiber.site() != 0 && !LaneId.fiber(fiber.id()).equals(selected)) {
          bySite.computeIfAbsent(fiber.site(), site -> new ArrayList<>()).add(fiber.id());
        }
      }
    }
    bySite.forEach(
        (site, fibers) -> add(marks, file, trace.site(site), Role.WAITING, names(trace, fibers)));
  }

  private static String names(Trace trace, List<Long> fibers) {
    String names =
        fibers.stream().limit(NAMES).map(trace::nameOf).collect(Collectors.joining(", "));
    return Count.of(fibers.size(), "fiber waits: ", "fibers wait: ")
        + names
        + (fibers.size() > NAMES ? ", …" : "");
  }
}
