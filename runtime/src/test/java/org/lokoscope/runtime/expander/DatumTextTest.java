// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.datum.Bits;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;

final class DatumTextTest {

  /** The name of our own class stood in the message. */
  @Test
  void shouldShowABitvectorAsItIsWritten() {
    Object bits = Objects.requireNonNull(Bits.parse("1011"));
    Object shown = Lists.of(Symbol.of("count"), bits);
    assertThat(DatumText.shorten(shown)).isEqualTo("(count #*1011)");
  }

  @Test
  void shouldShortenWhatIsLong() {
    assertThat(DatumText.shorten(new Bits(1000, true))).hasSizeLessThan(70).endsWith("...");
  }
}
