// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.probe.CaptureReason;

/** A captured continuation as a procedure: calling it makes it current again. */
public final class Continuation extends Procedure {

  private final @Nullable Frame frame;
  private final @Nullable Winder winders;
  private final long id;
  private final int site;

  private Continuation(@Nullable Frame frame, @Nullable Winder winders, long id, int site) {
    this.frame = frame;
    this.winders = winders;
    this.id = id;
    this.site = site;
  }

  /** {@code (call/cc receiver)}. */
  static Object callWithCurrent(Machine machine, Object receiver) {
    int site = machine.callSite();
    return machine.capture(
        m ->
            Machine.procedure(receiver)
                .apply1(
                    m,
                    new Continuation(
                        m.continuation(),
                        m.winders(),
                        m.reporter().continuationCaptured(CaptureReason.CALL_CC, site),
                        site)));
  }

  /** The frames; null for the end of a process. */
  public @Nullable Frame frame() {
    return frame;
  }

  /** The dynamic state; null if it is empty. */
  public @Nullable Winder winders() {
    return winders;
  }

  /** Its number in the trace; 0 if it was captured while nobody traced. */
  public long id() {
    return id;
  }

  /** Where it was captured: the call of {@code call/cc}, or 0. */
  public int site() {
    return site;
  }

  /** Heap words of the object itself. */
  public static int ownWords() {
    return Layout.objectWords(2, 12);
  }

  @Override
  public String name() {
    return "continuation";
  }

  @Override
  public boolean accepts(int arguments) {
    return true;
  }

  @Override
  public Object apply(Machine machine, Object[] arguments) {
    Object value = MultipleValues.of(arguments);
    return apply1(machine, value);
  }

  @Override
  public Object apply1(Machine machine, Object value) {
    return Rewind.leaves(machine, winders)
        ? machine.capture(m -> reinstate(m, value))
        : machine.abandon(m -> reinstate(m, value));
  }

  private Object reinstate(Machine machine, Object value) {
    if (id != 0) {
      machine.reporter().continuationReinstated(id);
    }
    return Rewind.from(machine, frame, winders, value);
  }
}
