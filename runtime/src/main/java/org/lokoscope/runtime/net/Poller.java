package org.lokoscope.runtime.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits for channels to become ready, for all processes of a run. What is watched
 * is watched for one event: who wants the next one asks again. Started when first needed.
 */
final class Poller {

  private final ThreadFactory threads;
  private final Consumer<Throwable> died;
  private @Nullable Selector selector;
  private boolean closed;

  /**
   * @param died is told what ended the thread, if it was not {@link #close}: fibers that wait for
   *     sockets would wait for ever
   */
  Poller(Consumer<Throwable> died) {
    this(Thread.ofPlatform().daemon().name("poller").factory(), died);
  }

  Poller(ThreadFactory threads, Consumer<Throwable> died) {
    this.threads = threads;
    this.died = died;
  }

  /**
   * Watches a channel. If it is closed already, nobody hears of it again.
   *
   * @param operations of {@link SelectionKey}, one or more
   * @param ready is told on the poller's thread which of them are possible
   */
  void watch(SelectableChannel channel, int operations, IntConsumer ready) {
    Selector running = running();
    if (running == null) {
      return;
    }
    try {
      SelectionKey key = channel.keyFor(running);
      if (key == null) {
        channel.register(running, operations, ready);
      } else {
        key.interestOpsOr(operations);
      }
      running.wakeup();
    } catch (ClosedChannelException | CancelledKeyException | ClosedSelectorException _) {
      return;
    }
  }

  /** Null once it is closed. */
  private synchronized @Nullable Selector running() {
    if (selector == null && !closed) {
      // The thread may begin when the field is null again.
      Selector fresh = open();
      threads.newThread(() -> run(fresh)).start();
      selector = fresh;
    }
    return selector;
  }

  private static Selector open() {
    try {
      return Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Selector selector) {
    try {
      while (true) {
        selector.select(Poller::report);
      }
    } catch (ClosedSelectorException _) {
      return;
    } catch (Throwable problem) {
      died.accept(problem);
    }
  }

  private static void report(SelectionKey key) {
    try {
      int ready = key.readyOps();
      key.interestOpsAnd(~ready);
      ((IntConsumer) key.attachment()).accept(ready);
    } catch (CancelledKeyException _) {
      return;
    }
  }

  /** The descriptor of a closed channel that was watched is freed at the next look at it. */
  synchronized void release() {
    if (selector != null) {
      selector.wakeup();
    }
  }

  /** Ends the thread, and frees the descriptors of all closed channels. */
  synchronized void close() {
    closed = true;
    if (selector != null) {
      try {
        selector.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      selector = null;
    }
  }
}
