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
}
