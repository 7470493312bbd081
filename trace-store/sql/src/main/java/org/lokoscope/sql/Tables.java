// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.sql;

import static org.lokoscope.sql.Column.number;
import static org.lokoscope.sql.Column.real;
import static org.lokoscope.sql.Column.text;

import java.util.List;
import java.util.Set;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** All tables. Their names and columns are an interface: none is ever renamed. */
final class Tables {

  private static final String NANOS = "nanoseconds since the run began";

  static final List<Table> ALL =
      List.of(
          Table.of(
              "runs",
              "A trace, and who recorded it.",
              Fillers::runs,
              text("trace", "its directory, as it was named"),
              text("program", ""),
              text("host", ""),
              number("os_process", "number of the operating system's process"),
              text("runtime", "with its version"),
              number("wall_clock_ns", "nanoseconds since 1970 (UTC) at the begin"),
              number("duration_ns", "nanoseconds"),
              number("events", ""),
              number("lost_events", "that the recorder dropped"),
              number("damaged_places", ""),
              number("finished", "1 if the recorder was closed in order")),
          EventTable.of("events", "An event.", Schema.events()),
          Table.of(
              "processes",
              "A process of the run.",
              Fillers::processes,
              number("process", "0 is the scheduler"),
              text("name", ""),
              number("parent", ""),
              number("spawned_ns", NANOS),
              number("ended_ns", "NULL while it lives"),
              number("dispatches", "how often it was given a CPU"),
              number("preemptions", "")),
          Table.of(
              "fibers",
              "A fiber over its whole life.",
              Fillers::fibers,
              number("fiber", ""),
              text("name", ""),
              number("process", ""),
              number("parent", "the fiber that spawned it, or NULL"),
              text("site", "where it was spawned"),
              number("spawned_ns", NANOS),
              number("ended_ns", "NULL while it lives"),
              text("outcome", "NULL while it lives"),
              text("failure", "the condition that nobody handled"),
              number("resumes", "how often it was given the CPU"),
              number("running_ns", "nanoseconds in all"),
              number("ready_ns", "nanoseconds in which it could have run"),
              number("blocked_ns", "nanoseconds in which it waited, sleep not counted"),
              number("sleeping_ns", "nanoseconds"),
              number("words", "of its continuation at its last suspend; NULL if not measured"),
              number("peak_words", "the most that were seen; NULL if not measured"),
              number("winders", "at its last suspend; NULL if not measured")),
          Table.of(
              "objects",
              "A channel, condition, mailbox or port.",
              Fillers::objects,
              number("object", ""),
              text("kind", ""),
              text("name", ""),
              number("creator", "the fiber that made it, or NULL"),
              text("site", "where it was made"),
              number("created_ns", NANOS),
              number("matches", "how often two parties met on it"),
              number("peak_queue", "the most entries that its queues held; NULL if not measured")),
          Table.of(
              "sites",
              "A place in a source text.",
              Fillers::sites,
              number("site", ""),
              text("position", "as the other tables name it: file:line:column"),
              text("file", "as the user named it"),
              number("line", "from 1"),
              number("column_number", "from 1"),
              text("procedure", "the enclosing one"),
              text("form", "on one line, shortened")),
          Table.of(
              "intervals",
              "A lane in one state.",
              Fillers::intervals,
              text("lane", "cpu, process or fiber"),
              number("id", "of the CPU, process or fiber"),
              text("name", ""),
              text("state", "running, ready, blocked_get, sleeping, ..."),
              number("from_ns", NANOS),
              number("to_ns", NANOS + ", exclusive"),
              number("subject", "what runs there, or the object waited for; NULL for none"),
              text("site", "where it waits")),
          EventTable.of(
              "wakes", "A fiber or process becomes ready.", of("fiberReady", "processWoken")),
          EventTable.of("captures", "A continuation is captured.", of("continuationCaptured")),
          Table.of(
              "growth",
              "A fiber at one of its suspends; more than a million of one fiber are thinned"
                  + " evenly.",
              Fillers::growth,
              number("fiber", ""),
              number("time_ns", NANOS),
              number("resume", "how often it had been resumed before"),
              number("frames", "of its continuation, base included"),
              number("words", "of 8 bytes, frames and winders; NULL if not measured"),
              number("base_words", "the part below the fiber; NULL if not measured"),
              number("winders", "NULL if not measured"),
              text("site", "where it suspended")),
          EventTable.of("offers", "What becomes of queued operations.", of(Family.OFFER)),
          EventTable.of("timers", "What becomes of timers.", of(Family.TIMER)),
          EventTable.of("messages", "Messages between processes.", of(Family.MESSAGE)),
          Table.of(
              "findings",
              "A leak that the diagnosis has found.",
              Fillers::findings,
              text("class", "continuation-growth, ..."),
              real("severity", "0 to 1"),
              real("confidence", "0 to 1"),
              number("fiber", "NULL when it is an object's"),
              text("fiber_name", ""),
              number("object", "NULL when it is a fiber's"),
              text("site", ""),
              text("form", ""),
              real("bytes_total", "retained in the end; 0 where nobody measured them"),
              real("bytes_per_resume", ""),
              real("words_per_iteration", "words of 8 bytes"),
              real("winders_per_iteration", ""),
              number("count", "repetitions that were kept"),
              text("sentence", ""),
              text("fix", "")));

  private Tables() {}

  private static List<EventType> of(String... names) {
    Set<String> wanted = Set.of(names);
    return Schema.events().stream().filter(event -> wanted.contains(event.name())).toList();
  }

  private static List<EventType> of(Family family) {
    return Schema.events().stream().filter(event -> event.family() == family).toList();
  }
}
