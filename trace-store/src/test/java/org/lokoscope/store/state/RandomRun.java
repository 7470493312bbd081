// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.state;

import java.util.Random;
import java.util.function.IntFunction;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.state.RandomScheduler.Report;

/** A run of the {@link RandomScheduler} for tests of other packages. */
public final class RandomRun {

  private static final int OBJECTS = 4;

  /** Hears of each process's objects and fibers before anything happens to them. */
  public interface Names {
    void name(Probe probe, long time, long subject, long serial);
  }

  private RandomRun() {}

  /** Reports a run to probes. */
  public static void tell(long seed, int cpus, int steps, IntFunction<Probe> probes, Names names) {
    RandomScheduler scheduler = new RandomScheduler(new Random(seed), cpus, seed % 2 == 0);
    for (int i = 0; i < steps; i++) {
      scheduler.step();
    }
    for (Report report : scheduler.reports) {
      Probe probe = probes.apply(report.cpu());
      report.event().accept(probe, report.time());
      report
          .event()
          .accept(
              new Probe() {
                @Override
                public void processSpawned(
                    long time, long process, long parent, long name, long site) {
                  for (long serial = 1; serial <= OBJECTS; serial++) {
                    names.name(probe, time, (process << 32) + serial, serial);
                  }
                }

                @Override
                public void fiberSpawned(
                    long time, long fiber, long parent, long process, long site) {
                  names.name(probe, time, fiber, fiber & 0xFFFF_FFFFL);
                }
              },
              report.time());
    }
  }
}
