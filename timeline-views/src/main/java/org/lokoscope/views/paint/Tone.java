// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

/** The colours of the views by what they are for, in the dark and in the light theme. */
public enum Tone {
  BACKGROUND(0xff12151b, 0xffffffff),
  PANEL(0xff1a1e26, 0xfff6f8fa),
  LANE_EVEN(0xff161a21, 0xfffcfdfe),
  LANE_ODD(0xff191d25, 0xfff6f8fb),
  /** Headers of groups of lanes, and flags at the ruler. */
  GROUP(0xff212733, 0xffe9edf2),
  SEPARATOR(0xff2e3542, 0xffd0d7de),
  GRID(0x16ffffff, 0x14000000),
  TEXT(0xffdfe4ec, 0xff1f2328),
  DIM_TEXT(0xff8f9bad, 0xff59636e),
  SELECTION(0xff6cb6ff, 0xff0969da),
  SELECTED_LANE(0x306cb6ff, 0x260969da),
  /** Neither red, which belongs to findings, nor the colour of any state. */
  PLAYHEAD(0xfff3f6fa, 0xff0550ae),
  HOVER(0x50ffffff, 0x40000000),
  /** Over what is outside the visible range. */
  OUTSIDE(0xa00c0e12, 0x90dfe4ea),
  TOTAL(0xff56a8e8, 0xff1f77b4),
  ACCENT(0xffff8a3d, 0xffbc4c00),
  /** Findings, errors and lost events, and nothing else. */
  LEAK(0xffff5d52, 0xffcf222e),
  BADGE_INK(0xff1a0705, 0xffffffff),
  /** On the playhead's flag. */
  PLAYHEAD_INK(0xff12151b, 0xffffffff),
  /** Behind a text that floats over what is painted. */
  FLAG(0xd0101319, 0xe6ffffff),
  /** Around what is selected. */
  EDGE(0xffffffff, 0xff1f2328),
  BRICK(0xff4a5568, 0xffa8b3c1),
  STEADY(0xff2fbf8a, 0xff1a7f37),
  SPAWN(0xfff0f3f8, 0xff24292f),
  WAKE(0xffffc857, 0xff9a6700),
  MESSAGE(0xffd58cff, 0xff8250df),
  OFFER(0xff7fd6c8, 0xff0f766e),
  SYNTAX(0xff79b8ff, 0xff0550ae),
  DEFINED(0xffd2a8ff, 0xff8250df),
  STRING(0xff9ecb8f, 0xff116329),
  CONSTANT(0xfff0b072, 0xff953800),
  COMMENT(0xff8b98a9, 0xff636c76);

  private final int dark;
  private final int light;

  Tone(int dark, int light) {
    this.dark = dark;
    this.light = light;
  }

  int in(boolean lightTheme) {
    return lightTheme ? light : dark;
  }
}
