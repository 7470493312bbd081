// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import static org.lokoscope.runtime.probe.Family.DEFINITION;
import static org.lokoscope.runtime.probe.Family.HEAP;
import static org.lokoscope.runtime.probe.Family.STREAM;
import static org.lokoscope.runtime.probe.Family.USER;

/**
 * What a runtime reports about itself: one method per event. This interface, with the three that it
 * is made of, is the schema of a trace; nothing else lists the events.
 *
 * <p>There is one probe for each virtual CPU, and only that CPU's thread calls it. Times are
 * nanoseconds since the run began and never decrease within one probe. Identifiers of fibers,
 * objects, operations, continuations, timers and spans are process identifier times 2^32 plus a
 * serial from 1, so that each process numbers its own deterministically. A string or site is
 * defined in a probe's stream before the first event of that stream that uses it.
 *
 * <p>The methods do nothing by default, so that a runtime need not know who listens.
 */
public interface Probe extends ProcessProbe, JointProbe {

  /** The probe of an untraced run. */
  Probe NONE = new Probe() {};

  // Definitions

  @Event(code = 1, family = DEFINITION, doc = "Gives a text a number.")
  default void stringDefined(
      @Field(Kind.TIME) long time,
      @Field(Kind.STRING) long string,
      @Field(Kind.TEXT) String text) {}

  @Event(code = 2, family = DEFINITION, doc = "Gives a place in a source text a number.")
  default void siteDefined(
      @Field(Kind.TIME) long time,
      @Field(Kind.SITE) long site,
      @Field(value = Kind.STRING, doc = "source file, as the user named it") long file,
      @Field(value = Kind.COUNT, doc = "from 1") int line,
      @Field(value = Kind.COUNT, doc = "from 1") int column,
      @Field(value = Kind.STRING, doc = "the enclosing procedure, or 0") long procedure,
      @Field(value = Kind.STRING, doc = "the form, shortened to one line, or 0") long form) {}

  @Event(code = 3, family = DEFINITION, doc = "Names a fiber or an object.")
  default void named(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "a fiber, object, timer or process") long subject,
      @Field(Kind.STRING) long name) {}

  /** Said of the calls of the program, so that it can be told which form stands inside which. */
  @Event(code = 4, family = DEFINITION, doc = "Says where the form at a site ends.")
  default void siteEnds(
      @Field(Kind.TIME) long time,
      @Field(Kind.SITE) long site,
      @Field(value = Kind.COUNT, doc = "from 1") int line,
      @Field(value = Kind.COUNT, doc = "the first that does not belong to the form") int column) {}

  // The JVM's heap

  @Event(code = 90, family = HEAP, doc = "Heap in use right after a collection.")
  default void heapAfterCollection(
      @Field(Kind.TIME) long time,
      @Field(Kind.BYTES) long used,
      @Field(value = Kind.DURATION, doc = "how long the collection took") long pause,
      @Field(value = Kind.STRING, doc = "the collector's name and cause") long cause) {}

  @Event(code = 91, family = HEAP, doc = "Heap in use, garbage included, at a regular sample.")
  default void heapSampled(
      @Field(Kind.TIME) long time,
      @Field(Kind.BYTES) long used,
      @Field(Kind.BYTES) long committed) {}

  @Event(code = 92, since = 2, family = HEAP, doc = "The system did not run threads of the run.")
  default void runDelayed(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.DURATION, doc = "since the last sample, all CPUs") long delay) {}

  @Event(
      code = 93,
      since = 2,
      family = HEAP,
      doc = "Threads of the run waited for pages of memory that had to be read from a disk.")
  default void pagesAwaited(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.COUNT, doc = "major faults since the last sample, all CPUs")
          long faults) {}

  // What the program says of itself

  @Event(code = 100, family = USER, doc = "A mark set by the program.")
  default void marked(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.STRING) long name,
      @Field(Kind.SITE) long site) {}

  @Event(code = 101, family = USER, doc = "The program began a span.")
  default void spanBegan(
      @Field(Kind.TIME) long time,
      @Field(Kind.SPAN) long span,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.STRING) long name,
      @Field(Kind.SITE) long site) {}

  @Event(code = 102, family = USER, doc = "The program ended a span.")
  default void spanEnded(@Field(Kind.TIME) long time, @Field(Kind.SPAN) long span) {}

  @Event(code = 103, family = USER, doc = "A new value of a counter that the program keeps.")
  default void counted(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.STRING) long name,
      @Field(Kind.NUMBER) long value) {}

  // The stream itself

  @Event(code = 120, family = STREAM, doc = "Events were not recorded: the trace has a hole.")
  default void eventsLost(
      @Field(Kind.TIME) long time,
      @Field(Kind.COUNT) long count,
      @Field(value = Kind.TIME, doc = "when the first of them happened") long since) {}

  /** The first event of each stream. Its time is 0. */
  @Event(
      code = 121,
      since = 2,
      family = STREAM,
      doc = "Says who writes the stream, and since when.")
  default void streamBegan(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.NUMBER, doc = "the upper 64 bits of the id of the run") long runHigh,
      @Field(value = Kind.NUMBER, doc = "the lower 64 bits") long runLow,
      @Field(value = Kind.COUNT, doc = "number of the operating system's process") long osProcess,
      @Field(value = Kind.NUMBER, doc = "nanoseconds since 1970 (UTC) at time 0") long wallClock,
      @Field(value = Kind.NUMBER, doc = "nanoseconds of the host's monotonic clock at time 0")
          long monotonic,
      @Field(value = Kind.NUMBER, doc = "a bit for each thing that is measured") long capabilities,
      @Field(value = Kind.TEXT, doc = "host, runtime and version of the runtime; tabs between")
          String writer) {}

  /** The first event of a stream whose beginning is gone. Definitions that it had follow. */
  @Event(
      code = 122,
      since = 2,
      family = STREAM,
      doc = "Older events were removed on purpose: the trace begins in the middle.")
  default void eventsRemoved(
      @Field(Kind.TIME) long time,
      @Field(Kind.COUNT) long count,
      @Field(value = Kind.TIME, doc = "when the last of them happened") long until) {}
}
