// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.viewport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.tracer.text.Figures;

/**
 * The marks of a time axis: round steps of 1, 2 or 5, labelled in the unit of the step.
 *
 * <p>Deep inside a long run a label would need ten digits. Then the labels count from {@code base},
 * which is shown once: {@code 12.345 s} and {@code +20 µs}. Where time is folded labels are
 * absolute, and each part between two folds has one if it has any mark.
 *
 * @param step nanoseconds between labelled marks
 * @param base what the labels count from; 0 when they are absolute
 */
public record Ruler(double step, double base, List<Tick> ticks) {

  /** One mark; {@code label} is empty for a small one. */
  public record Tick(double time, String label) {

    public boolean major() {
      return !label.isEmpty();
    }
  }

  private static final int SMALL_MARKS = 5;
  private static final String[] UNITS = {"ns", "µs", "ms", "s"};

  /** At least {@code minPixels} lie between two labels. */
  public static Ruler of(Viewport window, double minPixels) {
    double step = roundStep(window.nanosPerPixel() * minPixels);
    List<TimeRange> parts = window.axis().shown(window.range());
    if (!parts.equals(List.of(window.range()))) {
      return folded(window, step, parts);
    }
    int unit = unitOf(step);
    double base = baseOf(window, unit);
    int shown = labelUnit(window, base, unit);
    int decimals = decimals(step, shown);
    double small = step / SMALL_MARKS;
    List<Tick> ticks = new ArrayList<>();
    long first = (long) Math.ceil(Math.max(0, window.from()) / small);
    long last = (long) Math.floor(window.to() / small);
    for (long i = first; i <= last; i++) {
      boolean major = i % SMALL_MARKS == 0;
      ticks.add(
          new Tick(
              i * small,
              major ? label(Math.floorDiv(i, SMALL_MARKS) * step, base, shown, decimals) : ""));
    }
    return new Ruler(step, base, List.copyOf(ticks));
  }

  private static Ruler folded(Viewport window, double step, List<TimeRange> parts) {
    int unit = unitOf(Math.max(step, window.to()));
    double small = step / SMALL_MARKS;
    int decimals = decimals(step, unit);
    List<Tick> ticks = new ArrayList<>();
    for (TimeRange part : parts) {
      long first = (long) Math.ceil(part.from() / small);
      long last = (long) Math.floor(part.to() / small);
      boolean labelled = Math.ceilDiv(first, SMALL_MARKS) * SMALL_MARKS <= last;
      if (first > last) {
        ticks.add(new Tick(part.from(), label(part.from(), 0, unit, decimals(small, unit))));
      }
      for (long i = first; i <= last; i++) {
        boolean round = i % SMALL_MARKS == 0;
        String text =
            round
                ? label(i * small, 0, unit, decimals)
                : i == first && !labelled ? label(i * small, 0, unit, decimals(small, unit)) : "";
        ticks.add(new Tick(i * small, text));
      }
    }
    return new Ruler(step, 0, List.copyOf(ticks));
  }

  public String baseLabel() {
    return base == 0 ? "" : TimeText.instant(base);
  }

  private static double roundStep(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, atLeast))));
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= atLeast) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static int unitOf(double step) {
    int unit = 0;
    while (unit < 3 && step >= Math.pow(1000, unit + 1)) {
      unit++;
    }
    return unit;
  }

  private static double baseOf(Viewport window, int unit) {
    double next = Math.pow(1000, unit + 1);
    return unit == 3 || window.to() < 10 * next
        ? 0
        : Math.floor(Math.max(0, window.from()) / next) * next;
  }

  /**
   * Of several thousand small units none is the name of a time: labels up to {@code 9.5 s} are in
   * seconds though the step is of milliseconds.
   */
  private static String label(double time, double base, int unit, int decimals) {
    double value = (time - base) / Math.pow(1000, unit);
    String sign = base == 0 ? "" : "+";
    String number =
        decimals == 0
            ? Figures.count(Math.round(value))
            : String.format(Locale.ROOT, "%." + decimals + "f", value);
    return sign + number + " " + UNITS[unit];
  }

  private static int labelUnit(Viewport window, double base, int unit) {
    return base == 0 && unit < 3 && window.to() >= Math.pow(1000, unit + 1) ? unit + 1 : unit;
  }

  private static int decimals(double step, int unit) {
    return (int) Math.max(0, Math.ceil(Math.log10(Math.pow(1000, unit) / step) - 1e-9));
  }
}
