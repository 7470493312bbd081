// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the selector is told to watch when events come that are wanted, or are not. */
final class WatchTest {

  private final List<Integer> reported = new ArrayList<>();
  private Selector selector;
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    pipe.sink().configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    pipe.source().close();
    pipe.sink().close();
    selector.close();
  }

  private SelectionKey reader() throws IOException {
    Watch watch = new Watch(SelectionKey.OP_READ, reported::add);
    return pipe.source().register(selector, SelectionKey.OP_READ, watch);
  }

  private static boolean want(SelectionKey key, int operations) {
    return ((Watch) key.attachment()).want(key, operations);
  }

  private void look() throws IOException {
    selector.selectNow(key -> ((Watch) key.attachment()).report(key));
  }

  private void send() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(new byte[1]));
  }

  private void receive() throws IOException {
    pipe.source().read(ByteBuffer.allocate(10));
  }

  @Test
  void shouldStayRegisteredForWhoReadsAgainAndAgain() throws IOException {
    SelectionKey key = reader();
    for (int i = 1; i <= 3; i++) {
      send();
      look();
      assertThat(reported).hasSize(i);
      assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);
      receive();
      assertThat(want(key, SelectionKey.OP_READ)).as("something new to the selector").isFalse();
    }
  }

  @Test
  void shouldReportWhatIsWantedOnlyOnce() throws IOException {
    SelectionKey key = reader();
    send();
    look();
    look();
    assertThat(reported).containsExactly(SelectionKey.OP_READ);
    assertThat(key.interestOps()).as("what nobody wants any more").isZero();
  }

  @Test
  void shouldReportWhatCameBeforeItWasWantedAgain() throws IOException {
    SelectionKey key = reader();
    send();
    look();
    look();
    assertThat(want(key, SelectionKey.OP_READ)).isTrue();
    look();
    assertThat(reported).hasSize(2);
  }

  /** It runs on the thread of a program that may have filled the heap. */
  @Test
  void shouldReportAgainWhatCouldNotBeToldForWantOfMemory() throws IOException {
    OutOfMemoryError full = new OutOfMemoryError("for the test");
    Watch watch =
        new Watch(
            SelectionKey.OP_WRITE,
            operations -> {
              reported.add(operations);
              if (reported.size() == 1) {
                throw full;
              }
            });
    pipe.sink().register(selector, SelectionKey.OP_WRITE, watch);
    assertThatThrownBy(this::look).isSameAs(full);
    look();
    look();
    assertThat(reported).hasSize(2);
  }

  /** Output is possible nearly always: the selector would never rest. */
  @Test
  void shouldNotGoOnWatchingForOutput() throws IOException {
    Watch watch = new Watch(SelectionKey.OP_WRITE, reported::add);
    SelectionKey key = pipe.sink().register(selector, SelectionKey.OP_WRITE, watch);
    look();
    assertThat(reported).containsExactly(SelectionKey.OP_WRITE);
    assertThat(key.interestOps()).isZero();
    assertThat(want(key, SelectionKey.OP_WRITE)).isTrue();
    look();
    assertThat(reported).hasSize(2);
  }
}
