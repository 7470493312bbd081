// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.GrowthPoint;
import org.lokoscope.store.Interval;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.Trace;

/**
 * What a fiber waits for, and who had the other end of it last.
 *
 * @param object 0 if it is none, or more than one
 * @param description with an article and the place where it was made
 * @param user the fiber that had it last, or 0
 * @param other the place where the other side went on or ended, or unknown
 * @param letGo says so in words that go on a sentence, or ""
 */
record Waiting(long object, String description, long user, Site other, String letGo) {

  private static final Set<String> TOUCHES =
      Set.of("offerEnqueued", "offerMatched", "conditionSignalled");

  /** A fiber that has touched an object, and when. */
  private static final class Touch {
    private long fiber;
    private long time;
  }

  /**
   * @param lost fibers that are not the other side: they wait for ever, too
   */
  static Waiting of(Trace trace, FiberInfo fiber, GrowthPoint wait, Set<Long> lost) {
    Interval blocked = trace.at(LaneId.fiber(fiber.id()), wait.time());
    ObjectInfo object = blocked.subject() == 0 ? null : find(trace, blocked.subject());
    if (object == null) {
      return new Waiting(0, "what it waits for", 0, Site.UNKNOWN, "");
    }
    String made = object.site().line() > 0 ? " made at " + object.site().position() : "";
    String description = "the " + kind(object.kind()) + made;
    Touch last = lastTouch(trace, object, fiber, lost);
    if (last.fiber == 0) {
      return new Waiting(object.id(), description, 0, Site.UNKNOWN, "");
    }
    Site other = trace.site(trace.at(LaneId.fiber(last.fiber), last.time).site());
    String who = ", which \"" + trace.nameOf(last.fiber) + "\" was the last to ";
    return other.line() > 0
        ? new Waiting(
            object.id(), description, last.fiber, other, who + "use, at " + other.position())
        : new Waiting(object.id(), description, last.fiber, Site.UNKNOWN, who + "use");
  }

  private static String kind(ObjectKind kind) {
    return kind == ObjectKind.CHANNEL ? "channel" : "condition";
  }

  private static @Nullable ObjectInfo find(Trace trace, long id) {
    for (ObjectInfo object : trace.objects()) {
      if (object.id() == id) {
        return object;
      }
    }
    return null;
  }

  /** Who used the object last but the fiber itself: at least who made it. */
  private static Touch lastTouch(Trace trace, ObjectInfo object, FiberInfo fiber, Set<Long> lost) {
    Touch last = new Touch();
    last.fiber = lost.contains(object.creator()) ? 0 : object.creator();
    last.time = object.created();
    long end = fiber.ended() < 0 ? trace.end() : fiber.ended();
    trace.eachEvent(
        object.created(),
        end,
        TOUCHES,
        row -> {
          if (EventFields.number(row, "object") == object.id()) {
            for (String field : new String[] {"fiber", "from", "to"}) {
              long who = EventFields.number(row, field);
              if (who != 0 && !lost.contains(who)) {
                last.fiber = who;
                last.time = row.time();
              }
            }
          }
          return true;
        });
    return last;
  }
}
