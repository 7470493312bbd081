// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import org.lokoscope.runtime.cml.FiberMode;

/**
 * A program that measures something. It prints lines of a word and a number, of which the last
 * {@code rate}, {@code seconds}, {@code ratio} or {@code parked} line counts; see {@link Figure}.
 *
 * @param name short; its program is {@code name.sps} in the directory of its suite
 * @param what is measured, in a few words
 * @param reference what the other implementation reaches, in the unit of the figure; 0 if unknown
 * @param limit the figure that must be reached, or 0 for none
 * @param fibers what a suspended fiber holds
 * @param cpus virtual CPUs
 */
public record Benchmark(
    String name,
    String what,
    Figure figure,
    double reference,
    double limit,
    FiberMode fibers,
    int cpus) {

  /** One on a single CPU. */
  public Benchmark(
      String name, String what, Figure figure, double reference, double limit, FiberMode fibers) {
    this(name, what, figure, reference, limit, fibers, 1);
  }

  /** One in the default mode of fibers. */
  public Benchmark(String name, String what, Figure figure, double reference, double limit) {
    this(name, what, figure, reference, limit, FiberMode.CALLCC);
  }

  /** The same on several CPUs. */
  public Benchmark onCpus(int number) {
    return new Benchmark(name, what, figure, reference, limit, fibers, number);
  }

  /** What the number of a benchmark means. */
  public enum Figure {
    /** Operations a second: the program prints {@code rate N}. */
    RATE("/s", true),

    /** The program prints {@code seconds N}. */
    SECONDS("s", false),

    /** One time beside another: the program prints {@code ratio N}. */
    RATIO("", false),

    /**
     * Bytes of heap for each of what the program makes. It prints {@code parked 0} before and
     * {@code parked N} when there are N of them; the heap is looked at, after a collection, at each
     * of these lines.
     */
    BYTES("bytes", false);

    private final String unit;
    private final boolean moreIsBetter;

    Figure(String unit, boolean moreIsBetter) {
      this.unit = unit;
      this.moreIsBetter = moreIsBetter;
    }

    public String unit() {
      return unit;
    }
  }

  /** How many times better than the reference a figure is; above 1 is better. */
  public double ratio(double value) {
    return figure.moreIsBetter ? value / reference : reference / value;
  }

  /** Whether a figure is as good as it must be. */
  public boolean suffices(double value) {
    return limit == 0 || (figure.moreIsBetter ? value >= limit : value <= limit);
  }
}
