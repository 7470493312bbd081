// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.query;

import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.Trace;

/** Says in a few words what a lane does in an interval. */
public final class StateText {

  private StateText() {}

  public static String name(LaneState state) {
    return switch (state) {
      case ABSENT -> "not alive";
      case RUNNING -> "running";
      case READY -> "ready";
      case BLOCKED_PUT -> "blocked sending";
      case BLOCKED_GET -> "blocked receiving";
      case BLOCKED_CONDITION -> "blocked on condition";
      case BLOCKED_CHOICE -> "blocked on choice";
      case BLOCKED_IO -> "blocked on I/O";
      case BLOCKED_MAILBOX -> "blocked on mailbox";
      case BLOCKED_OTHER -> "blocked";
      case SLEEPING -> "sleeping";
      case OVERDUE -> "overdue";
      case IDLE -> "idle";
    };
  }

  /** {@code get channel 1.3 @ server.sps:12}. */
  public static String of(Trace trace, LaneId lane, Interval interval) {
    return switch (interval.state()) {
      case ABSENT, IDLE -> "";
      case RUNNING -> runner(trace, lane, interval);
      case READY -> "ready";
      default -> blocked(trace, interval);
    };
  }

  private static String runner(Trace trace, LaneId lane, Interval interval) {
    boolean named =
        lane.kind() == LaneId.Kind.CPU
            || (lane.kind() == LaneId.Kind.PROCESS && interval.subject() != 0);
    return named ? trace.nameOf(interval.subject()) : "running";
  }

  private static String blocked(Trace trace, Interval interval) {
    StringBuilder text = new StringBuilder(verb(interval.state()));
    if (interval.subject() != 0) {
      text.append(' ').append(trace.nameOf(interval.subject()).replaceFirst("^channel ", "ch "));
    }
    if (interval.site() != 0) {
      text.append(" @ ").append(trace.site(interval.site()).shortPosition());
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
      case OVERDUE -> "overdue";
      default -> "wait";
    };
  }
}
