// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.runtime.vm.Machine;

/**
 * Runs code that walks programs recursively on a thread with room for the deepest program that the
 * reader lets pass. The memory is taken only as far as it is used.
 *
 * <p>The threads that run machines have that room, since a machine uses little of its stack: so
 * {@code eval} needs no other thread.
 */
public final class DeepStack {

  private DeepStack() {}

  private static final class DeepThread extends Thread {
    private final Runnable action;

    DeepThread(String name, Runnable action) {
      super(null, null, name, Machine.STACK_BYTES);
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

  /** A thread, not yet started, on which {@link #run} needs no other one. */
  public static Thread thread(String name, Runnable action) {
    return new DeepThread(name, action);
  }

  /**
   * @return what the action returns
   * @throws SyntaxException if even a deep stack is too small
   */
  public static <T extends @Nullable Object> T run(Supplier<T> action) {
    if (Thread.currentThread() instanceof DeepThread) {
      return within(action);
    }
    Outcome<T> outcome = new Outcome<>();
    DeepThread thread =
        new DeepThread(
            "expander",
            () -> {
              try {
                T result = within(action);
                outcome.answer = () -> result;
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

  private static <T extends @Nullable Object> T within(Supplier<T> action) {
    try {
      return action.get();
    } catch (StackOverflowError overflow) {
      throw new SyntaxException("the program is nested too deeply", SourceSpan.NONE);
    }
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
