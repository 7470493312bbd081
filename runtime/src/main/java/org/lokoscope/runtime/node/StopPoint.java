// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;

/**
 * Stands before an expression of code that is being debugged, where code may unwind: asks the
 * debugger whether to stop. To stop is to unwind, so that what stands has all its frames on the
 * heap, where they can be looked at, and goes on from there.
 */
public final class StopPoint extends Node {

  /** The debugger. */
  public interface Control {

    /**
     * Asked before the expression is evaluated.
     *
     * @return null to go on; else a value that {@link #decided} understands, or UNWIND if it has
     *     yet to be computed
     */
    @Nullable Object reached(StopPoint point, Object[] locals, Machine machine);

    /** What to do with what {@link #reached} has returned or computed; null to go on. */
    @Nullable Action decided(StopPoint point, Object value);
  }

  private final Node target;
  private final boolean inLoop;
  private final int site;
  private final Control control;

  /**
   * @param inLoop whether the expression may end in a jump to a loop around it
   * @param site where it stands
   */
  public StopPoint(Node target, boolean inLoop, int site, Control control) {
    this.target = target;
    this.inLoop = inLoop;
    this.site = site;
    this.control = control;
  }

  /** The expression. */
  public Node target() {
    return target;
  }

  @Override
  public Object eval(Object[] locals, Machine machine) {
    Object asked = control.reached(this, locals, machine);
    if (asked == null) {
      return target.eval(locals, machine);
    }
    if (asked == Machine.UNWIND) {
      return push(machine, locals, true);
    }
    Action wanted = control.decided(this, asked);
    return wanted == null ? target.eval(locals, machine) : stop(wanted, locals, machine);
  }

  private Object stop(Action wanted, Object[] locals, Machine machine) {
    machine.capture(wanted);
    return push(machine, locals, false);
  }

  private Object push(Machine machine, Object[] locals, boolean undecided) {
    if (machine.isSaving()) {
      machine.push(new StopFrame(this, locals.clone(), undecided));
    }
    return Machine.UNWIND;
  }

  /** A procedure that stands before one of its expressions. */
  private static final class StopFrame extends Frame {
    private final StopPoint point;
    private final Object[] saved;

    /** Whether it waits for what the debugger computes. */
    private final boolean undecided;

    StopFrame(StopPoint point, Object[] saved, boolean undecided) {
      this.point = point;
      this.saved = saved;
      this.undecided = undecided;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      Object[] locals = saved.clone();
      Action wanted = undecided ? point.control.decided(point, value) : null;
      if (wanted != null) {
        return point.stop(wanted, locals, machine);
      }
      Object result = point.target.eval(locals, machine);
      return point.inLoop ? Loop.goOn(result, locals, machine) : result;
    }

    @Override
    public Activation activation() {
      return new Activation(point, (Closure) saved[0], null, saved);
    }

    @Override
    public int site() {
      return point.site;
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(2, 1) + Layout.arrayWords(saved.length);
    }
  }
}
