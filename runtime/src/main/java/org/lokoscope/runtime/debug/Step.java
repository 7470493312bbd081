// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.node.NodeParts;
import org.lokoscope.runtime.node.StopPoint;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;

/**
 * A step that has been asked for. It belongs to one fiber: others that run meanwhile do not end it.
 *
 * <p>A procedure is left when the frame below it is not on the continuation any more. What runs on
 * the Java stack on top of that frame is a call of it, unless it runs at the base. A tail call
 * takes the place of the procedure that makes it, so it is at the same level.
 */
final class Step {

  /** How far a step goes. */
  enum Kind {
    /** To the next line, also of a procedure that is called. */
    INTO,
    /** To the next line, but not into procedures that are called for their values. */
    OVER,
    /** To the next expression. */
    FORM,
    /** To whatever follows when the procedure has returned. */
    OUT,
    /** Until the fiber is suspended or resumed; that is no matter of places. */
    SWITCH,
    /** Until a message is received that the fiber sends. */
    MESSAGE
  }

  private final Kind kind;
  private final long fiber;
  private final @Nullable DebuggedCode code;
  private final int line;
  private final @Nullable Place start;
  private final @Nullable Frame below;
  private final CodeTable table;
  private final Unit unit;

  /**
   * @param code the procedure where it begins; null if that has none: it ends at the next place
   * @param line the line where it begins
   * @param start where it begins; null if at no place
   * @param below the first frame below those of the procedure; null if there is none
   * @param unit what stands at its end
   */
  Step(
      Kind kind,
      long fiber,
      @Nullable DebuggedCode code,
      int line,
      @Nullable Place start,
      @Nullable Frame below,
      CodeTable table,
      Unit unit) {
    this.unit = unit;
    this.kind = kind;
    this.fiber = fiber;
    this.code = code;
    this.line = line;
    this.start = start;
    this.below = below;
    this.table = table;
  }

  /** A step to the next place of a fiber. */
  static Step toNextPlace(long fiber, CodeTable table, Unit unit) {
    return new Step(Kind.FORM, fiber, null, 0, null, null, table, unit);
  }

  /** What stands at its end. */
  Unit unit() {
    return unit;
  }

  long fiber() {
    return fiber;
  }

  Kind kind() {
    return kind;
  }

  /** Whether it is events that end it. */
  boolean wantsEvents() {
    return kind == Kind.SWITCH || kind == Kind.MESSAGE;
  }

  /** Whether it ends at a place that the running fiber has reached. */
  boolean endsAt(Place place, Machine machine) {
    if (machine.fiber() != fiber || wantsEvents()) {
      return false;
    }
    if (kind == Kind.FORM || code == null) {
      return true;
    }
    int level = level(place, machine);
    boolean sameLine = place.code() == code && place.span().line() == line;
    boolean again = place == start;
    return switch (kind) {
      case FORM, SWITCH, MESSAGE -> true;
      case INTO -> level != 0 || !sameLine || again;
      case OVER -> level < 0 || level == 0 && (!sameLine || again);
      case OUT -> level < 0;
    };
  }

  /** 0 in the procedure where it began, 1 in what that calls, -1 when that has been left. */
  private int level(Place place, Machine machine) {
    Frame top = machine.continuation();
    Frame frame = top;
    int depth = Frame.depthOf(below);
    while (frame != null && frame.depth() > depth) {
      frame = frame.next();
    }
    if (frame != below) {
      return -1;
    }
    if (machine.room() < Machine.BASE_ROOM) {
      return 1;
    }
    for (Frame above = top; above != null && above != below; above = above.next()) {
      if (!holds(above, place)) {
        return 1;
      }
    }
    return 0;
  }

  /** Whether a frame waits for the value of an expression that the place is a part of. */
  private boolean holds(Frame frame, Place place) {
    Activation activation = frame.activation();
    return activation != null
        && activation.point() instanceof Wait wait
        && table.owner(wait) == place.code()
        && contains(wait.value, place.point().target());
  }

  /**
   * Whether one activation is of the procedure that the other one belongs to, and outside of it.
   */
  static boolean isAround(Activation outer, Activation inner) {
    if (!(outer.point() instanceof Wait wait) || !(inner.point() instanceof Node point)) {
      return false;
    }
    return contains(wait.value, point instanceof StopPoint stop ? stop.target() : point);
  }

  private static boolean contains(Node whole, Node part) {
    Node node = whole instanceof StopPoint stop ? stop.target() : whole;
    if (node == part) {
      return true;
    }
    for (Node inner : NodeParts.of(node)) {
      if (contains(inner, part)) {
        return true;
      }
    }
    return false;
  }
}
