// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunDelaysTest {

  @TempDir private Path threads;

  private void thread(int number, String name, long delay) throws IOException {
    Path thread = Files.createDirectories(threads.resolve(Integer.toString(number)));
    Files.writeString(thread.resolve("comm"), name + "\n");
    Files.writeString(thread.resolve("schedstat"), "429195 " + delay + " 17\n");
  }

  @Test
  void shouldAddUpWhatAllCpusHaveLostSinceTheLastLook() throws IOException {
    RunDelays delays = new RunDelays(threads);
    thread(1, "cpu-0", 1_000);
    thread(2, "cpu-1", 50);
    thread(3, "lokoscope-trace", 7);
    assertThat(delays.sample()).isFalse();
    thread(1, "cpu-0", 1_400);
    thread(2, "cpu-1", 53);
    thread(3, "lokoscope-trace", 90_000);
    assertThat(delays.sample()).isTrue();
    assertThat(delays.delay()).isEqualTo(403);
  }

  @Test
  void shouldCountTheFaultsForWhichADiskWasRead() throws IOException {
    RunDelays delays = new RunDelays(threads);
    thread(1, "cpu-0", 1_000);
    thread(2, "cpu-1", 50);
    Files.writeString(threads.resolve("1/stat"), "1 (cpu-0) S 1 2 3 4 5 6 700 0 17 0 9 9");
    Files.writeString(threads.resolve("2/stat"), "2 (a) b) S 1 2 3 4 5 6 700 0 5 0 9 9");
    delays.sample();
    Files.writeString(threads.resolve("1/stat"), "1 (cpu-0) S 1 2 3 4 5 6 900 0 20 0 9 9");
    assertThat(delays.sample()).isTrue();
    assertThat(delays.faults()).isEqualTo(3);
  }

  @Test
  void shouldBeginAnewWhenACpuHasEnded() throws IOException {
    RunDelays delays = new RunDelays(threads);
    thread(1, "cpus", 1_000);
    delays.sample();
    Files.delete(threads.resolve("1/schedstat"));
    assertThat(delays.sample()).isFalse();
    thread(1, "cpus", 5_000);
    assertThat(delays.sample()).isFalse();
    thread(1, "cpus", 5_001);
    assertThat(delays.sample()).isTrue();
    assertThat(delays.delay()).isEqualTo(1);
  }

  @Test
  void shouldSayNothingWhereTheSystemDoesNotTell() throws IOException {
    assertThat(new RunDelays(threads.resolve("no-such")).sample()).isFalse();
    thread(1, "cpu-0", 0);
    Files.writeString(threads.resolve("1/schedstat"), "damaged");
    RunDelays delays = new RunDelays(threads);
    assertThat(delays.sample()).isFalse();
    assertThat(delays.sample()).isFalse();
  }
}
