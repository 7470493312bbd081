// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.Site;

final class AnchorTest {

  private static Site site(String form) {
    return new Site(1, "app.sps", 1, 1, "", form);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBelieveTheRuntimeWhatPushedAWinder(WinderKind kind) {
    assertThat(Anchor.Form.of(kind, site("(guard (e) 1)")).name()).isEqualTo(kind.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(guard (e) 1) | GUARD",
        "(guard | GUARD",
        "(guard(e) 1) | GUARD",
        "(guard[e] 1) | GUARD",
        "(guard) | GUARD",
        "(guard... | GUARD",
        "(guardian 1) | CALL",
        "(guard-all 1) | CALL",
        "(dynamic-wind a b c) | DYNAMIC_WIND",
        "(dynamic-winder a) | CALL",
        "(parameterize ((p 1)) 2) | PARAMETERIZE",
        "(with-exception-handler f g) | HANDLER",
        "((f) guard) | CALL",
        "(f (guard (e) 1)) | CALL",
        "'' | CALL"
      })
  void shouldReadInTheTextWhatPushedAWinder(String text, Anchor.Form form) {
    assertThat(Anchor.Form.of(null, site(text))).isEqualTo(form);
  }

  @Test
  void shouldTellClassesApartByWhatIsToBeMended() {
    assertThat(Anchor.Form.GUARD.leakClass).isEqualTo(LeakClass.CONTINUATION_GROWTH);
    assertThat(Anchor.Form.PARAMETERIZE.leakClass).isEqualTo(LeakClass.WINDER_GROWTH);
  }
}
