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
}
