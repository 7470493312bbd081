// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LoadTest {

  private static final String OUTPUT =
      """
      Running 3s test @ http://127.0.0.1:31302/
        1 threads and 50 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency     1.02ms    2.50ms  33.54ms   93.99%
          Req/Sec    32.38k     6.72k   44.79k    73.33%
        Latency Distribution
           50%  709.00us
           75%    0.95ms
           90%    1.62ms
           99%    1.15s
        96613 requests in 3.01s, 7.19MB read
      Requests/sec:  32110.42
      Transfer/sec:      2.39MB
      """;

  @Test
  void shouldReadRatesAndDelaysInTheirUnits() throws IOException {
    assertThat(Load.parse(OUTPUT)).isEqualTo(new Load(32110.42, 709e-6, 1.15, 33.54e-3, 0));
  }

  @Test
  void shouldCountErrorsOfEveryKind() throws IOException {
    String errors =
        """
        Socket errors: connect 1, read 20, write 300, timeout 4000
        Non-2xx or 3xx responses: 50000
        """;
    assertThat(Load.parse(OUTPUT + errors).errors()).isEqualTo(54321);
  }

  @Test
  void shouldRefuseWhatSaysNoRate() {
    assertThatThrownBy(() -> Load.parse("unable to connect"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("unable to connect");
  }

  @Test
  void shouldTakeTheRoundWithTheMedianRate() {
    List<Load> rounds =
        List.of(new Load(3, 0, 0, 0, 0), new Load(1, 0, 0, 0, 0), new Load(2, 0, 0, 0, 0));
    assertThat(Load.middle(rounds).rate()).isEqualTo(2);
  }
}
