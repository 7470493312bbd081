// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.lokoscope.gui.work.SampleProgram;
import org.lokoscope.gui.work.StoreWorkbench;
import picocli.CommandLine.Command;

@Command(
    name = "samples",
    mixinStandardHelpOptions = true,
    description = "List the sample programs and their files.")
final class SamplesCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    List<SampleProgram> samples = new StoreWorkbench().runner().samples();
    for (SampleProgram sample : samples) {
      System.out.printf("%-18s %s%n", sample.name(), sample.shows());
      System.out.printf("%-18s %s%n", "", sample.program());
    }
    return ExitStatus.DONE;
  }
}
