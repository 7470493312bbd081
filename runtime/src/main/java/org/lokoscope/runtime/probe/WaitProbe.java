// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import static org.lokoscope.runtime.probe.Family.IO;
import static org.lokoscope.runtime.probe.Family.OFFER;
import static org.lokoscope.runtime.probe.Family.TIMER;

/** The events of {@link Probe} about what fibers wait on. */
public interface WaitProbe {

  // Offers on channels and conditions

  @Event(code = 60, family = OFFER, doc = "A channel, condition or mailbox was made.")
  default void objectCreated(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(value = Kind.CODE, codes = ObjectKind.class) int kind,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.SITE) long site) {}

  @Event(code = 61, family = OFFER, doc = "A waiting party was queued on an object.")
  default void offerEnqueued(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.OPERATION) long operation,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.CODE, codes = OfferSide.class) int side,
      @Field(value = Kind.COUNT, doc = "entries in that queue, this one included")
          long queueLength) {}

  @Event(code = 62, family = OFFER, doc = "Two parties met on an object.")
  default void offerMatched(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(value = Kind.FIBER, doc = "who gave, signalled or fired; 0 if no fiber") long from,
      @Field(value = Kind.FIBER, doc = "who got or was woken") long to,
      @Field(value = Kind.COUNT, doc = "entries left in the queue") long queueLength) {}

  @Event(code = 63, family = OFFER, doc = "Queued parties that had lost their choice were removed.")
  default void offersSwept(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(value = Kind.CODE, codes = OfferSide.class) int side,
      @Field(value = Kind.COUNT, doc = "entries removed") long removed,
      @Field(value = Kind.COUNT, doc = "entries left in the queue") long queueLength) {}

  @Event(code = 64, family = OFFER, doc = "A condition variable was signalled.")
  default void conditionSignalled(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(Kind.FIBER) long fiber,
      @Field(value = Kind.COUNT, doc = "fibers woken") long woken) {}

  /** Said before an offer is queued, if it is not as the one before it on that side. */
  @Event(
      code = 65,
      family = OFFER,
      doc = "The offers that are queued from now on were made there and keep so much.")
  default void offersPlaced(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long object,
      @Field(value = Kind.CODE, codes = OfferSide.class) int side,
      @Field(value = Kind.WORDS, doc = "heap words that an entry keeps once its choice is made")
          long words,
      @Field(value = Kind.SITE, doc = "the form that made the operation") long site) {}

  @Event(
      code = 66,
      since = 2,
      family = OFFER,
      doc = "A message was put into a mailbox of fibers, whether anybody waits for it or not.")
  default void messageQueued(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the mailbox") long object,
      @Field(value = Kind.FIBER, doc = "who put it there") long fiber,
      @Field(value = Kind.COUNT, doc = "messages in it, this one included") long queueLength) {}

  @Event(
      code = 67,
      since = 2,
      family = OFFER,
      doc = "A message was taken out of a mailbox of fibers.")
  default void messageTaken(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the mailbox") long object,
      @Field(value = Kind.FIBER, doc = "who took it") long fiber,
      @Field(value = Kind.COUNT, doc = "messages left in it") long queueLength) {}

  /** Said when the references of a process were followed. */
  @Event(
      code = 68,
      since = 2,
      family = OFFER,
      doc = "So much is kept by a mailbox and by nothing else.")
  default void messagesKept(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the mailbox, or the process whose it is") long subject,
      @Field(value = Kind.WORDS, doc = "heap words of it and of all that only it reaches")
          long words) {}

  /**
   * Said if it was asked for: values may be private. For each message once, when it is offered:
   * before the match if somebody waits for it, else after the offer was queued; after {@link
   * #messageQueued} or {@link ProcessProbe#messageSent}.
   */
  @Event(
      code = 69,
      since = 2,
      family = OFFER,
      doc = "The first characters of a message, as the program would write it.")
  default void messageValue(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the channel or mailbox, or the process that gets it")
          long subject,
      @Field(value = Kind.FIBER, doc = "who gives it") long fiber,
      @Field(Kind.TEXT) String text) {}

  // Timers

  @Event(code = 70, family = TIMER, doc = "A timer was put in the scheduler's heap.")
  default void timerArmed(
      @Field(Kind.TIME) long time,
      @Field(Kind.TIMER) long timer,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OPERATION) long operation,
      @Field(value = Kind.TIME, doc = "when it will fire") long expiry,
      @Field(value = Kind.COUNT, doc = "timers armed, this one included") long armed,
      @Field(Kind.SITE) long site) {}

  @Event(code = 71, family = TIMER, doc = "A timer fired.")
  default void timerFired(
      @Field(Kind.TIME) long time,
      @Field(Kind.TIMER) long timer,
      @Field(value = Kind.FLAG, doc = "1 if it woke its fiber, 0 if its choice was long made")
          int effective,
      @Field(value = Kind.COUNT, doc = "timers still armed") long armed) {}

  @Event(code = 72, family = TIMER, doc = "A timer was taken out of the heap before it fired.")
  default void timerCancelled(
      @Field(Kind.TIME) long time,
      @Field(Kind.TIMER) long timer,
      @Field(value = Kind.COUNT, doc = "timers still armed") long armed) {}

  /** Said after a timer was armed, if it does not keep as much as the one before it. */
  @Event(
      code = 73,
      family = TIMER,
      doc = "Timers that are armed from this one on keep so many heap words.")
  default void timerWeighed(
      @Field(Kind.TIME) long time,
      @Field(Kind.TIMER) long timer,
      @Field(value = Kind.WORDS, doc = "of the timer, its performance and its operation")
          long words) {}

  // Input and output

  @Event(code = 80, family = IO, doc = "A fiber began to wait for a port.")
  default void ioWaiting(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OBJECT) long port,
      @Field(value = Kind.CODE, codes = SuspendReason.class) int direction) {}

  @Event(code = 81, family = IO, doc = "A port became ready.")
  default void ioReady(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.OBJECT) long port,
      @Field(value = Kind.CODE, codes = SuspendReason.class) int direction) {}

  @Event(code = 82, family = IO, doc = "A connection failed: the peer reset it, or it was lost.")
  default void ioFailed(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.FIBER, doc = "who used it") long fiber,
      @Field(Kind.OBJECT) long port,
      @Field(value = Kind.STRING, doc = "what went wrong") long message) {}

  /**
   * Said at both ends, each in its own stream: so the ends of a connection are found, also in
   * recordings of several programs.
   */
  @Event(
      code = 83,
      since = 2,
      family = IO,
      doc = "A connection is made, of which the port is one end.")
  default void connectionMade(
      @Field(Kind.TIME) long time,
      @Field(Kind.OBJECT) long port,
      @Field(
              value = Kind.STRING,
              doc = "the address of this end, host:port or a path; empty if it has none")
          long local,
      @Field(value = Kind.STRING, doc = "the address of the other end, written alike")
          long remote) {}

  @Event(code = 84, since = 2, family = IO, doc = "A fiber wrote bytes to a connection.")
  default void bytesWritten(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.FIBER, doc = "0 if they were written in no fiber") long fiber,
      @Field(Kind.OBJECT) long port,
      @Field(value = Kind.COUNT, doc = "bytes written to it so far, these included") long total) {}

  @Event(code = 85, since = 2, family = IO, doc = "Bytes came in on a connection and were read.")
  default void bytesRead(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.FIBER, doc = "0 if they were read for a fiber that waits") long fiber,
      @Field(Kind.OBJECT) long port,
      @Field(value = Kind.COUNT, doc = "bytes read from it so far, these included") long total) {}
}
