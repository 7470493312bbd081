package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PollerTest {

  /** Its thread used to read a field that was null by then, and died with an exception. */
  @Test
  void shouldEndQuietlyWhenItIsClosedBeforeItsThreadBegins() throws Exception {
    List<Runnable> late = new ArrayList<>();
    Poller poller =
        new Poller(
            work -> {
              late.add(work);
              return Thread.ofPlatform().unstarted(() -> {});
            });
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
    }
  }
}
