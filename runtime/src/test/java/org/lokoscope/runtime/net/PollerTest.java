// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PollerTest {

  private final BlockingQueue<Throwable> deaths = new LinkedBlockingQueue<>();

  /** Its thread used to end with all fibers waiting for ever. */
  @Test
  @Timeout(120)
  void shouldSayThatItsThreadHasDied() throws Exception {
    Error cause = new InternalError("for the test");
    Poller poller = Poller.withThread(deaths::add);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      poller.watch(
          source,
          SelectionKey.OP_READ,
          _ -> {
            throw cause;
          });
      sink.write(ByteBuffer.wrap(new byte[1]));
      assertThat(deaths.take()).isSameAs(cause);
    }
    poller.close();
  }

  /** Its thread used to read a field that was null by then, and died with an exception. */
  @Test
  void shouldEndQuietlyWhenItIsClosedBeforeItsThreadBegins() throws Exception {
    List<Runnable> late = new ArrayList<>();
    Poller poller =
        new Poller(
            work -> {
              late.add(work);
              return Thread.ofPlatform().unstarted(() -> {});
            },
            problem -> deaths.add(problem));
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      poller.watch(source, SelectionKey.OP_READ, _ -> {});
      poller.close();
      assertThat(late).hasSize(1);
      assertThatCode(late.getFirst()::run).doesNotThrowAnyException();
      poller.watch(source, SelectionKey.OP_READ, _ -> {});
      assertThat(late).hasSize(1);
      assertThat(sink.isOpen()).isTrue();
      assertThat(deaths).isEmpty();
    }
  }

  /** Those who rest wait in the poller themselves, one after the other. */
  private static final class Rester {
    private final Poller poller;
    private final AtomicBoolean called = new AtomicBoolean();
    private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::run);

    Rester(Poller poller) {
      this.poller = poller;
    }

    private void run() {
      while (!called.get()) {
        poller.await(Long.MAX_VALUE, called::get);
      }
    }

    void call() throws InterruptedException {
      called.set(true);
      poller.wakeup();
      thread.join();
    }
  }

  @Test
  @Timeout(120)
  void shouldTellWhoWaitsOfWhatIsWatchedMeanwhile() throws Exception {
    Poller poller = new Poller(deaths::add);
    Pipe pipe = Pipe.open();
    BlockingQueue<Thread> told = new LinkedBlockingQueue<>();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      sink.configureBlocking(false);
      poller.watch(source, SelectionKey.OP_READ, _ -> told.add(Thread.currentThread()));
      assertThat(poller.isUsed()).isTrue();
      Rester rester = new Rester(poller);
      rester.thread.start();
      for (int i = 0; i < 1000; i++) {
        poller.watch(sink, SelectionKey.OP_WRITE, _ -> told.add(Thread.currentThread()));
        assertThat(told.take()).isSameAs(rester.thread);
      }
      rester.call();
    }
    poller.close();
    assertThat(deaths).isEmpty();
  }

  /** A look uses up a wake-up that was meant for whoever is about to wait. */
  @Test
  @Timeout(120)
  void shouldNotWaitWhenItHasBeenCalledAlready() throws Exception {
    Poller poller = new Poller(deaths::add);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      poller.watch(source, SelectionKey.OP_READ, _ -> {});
      poller.wakeup();
      poller.await(0, () -> false);
      poller.await(Long.MAX_VALUE, () -> true);
      assertThat(sink.isOpen()).isTrue();
    }
    poller.close();
  }

  @Test
  void shouldSayWhatWentWrongWhileSomebodyWaited() throws Exception {
    Error cause = new InternalError("for the test");
    Poller poller = new Poller(deaths::add);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      source.configureBlocking(false);
      sink.configureBlocking(false);
      poller.watch(
          sink,
          SelectionKey.OP_WRITE,
          _ -> {
            throw cause;
          });
      poller.await(0, () -> false);
      assertThat(deaths).containsExactly(cause);
      assertThat(source.isOpen()).isTrue();
    }
    poller.close();
  }
}
