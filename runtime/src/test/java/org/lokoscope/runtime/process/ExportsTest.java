// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.world.SystemWorld;

/** The table of libraries and the primitives of a run fit together. */
class ExportsTest {

  @Test
  void shouldExportNothingThatIsNotThere() {
    RunSettings settings = new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);
    ProgramRun run =
        new ProgramRun(
            settings, SystemWorld.console(List.of("test")), List.of(), cpu -> Probe.NONE);
    assertThat(run.image().libraries().missingNames()).isEmpty();
  }
}
