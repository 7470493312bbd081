// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.number;

/** Division of flonums that never raises: what has no result is a NaN. */
public final class Flonums {

  private Flonums() {}

  public static double div(double x, double y) {
    return Division.div(x, y);
  }

  public static double mod(double x, double y) {
    return Division.mod(x, y);
  }

  public static double div0(double x, double y) {
    double n = Division.div(x, y);
    return isUpperHalf(x, y) ? y > 0 ? n + 1 : n - 1 : n;
  }

  public static double mod0(double x, double y) {
    double m = Division.mod(x, y);
    return isUpperHalf(x, y) ? m - Math.abs(y) : m;
  }

  private static boolean isUpperHalf(double x, double y) {
    return Division.mod(x, y) >= Math.abs(y) / 2;
  }

  /** As C's pow: one to any power is one. */
  public static double expt(double x, double y) {
    return x == 1 ? 1 : Math.pow(x, y);
  }
}
