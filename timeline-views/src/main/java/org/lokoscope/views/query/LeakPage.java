// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Hogging;
import org.lokoscope.store.Series;
import org.lokoscope.store.Site;
import org.lokoscope.store.StackSnapshot;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Counterfactual;
import org.lokoscope.store.analysis.Counterfactual.Change;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.store.analysis.Growth;
import org.lokoscope.store.analysis.LeakClass;
import org.lokoscope.store.analysis.SwitchCost;
import org.lokoscope.store.analysis.Tally;
import org.lokoscope.store.patch.Patch;
import org.lokoscope.store.patch.Patches;
import org.lokoscope.views.source.MarkedSource;
import org.lokoscope.views.viewport.TimeRange;

/**
 * All that is shown of one finding.
 *
 * @param source the lines of its two places; null if the trace does not keep them
 * @param other the lines of the second place where that is in another file, or null
 * @param growth the continuation of its fiber; without points where the finding is not about that
 * @param counted what it has counted over the run, or null
 * @param countedLabel what that is, in the plural
 * @param first the fiber's first stack snapshot, or null where fewer than two differ
 * @param last its last one, or null
 * @param chain the references that keep it alive, from a root on; empty if they are not known
 * @param patch the change that mends it, if one is known
 * @param switches what its switches cost, where a fiber grows
 * @param saved heap bytes that the fix would have saved in this run; 0 if that is not known
 * @param moment the time to look at, or null
 */
public record LeakPage(
    Finding finding,
    @Nullable MarkedSource source,
    @Nullable MarkedSource other,
    Growth growth,
    @Nullable Series counted,
    String countedLabel,
    @Nullable StackSnapshot first,
    @Nullable StackSnapshot last,
    List<String> chain,
    Optional<Patch> patch,
    Optional<SwitchCost> switches,
    double saved,
    @Nullable TimeRange moment) {

  private static final int POINTS = 1200;
  private static final String ARROW = " → ";

  /** Asks the trace for all of it: not for the FX thread. */
  public static LeakPage of(Trace trace, Finding finding) {
    Site site = finding.site();
    Site call = finding.call();
    boolean apart = call.line() > 0 && !call.file().equals(site.file());
    Tally tally = Tally.of(finding).orElse(null);
    Series counted =
        tally == null || !trace.series().contains(tally.series())
            ? null
            : trace.series(tally.series(), 0, trace.end(), POINTS);
    List<StackSnapshot> stacks =
        isOfContinuation(finding.leakClass()) && finding.fiber() != 0
            ? trace.stacks(finding.fiber())
            : List.of();
    boolean two = stacks.size() > 1;
    return new LeakPage(
        finding,
        MarkedSource.of(trace, apart ? List.of(site) : List.of(site, call)),
        apart ? MarkedSource.of(trace, List.of(call)) : null,
        Growth.of(trace, isOfContinuation(finding.leakClass()) ? finding.fiber() : 0),
        counted,
        tally == null ? "" : tally.label(),
        two ? stacks.getFirst() : null,
        two ? stacks.getLast() : null,
        chain(trace, finding),
        Patches.of(finding, trace),
        SwitchCost.of(trace, finding),
        saved(finding),
        moment(trace, finding));
  }

  private static boolean isOfContinuation(LeakClass leakClass) {
    return leakClass == LeakClass.CONTINUATION_GROWTH || leakClass == LeakClass.WINDER_GROWTH;
  }

  private static List<String> chain(Trace trace, Finding finding) {
    String kept = finding.keptBy();
    if (kept.isEmpty() && finding.fiber() != 0) {
      kept = trace.reachability().keptBy().getOrDefault(finding.fiber(), "");
    }
    return kept.isEmpty() ? List.of() : List.of(kept.split(ARROW));
  }

  private static double saved(Finding finding) {
    double otherwise =
        finding.otherwise().stream()
            .filter(other -> other.change() != Change.DELIMITED || isBase(finding))
            .mapToDouble(Counterfactual::bytesTotal)
            .min()
            .orElse(0);
    return Math.max(0, finding.bytesTotal() - otherwise);
  }

  private static boolean isBase(Finding finding) {
    return finding.leakClass() == LeakClass.BASE_RETENTION;
  }

  /** From the last suspend but one to the last; or when the number rose for the last time. */
  private static @Nullable TimeRange moment(Trace trace, Finding finding) {
    if (finding.leakClass() == LeakClass.SCHEDULER_HOG) {
      Hogging worst = null;
      for (Hogging run : trace.hoggings()) {
        if (run.fiber() == finding.fiber()
            && (worst == null || run.lateness() > worst.lateness())) {
          worst = run;
        }
      }
      return worst == null ? null : new TimeRange(worst.from(), worst.to());
    }
    if (finding.fiber() == 0) {
      return rise(trace, finding);
    }
    GrowthPoint end = trace.growthAt(finding.fiber(), Long.MAX_VALUE);
    GrowthPoint begin = end == null ? null : trace.growthAt(finding.fiber(), end.time() - 1);
    return end == null
        ? null
        : new TimeRange(begin == null ? end.time() - 1 : begin.time(), end.time() + 1);
  }

  private static @Nullable TimeRange rise(Trace trace, Finding finding) {
    Series series =
        Tally.of(finding)
            .map(Tally::series)
            .filter(trace.series()::contains)
            .map(id -> trace.series(id, 0, trace.end(), 1 << 16))
            .orElse(null);
    for (int i = series == null ? 0 : series.size() - 1; series != null && i > 0; i--) {
      if (series.values()[i] > series.values()[i - 1]) {
        return new TimeRange(series.times()[i - 1], series.times()[i] + 1);
      }
    }
    return null;
  }

  /** The lines that differ, with two around each change; empty without a change. */
  public List<Patch.Line> diff() {
    return patch.map(Patch::lines).orElse(List.of());
  }

  /** What {@code patch} takes; "" without a change. */
  public String change() {
    return patch.map(Patch::unified).orElse("");
  }

  /** How the two places are called, in this class of leak. */
  public Map<String, Site> places() {
    Map<String, Site> places = new LinkedHashMap<>();
    List<String> roles = roles(finding.leakClass());
    if (finding.site().line() > 0) {
      places.put(roles.get(0), finding.site());
    }
    if (finding.call().line() > 0 && !isSame(finding.site(), finding.call())) {
      places.put(roles.get(1), finding.call());
    }
    return places;
  }

  private static boolean isSame(Site one, Site other) {
    return one.fullPosition().equals(other.fullPosition());
  }

  private static List<String> roles(LeakClass leakClass) {
    return switch (leakClass) {
      case CONTINUATION_GROWTH, WINDER_GROWTH -> List.of("keeps the frame", "goes round");
      case BASE_RETENTION -> List.of("captured at", "called from");
      case STALE_WAITERS -> List.of("kept at", "waits in");
      case UNCANCELLED_TIMERS -> List.of("armed at", "in the choice");
      case BLOCKED_FOREVER, FIBER_GROWTH -> List.of("waits at", "spawned at");
      case MAILBOX_GROWTH -> List.of("sent at", "received at");
      case RETAINED_CONTINUATIONS -> List.of("captured at", "handed to");
      case SCHEDULER_HOG -> List.of("run ended at", "spawned at");
    };
  }

  /** What the button that goes to {@link #moment} says. */
  public String momentLabel() {
    return switch (finding.leakClass()) {
      case CONTINUATION_GROWTH, WINDER_GROWTH -> "Show the iteration that left this frame";
      case SCHEDULER_HOG -> "Show the run that made others late";
      case STALE_WAITERS, UNCANCELLED_TIMERS, MAILBOX_GROWTH -> "Show the last that was added";
      default -> "Show its last wait";
    };
  }

  /** Whether the call leads back to the form, so that an arrow may show the round. */
  public boolean goesRound() {
    return isOfContinuation(finding.leakClass());
  }
}
