// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.application.Platform;
import org.lokoscope.gui.panel.OpenTrace;
import org.lokoscope.gui.work.ProgramException;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.views.model.Cell;

/**
 * Something that takes longer than a user waits, on a thread of its own. Its cells live on the FX
 * thread.
 */
public final class LongTask {

  /** How often progress crosses to the FX thread, at most. */
  private static final long PACE = 40_000_000;

  private final Cell<String> message;
  private final Cell<Double> fraction = new Cell<>(-1.0);
  private volatile boolean cancelled;

  private LongTask(String title) {
    message = new Cell<>(title);
  }

  /** What is going on. */
  public Cell<String> message() {
    return message;
  }

  /** 0 to 1, or -1 when unknown. */
  public Cell<Double> fraction() {
    return fraction;
  }

  public void cancel() {
    cancelled = true;
  }

  /** How a task ended; called on the FX thread. Exactly one of the three. */
  public record End<T>(Consumer<? super T> done, Runnable cancelled, Consumer<String> failed) {}

  public static <T> LongTask start(String title, Function<Progress, T> work, End<T> end) {
    LongTask task = new LongTask(title);
    Thread.ofPlatform().daemon().name(title).start(() -> task.run(work, end));
    return task;
  }

  private <T> void run(Function<Progress, T> work, End<T> end) {
    try {
      T result = work.apply(new Paced());
      Platform.runLater(
          () -> {
            // Who cancels late does not get what was made meanwhile.
            if (cancelled) {
              discard(result);
              end.cancelled().run();
            } else {
              end.done().accept(result);
            }
          });
    } catch (CancellationException e) {
      Platform.runLater(end.cancelled());
    } catch (RuntimeException e) {
      String line = line(e);
      Platform.runLater(() -> end.failed().accept(line));
    }
  }

  private static void discard(Object result) {
    if (result instanceof OpenTrace.Loaded loaded) {
      Thread.ofPlatform().daemon().start(loaded.trace()::close);
    }
  }

  /** One line for the user. */
  static String line(Throwable problem) {
    boolean forTheUser =
        problem instanceof TraceException
            || problem instanceof ProgramException
            || problem instanceof WriteFailure;
    if (forTheUser && problem.getMessage() != null) {
      return problem.getMessage();
    }
    String text =
        problem.getMessage() == null
            ? ""
            : ": " + problem.getMessage().lines().findFirst().orElse("");
    System.getLogger(LongTask.class.getName()).log(System.Logger.Level.DEBUG, "failed", problem);
    return "Internal error (" + problem.getClass().getSimpleName() + text + ")";
  }

  private final class Paced implements Progress {

    private final AtomicBoolean waiting = new AtomicBoolean();
    private long last = System.nanoTime() - PACE;

    @Override
    public boolean at(long done, long total, String what) {
      long now = System.nanoTime();
      if (now - last >= PACE && waiting.compareAndSet(false, true)) {
        last = now;
        Platform.runLater(
            () -> {
              waiting.set(false);
              message.set(what);
              fraction.set(total <= 0 ? -1.0 : Math.clamp((double) done / total, 0.0, 1.0));
            });
      }
      return !cancelled;
    }
  }
}
