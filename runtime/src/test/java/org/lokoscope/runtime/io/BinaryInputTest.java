// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much room a device's bytes are given. */
final class BinaryInputTest {

  private final List<Integer> rooms = new ArrayList<>();
  private int most;
  private final BinaryInput input = BinaryInput.ofDevice(this::give);

  private int give(byte[] into, int from, int count) {
    rooms.add(count);
    return Math.min(count, most);
  }

  /** As an operation does that takes all that has come. */
  private void takeAll() throws IOException {
    input.mark();
    input.pull();
    input.read(new byte[input.unread()], 0, input.unread());
  }

  @Test
  void shouldKeepTheFirstRoomForSmallMessages() throws IOException {
    most = 43;
    for (int message = 0; message < 50; message++) {
      takeAll();
    }
    assertThat(rooms).hasSize(50).containsOnly(512);
  }

  @Test
  void shouldGrowWhileRoomsAreFull() throws IOException {
    most = 100_000;
    for (int message = 0; message < 4; message++) {
      takeAll();
    }
    assertThat(rooms).containsExactly(512, 2048, 8192, 8192);
  }

  @Test
  void shouldKeepWhatTheOperationTookAndGoOnBehindIt() throws IOException {
    most = 43;
    int taken = 0;
    input.mark();
    for (int piece = 0; piece < 20; piece++) {
      input.pull();
      taken += input.read(new byte[input.unread()], 0, input.unread());
    }
    assertThat(taken).isGreaterThan(512);
    input.rewind();
    assertThat(input.unread()).isEqualTo(taken);
  }
}
