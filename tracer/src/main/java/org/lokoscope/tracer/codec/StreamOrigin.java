// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.lokoscope.runtime.probe.Capability;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.schema.Schema;

/**
 * Who writes a stream: what {@link Probe#streamBegan} says.
 *
 * @param osProcess the number of the operating system's process
 * @param wallClock nanoseconds since 1970 (UTC) at time 0 of the stream
 * @param monotonic nanoseconds of the host's monotonic clock at time 0 of the stream
 * @param capabilities what is measured
 * @param host the name of the machine; empty if nobody knows
 * @param runtime what ran the program
 * @param version of the runtime
 */
public record StreamOrigin(
    RunId run,
    long osProcess,
    long wallClock,
    long monotonic,
    Set<Capability> capabilities,
    String host,
    String runtime,
    String version) {

  /** What streams of our own runtime call it. */
  public static final String OWN_RUNTIME = "Lokoscope";

  private static final int CODE = Schema.code("streamBegan");

  public StreamOrigin {
    EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
    all.addAll(capabilities);
    capabilities = Collections.unmodifiableSet(all);
  }

  /** Whether our own runtime ran the program, so that its switches can be advised. */
  public boolean isOwn() {
    return runtime.equals(OWN_RUNTIME);
  }

  /** Makes it the first event of a stream. */
  public void announce(Probe probe) {
    long bits = 0;
    for (Capability capability : capabilities) {
      bits |= 1L << capability.ordinal();
    }
    String writer = word(host) + "\t" + word(runtime) + "\t" + word(version);
    probe.streamBegan(0, run.high(), run.low(), osProcess, wallClock, monotonic, bits, writer);
  }

  private static String word(String text) {
    return text.replaceAll("[\\v\t]", " ");
  }

  /** Whether the event at the cursor says it. */
  public static boolean isAt(ChunkCursor event) {
    return event.code() == CODE;
  }

  /** What the event at the cursor says. Bits that this version does not know are passed over. */
  public static StreamOrigin read(ChunkCursor event) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    for (Capability capability : Capability.values()) {
      if ((event.value(6) >>> capability.ordinal() & 1) != 0) {
        capabilities.add(capability);
      }
    }
    String[] writer = event.text().split("\t", 3);
    return new StreamOrigin(
        new RunId(event.value(1), event.value(2)),
        event.value(3),
        event.value(4),
        event.value(5),
        capabilities,
        writer[0],
        writer.length > 1 ? writer[1] : "",
        writer.length > 2 ? writer[2] : "");
  }
}
