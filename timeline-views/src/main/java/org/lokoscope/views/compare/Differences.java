// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;
import org.lokoscope.store.analysis.Comparison;
import org.lokoscope.store.analysis.Finding;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.compare.Difference.Sense;

/**
 * Says in what two runs differ. Numbers of fibers differ if they are not the same. Resumes, words
 * and winders must differ by a fifth, and times, which no two runs have alike, by half of the
 * larger one and a twentieth of the run: what is less is how things go.
 */
final class Differences {

  private static final double A_FIFTH = 0.2;
  private static final double HALF = 0.5;
  private static final double OF_THE_RUN = 0.05;
  private static final long LEAST_TIME = 1_000_000;
  private static final long LEAST_WORDS = 60;
  private static final long LEAST_WINDERS = 4;
  private static final long LEAST_RESUMES = 5;

  private final List<Difference> all = new ArrayList<>();
  private final long run;

  private Differences(long run) {
    this.run = run;
  }

  static List<Difference> of(Trace before, Trace after, List<Aligned> pairs, Comparison findings) {
    Differences found = new Differences(Math.max(before.end(), after.end()));
    found.findings(findings);
    found.time("the run takes", before.end(), after.end(), "The run", -1);
    for (int i = 0; i < pairs.size(); i++) {
      found.pair(pairs.get(i), i);
    }
    return found.all;
  }

  private void add(String words, Sense sense, int row) {
    all.add(new Difference(words, sense, row));
  }

  private void findings(Comparison compared) {
    compared.gone().forEach(gone -> add("Gone: " + title(gone), Sense.BETTER, -1));
    compared.appeared().forEach(found -> add("New: " + title(found), Sense.WORSE, -1));
    for (Comparison.Pair pair : compared.stayed()) {
      double ratio = pair.ratio();
      if (ratio < 1 - HALF || ratio > 1 / (1 - HALF)) {
        add(
            "Still there, but " + Figures.number(ratio) + " times as much: " + title(pair.after()),
            ratio < 1 ? Sense.BETTER : Sense.WORSE,
            -1);
      }
    }
  }

  private static String title(Finding finding) {
    String kept =
        finding.bytesTotal() <= 0 ? "" : ", " + Figures.bytes(finding.bytesTotal()) + " in the end";
    return finding.leakClass().label().replace('-', ' ')
        + " at "
        + finding.site().position()
        + kept;
  }

  private void pair(Aligned pair, int row) {
    String who = who(pair);
    if (pair.before().isEmpty() || pair.after().isEmpty()) {
      boolean gone = pair.after().isEmpty();
      long count = gone ? pair.before().size() : pair.after().size();
      add(
          who
              + ": "
              + Count.of(count, "fiber")
              + " in the "
              + (gone ? "first" : "second")
              + " run only",
          Sense.OTHER,
          row);
      return;
    }
    long one = pair.before().size();
    long two = pair.after().size();
    if (one != two) {
      add(who + ": " + Count.of(one, "fiber") + ", then " + Figures.count(two), Sense.OTHER, row);
    }
    long leftOne = left(pair.before());
    long leftTwo = left(pair.after());
    if (leftOne != leftTwo) {
      add(
          who + ": " + Figures.count(leftOne) + " never ended, then " + Figures.count(leftTwo),
          leftTwo < leftOne ? Sense.BETTER : Sense.WORSE,
          row);
    }
    count(who + ": resumed", "time", "", pair, FiberInfo::resumes, LEAST_RESUMES, false, row);
    count(
        who + ": held",
        "word",
        " when last suspended",
        pair,
        FiberInfo::lastWords,
        LEAST_WORDS,
        true,
        row);
    count(
        who + ": held",
        "winder",
        " when last suspended",
        pair,
        FiberInfo::lastWinders,
        LEAST_WINDERS,
        true,
        row);
    time(
        "runs",
        inState(pair.before(), LaneState.RUNNING),
        inState(pair.after(), LaneState.RUNNING),
        who,
        row);
    time(
        "is ready but waits",
        inState(pair.before(), LaneState.READY),
        inState(pair.after(), LaneState.READY),
        who,
        row);
  }

  private static String who(Aligned pair) {
    String place = pair.place().line() == 0 ? "" : " (" + pair.place().shortPosition() + ")";
    return pair.name() + place;
  }

  private static long left(List<FiberInfo> fibers) {
    return fibers.stream().filter(FiberInfo::isLeft).count();
  }

  private static long inState(List<FiberInfo> fibers, LaneState state) {
    return fibers.stream().mapToLong(fiber -> fiber.timeInState().getOrDefault(state, 0L)).sum();
  }

  private void count(
      String does,
      String noun,
      String when,
      Aligned pair,
      ToLongFunction<FiberInfo> of,
      long least,
      boolean lessIsBetter,
      int row) {
    long one = pair.before().stream().mapToLong(of).sum();
    long two = pair.after().stream().mapToLong(of).sum();
    if (Math.abs(one - two) >= least && Math.abs(one - two) > A_FIFTH * Math.max(one, two)) {
      Sense sense = !lessIsBetter ? Sense.OTHER : two < one ? Sense.BETTER : Sense.WORSE;
      add(does + " " + Count.of(one, noun) + when + ", then " + Figures.count(two), sense, row);
    }
  }

  private void time(String does, long one, long two, String who, int row) {
    long apart = Math.abs(one - two);
    if (apart >= LEAST_TIME && apart >= HALF * Math.max(one, two) && apart >= OF_THE_RUN * run) {
      String subject = row < 0 ? "The run takes " : who + ": " + does + " ";
      add(subject + Figures.duration(one) + ", then " + Figures.duration(two), Sense.OTHER, row);
    }
  }
}
