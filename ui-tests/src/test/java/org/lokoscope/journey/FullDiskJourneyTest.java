// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recording that is followed until its disk is full. The disk is a small tmpfs in a name space of
 * its own; where that is not allowed, this is skipped.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class FullDiskJourneyTest {

  private static final String MOUNT = "mount -t tmpfs -o size=12m none \"$0\"";

  @TempDir Path folder;

  @Test
  void shouldSayThatTheDiskIsFull() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(run(disk, MOUNT, List.of()).waitFor() == 0, "a small disk cannot be mounted here");
    List<String> window = new ArrayList<>();
    window.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
        .forEach(window::add);
    window.addAll(List.of("-cp", System.getProperty("java.class.path")));
    window.addAll(List.of(FullDiskJourney.class.getName(), disk.toString()));
    Process journey = run(disk, MOUNT + " && exec \"$@\"", window);
    String errors = new String(journey.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(journey.waitFor()).as(errors).isZero();
  }

  private static Process run(Path disk, String script, List<String> command) throws IOException {
    List<String> all = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script));
    all.add(disk.toString());
    all.addAll(command);
    return new ProcessBuilder(all).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }
}
