package org.lokoscope.runtime.probe;

import static org.lokoscope.runtime.probe.Family.COMMAND;
import static org.lokoscope.runtime.probe.Family.CONTINUATION;
import static org.lokoscope.runtime.probe.Family.DEFINITION;
import static org.lokoscope.runtime.probe.Family.FIBER;
import static org.lokoscope.runtime.probe.Family.HEAP;
import static org.lokoscope.runtime.probe.Family.IO;
import static org.lokoscope.runtime.probe.Family.MESSAGE;
import static org.lokoscope.runtime.probe.Family.OFFER;
import static org.lokoscope.runtime.probe.Family.PROCESS;
import static org.lokoscope.runtime.probe.Family.STACK;
import static org.lokoscope.runtime.probe.Family.STREAM;
import static org.lokoscope.runtime.probe.Family.TIMER;
import static org.lokoscope.runtime.probe.Family.USER;
import static org.lokoscope.runtime.probe.Family.WINDER;

/**
 * What a runtime reports about itself: one method per event. This interface is the schema of a
 * trace; nothing else lists the events.
 *
 * <p>There is one probe for each virtual CPU, and only that CPU's thread calls it. Times are
 * nanoseconds since the run began and never decrease within one probe. Identifiers of fibers,
 * objects, operations, continuations, timers and spans are process identifier times 2^32 plus a
 * serial from 1, so that each process numbers its own deterministically. A string or site is
 * defined in a probe's stream before the first event of that stream that uses it.
 *
 * <p>The methods do nothing by default, so that a runtime need not know who listens.
 */
public interface Probe {

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

  // Processes

  @Event(code = 10, family = PROCESS, doc = "A process came into being, ready to run.")
  default void processSpawned(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.PROCESS, doc = "who asked for it") long parent,
      @Field(Kind.STRING) long name,
      @Field(Kind.SITE) long site) {}

  @Event(code = 11, family = PROCESS, doc = "A CPU began to run a process.")
  default void processDispatched(
      @Field(Kind.TIME) long time, @Field(Kind.PROCESS) long process, @Field(Kind.CPU) int cpu) {}

  @Event(code = 12, family = PROCESS, doc = "A process used up its time slice; it stays ready.")
  default void processPreempted(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.COUNT, doc = "safe points passed in the slice") long fuel) {}

  @Event(code = 13, family = PROCESS, doc = "A process gave up its CPU until something happens.")
  default void processWaiting(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.CODE, codes = WaitReason.class) int reason,
      @Field(value = Kind.TIME, doc = "when it wants to be woken at the latest, or -1")
          long wakeup) {}

  @Event(code = 14, family = PROCESS, doc = "What a process waited for happened; it is ready.")
  default void processWoken(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.CODE, codes = WaitReason.class) int cause,
      @Field(value = Kind.PROCESS, doc = "who sent the message, or 0") long by) {}

  @Event(code = 15, family = PROCESS, doc = "A process ended.")
  default void processEnded(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.NUMBER, doc = "exit status, 0 for success") int status) {}

  @Event(
      code = 16,
      family = PROCESS,
      doc = "A process raised a condition that nobody handled, and ends by it.")
  default void processFailed(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.STRING, doc = "the condition, as reported") long message,
      @Field(value = Kind.SITE, doc = "where it was raised") long site) {}

  @Event(code = 17, family = PROCESS, doc = "A process is to end because another one wants it.")
  default void processKilled(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.PROCESS, doc = "who wants it, or whose end it follows; 0 for the run")
          long by,
      @Field(value = Kind.NUMBER, doc = "the exit status that it will have") int status) {}

  // Messages between processes

  @Event(code = 20, family = MESSAGE, doc = "A process put a copy of a message in a mailbox.")
  default void messageSent(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.PROCESS, doc = "sender") long from,
      @Field(value = Kind.PROCESS, doc = "receiver") long to,
      @Field(value = Kind.COUNT, doc = "messages in the mailbox, this one included")
          long queueLength,
      @Field(Kind.SITE) long site) {}

  @Event(code = 21, family = MESSAGE, doc = "A process took a message from its mailbox.")
  default void messageReceived(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.COUNT, doc = "messages left in the mailbox") long queueLength) {}

  @Event(code = 22, family = MESSAGE, doc = "A device's interrupt was left for a process.")
  default void interruptRaised(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.NUMBER, doc = "the interrupt") int irq,
      @Field(value = Kind.COUNT, doc = "times that the device raised it since the last one")
          long times) {}

  @Event(code = 23, family = MESSAGE, doc = "A process was done with an interrupt.")
  default void interruptAcknowledged(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.NUMBER, doc = "the interrupt") int irq) {}

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

  @Event(code = 42, family = CONTINUATION, doc = "The collector freed a captured continuation.")
  default void continuationReclaimed(
      @Field(Kind.TIME) long time, @Field(Kind.CONTINUATION) long continuation) {}

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

  /** The dynamic state of a fiber, innermost first, in the same form as {@link #stackSnapshot}. */
  @Event(code = 111, family = STACK, doc = "The winders of a suspended fiber.")
  default void winderSnapshot(
      @Field(Kind.TIME) long time,
      @Field(Kind.FIBER) long fiber,
      @Field(Kind.CONTINUATION) long continuation,
      @Field(value = Kind.COUNT, doc = "winders in all") long winders,
      @Field(value = Kind.SEQUENCE, doc = "groups: repeat, n, then n times site and words")
          long[] groups) {}

  // The stream itself

  @Event(code = 120, family = STREAM, doc = "Events were not recorded: the trace has a hole.")
  default void eventsLost(
      @Field(Kind.TIME) long time,
      @Field(Kind.COUNT) long count,
      @Field(value = Kind.TIME, doc = "when the first of them happened") long since) {}

  // Processes of the operating system

  @Event(code = 130, family = COMMAND, doc = "A process of the operating system was started.")
  default void commandStarted(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the command") long command,
      @Field(value = Kind.FIBER, doc = "who started it") long fiber,
      @Field(value = Kind.NUMBER, doc = "the number that the operating system gave it") long pid,
      @Field(value = Kind.STRING, doc = "the program") long name,
      @Field(Kind.SITE) long site) {}

  @Event(code = 131, family = COMMAND, doc = "A process of the operating system ended.")
  default void commandEnded(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the command") long command,
      @Field(value = Kind.NUMBER, doc = "exit status") int status) {}

  @Event(
      code = 132,
      family = COMMAND,
      doc = "A process of the operating system was killed, perhaps because its owner has ended.")
  default void commandKilled(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the command") long command,
      @Field(value = Kind.FIBER, doc = "who wanted it; 0 at the end of the owner") long fiber) {}
}
