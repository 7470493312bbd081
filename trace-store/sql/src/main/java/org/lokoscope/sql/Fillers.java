// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.EventRow;
import org.lokoscope.store.EventRow.Value;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Recording;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.LeakAnalysis;
import org.lokoscope.tracer.codec.StreamOrigin;

/** Gives the rows of the tables that are not mere events. */
final class Fillers {

  /** So many intervals or points are asked for at a time. */
  private static final int BATCH = 20_000;

  /** Of one fiber; more are thinned evenly. */
  private static final int MOST_POINTS = 1_000_000;

  private Fillers() {}

  private static void step(Progress progress, int done, int total, String what) {
    if ((done & 0xFF) == 0 && !progress.at(done, total, what)) {
      throw new CancellationException();
    }
  }

  private static String position(Site site) {
    return site.id() == 0 ? "" : site.position();
  }

  static void runs(Trace trace, Row row, Progress progress) throws SQLException {
    TraceInfo info = trace.info();
    List<Recording> recordings = trace.recordings();
    StreamOrigin origin = recordings.isEmpty() ? null : recordings.getFirst().origin();
    row.begin().text(info.directory().toString()).text(info.program());
    if (origin == null) {
      row.absent().absent().absent().absent();
    } else {
      row.text(origin.host())
          .number(origin.osProcess())
          .text((origin.runtime() + " " + origin.version()).strip())
          .number(origin.wallClock());
    }
    row.number(info.duration())
        .number(info.events())
        .number(info.lostEvents())
        .number(info.damagedChunks())
        .number(info.finished() ? 1 : 0)
        .end();
  }

  static void processes(Trace trace, Row row, Progress progress) throws SQLException {
    for (ProcessInfo process : trace.processes()) {
      row.begin()
          .number(process.id())
          .text(process.name())
          .number(process.parent())
          .number(process.spawned())
          .number(process.ended() >= 0, process.ended())
          .number(process.dispatches())
          .number(process.preemptions())
          .end();
    }
  }

  static void fibers(Trace trace, Row row, Progress progress) throws SQLException {
    boolean sizes = trace.measures(Capability.SIZES);
    boolean winders = trace.measures(Capability.WINDERS);
    List<FiberInfo> fibers = trace.fibers();
    for (int i = 0; i < fibers.size(); i++) {
      step(progress, i, fibers.size(), "Reading the fibers");
      FiberInfo fiber = fibers.get(i);
      row.begin()
          .number(fiber.id())
          .text(fiber.name())
          .number(fiber.process())
          .number(fiber.parent() != 0, fiber.parent())
          .text(position(fiber.spawnSite()))
          .number(fiber.spawned())
          .number(fiber.ended() >= 0, fiber.ended())
          .text(lower(fiber.outcome()))
          .text(fiber.failure())
          .number(fiber.resumes())
          .number(time(fiber, LaneState.RUNNING))
          .number(time(fiber, LaneState.READY) + time(fiber, LaneState.OVERDUE))
          .number(blocked(fiber))
          .number(time(fiber, LaneState.SLEEPING))
          .number(sizes, fiber.lastWords())
          .number(sizes, fiber.peakWords())
          .number(winders, fiber.lastWinders())
          .end();
    }
  }

  private static long time(FiberInfo fiber, LaneState state) {
    return fiber.timeInState().getOrDefault(state, 0L);
  }

  private static long blocked(FiberInfo fiber) {
    return fiber.timeInState().entrySet().stream()
        .filter(entry -> entry.getKey().name().startsWith("BLOCKED"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static @Nullable String lower(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
  }

  static void objects(Trace trace, Row row, Progress progress) throws SQLException {
    boolean offers = trace.measures(Capability.OFFERS);
    List<ObjectInfo> objects = trace.objects();
    for (int i = 0; i < objects.size(); i++) {
      step(progress, i, objects.size(), "Reading the objects");
      ObjectInfo object = objects.get(i);
      row.begin()
          .number(object.id())
          .text(lower(object.kind()))
          .text(object.name())
          .number(object.creator() != 0, object.creator())
          .text(position(object.site()))
          .number(object.created())
          .number(object.matches())
          .number(offers, object.peakQueue())
          .end();
    }
  }

  /** Each site once, though each stream defines it anew. */
  static void sites(Trace trace, Row row, Progress progress) throws SQLException {
    Map<Long, Site> sites = new HashMap<>();
    trace.eachEvent(
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Set.of("siteDefined"),
        event -> {
          long site = number(event, "site");
          sites.put(site, trace.site(site));
          return true;
        });
    for (Site site : sites.values().stream().sorted(Fillers::byNumber).toList()) {
      row.begin()
          .number(site.id())
          .text(site.position())
          .text(site.file())
          .number(site.line() > 0, site.line())
          .number(site.column() > 0, site.column())
          .text(site.procedure())
          .text(site.form())
          .end();
    }
  }

  private static int byNumber(Site one, Site other) {
    return Long.compare(one.id(), other.id());
  }

  private static long number(EventRow event, String field) {
    for (Value value : event.values()) {
      if (value.name().equals(field)) {
        return value.number();
      }
    }
    return 0;
  }

  static void intervals(Trace trace, Row row, Progress progress) throws SQLException {
    List<LaneId> lanes = trace.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      step(progress, i, lanes.size(), "Reading the intervals");
      LaneId lane = lanes.get(i);
      String name = lane.kind() == LaneId.Kind.CPU ? "CPU " + lane.id() : trace.nameOf(lane.id());
      long from = 0;
      List<Interval> batch;
      do {
        batch = trace.intervals(lane, from, Long.MAX_VALUE, BATCH);
        for (Interval interval : batch) {
          if (interval.from() >= from && interval.state() != LaneState.ABSENT) {
            interval(trace, lane, name, interval, row);
          }
        }
        boolean more = batch.size() == BATCH && batch.getLast().to() > from;
        from = more ? batch.getLast().to() : -1;
      } while (from >= 0);
    }
  }

  private static void interval(Trace trace, LaneId lane, String name, Interval interval, Row row)
      throws SQLException {
    row.begin()
        .text(lower(lane.kind()))
        .number(lane.id())
        .text(name)
        .text(lower(interval.state()))
        .number(interval.from())
        .number(interval.to())
        .number(interval.subject() != 0, interval.subject())
        .text(interval.site() == 0 ? "" : trace.site(interval.site()).position())
        .end();
  }

  static void growth(Trace trace, Row row, Progress progress) throws SQLException {
    boolean sizes = trace.measures(Capability.SIZES);
    boolean winders = trace.measures(Capability.WINDERS);
    List<FiberInfo> fibers = trace.fibers();
    for (int i = 0; i < fibers.size(); i++) {
      step(progress, i, fibers.size(), "Reading the growth");
      for (GrowthPoint point : trace.growth(fibers.get(i).id(), MOST_POINTS)) {
        row.begin()
            .number(fibers.get(i).id())
            .number(point.time())
            .number(point.resume())
            .number(point.frames())
            .number(sizes, point.words())
            .number(sizes, point.baseWords())
            .number(winders, point.winders())
            .text(position(trace.site(point.site())))
            .end();
      }
    }
  }

  static void findings(Trace trace, Row row, Progress progress) throws SQLException {
    for (Finding finding : LeakAnalysis.analyse(trace, progress).findings()) {
      row.begin()
          .text(finding.leakClass().label())
          .real(finding.severity())
          .real(finding.confidence())
          .number(finding.fiber() != 0, finding.fiber())
          .text(finding.fiberName())
          .number(finding.object() != 0, finding.object())
          .text(finding.site().position())
          .text(finding.site().form())
          .real(finding.bytesTotal())
          .real(finding.bytesPerResume())
          .real(finding.wordsPerIteration())
          .real(finding.windersPerIteration())
          .number(finding.count())
          .text(finding.sentence())
          .text(finding.fix())
          .end();
    }
  }
}
