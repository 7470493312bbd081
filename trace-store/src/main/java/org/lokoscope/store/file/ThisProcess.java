// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.function.LongSupplier;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.store.log.TraceMeta;
import org.lokoscope.tracer.codec.RunId;
import org.lokoscope.tracer.codec.StreamOrigin;

/** What the streams of this process say of it. */
final class ThisProcess {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private ThisProcess() {}

  /**
   * @param clock nanoseconds since time 0 of the run
   */
  static StreamOrigin origin(TraceMeta meta, LongSupplier clock) {
    // All three clocks at once: what follows may take long the first time.
    Instant now = Instant.now();
    long monotonic = System.nanoTime();
    long elapsed = clock.getAsLong();
    long wallClock = now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    RunId run = meta.runId();
    return new StreamOrigin(
        run == null ? RunId.random() : run,
        ProcessHandle.current().pid(),
        wallClock - elapsed,
        monotonic - elapsed,
        EnumSet.allOf(Capability.class),
        host(),
        StreamOrigin.OWN_RUNTIME,
        version());
  }

  /** Without a question to the network. */
  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException | RuntimeException elsewhere) {
      String name = System.getenv().getOrDefault("HOSTNAME", "");
      return name.isEmpty() ? System.getenv().getOrDefault("COMPUTERNAME", "") : name;
    }
  }

  private static String version() {
    String version = ThisProcess.class.getPackage().getImplementationVersion();
    String java = Runtime.version().toString();
    return (version == null ? "unpackaged" : version) + " on Java " + java;
  }
}
