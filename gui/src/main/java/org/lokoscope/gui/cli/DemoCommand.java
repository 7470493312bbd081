// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Record the samples and open the application on one that leaks. Without a display, write"
            + " its report and images to ./lokoscope-demo.")
final class DemoCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Demo.run();
  }
}
