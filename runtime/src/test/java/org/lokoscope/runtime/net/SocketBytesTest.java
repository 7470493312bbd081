// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a read asks the system, and when it knows without. */
final class SocketBytesTest {

  private Pipe pipe;
  private SocketBytes bytes;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    bytes = new SocketBytes(pipe.source(), null, () -> "pipe");
  }

  @AfterEach
  void close() throws IOException {
    pipe.source().close();
    pipe.sink().close();
  }

  private void send(int count) throws IOException {
    pipe.sink().write(ByteBuffer.wrap(new byte[count]));
  }

  private int read(int room) throws IOException {
    return bytes.read(new byte[room], 0, room);
  }

  @Test
  void shouldSpareTheReadAfterAShortOneButOnlyOnce() throws IOException {
    send(2);
    assertThat(read(3)).isEqualTo(2);
    send(1);
    assertThat(read(3)).isZero();
    assertThat(read(3)).isEqualTo(1);
  }

  @Test
  void shouldReadOnWhenARoomWasFull() throws IOException {
    send(5);
    assertThat(read(3)).isEqualTo(3);
    assertThat(read(3)).isEqualTo(2);
  }

  @Test
  void shouldReadAtOnceWhenItIsToldToLook() throws IOException {
    send(2);
    assertThat(read(3)).isEqualTo(2);
    send(1);
    bytes.look();
    assertThat(read(3)).isEqualTo(1);
  }

  @Test
  void shouldFindTheEndAfterAShortRead() throws IOException {
    send(2);
    assertThat(read(3)).isEqualTo(2);
    pipe.sink().close();
    assertThat(read(3)).isZero();
    assertThat(read(3)).isEqualTo(-1);
  }
}
