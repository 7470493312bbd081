// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import static org.lokoscope.runtime.probe.Family.CONTINUATION;
import static org.lokoscope.runtime.probe.Family.FIBER;
import static org.lokoscope.runtime.probe.Family.STACK;
import static org.lokoscope.runtime.probe.Family.WINDER;

/** The events of {@link Probe} about fibers and what a suspended fiber holds. */
public interface FiberProbe {

  // Fibers

  @Event(code = 30, family = FIBER, doc = "A fiber came into being, ready to run.")
  default void fiberSpawned(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.FIBER, doc = "the fiber that spawned it, or 0") long parent,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.SITE, doc = "where it was spawned") long site) {}

  @Event(code = 31, family = FIBER, doc = "A suspended fiber became ready to run.")
  default void fiberReady(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.FIBER, doc = "the fiber that woke it, or 0 for a timer or a device")
          long by,
      @Field(value = Kind.OBJECT, doc = "the object over which they met, or 0") long object) {}

  @Event(code = 32, family = FIBER, doc = "The scheduler began to run a fiber.")
  default void fiberResumed(@Field(Kind.TIME) long time, @Field(Kind.FIBER) long fiber) {}

  @Event(code = 33, family = FIBER, doc = "A fiber gave up the CPU.")
  default void fiberSuspended(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.CODE, codes = SuspendReason.class) int reason,
      @Field(value = Kind.OBJECT, doc = "what it waits for, or 0") long object,
      @Field(value = Kind.SITE, doc = "the source form that waits") long site) {}

  @Event(code = 34, family = FIBER, doc = "A fiber ended.")
  default void fiberEnded(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.CODE, codes = FiberOutcome.class) int outcome) {}

  @Event(code = 35, family = FIBER, doc = "A fiber raised a condition that nobody handled.")
  default void fiberFailed(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.STRING, doc = "the condition, as reported") long message,
      @Field(value = Kind.SITE, doc = "where it was raised") long site) {}

  @Event(
      code = 36,
      since = 2,
      family = FIBER,
      doc = "All fibers of a process that wait were looked at, whether something can reach them.")
  default void reachabilityChecked(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.TIME, doc = "when that began") long since,
      @Field(value = Kind.COUNT, doc = "fibers that had not ended") long fibers,
      @Field(value = Kind.COUNT, doc = "of these, fibers that ended by it as unreachable")
          long unreachable,
      @Field(value = Kind.FLAG, doc = "1 if the references to continuations were followed, too")
          int followed) {}

  @Event(
      code = 37,
      since = 2,
      family = FIBER,
      doc = "What keeps a fiber, or the last of a site's continuations, alive.")
  default void subjectKept(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "a fiber or a continuation") long subject,
      @Field(value = Kind.STRING, doc = "the references that lead to it, from a root on")
          long chain) {}

  /** Said when the references of a process were followed, of each place with more than a few. */
  @Event(
      code = 38,
      since = 2,
      family = FIBER,
      doc = "So much is kept by the fibers of one place that are left, and by nothing else.")
  default void fibersKept(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.SITE, doc = "where they were spawned") long site,
      @Field(value = Kind.COUNT, doc = "how many there are") long fibers,
      @Field(
              value = Kind.WORDS,
              doc = "heap words of them, their frames and winders, and all that only these reach")
          long words) {}

  // Continuations

  @Event(
      code = 40,
      family = CONTINUATION,
      doc = "A continuation was captured: its frames are on the heap.")
  default void continuationCaptured(
      @Field(Kind.TIME) long time,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(value = Kind.FIBER, doc = "who runs, or 0 for none") long fiber,
      @Field(value = Kind.CODE, codes = CaptureReason.class) int reason,
      @Field(value = Kind.COUNT, doc = "frames, those of the base included") long frames,
      @Field(value = Kind.WORDS, doc = "heap words of those frames") long words,
      @Field(value = Kind.COUNT, doc = "frames below the fiber's own first frame") long baseFrames,
      @Field(value = Kind.WORDS, doc = "heap words of the frames below the fiber") long baseWords,
      @Field(value = Kind.COUNT, doc = "frames that were not on the heap before") long newFrames,
      @Field(value = Kind.COUNT, doc = "entries of the dynamic state") long winders,
      @Field(value = Kind.WORDS, doc = "heap words of those entries") long winderWords,
      @Field(value = Kind.SITE, doc = "where it was captured") long site) {}

  @Event(code = 41, family = CONTINUATION, doc = "A captured continuation was made current.")
  default void continuationReinstated(
      @Field(Kind.TIME) long time,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(Kind.FIBER) long fiber) {}

  /**
   * Lokoscope's own runtime does not say it: to hear of it costs a reference for each capture,
   * which is more than the continuation itself. It says in the end which are left, and what they
   * keep.
   */
  @Event(
      code = 42,
      family = CONTINUATION,
      doc =
          "The collector freed a captured continuation. For writers of other runtimes: ours does"
              + " not follow each, and says with `continuationsRetained` which are left.")
  default void continuationReclaimed(
      @Field(Kind.TIME) long time, @Field(Kind.CONTINUATION) long continuation) {}

  /** Said at the end of a process of each site and each keeper that hold more than a few. */
  @Event(
      code = 43,
      since = 2,
      family = CONTINUATION,
      doc = "So many continuations of one site are kept alive by data of the program.")
  default void continuationsRetained(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.SITE, doc = "where they were captured") long site,
      @Field(value = Kind.CONTINUATION, doc = "the last of them") long last,
      @Field(value = Kind.COUNT, doc = "how many there are") long count,
      @Field(
              value = Kind.WORDS,
              doc = "heap words of them, their frames and winders, and all that only these reach")
          long words,
      @Field(value = Kind.SEQUENCE, doc = "of up to 64 of them, evenly taken, the continuation")
          long[] some) {}

  // Winders: the entries of the dynamic state

  @Event(code = 50, family = WINDER, doc = "An entry was pushed on the dynamic state.")
  default void winderPushed(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.CODE, codes = WinderKind.class) int kind,
      @Field(value = Kind.COUNT, doc = "entries, this one included") long depth,
      @Field(value = Kind.SITE, doc = "the form that pushed it") long site) {}

  @Event(code = 51, family = WINDER, doc = "An entry was popped by a normal return.")
  default void winderPopped(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.COUNT, doc = "entries left") long depth) {}

  @Event(
      code = 52,
      family = WINDER,
      doc = "A change of continuation ran or swapped what dynamic-wind and parameterize entered.")
  default void windersRewound(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.COUNT, doc = "entries left, handlers not counted") long left,
      @Field(value = Kind.COUNT, doc = "entries entered, handlers not counted") long entered) {}

  // Stacks

  /**
   * The frames of a fiber's continuation, innermost first, cycles compressed by {@link StackShape}.
   * Taken when the depth of a fiber has doubled since the last one, and on demand.
   */
  @Event(code = 110, family = STACK, doc = "The frames of a suspended fiber.")
  default void stackSnapshot(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(value = Kind.COUNT, doc = "frames in all") long frames,
      @Field(value = Kind.SEQUENCE, doc = "groups: repeat, n, then n times site and words")
          long[] groups) {}

  /** At safe points, of which a thousand may lie between two looks; at most 1,000 frames. */
  @Event(
      code = 112,
      since = 2,
      family = STACK,
      doc = "The frames of the running fiber at a regular sample.")
  default void stackSampled(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.COUNT, doc = "frames in all") long frames,
      @Field(
              value = Kind.SEQUENCE,
              doc = "of the innermost ones, groups: repeat, n, then n times site and words")
          long[] groups) {}

  /** Said when the references of a process were followed, of fibers with many frames or winders. */
  @Event(
      code = 113,
      since = 2,
      family = STACK,
      doc = "What the frames and winders of a suspended fiber hold, such as numbers and messages.")
  default void stackHolds(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.WORDS, doc = "heap words of the frames and winders themselves")
          long words,
      @Field(
              value = Kind.WORDS,
              doc = "heap words of what they hold and nothing else does, of each form the typical")
          long held) {}

  /** The dynamic state of a fiber, innermost first, in the same form as {@link #stackSnapshot}. */
  @Event(code = 111, family = STACK, doc = "The winders of a suspended fiber.")
  default void winderSnapshot(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(value = Kind.COUNT, doc = "winders in all") long winders,
      @Field(value = Kind.SEQUENCE, doc = "groups: repeat, n, then n times site and words")
          long[] groups) {}
}
