// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/**
 * The events of {@link Probe} that a message between two fibers takes, joined where one follows
 * from the other. What each method does by default says which events it stands for; nothing else
 * lists them, so it only passes its parameters on.
 */
public interface JointProbe extends FiberProbe, WaitProbe {

  /** The running fiber was captured and gave up the CPU. */
  @Joint(code = 200, since = 2)
  default void fiberParked(
      @Field(Kind.TIME) long time,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OBJECT) long object,
      @Steady @Field(value = Kind.CODE, codes = SuspendReason.class) int reason,
      @Steady @Field(Kind.COUNT) long frames,
      @Steady @Field(Kind.WORDS) long words,
      @Steady @Field(Kind.COUNT) long baseFrames,
      @Steady @Field(Kind.WORDS) long baseWords,
      @Steady @Field(Kind.COUNT) long newFrames,
      @Steady @Field(Kind.COUNT) long winders,
      @Steady @Field(Kind.WORDS) long winderWords,
      @Steady @Field(Kind.SITE) long site) {
    continuationCaptured(
        time,
        continuation,
        fiber,
        CaptureReason.SUSPEND.ordinal(),
        frames,
        words,
        baseFrames,
        baseWords,
        newFrames,
        winders,
        winderWords,
        site);
    fiberSuspended(time, fiber, reason, object, site);
  }

  /** A fiber that was captured began to run again. */
  @Joint(code = 201, since = 2)
  default void fiberContinued(
      @Field(Kind.TIME) long time,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(Kind.FIBER) long fiber) {
    fiberResumed(time, fiber);
    continuationReinstated(time, continuation, fiber);
  }

  /** A fiber gave something to one that waited for it. */
  @Joint(code = 202, since = 2)
  default void waiterServed(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.FIBER) long from,
      @Field(Kind.FIBER) long to,
      @Field(Kind.COUNT) long queueLength) {
    offerMatched(time, object, from, to, queueLength);
    fiberReady(time, to, from, object);
  }

  /** A fiber took what another one waited to give. */
  @Joint(code = 203, since = 2)
  default void offerTaken(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.FIBER) long from,
      @Field(Kind.FIBER) long to,
      @Field(Kind.COUNT) long queueLength) {
    offerMatched(time, object, from, to, queueLength);
    fiberReady(time, from, to, object);
  }

  /** The running fiber was captured and gave up the CPU, and another one went on. */
  @Joint(code = 204, since = 2)
  default void fiberSwitched(
      @Field(Kind.TIME) long time,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.CONTINUATION) long nextContinuation,
      @Field(Kind.FIBER) long nextFiber,
      @Steady @Field(value = Kind.CODE, codes = SuspendReason.class) int reason,
      @Steady @Field(Kind.COUNT) long frames,
      @Steady @Field(Kind.WORDS) long words,
      @Steady @Field(Kind.COUNT) long baseFrames,
      @Steady @Field(Kind.WORDS) long baseWords,
      @Steady @Field(Kind.COUNT) long newFrames,
      @Steady @Field(Kind.COUNT) long winders,
      @Steady @Field(Kind.WORDS) long winderWords,
      @Steady @Field(Kind.SITE) long site) {
    fiberParked(
        time,
        continuation,
        fiber,
        object,
        reason,
        frames,
        words,
        baseFrames,
        baseWords,
        newFrames,
        winders,
        winderWords,
        site);
    fiberContinued(time, nextContinuation, nextFiber);
  }

  /** The same of a fiber that waits on an object now. */
  @Joint(code = 205, since = 2)
  default void offerSwitched(
      @Field(Kind.TIME) long time,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.OPERATION) long operation,
      @Field(Kind.COUNT) long queueLength,
      @Field(value = Kind.CODE, codes = OfferSide.class) int side,
      @Field(Kind.CONTINUATION) long nextContinuation,
      @Field(Kind.FIBER) long nextFiber,
      @Steady @Field(value = Kind.CODE, codes = SuspendReason.class) int reason,
      @Steady @Field(Kind.COUNT) long frames,
      @Steady @Field(Kind.WORDS) long words,
      @Steady @Field(Kind.COUNT) long baseFrames,
      @Steady @Field(Kind.WORDS) long baseWords,
      @Steady @Field(Kind.COUNT) long newFrames,
      @Steady @Field(Kind.COUNT) long winders,
      @Steady @Field(Kind.WORDS) long winderWords,
      @Steady @Field(Kind.SITE) long site) {
    fiberParked(
        time,
        continuation,
        fiber,
        object,
        reason,
        frames,
        words,
        baseFrames,
        baseWords,
        newFrames,
        winders,
        winderWords,
        site);
    offerEnqueued(time, object, operation, fiber, side, queueLength);
    fiberContinued(time, nextContinuation, nextFiber);
  }

  /** The running fiber gave up the CPU, and another one took it over; nobody asked for sizes. */
  @Joint(code = 206, since = 2)
  default void fiberYielded(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.FIBER) long nextFiber,
      @Steady @Field(value = Kind.CODE, codes = SuspendReason.class) int reason,
      @Steady @Field(Kind.SITE) long site) {
    fiberSuspended(time, fiber, reason, object, site);
    fiberResumed(time, nextFiber);
  }

  /**
   * A fiber made one ready that waited for it; nobody asked for offers. Alone, but so that it can
   * be repeated with what follows.
   */
  @Joint(code = 207, since = 3)
  default void waiterWoken(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.FIBER) long by,
      @Field(Kind.OBJECT) long object) {
    fiberReady(time, fiber, by, object);
  }

  /**
   * A number that changes when steady fields are forgotten. While it is as it was after a fiber was
   * parked, switched or switched with an offer, what comes next of that kind from the same fiber at
   * the same site with the same steady fields may be reported without them, by the methods below.
   *
   * @return below 0 if nothing is remembered
   */
  default long remembered() {
    return -1;
  }

  /** {@link #fiberParked} with the steady fields that the fiber had last at the site. */
  default void fiberParkedAgain(long time, long continuation, long fiber, long object, long site) {
    throw new UnsupportedOperationException("nothing is remembered");
  }

  /** {@link #fiberSwitched} with the steady fields that the fiber had last at the site. */
  default void fiberSwitchedAgain(
      long time,
      long continuation,
      long fiber,
      long object,
      long nextContinuation,
      long nextFiber,
      long site) {
    throw new UnsupportedOperationException("nothing is remembered");
  }

  /** {@link #offerSwitched} with the steady fields that the fiber had last at the site. */
  default void offerSwitchedAgain(
      long time,
      long continuation,
      long fiber,
      long object,
      long operation,
      long queueLength,
      int side,
      long nextContinuation,
      long nextFiber,
      long site) {
    throw new UnsupportedOperationException("nothing is remembered");
  }
}
