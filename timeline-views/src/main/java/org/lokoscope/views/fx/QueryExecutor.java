// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.fx;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.GraphTracks;
import org.lokoscope.views.layout.Suspects;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.paint.LanePictures;
import org.lokoscope.views.paint.Theme;
import org.lokoscope.views.query.Moments;
import org.lokoscope.views.query.Overview;
import org.lokoscope.views.query.TimelineData;
import org.lokoscope.views.query.TimelineQuery;
import org.lokoscope.views.viewport.TimeAxis;

/**
 * Queries of a trace on a thread of their own; answers on the FX thread. Of several requests for a
 * frame only the latest is worth finishing. After {@link #close} no answer arrives, and the trace
 * is closed only when the last query has ended.
 */
public final class QueryExecutor implements TimelineModel.Background, AutoCloseable {

  private final Trace trace;
  private final TimelineQuery timelineQuery;
  private final ExecutorService timelines = worker("timelines");
  private final ExecutorService queries = worker("queries");
  private final ExecutorService moments = worker("moments");
  private final AtomicLong latest = new AtomicLong();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Consumer<Throwable> failure;
  private volatile boolean closed;
  private final Map<Work, ExecutorService> lengthy = new EnumMap<>(Work.class);

  /** What takes so long that it must not stand before a click; each kind has a thread. */
  public enum Work {
    /** Looking for what is wrong with the run. */
    DIAGNOSIS,
    /** The state of the whole scheduler at a moment. */
    STATES,
    /** Rows of tables, sums of charts. */
    TABLES,
    /** All that is known of what is selected. */
    DETAILS,
    /** Taking in what was recorded meanwhile. */
    FOLLOWING,
    /** Holes, marks and spans of the whole run. */
    LANDMARKS
  }

  /**
   * @param failure told on the FX thread when a query fails
   */
  public QueryExecutor(Trace trace, Consumer<Throwable> failure) {
    this.trace = trace;
    this.failure = failure;
    timelineQuery = new TimelineQuery(trace);
    for (Work work : Work.values()) {
      lengthy.put(work, worker(work.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static ExecutorService worker(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  @Override
  public <T> void ask(Supplier<T> query, Consumer<? super T> then) {
    submit(queries, query, then);
  }

  /** Asks what takes long; {@link #isClosed} tells the query when nobody wants its answer. */
  public <T> void ask(Work work, Supplier<T> query, Consumer<? super T> then) {
    submit(Objects.requireNonNull(lengthy.get(work)), query, then);
  }

  /** The same for who must know when there will be no answer; called before the failure is told. */
  public <T> void ask(Work work, Supplier<T> query, Consumer<? super T> then, Runnable unanswered) {
    submit(
        Objects.requireNonNull(lengthy.get(work)),
        () -> {
          try {
            return query.get();
          } catch (RuntimeException e) {
            deliver(unanswered);
            throw e;
          }
        },
        then);
  }

  /** Whether all that was asked has been answered; robots wait for it. */
  public boolean isIdle() {
    return unanswered.get() == 0;
  }

  /** Whether no answer will arrive any more. */
  public boolean isClosed() {
    return closed;
  }

  void timeline(TimelineQuery.Request request, Theme theme, Consumer<? super TimelineData> then) {
    long number = latest.incrementAndGet();
    submit(
        timelines,
        () ->
            timelineQuery
                .load(request, () -> !closed && latest.get() == number)
                .map(data -> LanePictures.drawn(data, theme)),
        data -> data.ifPresent(then));
  }

  /** Short questions about one moment, which wait for no other. */
  void moments(List<LaneId> lanes, long time, Consumer<? super Moments> then) {
    submit(moments, () -> Moments.of(trace, lanes, time), then);
  }

  void overview(TimeAxis axis, Consumer<? super Overview> then) {
    submit(timelines, () -> Overview.of(trace, axis), then);
  }

  void tracks(OptionalLong fiber, Suspects suspects, Consumer<? super List<GraphTrack>> then) {
    submit(queries, () -> GraphTracks.of(trace, fiber, suspects), then);
  }

  private <T> void submit(ExecutorService worker, Supplier<T> query, Consumer<? super T> then) {
    unanswered.incrementAndGet();
    try {
      worker.execute(() -> run(query, then));
    } catch (RejectedExecutionException late) {
      unanswered.decrementAndGet();
      // The trace was closed while the user still clicked.
    }
  }

  private <T> void run(Supplier<T> query, Consumer<? super T> then) {
    if (closed) {
      return;
    }
    try {
      T answer = query.get();
      deliver(
          () -> {
            unanswered.decrementAndGet();
            then.accept(answer);
          });
    } catch (RuntimeException e) {
      deliver(
          () -> {
            unanswered.decrementAndGet();
            failure.accept(e);
          });
    }
  }

  private void deliver(Runnable answer) {
    Platform.runLater(
        () -> {
          if (!closed) {
            answer.run();
          }
        });
  }

  @Override
  public void close() {
    closed = true;
    lengthy.values().forEach(ExecutorService::shutdown);
    timelines.shutdown();
    moments.shutdown();
    queries.execute(
        () -> {
          lengthy.values().forEach(QueryExecutor::awaitEnd);
          awaitEnd(timelines);
          awaitEnd(moments);
          trace.close();
        });
    queries.shutdown();
  }

  private static void awaitEnd(ExecutorService worker) {
    boolean ended = false;
    while (!ended) {
      try {
        ended = worker.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
