package org.lokoscope.runtime.process;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.os.Commands;
import org.lokoscope.runtime.probe.WaitReason;
import org.lokoscope.runtime.vm.TraceContext;
import org.lokoscope.runtime.world.SystemWorld;

/** A kernel with one CPU, which has no thread of its own, and one process, which it runs. */
final class Bench {

  private static final RunSettings SETTINGS =
      new RunSettings(FiberMode.CALLCC, 1, OptionalLong.empty(), false);

  private final Network network = new Network(_ -> {});
  final Kernel kernel =
      new Kernel(
          new SystemWorld(
              InputStream.nullInputStream(),
              OutputStream.nullOutputStream(),
              OutputStream.nullOutputStream(),
              List.of("p")),
          network);
  final Cpu cpu = new Cpu(0, kernel, TraceContext.OFF);
  final Process process =
      new Process(
          1,
          0,
          "p",
          new RunServices(
              kernel,
              Process.Reports.NONE,
              network,
              new Devices(kernel),
              new Commands(),
              SETTINGS));

  Bench() {
    kernel.add(process);
    kernel.pollOrRest(cpu);
    process.reason = WaitReason.MESSAGE;
  }

  /** The process has nothing to do any more, but something may come from outside. */
  Bench resting() {
    kernel.countDevices(1);
    kernel.waits(process);
    return this;
  }

  void post() {
    process.post(_ -> {}, WaitReason.MESSAGE, 0);
  }

  /** Does on the calling thread what the CPU's thread does when it has nothing to run. */
  @Nullable Process next() {
    cpu.shareThread(Thread.currentThread());
    return kernel.next(cpu);
  }
}
