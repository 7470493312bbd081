// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/**
 * A colour as an eye sees it, and how far two of them are apart.
 *
 * <p>What an eye without one kind of cone sees is computed with the matrices of Machado, Oliveira
 * and Fernandes (2009) for the full deficiency, in linear light; distances are those of CIE 2000.
 *
 * @param l lightness, a and b the two axes of hue of CIELAB (D65)
 */
record SeenColour(double l, double a, double b) {

  /** Which eye looks. */
  enum Eye {
    ALL_CONES(1, 0, 0, 0, 1, 0, 0, 0, 1),
    PROTANOPIA(
        0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
        1.051998),
    DEUTERANOPIA(
        0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
    TRITANOPIA(
        1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
        0.303900);

    @SuppressWarnings("ImmutableEnumChecker") // Nobody writes into it.
    private final double[] matrix;

    Eye(double... matrix) {
      this.matrix = matrix;
    }

    private double[] see(double[] light) {
      return times(matrix, light);
    }
  }

  private static final double[] TO_XYZ = {
    0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920,
    0.9503041
  };
  private static final double POW_25_7 = Math.pow(25, 7);

  static SeenColour of(int argb, Eye eye) {
    double[] light = {
      linear(argb >> 16 & 0xff), linear(argb >> 8 & 0xff), linear(argb & 0xff),
    };
    double[] seen = eye.see(light);
    for (int i = 0; i < 3; i++) {
      seen[i] = Math.clamp(seen[i], 0.0, 1.0);
    }
    double[] xyz = times(TO_XYZ, seen);
    double x = root(xyz[0] / 0.95047);
    double y = root(xyz[1]);
    double z = root(xyz[2] / 1.08883);
    return new SeenColour(116 * y - 16, 500 * (x - y), 200 * (y - z));
  }

  private static double[] times(double[] matrix, double[] vector) {
    double[] product = new double[3];
    for (int i = 0; i < 9; i++) {
      product[i / 3] += matrix[i] * vector[i % 3];
    }
    return product;
  }

  private static double linear(int component) {
    double value = component / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double root(double value) {
    return value > 216.0 / 24389 ? Math.cbrt(value) : (24389.0 / 27 * value + 16) / 116;
  }

  /** The difference of CIE 2000; 1 is about the least that can be seen. */
  double distance(SeenColour other) {
    double mean = (Math.hypot(a, b) + Math.hypot(other.a, other.b)) / 2;
    double grey = 1.5 - 0.5 * Math.sqrt(Math.pow(mean, 7) / (Math.pow(mean, 7) + POW_25_7));
    double chroma1 = Math.hypot(a * grey, b);
    double chroma2 = Math.hypot(other.a * grey, other.b);
    double hue1 = hue(a * grey, b);
    double hue2 = hue(other.a * grey, other.b);
    boolean coloured = chroma1 * chroma2 > 0;
    double turn = hue2 - hue1;
    turn = !coloured ? 0 : turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn;
    double lightness = (l + other.l) / 2;
    double chroma = (chroma1 + chroma2) / 2;
    double sum = hue1 + hue2;
    double hue =
        !coloured
            ? sum
            : Math.abs(hue1 - hue2) <= 180 ? sum / 2 : sum < 360 ? sum / 2 + 180 : sum / 2 - 180;
    double t =
        1
            - 0.17 * cos(hue - 30)
            + 0.24 * cos(2 * hue)
            + 0.32 * cos(3 * hue + 6)
            - 0.20 * cos(4 * hue - 63);
    double square = (lightness - 50) * (lightness - 50);
    double dl = (other.l - l) / (1 + 0.015 * square / Math.sqrt(20 + square));
    double dc = (chroma2 - chroma1) / (1 + 0.045 * chroma);
    double dh = 2 * Math.sqrt(chroma1 * chroma2) * Math.sin(Math.toRadians(turn) / 2);
    dh /= 1 + 0.015 * chroma * t;
    double bend = 30 * Math.exp(-Math.pow((hue - 275) / 25, 2));
    double blue = 2 * Math.sqrt(Math.pow(chroma, 7) / (Math.pow(chroma, 7) + POW_25_7));
    double rotation = -Math.sin(Math.toRadians(2 * bend)) * blue;
    return Math.sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh);
  }

  private static double hue(double a, double b) {
    return Math.floorMod((long) Math.floor(Math.toDegrees(Math.atan2(b, a))), 360L)
        + fraction(Math.toDegrees(Math.atan2(b, a)));
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }

  private static double cos(double degrees) {
    return Math.cos(Math.toRadians(degrees));
  }
}
