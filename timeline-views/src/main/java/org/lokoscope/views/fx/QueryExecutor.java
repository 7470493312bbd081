package org.lokoscope.views.fx;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import org.lokoscope.store.Trace;
import org.lokoscope.views.layout.GraphTrack;
import org.lokoscope.views.layout.GraphTracks;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.picture.Overview;
import org.lokoscope.views.picture.Picture;
import org.lokoscope.views.picture.PictureLoader;

/**
 * Queries of a trace on a thread of their own; answers on the toolkit's thread. Of several requests
 * for a picture only the latest is worth finishing. After {@link #close} no answer arrives, and the
 * trace is closed only when the last query has ended.
 */
public final class PictureFeed implements TimelineModel.Background, AutoCloseable {

  private final Trace trace;
  private final PictureLoader loader;
  private final ExecutorService pictures = worker("pictures");
  private final ExecutorService queries = worker("queries");
  private final AtomicLong latest = new AtomicLong();
  private final Consumer<Throwable> failure;
  private volatile boolean closed;

  /**
   * @param failure told on the toolkit's thread when a query fails
   */
  public PictureFeed(Trace trace, Consumer<Throwable> failure) {
    this.trace = trace;
    this.failure = failure;
    this.loader = new PictureLoader(trace);
  }

  private static ExecutorService worker(String name) {
    return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
  }

  @Override
  public <T> void ask(Supplier<T> query, Consumer<? super T> then) {
    submit(queries, query, then);
  }

  void picture(PictureLoader.Request request, Consumer<? super Picture> then) {
    long number = latest.incrementAndGet();
    submit(
        pictures,
        () -> loader.load(request, () -> !closed && latest.get() == number),
        picture -> {
          if (picture != null) {
            then.accept(picture);
          }
        });
  }

  void overview(Consumer<? super Overview> then) {
    submit(pictures, () -> Overview.of(trace), then);
  }

  void tracks(OptionalLong fiber, Set<Long> suspects, Consumer<? super List<GraphTrack>> then) {
    submit(queries, () -> GraphTracks.of(trace, fiber, suspects), then);
  }

  private <T> void submit(ExecutorService worker, Supplier<T> query, Consumer<? super T> then) {
    try {
      worker.execute(() -> run(query, then));
    } catch (RejectedExecutionException late) {
      // The trace was closed while the user still clicked.
    }
  }

  private <T> void run(Supplier<T> query, Consumer<? super T> then) {
    if (closed) {
      return;
    }
    try {
      T answer = query.get();
      deliver(() -> then.accept(answer));
    } catch (RuntimeException e) {
      deliver(() -> failure.accept(e));
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
    pictures.shutdown();
    queries.execute(
        () -> {
          awaitEnd(pictures);
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
