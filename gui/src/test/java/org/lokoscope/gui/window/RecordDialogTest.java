// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordDialogTest {

  @Test
  void shouldTakeWhatIsInQuotesAsOneArgument() {
    assertThat(RecordDialog.quoted("")).isEmpty();
    assertThat(RecordDialog.quoted("  a  b ")).containsExactly("a", "b");
    assertThat(RecordDialog.quoted("1 \"a b\" \"\" c\"d e\""))
        .containsExactly("1", "a b", "", "cd e");
    assertThat(RecordDialog.quoted("say \"a \\\"b\\\"\"")).containsExactly("say", "a \"b\"");
    assertThat(RecordDialog.quoted("C:\\x")).containsExactly("C:\\x");
    assertThatThrownBy(() -> RecordDialog.quoted("\"a")).hasMessageContaining("not closed");
  }
}
