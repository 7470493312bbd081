// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;

/**
 * Runs a program that prints once, at its end, untraced and in a JVM of its own: what else a JVM
 * has done is as large as a leak, and goes when it likes. Prints the bytes of the heap that are in
 * use when the program has printed, after a collection; the program waits meanwhile.
 */
final class HeapAtOutput extends OutputStream {
  private static final long SETTLED = 20_000;

  private long used;

  private HeapAtOutput() {}

  /** Runs the program {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    Path program = Path.of(args[0]);
    HeapAtOutput out = new HeapAtOutput();
    ProgramRun run =
        new ProgramRun(
            new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false),
            new SystemWorld(
                InputStream.nullInputStream(), out, System.err, List.of(program.toString())),
            List.of(program.getParent()),
            cpu -> Probe.NONE);
    int status = run.execute(run.load(Files.readString(program), "program"), "program");
    System.out.println(out.used);
    System.out.flush();
    System.exit(status);
  }

  /** The heap in use at the end of a program, in bytes. */
  static long of(Path program) {
    ProcessBuilder jvm =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx768m",
            "-cp",
            System.getProperty("java.class.path"),
            HeapAtOutput.class.getName(),
            program.toString());
    try {
      byte[] output =
          jvm.redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .getInputStream()
              .readAllBytes();
      return Long.parseLong(new String(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long settled() {
    long before = Long.MAX_VALUE;
    long now = collected();
    while (before - now > SETTLED) {
      before = now;
      now = collected();
    }
    return now;
  }

  private static long collected() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (used == 0 && length > 0) {
      used = settled();
    }
  }
}
