// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ReasonTest {

  @Test
  void shouldBeTheMessage() {
    assertThat(Reason.of(new IOException("no space left", new Error("deeper"))))
        .isEqualTo("no space left");
  }

  /** A closed channel has no message: lines used to end with "null". */
  @Test
  void shouldNeverBeMissing() {
    assertThat(Reason.of(new ClosedChannelException())).isEqualTo("ClosedChannelException");
    assertThat(Reason.of(new IOException(null, new Error("no space left"))))
        .isEqualTo("no space left");
  }
}
