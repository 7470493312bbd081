package org.lokoscope.runtime.library;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Runs code that walks programs recursively on a thread with room for the deepest program that the
 * reader lets pass. The memory is taken only as far as it is used.
 */
public final class DeepStack {

  private static final long STACK_BYTES = 512L << 20;

  private DeepStack() {}

  private static final class DeepThread extends Thread {
    private final Runnable action;

    DeepThread(Runnable action) {
      super(null, null, "expander", STACK_BYTES);
      this.action = action;
    }

    @Override
    public void run() {
      action.run();
    }
  }

  /** The outcome of an action on another thread. */
  private static final class Outcome<T extends @Nullable Object> {
    private Supplier<T> answer =
        () -> {
          throw new IllegalStateException("the thread has not answered");
        };
  }

  public static <T extends @Nullable Object> T run(Supplier<T> action) {
    if (Thread.currentThread() instanceof DeepThread) {
      return action.get();
    }
    Outcome<T> outcome = new Outcome<>();
    DeepThread thread =
        new DeepThread(
            () -> {
              try {
                T result = action.get();
                outcome.answer = () -> result;
              } catch (StackOverflowError overflow) {
                outcome.answer =
                    () -> {
                      throw new SyntaxException(
                          "the program is nested too deeply", SourceSpan.NONE);
                    };
              } catch (RuntimeException | Error thrown) {
                outcome.answer =
                    () -> {
                      throw thrown;
                    };
              }
            });
    thread.start();
    join(thread);
    return outcome.answer.get();
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException later) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
