// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTest {

  /** Messages used to say "1 chunks are missing". */
  @Test
  void shouldAgreeWithItsNoun() {
    assertThat(Count.of(1, "chunk")).isEqualTo("1 chunk");
    assertThat(Count.of(0, "chunk")).isEqualTo("0 chunks");
    assertThat(Count.of(12_000, "process")).isEqualTo("12\u202f000 processes");
    assertThat(Count.of(1, "chunk is missing", "chunks are missing"))
        .isEqualTo("1 chunk is missing");
    assertThat(Count.of(2, "chunk is missing", "chunks are missing"))
        .isEqualTo("2 chunks are missing");
  }
}
