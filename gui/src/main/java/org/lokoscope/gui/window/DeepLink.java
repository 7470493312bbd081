// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.TimeRange;

/**
 * A trace and what to look at in it, as one text: {@code TRACE#t=1.2s&fiber=7}. The parts are
 *
 * <ul>
 *   <li>{@code t=TIME} or {@code at=NANOSECONDS}: the playhead
 *   <li>{@code range=TIME..TIME}, or {@code from=} and {@code to=} in nanoseconds: the visible time
 *   <li>{@code fiber=7}, by its number or its name, or {@code lane=KIND:ID}: the selected lane
 *   <li>{@code view=leaks}: the tab in front
 * </ul>
 *
 * Times are since the run began; without a unit they are seconds.
 *
 * @param range the visible time, or null
 * @param at the playhead, or -1
 * @param lane the selected lane, or null
 * @param fiber the selected fiber, by number or name; empty for none
 * @param view the tab in front; empty for none
 */
public record DeepLink(
    Path trace,
    @Nullable TimeRange range,
    long at,
    @Nullable LaneId lane,
    String fiber,
    String view) {

  private static final Pattern TIME = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|µs|ms|s|)");

  private static final Set<String> PARTS =
      new TreeSet<>(Set.of("t", "range", "fiber", "view", "lane", "at", "from", "to"));

  /**
   * A path as it stands, or with what stands behind its last {@code #}.
   *
   * @throws IllegalArgumentException if that is no link; says why in a line
   */
  public static DeepLink of(Path path) {
    String text = path.toString();
    int sign = text.lastIndexOf('#');
    if (sign <= 0 || Files.exists(path)) {
      return new DeepLink(path, null, -1, null, "", "");
    }
    Map<String, String> parts = parts(text.substring(sign + 1));
    long at = parts.containsKey("t") ? time("t", parts.get("t")) : number("at", parts.get("at"));
    return new DeepLink(
        Path.of(text.substring(0, sign)),
        range(parts),
        at,
        lane(parts.get("lane")),
        parts.getOrDefault("fiber", ""),
        parts.getOrDefault("view", ""));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new HashMap<>();
    for (String part : text.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!PARTS.contains(name)) {
        throw wrong(
            "#"
                + text
                + ": has no part "
                + name
                + "; expected some of "
                + String.join("=, ", PARTS)
                + "=");
      }
      if (equals < 0 || equals + 1 == part.length()) {
        throw wrong("#" + text + ": " + name + " has no value");
      }
      parts.put(name, part.substring(equals + 1));
    }
    return parts;
  }

  private static @Nullable TimeRange range(Map<String, String> parts) {
    String text = parts.get("range");
    if (text == null) {
      long from = number("from", parts.get("from"));
      long to = number("to", parts.get("to"));
      return from < 0 || to < 0 ? null : range("from=" + from + "&to=" + to, from, to);
    }
    int dots = text.indexOf("..");
    if (dots < 0) {
      throw wrong("range=" + text + ": expected for example 1.5s..1.7s");
    }
    return range(
        "range=" + text,
        time("range", text.substring(0, dots)),
        time("range", text.substring(dots + 2)));
  }

  private static TimeRange range(String part, long from, long to) {
    if (to <= from) {
      throw wrong(part + ": ends before it begins");
    }
    return new TimeRange(from, to);
  }

  private static long time(String part, @Nullable String text) {
    Matcher time = TIME.matcher(text == null ? "" : text);
    if (!time.matches()) {
      throw wrong(part + "=" + text + ": expected a time, for example 350ms or 1.5s");
    }
    double unit =
        switch (time.group(2)) {
          case "ns" -> 1;
          case "us", "µs" -> 1e3;
          case "ms" -> 1e6;
          default -> 1e9;
        };
    return Math.round(Double.parseDouble(time.group(1)) * unit);
  }

  private static IllegalArgumentException wrong(String line) {
    return new IllegalArgumentException(line);
  }

  /** What is looked at now. */
  static DeepLink to(Path trace, TimelineModel model) {
    TimeRange window = model.window().get().range();
    return new DeepLink(
        trace.toAbsolutePath().normalize(),
        new TimeRange(Math.max(0, window.from()), Math.max(1, window.to())),
        model.playback().time().get(),
        model.selection().get().lane(),
        "",
        "");
  }

  /** Nanoseconds; -1 if the part is not there. */
  private static long number(String part, @Nullable String text) {
    if (text == null) {
      return -1;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw wrong(part + "=" + text + ": expected nanoseconds");
    }
    return Long.parseLong(text);
  }

  private static @Nullable LaneId lane(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int colon = text.indexOf(':');
    for (LaneId.Kind kind : LaneId.Kind.values()) {
      if (colon > 0 && kind.name().equalsIgnoreCase(text.substring(0, colon))) {
        return new LaneId(kind, number("lane", text.substring(colon + 1)));
      }
    }
    throw wrong("lane=" + text + ": expected for example fiber:4294967298");
  }

  /** Whether it says more than which trace. */
  boolean leads() {
    return range != null || at >= 0 || lane != null || !fiber.isEmpty() || !view.isEmpty();
  }

  /**
   * The lane that it selects; null for none.
   *
   * @throws IllegalArgumentException if the trace has no such fiber; says so in a line
   */
  @Nullable LaneId lane(List<FiberInfo> fibers) {
    if (fiber.isEmpty()) {
      return lane;
    }
    return fibers.stream()
        .filter(this::isMeant)
        .findFirst()
        .map(each -> LaneId.fiber(each.id()))
        .orElseThrow(() -> wrong("fiber=" + fiber + ": the trace has no such fiber"));
  }

  /** The number of a fiber is told with its process or without it. */
  private boolean isMeant(FiberInfo each) {
    return each.name().equals(fiber)
        || fiber.equals(Long.toString(each.id()))
        || fiber.equals(Long.toString(each.id() & 0xFFFF_FFFFL));
  }

  /** Shows it, but for the tab. */
  void show(TimelineModel model, @Nullable LaneId selected) {
    long begin = range == null ? model.playback().time().get() : range.from();
    long moment = Math.min(at >= 0 ? at : begin, model.playback().end());
    if (selected != null) {
      model.select(selected, moment);
    }
    if (range != null) {
      model.zoomTo(range);
    } else if (at >= 0) {
      model.window().set(model.window().get().revealing(moment));
    }
    model.playback().moveTo(moment);
  }

  /** A line for a shell that opens it. */
  String command() {
    return "lokoscope '" + this.toString().replace("'", "'\\''") + "'";
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(trace.toString());
    char sign = '#';
    if (range != null) {
      text.append(sign).append("from=").append(range.from()).append("&to=").append(range.to());
      sign = '&';
    }
    if (at >= 0) {
      text.append(sign).append("at=").append(at);
      sign = '&';
    }
    if (lane != null) {
      String kind = lane.kind().name().toLowerCase(Locale.ROOT);
      text.append(sign).append("lane=").append(kind).append(':').append(lane.id());
      sign = '&';
    }
    if (!fiber.isEmpty()) {
      text.append(sign).append("fiber=").append(fiber);
      sign = '&';
    }
    if (!view.isEmpty()) {
      text.append(sign).append("view=").append(view);
    }
    return text.toString();
  }
}
