// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.layout.StackPane;
import javafx.scene.transform.Transform;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.BreakpointList;
import org.lokoscope.gui.debug.model.Connection;
import org.lokoscope.gui.debug.model.DebugModel;
import org.lokoscope.gui.debug.model.DebugModel.Phase;
import org.lokoscope.gui.debug.model.Launch;
import org.lokoscope.gui.debug.model.NotReached;
import org.lokoscope.gui.panel.DebugView;
import org.lokoscope.gui.work.WriteFailure;
import org.lokoscope.store.SourceText;
import org.lokoscope.store.Trace;
import org.lokoscope.views.paint.Theme;

/**
 * The window's debugger as an image, where the run of a trace stands: for documents and reports.
 * The toolkit is started without a display, unless it runs already, and goes on to run.
 */
public final class DebugImage {

  /** Pulses in a row at which nothing is awaited any more. */
  private static final int STILL = 5;

  private final Trace trace;
  private final DebugModel model = new DebugModel(Connection::to, Platform::runLater);
  private final DebugView view = new DebugView(model, this::text);
  private final CompletableFuture<BufferedImage> done = new CompletableFuture<>();

  private volatile String moved = "";

  private DebugImage(Trace trace) {
    this.trace = trace;
  }

  /**
   * Has the run stand, and draws what is seen there.
   *
   * @param file where a breakpoint is set; null to stand at a time
   * @param line of the breakpoint; without one, nanoseconds of the recording
   * @param scale pixels of the image for each of the view
   * @return what is to be said of where it stands; or empty
   * @throws NotReached if it does not come there
   */
  public static String write(
      Trace trace,
      @Nullable String file,
      long line,
      int width,
      int height,
      Theme theme,
      double scale,
      Path into) {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    CompletableFuture<DebugImage> made = new CompletableFuture<>();
    start(
        () -> {
          try {
            DebugImage begun = new DebugImage(trace);
            begun.begin(file, line, width, height, theme, scale);
            made.complete(begun);
          } catch (RuntimeException | Error problem) {
            made.completeExceptionally(problem);
          }
        });
    try {
      DebugImage drawn = made.get();
      BufferedImage picture = drawn.done.get();
      ImageIO.write(picture, "png", into.toFile());
      return drawn.moved;
    } catch (ExecutionException problem) {
      throw problem.getCause() instanceof NotReached reason
          ? reason
          : new IllegalStateException(problem.getCause());
    } catch (InterruptedException wish) {
      Thread.currentThread().interrupt();
      throw new NotReached("interrupted");
    } catch (IOException unwritable) {
      throw new WriteFailure(into, unwritable);
    }
  }

  private static void start(Runnable work) {
    try {
      Platform.startup(work);
    } catch (IllegalStateException running) {
      Platform.runLater(work);
    }
  }

  private String whyMoved() {
    return model.breakpoints().points().get().stream()
        .map(point -> model.breakpoints().state(point).message())
        .filter(message -> !message.isEmpty())
        .findFirst()
        .orElse("");
  }

  private void begin(
      @Nullable String file, long line, int width, int height, Theme theme, double scale) {
    StackPane root = new StackPane(view);
    Scene scene = new Scene(root, width, height);
    WindowLook.dress(scene, theme);
    Path directory = trace.info().directory();
    if (file == null) {
      model.start(Launch.at(directory, line));
    } else {
      model.breakpoints().add(BreakpointList.Kind.LINE, file, (int) line);
      model.start(Launch.ofTrace(directory));
    }
    new AnimationTimer() {
      private int still;

      @Override
      public void handle(long now) {
        if (model.phase().get() == Phase.ENDED) {
          stop();
          done.completeExceptionally(new NotReached(model.note().get()));
          return;
        }
        still = model.isSettled() && view.isSettled() ? still + 1 : 0;
        if (still >= STILL) {
          stop();
          root.applyCss();
          root.layout();
          draw(scene, width, height, scale);
        }
      }
    }.start();
  }

  private void draw(Scene scene, int width, int height, double scale) {
    moved = whyMoved();
    try {
      SnapshotParameters parameters = new SnapshotParameters();
      parameters.setTransform(Transform.scale(scale, scale));
      parameters.setViewport(new Rectangle2D(0, 0, width * scale, height * scale));
      done.complete(SwingFXUtils.fromFXImage(scene.getRoot().snapshot(parameters, null), null));
    } catch (RuntimeException problem) {
      done.completeExceptionally(problem);
    } finally {
      model.stop();
    }
  }

  private void text(String name, Consumer<@Nullable SourceText> then) {
    Thread.ofVirtual()
        .start(
            () -> {
              SourceText found;
              synchronized (trace) {
                found = trace.source(name);
              }
              Platform.runLater(() -> then.accept(found));
            });
  }
}
