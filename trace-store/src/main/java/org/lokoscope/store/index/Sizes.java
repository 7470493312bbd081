// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.SeriesId.Quantity;

/**
 * What continuations weigh: a row of {@code growth} for each suspend of a fiber, and the sums over
 * all suspended fibers.
 *
 * <p>A fiber's size is that of the last continuation that was captured since it was resumed; a
 * capture that the suspend itself made goes before one that the program made with {@code call/cc}.
 * The frames below the fibers are shared: each process counts them once, the largest that any of
 * its suspended fibers holds.
 *
 * <p>Words are those of the frames and of the dynamic state: both live as long as the continuation.
 *
 * <p>growth: resume, frames, words, base words, winders, site.
 */
final class Sizes implements Probe, Kept.State {

  private static final int BY_PROGRAM = 1;
  private static final int BY_SUSPEND = 2;

  private final Fibers fibers;
  private final SeriesTable series;
  private final Rows growth;
  private final Rows points;

  // By fiber: the capture since its last resume, and what it adds to the sums while suspended.
  private final Longs captured = new Longs(0);
  private final Longs frames = new Longs(0);
  private final Longs words = new Longs(0);
  private final Longs base = new Longs(0);
  private final Longs winders = new Longs(0);
  private final Longs site = new Longs(0);
  private final Longs live = new Longs(0);
  private final Longs suspended = new Longs(0);
  private final Longs suspendSite = new Longs(0);

  private final LongIndex processes = new LongIndex();
  private final List<Greatest> bases = new ArrayList<>();
  private final LongIndex sites = new LongIndex();
  private final Longs wordsBySite = new Longs(0);
  private long liveWords;
  private long baseWords;
  private long liveWinders;

  Sizes(Fibers fibers, SeriesTable series, Rows growth, Rows points) {
    this.fibers = fibers;
    this.series = series;
    this.growth = growth;
    this.points = points;
  }

  @Override
  public void keep(Kept kept) {
    int size = fibers.ids.size();
    for (Longs column :
        List.of(captured, frames, words, base, winders, site, live, suspended, suspendSite)) {
      kept.column(column, size);
    }
    kept.ids(processes);
    for (int i = 0; i < processes.size(); i++) {
      if (i == bases.size()) {
        bases.add(new Greatest());
      }
      bases.get(i).keep(kept);
    }
    kept.ids(sites);
    kept.column(wordsBySite, sites.size());
    liveWords = kept.number(liveWords);
    baseWords = kept.number(baseWords);
    liveWinders = kept.number(liveWinders);
  }

  @Override
  public void continuationCaptured(
      long time,
      long continuation,
      long fiber,
      int reason,
      long frameCount,
      long wordCount,
      long baseFrames,
      long baseWordCount,
      long newFrames,
      long winderCount,
      long winderWords,
      long captureSite) {
    if (fiber == 0) {
      return;
    }
    int index = fibers.of(fiber, time);
    boolean suspend =
        reason == CaptureReason.SUSPEND.ordinal() || reason == CaptureReason.PREEMPT.ordinal();
    int rank = suspend ? BY_SUSPEND : BY_PROGRAM;
    if (captured.get(index) > rank) {
      return;
    }
    boolean counted = live.get(index) != 0;
    if (counted) {
      subtract(index);
    }
    captured.set(index, rank);
    frames.set(index, frameCount);
    words.set(index, wordCount + winderWords);
    base.set(index, baseWordCount);
    winders.set(index, winderCount);
    site.set(index, captureSite);
    if (counted) {
      add(index);
      report(time, index);
    } else if (suspended.get(index) != 0) {
      settle(time, index);
    }
  }

  @Override
  public void fiberSuspended(long time, long fiber, int reason, long object, long where) {
    int index = fibers.of(fiber, time);
    suspended.set(index, 1);
    suspendSite.set(index, where);
    if (captured.get(index) != 0 && live.get(index) == 0) {
      settle(time, index);
    }
  }

  /** A fiber is suspended and its size is known, whichever was reported first. */
  private void settle(long time, int index) {
    long where = suspendSite.get(index);
    growth.add(
        index,
        time,
        fibers.resumes.get(index),
        frames.get(index),
        words.get(index),
        base.get(index),
        winders.get(index),
        where != 0 ? where : site.get(index));
    fibers.lastWords.set(index, words.get(index));
    fibers.lastWinders.set(index, winders.get(index));
    if (words.get(index) > fibers.peakWords.get(index)) {
      fibers.peakWords.set(index, words.get(index));
    }
    add(index);
    report(time, index);
  }

  @Override
  public void fiberResumed(long time, long fiber) {
    drop(time, fibers.of(fiber, time));
  }

  @Override
  public void fiberEnded(long time, long fiber, int outcome) {
    drop(time, fibers.of(fiber, time));
  }

  private void drop(long time, int index) {
    if (live.get(index) != 0) {
      subtract(index);
      report(time, index);
    }
    captured.set(index, 0);
    suspended.set(index, 0);
  }

  private void add(int index) {
    live.set(index, 1);
    change(index, 1);
  }

  private void subtract(int index) {
    live.set(index, 0);
    change(index, -1);
  }

  private void change(int index, int sign) {
    long own = words.get(index) - base.get(index);
    liveWords += sign * own;
    liveWinders += sign * winders.get(index);
    wordsBySite.add(sites.add(site.get(index)), sign * own);
    int process = processes.add(fibers.process.get(index));
    if (process == bases.size()) {
      bases.add(new Greatest());
    }
    Greatest held = bases.get(process);
    baseWords -= held.value();
    held.count(base.get(index), sign);
    baseWords += held.value();
  }

  private void report(long time, int index) {
    series.of(Quantity.LIVE_WINDERS, 0);
    points.add(series.of(Quantity.LIVE_WORDS, 0), time, liveWords + baseWords, liveWinders, 0);
    long where = site.get(index);
    points.add(series.of(Quantity.SITE_WORDS, where), time, wordsBySite.get(sites.add(where)));
  }
}
