// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a loop inside of guard leaves behind must not make its end, out of memory, last for ever.
 */
class ReraiseTest {

  @TempDir private Path folder;

  /** Each form used to look for the next one out among all those within it. */
  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void shouldPassOnWhatWasRaisedThroughManyFormsInTimeThatGoesWithTheirNumber() {
    ProcessProgram runner = new ProcessProgram(folder, "nothing", "(define nothing 0)");
    runner.prepare();
    runner.execute(
        """
        (define (f n)
          (guard (e ((eq? e 'never) 1))
            (if (zero? n) (raise 'out) (+ 1 (f (- n 1))))))
        (display (guard (e ((eq? e 'out) 'caught)) (f 400000)))
        """);
    assertThat(runner.output()).isEqualTo("caught");
  }
}
