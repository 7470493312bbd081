// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.Site;
import org.lokoscope.store.stacks.StackTree.Place;

/** Colours of a flame graph: each place of a source has the same one in every picture. */
final class FlameColours {

  /** Of frames of the runtime, which have no place in a source. */
  static final int RUNTIME = 0xff76849c;

  /** After Okabe and Ito, all so light that dark text reads well on them. */
  private static final int[] HUES = {
    0xff6fb4e8, 0xff35b58c, 0xffe0a03a, 0xffd08cb2, 0xffa9a1e0, 0xff63b7c1, 0xffc3b455, 0xffdc8a66
  };

  static final int ALIKE = 0xffb9c1cc;
  static final int MORE = 0xfff0a030;
  static final int LESS = 0xff58aef0;

  private static final double[] PALER = {0, 0.18, 0.36};

  private FlameColours() {}

  /** Winders are darker than the frames of the same place. */
  static int of(Place place, Theme theme) {
    int colour = place.site().line() == 0 ? RUNTIME : ofSource(place.site());
    return place.winder() ? Palette.mix(colour, theme.of(Tone.BACKGROUND), 0.45) : colour;
  }

  /**
   * Of a place in two runs. Red is left to findings; blue and orange are told apart by all.
   *
   * @param leaning from -1, only in the first run, to 1, only in the second
   */
  static int of(double leaning) {
    return Palette.mix(leaning > 0 ? MORE : LESS, ALIKE, Math.sqrt(Math.abs(leaning)));
  }

  private static int ofSource(Site site) {
    int code = spread(site.position().hashCode());
    int hue = HUES[Math.floorMod(code, HUES.length)];
    return Palette.mix(0xffffffff, hue, PALER[Math.floorMod(code / HUES.length, PALER.length)]);
  }

  /** Neighbouring lines have neighbouring hash codes; their colours shall not be neighbours. */
  private static int spread(int code) {
    int mixed = code * 0x9e3779b9;
    return mixed ^ mixed >>> 15;
  }
}
