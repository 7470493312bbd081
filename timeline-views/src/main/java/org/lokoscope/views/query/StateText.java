package org.lokoscope.views.picture;

import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;

/** Says in a few words what a lane does in a stay. */
public final class StateText {

  private StateText() {}

  public static String name(LaneState state) {
    return switch (state) {
      case ABSENT -> "absent";
      case RUNNING -> "running";
      case READY -> "ready";
      case BLOCKED_PUT -> "waits to put";
      case BLOCKED_GET -> "waits to get";
      case BLOCKED_CONDITION -> "waits for condition";
      case BLOCKED_CHOICE -> "waits for a choice";
      case BLOCKED_IO -> "waits for I/O";
      case BLOCKED_MAILBOX -> "waits for message";
      case BLOCKED_OTHER -> "waits";
      case SLEEPING -> "sleeping";
      case IDLE -> "idle";
    };
  }

  /** {@code get channel 1.3 @ server.sps:12}. */
  public static String of(Trace trace, LaneId lane, Interval stay) {
    return switch (stay.state()) {
      case ABSENT, IDLE -> "";
      case RUNNING -> runner(trace, lane, stay);
      case READY -> "ready";
      default -> blocked(trace, stay);
    };
  }

  private static String runner(Trace trace, LaneId lane, Interval stay) {
    boolean named =
        lane.kind() == LaneId.Kind.CPU
            || (lane.kind() == LaneId.Kind.PROCESS && stay.subject() != 0);
    return named ? trace.nameOf(stay.subject()) : "running";
  }

  private static String blocked(Trace trace, Interval stay) {
    StringBuilder text = new StringBuilder(verb(stay.state()));
    if (stay.subject() != 0) {
      text.append(' ').append(trace.nameOf(stay.subject()).replaceFirst("^channel ", "ch "));
    }
    if (stay.site() != 0) {
      text.append(" @ ").append(trace.site(stay.site()).shortPosition());
    }
    return text.toString();
  }

  private static String verb(LaneState state) {
    return switch (state) {
      case BLOCKED_PUT -> "put";
      case BLOCKED_GET -> "get";
      case BLOCKED_CONDITION -> "wait";
      case BLOCKED_CHOICE -> "choice";
      case BLOCKED_IO -> "I/O";
      case BLOCKED_MAILBOX -> "receive";
      case SLEEPING -> "sleep";
      default -> "wait";
    };
  }
}
