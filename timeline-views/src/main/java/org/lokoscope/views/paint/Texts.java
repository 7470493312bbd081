package org.lokoscope.views.paint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lokoscope.views.layout.GraphTrack.Unit;
import org.lokoscope.views.viewport.TimeText;

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

  /** {@code 12.3 k}, {@code 4 MiB}. */
  public static String quantity(double value, Unit unit) {
    return switch (unit) {
      case WORDS -> words(scaled(value, 1000, " k", " M", " G", ""));
      case COUNT -> scaled(value, 1000, " k", " M", " G", "");
      case TIME -> TimeText.duration(value);
      case BYTES -> scaled(value, 1024, " KiB", " MiB", " GiB", " B");
    };
  }

  private static String words(String number) {
    return number + (number.equals("1") ? " word" : " words");
  }

  private static String scaled(
      double value, double thousand, String kilo, String mega, String giga, String one) {
    double size = Math.abs(value);
    if (size < thousand * 0.9995) {
      return figure(value) + one;
    }
    if (size < thousand * thousand * 0.9995) {
      return figure(value / thousand) + kilo;
    }
    return size < thousand * thousand * thousand * 0.9995
        ? figure(value / thousand / thousand) + mega
        : figure(value / thousand / thousand / thousand) + giga;
  }

  private static String figure(double value) {
    if (value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int decimals = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return decimals == 0 ? text : text.replaceFirst("\\.?0+$", "");
  }
}
