// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import org.lokoscope.store.LaneState;

/**
 * The colours of all views: dark or light, and for states the standard palette or a safe one.
 *
 * <p>Both palettes were found by a search for the colours that are furthest apart for readers who
 * see all colours and for those who lack one kind of cone; {@code ThemeTest} says how far. In the
 * standard one running is the one strong green, ready an amber, and what waits is cool and quiet;
 * where two of its states are near each other, they differ in their {@link Pattern}. In the safe
 * one all states are far apart by their colour alone.
 */
public enum Theme {
  DARK(false, false),
  LIGHT(true, false),
  DARK_SAFE(false, true),
  LIGHT_SAFE(true, true);

  private final boolean light;
  private final boolean safe;

  Theme(boolean light, boolean safe) {
    this.light = light;
    this.safe = safe;
  }

  public static Theme of(boolean light, boolean safe) {
    if (light) {
      return safe ? LIGHT_SAFE : LIGHT;
    }
    return safe ? DARK_SAFE : DARK;
  }

  public boolean isLight() {
    return light;
  }

  public boolean isSafe() {
    return safe;
  }

  public int of(Tone tone) {
    return tone.in(light);
  }

  /** The colour of a state; transparent for {@link LaneState#ABSENT}. */
  public int of(LaneState state) {
    return light ? onLight(state, safe) : onDark(state, safe);
  }

  private static int onDark(LaneState state, boolean safe) {
    return switch (state) {
      case ABSENT -> 0;
      case RUNNING -> safe ? 0xff7adfac : 0xff51e2a5;
      case READY -> safe ? 0xfff8c121 : 0xffe0a817;
      case BLOCKED_PUT -> safe ? 0xffc59ff8 : 0xff8773c3;
      case BLOCKED_GET -> safe ? 0xff015fbc : 0xff025f9d;
      case BLOCKED_CONDITION -> safe ? 0xff7a5c68 : 0xff8e708a;
      case BLOCKED_CHOICE -> safe ? 0xff2c9d9f : 0xff4aacc5;
      case BLOCKED_IO -> safe ? 0xff893613 : 0xff92633a;
      case BLOCKED_MAILBOX -> safe ? 0xff89866e : 0xff999471;
      case BLOCKED_OTHER -> safe ? 0xffd2dce8 : 0xff94999e;
      case SLEEPING -> safe ? 0xff223553 : 0xff4e586f;
      case IDLE -> safe ? 0xff171717 : 0xff1f2228;
      case OVERDUE -> safe ? 0xffd26000 : 0xfff3e76c;
    };
  }

  private static int onLight(LaneState state, boolean safe) {
    return switch (state) {
      case ABSENT -> 0;
      case RUNNING -> safe ? 0xff308f4e : 0xff237d3b;
      case READY -> safe ? 0xfffdaa19 : 0xffe5a036;
      case BLOCKED_PUT -> safe ? 0xffa176d6 : 0xffa181ce;
      case BLOCKED_GET -> safe ? 0xff16439a : 0xff184b97;
      case BLOCKED_CONDITION -> safe ? 0xff452f41 : 0xff9d5a93;
      case BLOCKED_CHOICE -> safe ? 0xff77d4fe : 0xff6c9ca1;
      case BLOCKED_IO -> safe ? 0xff722d12 : 0xffa08370;
      case BLOCKED_MAILBOX -> safe ? 0xffc2b990 : 0xffadb590;
      case BLOCKED_OTHER -> safe ? 0xff6b6f77 : 0xff747577;
      case SLEEPING -> safe ? 0xff9b9eac : 0xffa1b1d2;
      case IDLE -> safe ? 0xffecedef : 0xffe8e8e8;
      case OVERDUE -> safe ? 0xff0c1200 : 0xfffcea00;
    };
  }
}
