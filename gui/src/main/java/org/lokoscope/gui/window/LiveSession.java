// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.panel.OpenTrace.Grown;
import org.lokoscope.gui.work.LaunchSettings;
import org.lokoscope.gui.work.LiveRecording;
import org.lokoscope.gui.work.RecordSettings;
import org.lokoscope.runtime.vm.TraceFilter;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.Progress;
import org.lokoscope.store.Trace;
import org.lokoscope.store.TraceException;
import org.lokoscope.store.TraceInfo;
import org.lokoscope.store.Unread;
import org.lokoscope.store.analysis.Diagnosis;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.fx.NextFrame;
import org.lokoscope.views.fx.QueryExecutor.Work;
import org.lokoscope.views.layout.RowBuilder;

/**
 * A recording that is followed: the program runs in a process of its own, and the window shows its
 * trace while it grows. One at a time; lives on the FX thread.
 */
final class LiveSession {

  /** Between two looks for more, at least. */
  private static final long PACE_MILLIS = 30;

  /** Between the end of a look and the next one, at least: others ask questions then. */
  private static final long LEAST_REST_MILLIS = 5;

  /** How late the last event may be before others are left out to catch up. */
  private static final long BEHIND_NANOS = 400_000_000;

  /**
   * Lanes and fibers are listed anew so seldom, and if that takes long, after so many times that.
   */
  private static final long LIST_NANOS = 200_000_000;

  private static final int LIST_REST = 8;

  /** Nobody reads numbers that change more often, and each change lays the window out. */
  private static final long TOLD_NANOS = 200_000_000;

  /** Between two looks for leaks, at least; one that takes long is followed by four times that. */
  private static final long DIAGNOSIS_NANOS = 1_500_000_000;

  /** What takes longer than this is said. */
  private static final long SAID_NANOS = 1_000_000_000;

  private final MainWindow window;
  private final LiveBar bar = new LiveBar();
  private @Nullable LiveRecording recording;
  private @Nullable OpenTrace opened;
  private LiveRecording.@Nullable Order last;

  /** Whether the trace could not be followed to its end. */
  private boolean lost;

  /** How many lanes were listed, and when they may be again. */
  private volatile int lanes;

  private volatile long listAt;

  private long told;

  /** When taking in began, or was last spoken of. */
  private volatile long caughtUp;

  private volatile long diagnoseAt;

  LiveSession(MainWindow window) {
    this.window = window;
    bar.act(this::dump, this::stop, this::again, this::leave);
  }

  LiveBar bar() {
    return bar;
  }

  /** Starts a program and follows it as soon as there is something of it. */
  void start(Path program, List<String> arguments, LaunchSettings settings, RecordSettings how) {
    end();
    Path into = window.directories().newTrace(program);
    LiveRecording.Order order = new LiveRecording.Order(program, arguments, settings, how, into);
    follow(order, () -> LiveRecording.start(order));
  }

  /** Follows what is started to carry out an order. */
  void follow(LiveRecording.Order order, Supplier<LiveRecording> start) {
    window.start(
        "Starting " + order.program().getFileName() + "…",
        progress -> begin(order, start.get(), progress),
        this::followed);
  }

  /** A recording that has begun, with its trace if that can be followed. */
  private record Begun(LiveRecording recording, OpenTrace.@Nullable Loaded loaded) {}

  private Begun begin(LiveRecording.Order order, LiveRecording begun, Progress progress) {
    try {
      while (begun.isAlive() && !begun.isFlight() && !window.workbench().isTrace(order.into())) {
        wait(progress, order);
      }
      if (begun.isFlight()) {
        return new Begun(begun, null);
      }
      if (!window.workbench().isTrace(order.into())) {
        throw new TraceException(begun.problem());
      }
      return new Begun(begun, load(order.into(), begun, progress));
    } catch (RuntimeException e) {
      begun.stop();
      throw e;
    }
  }

  private void wait(Progress progress, LiveRecording.Order order) {
    if (!progress.at(0, 0, "Starting " + order.program().getFileName() + "…")) {
      throw new CancellationException();
    }
    try {
      Thread.sleep(PACE_MILLIS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  /** The folder is there a moment before what it holds can be read. */
  private OpenTrace.Loaded load(Path trace, LiveRecording begun, Progress progress) {
    while (true) {
      try {
        Trace read = window.workbench().open(trace, progress);
        try {
          return OpenTrace.load(read);
        } catch (RuntimeException e) {
          read.close();
          throw e;
        }
      } catch (TraceException early) {
        if (!begun.isAlive()) {
          throw early;
        }
        wait(progress, begun.order());
      }
    }
  }

  private void followed(Begun begun) {
    end();
    recording = begun.recording();
    lost = false;
    bar.begin(begun.recording().order().recording().filter().level(), begun.loaded() == null);
    OpenTrace.Loaded loaded = begun.loaded();
    if (loaded != null) {
      OpenTrace shown = window.shown(loaded);
      opened = shown;
      shown.follow(true);
      lanes = 0;
      listAt = 0;
      diagnoseAt = System.nanoTime() + DIAGNOSIS_NANOS;
      window.banner().hide();
    }
    tell();
    lookLater(begun.recording(), 0);
  }

  private void lookLater(LiveRecording of, long took) {
    long rest = Math.max(LEAST_REST_MILLIS, PACE_MILLIS - took / 1_000_000);
    Executor later = CompletableFuture.delayedExecutor(rest, TimeUnit.MILLISECONDS, Runnable::run);
    OpenTrace shown = opened;
    TracePane pane = window.pane();
    if (shown == null) {
      later.execute(() -> Platform.runLater(() -> wait(of)));
    } else {
      NextFrame frame =
          pane == null || pane.opened() != shown ? null : pane.timeline().next(bar.showsEnd());
      later.execute(() -> look(of, shown, frame));
    }
  }

  /** There is nothing to be followed: only looks whether the program is still there. */
  private void wait(LiveRecording of) {
    if (recording == of) {
      boolean alive = of.isAlive();
      tell();
      if (alive) {
        lookLater(of, 0);
      } else {
        over();
      }
    }
  }

  /** What was taken in at a look, with the frame that shows it if that could be said in advance. */
  private record Look(boolean alive, Grown grown, NextFrame.@Nullable Loaded frame) {}

  /** Takes in more and loads the frame that shows it, with no turn of the FX thread between. */
  private void look(LiveRecording of, OpenTrace shown, @Nullable NextFrame next) {
    long began = System.nanoTime();
    shown.ask(
        Work.FOLLOWING,
        trace -> {
          boolean alive = of.isAlive();
          Grown grown = grown(trace);
          return new Look(
              alive, grown, next == null ? null : next.load(trace, grown.info().duration()));
        },
        look -> {
          if (recording == of) {
            taken(shown, look);
            if (look.alive() || look.grown().info().recording()) {
              lookLater(of, System.nanoTime() - began);
            } else {
              over();
            }
          }
        },
        () -> lost(of));
  }

  /** Looks for leaks; the next time comes the later, the longer this takes. */
  private Diagnosis diagnose(Trace trace, Progress progress) {
    long began = System.nanoTime();
    try {
      return window.workbench().diagnose(trace, progress);
    } finally {
      long now = System.nanoTime();
      diagnoseAt = now + Math.max(DIAGNOSIS_NANOS, 4 * (now - began));
    }
  }

  /** Says how far it is, when taking in what was recorded takes long. */
  private boolean catchingUp(long done, long total) {
    long now = System.nanoTime();
    if (total > 0 && now - caughtUp > SAID_NANOS) {
      caughtUp = now;
      Platform.runLater(
          () ->
              bar.say(
                  "Taking in what was recorded: "
                      + Figures.percent(Math.clamp((double) done / total, 0.0, 1.0))));
    }
    return true;
  }

  /** The trace cannot be followed any more; the program goes on. The banner says why. */
  private void lost(LiveRecording of) {
    if (recording == of && opened != null) {
      opened.follow(false);
      opened = null;
      lost = true;
      lookLater(of, 0);
    }
  }

  private Grown grown(Trace trace) {
    caughtUp = System.nanoTime();
    trace.keepUp(BEHIND_NANOS, (done, total, what) -> catchingUp(done, total));
    TraceInfo info = trace.info();
    long begin = System.nanoTime();
    boolean listed = !info.recording() || begin > listAt;
    int now = info.cpus() + info.processes() + info.fibers();
    RowBuilder rows = listed && now != lanes ? new RowBuilder(trace) : null;
    List<FiberInfo> fibers = listed ? List.copyOf(trace.fibersWithoutTimes()) : null;
    if (listed) {
      lanes = now;
      long end = System.nanoTime();
      listAt = end + Math.max(LIST_NANOS, LIST_REST * (end - begin));
    }
    return new Grown(info, fibers, rows, trace.unread());
  }

  private void taken(OpenTrace shown, Look look) {
    Grown grown = look.grown();
    boolean more =
        grown.info().events() != shown.info().events()
            || grown.rows() != null
            || !grown.info().recording();
    if (more) {
      shown.grow(grown, bar.showsEnd());
      TracePane pane = window.pane();
      if (look.frame() != null && pane != null && pane.opened() == shown) {
        pane.timeline().show(look.frame());
      }
    }
    if (more && System.nanoTime() > diagnoseAt) {
      diagnoseAt = Long.MAX_VALUE;
      shown.diagnose(this::diagnose);
    }
    if (System.nanoTime() - told > TOLD_NANOS) {
      told = System.nanoTime();
      window.told(shown);
      tell();
    }
  }

  private void tell() {
    LiveRecording of = recording;
    if (of == null) {
      return;
    }
    OpenTrace shown = opened;
    String what =
        of.isFlight()
            ? "Flying: the last "
                + Figures.duration(of.order().recording().flightNanos())
                + " are kept in memory"
            : lost ? "Recording, which cannot be followed any more" : "Recording";
    String size =
        shown == null
            ? ""
            : ", "
                + Count.of(shown.info().events(), "event")
                + ", "
                + Figures.duration(shown.info().duration())
                + unread(shown);
    bar.say(what + ": " + of.order().program().getFileName() + size + ", process " + of.pid());
  }

  private static String unread(OpenTrace shown) {
    long events = shown.unread().stream().mapToLong(Unread::events).sum();
    return events == 0 ? "" : ", " + Count.of(events, "event") + " not indexed yet";
  }

  /**
   * The program is no more: says how it ended, and reads what can only be read of a whole trace.
   */
  private void over() {
    LiveRecording of = recording;
    OpenTrace shown = opened;
    recording = null;
    opened = null;
    if (of == null) {
      return;
    }
    String ending = of.isAlive() ? "is no longer followed" : of.ending();
    bar.say(
        of.order().program().getFileName()
            + " "
            + ending
            + " after "
            + Figures.duration(of.elapsed())
            + (shown == null ? "" : ", " + Count.of(shown.info().events(), "event")));
    bar.ended();
    last = of.order();
    if (lost) {
      window.openBeside(of.order().into());
    }
    if (shown != null) {
      shown.follow(false);
      window.told(shown);
      shown.readAgain();
      shown.diagnose(window.workbench()::diagnose);
      window.warn(shown.info());
    }
  }

  private void stop() {
    LiveRecording of = recording;
    if (of != null) {
      of.stop();
      bar.say("Stopping " + of.order().program().getFileName() + "…");
    }
  }

  private void again() {
    LiveRecording.Order order = last;
    if (order != null) {
      TraceFilter old = order.recording().filter();
      TraceFilter filter =
          new TraceFilter(
              bar.level(), old.processes(), old.fibers(), old.sampleHertz(), old.valueLength());
      RecordSettings how =
          new RecordSettings(
              filter,
              order.recording().retention(),
              order.recording().flightNanos(),
              order.recording().checkNanos());
      start(order.program(), order.arguments(), order.settings(), how);
    }
  }

  private void dump() {
    LiveRecording of = recording;
    if (of == null) {
      return;
    }
    window.start(
        "Writing what the flight recorder has…",
        progress -> {
          try {
            return of.dump();
          } catch (IOException e) {
            throw new TraceException("The flight recorder did not write: " + e.getMessage(), e);
          }
        },
        trace ->
            window
                .banner()
                .notice(
                    "Written: " + trace,
                    new Banner.Action("Open it", () -> window.openBeside(trace))));
  }

  /** Another trace is shown now, or nothing: a recording is stopped. */
  void leave() {
    end();
    bar.hide();
  }

  /** Ends a recording without a word. */
  void end() {
    LiveRecording of = recording;
    recording = null;
    opened = null;
    if (of != null && of.isAlive()) {
      of.stop();
    }
  }
}
