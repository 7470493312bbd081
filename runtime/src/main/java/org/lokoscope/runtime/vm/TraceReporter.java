// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.probe.CaptureReason;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.OfferSide;
import org.lokoscope.runtime.probe.StackShape;
import org.lokoscope.runtime.probe.SuspendReason;
import org.lokoscope.runtime.probe.TraceLevel;

/**
 * Reports what the code of one machine does to the probe of the CPU that runs it; silent when the
 * run is not traced. The methods are named after the events of {@link
 * org.lokoscope.runtime.probe.Probe}, which says what they mean.
 *
 * <p>Each method begins with the one test that an event costs when nobody listens. So callers pass
 * what they have at hand, and numbers of sites and texts are asked for here, after the test.
 */
public final class TraceReporter {

  /** How many frames a sample has at most, the innermost ones. */
  private static final int MAX_SAMPLED = 1_000;

  private final Machine machine;
  private TraceContext trace = TraceContext.OFF;

  /** Whether the life of the process is recorded, what happens in it, and what its fiber does. */
  private boolean on;

  private boolean whole;
  private boolean fiberChosen = true;

  /** What follows from these and from the level. */
  private boolean traced;

  private boolean sizes;
  private boolean waits;
  private int valueLength;

  TraceReporter(Machine machine) {
    this.machine = machine;
  }

  /** For those who keep or compute something only for the trace. */
  public boolean isTraced() {
    return traced;
  }

  /** Whether it is recorded what a fiber does that does not run now. */
  public boolean isTraced(boolean chosen) {
    return whole && chosen;
  }

  /** Whether it is recorded what suspended fibers hold. */
  public boolean recordsSizes() {
    return sizes;
  }

  /** Whether it is recorded what fibers wait on. */
  public boolean recordsWaits() {
    return waits;
  }

  /** Whether a fiber is recorded if the process is. */
  public boolean chooses(String fiber) {
    return !whole || trace.filter().admitsFiber(fiber);
  }

  /**
   * From now on a fiber runs that is recorded or not.
   *
   * @return whether what it does is recorded
   */
  public boolean beginTurn(boolean chosen) {
    if (!whole) {
      return false;
    }
    turnTo(chosen);
    return traced;
  }

  /** The same; or no fiber, which is recorded. */
  public void turnTo(boolean chosen) {
    if (chosen != fiberChosen) {
      fiberChosen = chosen;
      update();
    }
  }

  /** The line to the probe of the CPU that runs the machine. */
  public TraceContext trace() {
    return trace;
  }

  void setTrace(TraceContext trace, boolean whole) {
    this.trace = trace;
    this.on = trace != TraceContext.OFF;
    this.whole = on && whole;
    update();
  }

  private void update() {
    TraceLevel level = trace.filter().level();
    traced = whole && fiberChosen;
    sizes = traced && level != TraceLevel.SCHEDULING;
    waits = traced && level == TraceLevel.ALL;
    valueLength = traced ? trace.filter().valueLength() : 0;
  }

  /** The number of the running fiber; 0 if there is none that is recorded. */
  private long fiber() {
    return fiberChosen ? machine.fiber() : 0;
  }

  // Objects and offers

  /** The object came into being in the primitive that has been called last. */
  public void objectCreated(long object, ObjectKind kind) {
    if (!traced) {
      return;
    }
    int call = machine.callSite();
    long site = trace.site(call);
    long name = trace.nameOfMade(call);
    long now = trace.now();
    trace.probe().objectCreated(now, object, kind.ordinal(), fiber(), site);
    if (name != 0) {
      trace.probe().named(now, object, name);
    }
  }

  /** The program gives something a name. */
  public void named(long subject, Object name) {
    if (!traced) {
      return;
    }
    long text = trace.string(name.toString());
    trace.probe().named(trace.now(), subject, text);
  }

  /** The same of one that the runtime made, at no place of the program. */
  public void objectCreatedInside(long object, ObjectKind kind) {
    if (!traced) {
      return;
    }
    trace.probe().objectCreated(trace.now(), object, kind.ordinal(), machine.fiber(), 0);
  }

  /** A port came into being that has a name; perhaps in no fiber, when a connection came in. */
  public void portCreated(long port, Described what) {
    if (!traced) {
      return;
    }
    long site = machine.fiber() == 0 ? 0 : trace.site(machine.callSite());
    long name = trace.string(what.describe());
    trace
        .probe()
        .objectCreated(trace.now(), port, ObjectKind.PORT.ordinal(), machine.fiber(), site);
    trace.probe().named(trace.now(), port, name);
  }

  public void offerEnqueued(long object, long operation, long fiber, OfferSide side, int length) {
    if (!waits) {
      return;
    }
    if (trace.pending().enqueue(object, operation, fiber, side.ordinal(), length)) {
      return;
    }
    trace
        .probe()
        .offerEnqueued(trace.switchTime(), object, operation, fiber, side.ordinal(), length);
  }

  /** What one more offer on this side of an object keeps, and where it was made. */
  public void offersPlaced(long object, OfferSide side, int words, int site) {
    if (!waits) {
      return;
    }
    trace.probe().offersPlaced(trace.switchTime(), object, side.ordinal(), words, trace.site(site));
  }

  public void offersSwept(long object, OfferSide side, int removed, int length) {
    if (!waits) {
      return;
    }
    trace.probe().offersSwept(trace.now(), object, side.ordinal(), removed, length);
  }

  public void offerMatched(long object, long from, long to, int length) {
    if (!waits) {
      return;
    }
    trace.probe().offerMatched(trace.now(), object, from, to, length);
  }

  /**
   * The running fiber met one that waits for something on the object, which becomes ready.
   *
   * @param chosen whether that fiber is recorded
   * @param gave whether the running fiber gave, and did not take
   */
  public void met(long object, long waiter, boolean chosen, boolean gave, int length) {
    if (!isTraced(chosen)) {
      return;
    }
    long now = trace.soon(machine.fuel());
    if (!waits) {
      trace.probe().waiterWoken(now, waiter, fiber(), object);
    } else if (gave) {
      trace.probe().waiterServed(now, object, fiber(), waiter, length);
    } else {
      trace.probe().offerTaken(now, object, waiter, fiber(), length);
    }
  }

  /**
   * What the running fiber gives, or is about to wait to give.
   *
   * @param subject the channel, the mailbox or the process that it is for
   */
  public void messageValue(long subject, Object message) {
    if (valueLength == 0) {
      return;
    }
    String text = Printer.prefix(message, valueLength);
    trace.probe().messageValue(trace.switchTime(), subject, machine.fiber(), text);
  }

  public void messageQueued(long mailbox, long length) {
    if (!waits) {
      return;
    }
    trace.probe().messageQueued(trace.now(), mailbox, machine.fiber(), length);
  }

  public void messageTaken(long mailbox, long left) {
    if (!waits) {
      return;
    }
    trace.probe().messageTaken(trace.now(), mailbox, machine.fiber(), left);
  }

  public void conditionSignalled(long condition, int woken) {
    if (!waits) {
      return;
    }
    trace.probe().conditionSignalled(trace.now(), condition, machine.fiber(), woken);
  }

  // Timers

  public void timerArmed(long timer, long fiber, long operation, long expiry, int armed, int site) {
    if (!waits) {
      return;
    }
    trace.probe().timerArmed(trace.now(), timer, fiber, operation, expiry, armed, trace.site(site));
  }

  /** What one more timer keeps. */
  public void timerWeighed(long timer, int words) {
    if (!waits) {
      return;
    }
    trace.probe().timerWeighed(trace.now(), timer, words);
  }

  public void timerFired(long timer, boolean effective, int left) {
    if (!waits) {
      return;
    }
    trace.probe().timerFired(trace.now(), timer, effective ? 1 : 0, left);
  }

  public void timerCancelled(long timer, int left) {
    if (!waits) {
      return;
    }
    trace.probe().timerCancelled(trace.now(), timer, left);
  }

  // Devices and commands

  public void ioWaiting(long fiber, long object, SuspendReason reason) {
    if (!waits) {
      return;
    }
    trace.probe().ioWaiting(trace.now(), fiber, object, reason.ordinal());
  }

  public void ioReady(long fiber, long object, SuspendReason reason) {
    if (!waits) {
      return;
    }
    trace.probe().ioReady(trace.now(), fiber, object, reason.ordinal());
  }

  public void ioFailed(long object, IOException why) {
    if (!traced) {
      return;
    }
    long message = trace.string(why.getMessage());
    trace.probe().ioFailed(trace.now(), machine.fiber(), object, message);
  }

  /** Whether it is reported who waits for what, and what comes and goes on connections. */
  public boolean reportsWaits() {
    return waits;
  }

  /**
   * A connection is made.
   *
   * @param local the address of the end that the port is, or empty
   */
  public void connectionMade(long port, String local, String remote) {
    if (!waits) {
      return;
    }
    long here = trace.string(local);
    long there = trace.string(remote);
    trace.probe().connectionMade(trace.now(), port, here, there);
  }

  /** Bytes were handed to a connection, which has got so many now. */
  public void bytesWritten(long port, long total) {
    if (!waits) {
      return;
    }
    trace.probe().bytesWritten(trace.now(), fiber(), port, total);
  }

  /** Bytes were taken from a connection, which has given so many now. */
  public void bytesRead(long port, long total) {
    if (!waits) {
      return;
    }
    trace.probe().bytesRead(trace.now(), fiber(), port, total);
  }

  public void interruptRaised(int irq, long times) {
    if (!traced) {
      return;
    }
    trace.probe().interruptRaised(trace.now(), machine.process(), irq, times);
  }

  public void interruptAcknowledged(int irq) {
    if (!traced) {
      return;
    }
    trace.probe().interruptAcknowledged(trace.now(), machine.process(), irq);
  }

  public void commandStarted(long command, long pid, String name) {
    if (!traced) {
      return;
    }
    long site = trace.site(machine.callSite());
    long title = trace.string(name);
    trace.probe().commandStarted(trace.now(), command, machine.fiber(), pid, title, site);
  }

  public void commandEnded(long command, int status) {
    if (!traced) {
      return;
    }
    trace.probe().commandEnded(trace.now(), command, status);
  }

  public void commandKilled(long command) {
    if (!traced) {
      return;
    }
    trace.probe().commandKilled(trace.now(), command, machine.fiber());
  }

  // Processes and their messages

  public void processSpawned(long parent, String name, int site) {
    if (!on) {
      return;
    }
    long title = trace.string(name);
    trace.probe().processSpawned(trace.now(), machine.process(), parent, title, trace.site(site));
  }

  public void processFailed(String message, int site) {
    if (!on) {
      return;
    }
    long text = trace.string(message);
    trace.probe().processFailed(trace.now(), machine.process(), text, trace.site(site));
  }

  public void messageSent(long to, long length) {
    if (!traced) {
      return;
    }
    long site = trace.site(machine.callSite());
    trace.probe().messageSent(trace.now(), machine.process(), to, length, site);
  }

  public void messageReceived(long left) {
    if (!traced) {
      return;
    }
    trace.probe().messageReceived(trace.now(), machine.process(), left);
  }

  /** A regular look at the frames of the running fiber, which have just been put on the heap. */
  public void stackSampled() {
    if (!traced) {
      return;
    }
    int depth = Frame.depthOf(machine.continuation());
    int taken = Math.min(depth, MAX_SAMPLED);
    long[] sites = new long[taken];
    long[] words = new long[taken];
    Frame frame = machine.continuation();
    for (int i = 0; i < taken && frame != null; i++) {
      sites[i] = trace.site(frame);
      words[i] = frame.ownWords();
      frame = frame.next();
    }
    long[] groups = StackShape.compress(sites, words);
    trace.probe().stackSampled(trace.now(), machine.fiber(), depth, groups);
  }

  // Continuations and winders

  /**
   * The machine's present continuation was captured, by the UNWIND that has just put it on the
   * heap.
   *
   * @return the continuation's number; 0 if the run is not traced
   */
  public long continuationCaptured(CaptureReason reason, int site) {
    if (!sizes) {
      return 0;
    }
    long id = machine.newId();
    long place = trace.site(site);
    Frame frames = machine.continuation();
    Winder winders = machine.winders();
    trace
        .probe()
        .continuationCaptured(
            trace.now(),
            id,
            machine.fiber(),
            reason.ordinal(),
            Frame.depthOf(frames),
            Frame.wordsOf(frames),
            0,
            0,
            machine.lastLinked(),
            Winder.lengthOf(winders),
            Winder.wordsOf(winders),
            place);
    return id;
  }

  /**
   * The running fiber gave up the CPU, by the UNWIND that has just put its continuation on the
   * heap. The sizes are those of the real frames.
   *
   * @param base the first of the frames below the fiber's own, or null
   * @param last what was reported of this fiber the last time; the base is always the same
   * @return the continuation's number; 0 if its size is not recorded
   */
  public long fiberParked(
      long fiber,
      SuspendReason reason,
      long object,
      int site,
      @Nullable Frame base,
      LastPark last) {
    if (!traced) {
      return 0;
    }
    long place = trace.site(site);
    trace.probe();
    long now = trace.soon(machine.fuel());
    trace.beginSwitch();
    if (!sizes) {
      trace.pending().suspend(now, fiber, reason.ordinal(), object, place);
      return 0;
    }
    long id = machine.newId();
    Frame frames = machine.continuation();
    Winder winders = machine.winders();
    if (last.repeats(
        trace.direct().remembered(),
        reason.ordinal(),
        place,
        frames,
        machine.lastLinked(),
        winders)) {
      trace.pending().parkAgain(now, id, fiber, object, place);
      return id;
    }
    trace
        .pending()
        .park(
            last,
            now,
            id,
            fiber,
            object,
            reason.ordinal(),
            Frame.depthOf(frames),
            Frame.wordsOf(frames),
            Frame.depthOf(base),
            Frame.wordsOf(base),
            machine.lastLinked(),
            Winder.lengthOf(winders),
            Winder.wordsOf(winders),
            place);
    return id;
  }

  public void continuationReinstated(long continuation) {
    if (!sizes) {
      return;
    }
    trace.probe().continuationReinstated(trace.now(), continuation, machine.fiber());
  }

  /** What keeps a fiber or a continuation alive, in words. */
  public void subjectKept(long subject, String chain) {
    if (!traced) {
      return;
    }
    long text = trace.string(chain);
    trace.probe().subjectKept(trace.now(), subject, text);
  }

  /** Continuations of one site that data of the program keep alive. */
  public void continuationsRetained(int site, long last, long count, long words, long[] some) {
    if (!sizes) {
      return;
    }
    long place = trace.site(site);
    trace
        .probe()
        .continuationsRetained(trace.now(), machine.process(), place, last, count, words, some);
  }

  /** What the fibers of one place that are left keep. */
  public void fibersKept(int site, long fibers, long words) {
    if (!sizes) {
      return;
    }
    long place = trace.site(site);
    trace.probe().fibersKept(trace.now(), machine.process(), place, fibers, words);
  }

  /** What a mailbox keeps: that of a process, or one of fibers. */
  public void messagesKept(long subject, long words) {
    if (!waits) {
      return;
    }
    trace.probe().messagesKept(trace.now(), subject, words);
  }

  /** What the frames and winders of a fiber hold beside themselves. */
  public void stackHolds(long fiber, long words, long held) {
    if (!sizes) {
      return;
    }
    trace.probe().stackHolds(trace.now(), fiber, words, held);
  }

  void winderPushed(Winder entry) {
    if (!sizes) {
      return;
    }
    trace
        .probe()
        .winderPushed(
            trace.now(),
            machine.fiber(),
            entry.kind().ordinal(),
            Winder.lengthOf(entry),
            trace.site(entry.site()));
  }

  /** The dynamic state is what is left after a normal return. */
  void winderPopped(@Nullable Winder left) {
    if (!sizes) {
      return;
    }
    trace.probe().winderPopped(trace.now(), machine.fiber(), Winder.lengthOf(left));
  }

  /** The machine is about to change to another dynamic state. Silent if no thunk runs for that. */
  void windersRewound(@Nullable Winder to) {
    if (!sizes) {
      return;
    }
    int common = Winder.actions(Winder.commonAction(machine.winders(), to));
    int left = Winder.actions(machine.winders()) - common;
    int entered = Winder.actions(to) - common;
    if (left + entered > 0) {
      trace.probe().windersRewound(trace.now(), machine.fiber(), left, entered);
    }
  }

  // What programs report of themselves

  public void marked(Object name) {
    if (!traced) {
      return;
    }
    long text = trace.string(name.toString());
    long site = trace.site(machine.callSite());
    trace.probe().marked(trace.now(), machine.fiber(), text, site);
  }

  public void spanBegan(long span, Object name) {
    if (!traced) {
      return;
    }
    long text = trace.string(name.toString());
    long site = trace.site(machine.callSite());
    trace.probe().spanBegan(trace.now(), span, machine.fiber(), text, site);
  }

  public void spanEnded(long span) {
    if (!traced) {
      return;
    }
    trace.probe().spanEnded(trace.now(), span);
  }

  public void counted(Object name, long value) {
    if (!traced) {
      return;
    }
    long text = trace.string(name.toString());
    trace.probe().counted(trace.now(), machine.fiber(), text, value);
  }
}
