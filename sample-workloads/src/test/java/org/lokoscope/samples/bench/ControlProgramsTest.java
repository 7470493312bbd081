// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;

class ControlProgramsTest {

  /** What Chez Scheme 9.5.8 and Guile 3.0.8 answer, too. */
  @ParameterizedTest
  @CsvSource({
    "eval, 200030000",
    "dynamic-wind, 0",
    "mutual, 1680",
    "closures, 5505150000",
    "digest, 11396366247",
    "escapes, 56",
    "cpstak, 70"
  })
  void shouldAnswerAsOtherSchemesDo(String name, String answer) throws Exception {
    assertThat(run(name, "(write (work))")).isEqualTo(answer);
  }

  @Test
  void shouldAddFractionsAsOtherSchemesDo() throws Exception {
    assertThat(run("rationals", "(write (exact (floor (* 1000000 (work)))))")).isEqualTo("6903263");
  }

  private static String run(String name, String end) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SystemWorld world = new SystemWorld(InputStream.nullInputStream(), out, out, List.of(name));
    ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(), _ -> Probe.NONE);
    String text = "(import (rnrs) (rnrs eval))" + ControlPrograms.text(name) + end;
    assertThat(run.execute(run.load(text, name), name)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
