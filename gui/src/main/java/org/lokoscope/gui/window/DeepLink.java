package org.lokoscope.gui.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneId;
import org.lokoscope.views.model.TimelineModel;
import org.lokoscope.views.viewport.TimeRange;

/**
 * A trace and what to look at in it, as one text: {@code
 * TRACE#from=1000&to=2000&at=1500&lane=fiber:4294967298}. Times are nanoseconds since the run
 * began. What it does not say, or says wrongly, is left as it is.
 *
 * @param range the visible time, or null
 * @param at the playhead, or -1
 * @param lane the selected lane, or null
 */
public record DeepLink(Path trace, @Nullable TimeRange range, long at, @Nullable LaneId lane) {

  /** A path as it stands, or with what stands behind its last {@code #}. */
  public static DeepLink of(Path path) {
    String text = path.toString();
    int sign = text.lastIndexOf('#');
    if (sign <= 0 || Files.exists(path)) {
      return new DeepLink(path, null, -1, null);
    }
    Map<String, String> parts = new HashMap<>();
    for (String part : text.substring(sign + 1).split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    long from = number(parts.get("from"));
    long to = number(parts.get("to"));
    TimeRange range = from >= 0 && to > from ? new TimeRange(from, to) : null;
    Path trace = Path.of(text.substring(0, sign));
    return new DeepLink(trace, range, number(parts.get("at")), lane(parts.get("lane")));
  }

  /** What is looked at now. */
  static DeepLink to(Path trace, TimelineModel model) {
    TimeRange window = model.window().get().range();
    return new DeepLink(
        trace.toAbsolutePath().normalize(),
        new TimeRange(Math.max(0, window.from()), Math.max(1, window.to())),
        model.playback().time().get(),
        model.selection().get().lane());
  }

  private static long number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static @Nullable LaneId lane(@Nullable String text) {
    int colon = text == null ? -1 : text.indexOf(':');
    long id = colon < 0 || text == null ? -1 : number(text.substring(colon + 1));
    for (LaneId.Kind kind : LaneId.Kind.values()) {
      if (id >= 0 && text != null && kind.name().equalsIgnoreCase(text.substring(0, colon))) {
        return new LaneId(kind, id);
      }
    }
    return null;
  }

  /** Whether it says more than which trace. */
  boolean leads() {
    return range != null || at >= 0 || lane != null;
  }

  /** Shows it. */
  void show(TimelineModel model) {
    long moment = at >= 0 ? Math.min(at, model.playback().end()) : model.playback().time().get();
    if (lane != null) {
      model.select(lane, moment);
    }
    if (range != null) {
      model.zoomTo(range);
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
    }
    return text.toString();
  }
}
