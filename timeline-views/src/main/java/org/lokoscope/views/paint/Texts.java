// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import org.lokoscope.tracer.text.Figures;
import org.lokoscope.views.layout.GraphTrack.Unit;

/** Fits words and figures into pixels. */
public final class Texts {

  private Texts() {}

  /** The text, or its begin with an ellipsis, or "" when not even three letters fit. */
  public static String cut(Surface surface, String text, TextStyle style, double width) {
    if (surface.textWidth(text, style) <= width) {
      return text;
    }
    int low = 0;
    int high = text.length() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (surface.textWidth(text.substring(0, middle) + "…", style) <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low < 3 ? "" : text.substring(0, low) + "…";
  }

  /** As {@link #cut}, but begin and end stay: names often differ at their ends. */
  public static String cutMiddle(Surface surface, String text, TextStyle style, double width) {
    if (surface.textWidth(text, style) <= width) {
      return text;
    }
    int low = 0;
    int high = text.length() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (surface.textWidth(withoutMiddle(text, middle), style) <= width) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low < 3 ? "" : withoutMiddle(text, low);
  }

  private static String withoutMiddle(String text, int letters) {
    int begin = (letters + 1) / 2;
    return text.substring(0, begin) + "…" + text.substring(text.length() - (letters - begin));
  }

  /** Breaks at spaces; a longer word stands on a line of its own. */
  public static List<String> wrap(Surface surface, String text, TextStyle style, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (!line.isEmpty() && surface.textWidth(longer, style) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word);
      } else {
        line.setLength(0);
        line.append(longer);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /** What an axis says: {@code 12.3 k}, {@code 4 MB}. */
  public static String quantity(double value, Unit unit) {
    return switch (unit) {
      case WORDS -> words(Figures.brief(value));
      case COUNT -> Figures.brief(value);
      case TIME -> Figures.duration(value);
      case BYTES -> Figures.bytes(value);
    };
  }

  /**
   * A value at an axis in the unit of the greatest one there: {@code 60 k words} below {@code 120 k
   * words}.
   *
   * @param top the greatest value of the axis
   */
  public static String atAxis(double value, double top, Unit unit) {
    return switch (unit) {
      case WORDS -> words(Figures.brief(value, top));
      case COUNT -> Figures.brief(value, top);
      case TIME -> Figures.duration(value, top);
      case BYTES -> Figures.bytes(value, top);
    };
  }

  private static String words(String number) {
    return number + (number.equals("1") ? " word" : " words");
  }
}
