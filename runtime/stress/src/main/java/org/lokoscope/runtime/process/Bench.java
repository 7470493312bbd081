// SPDX-License-Identifier: Apache-2.0
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

  final Kernel kernel;
  final Cpu cpu;
  final Process process;

  Bench() {
    this(new Network(_ -> {}));
  }

  /**
   * A bench whose CPU waits for sockets while it rests.
   *
   * @param network with something to wait for
   */
  Bench(Network network) {
    SystemWorld world =
        new SystemWorld(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            List.of("p"));
    kernel = new Kernel(world, network);
    cpu = new Cpu(0, kernel, TraceContext.OFF);
    RunServices services =
        new RunServices(
            kernel,
            Process.Reports.NONE,
            network,
            new Devices(kernel),
            new Commands(),
            SETTINGS,
            _ -> {},
            new Debugging());
    process = new Process(1, 0, "p", services);
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
