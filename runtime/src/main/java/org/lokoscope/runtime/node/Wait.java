// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.node;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Activation;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Resumer;

/**
 * Evaluates something that may unwind, binds its value and goes on: {@code (let ((x (f))) body)}.
 * Every call that is not a tail call comes down to this, so these are the frames of compiled code,
 * in both tiers.
 */
public final class Wait extends Node {

  /** What frames share that save no variable. */
  private static final Object[] NOTHING = {};

  public final int slot;
  public Node value;
  public Node body;
  public final int[] live;
  public final boolean readsClosure;
  private final int site;
  private final boolean inLoop;
  private final Hotness hotness = new Hotness(this);
  private int localsSize;

  /**
   * @param slot where the value goes, or -1 if it is dropped
   * @param site the form that may unwind
   * @param live the slots that the body may still read, the bound one and slot 0 excluded
   * @param readsClosure whether the body reads the closure in slot 0
   * @param inLoop whether the body may end in a jump to a loop around this node
   */
  public Wait(
      int slot, Node value, Node body, int site, int[] live, boolean readsClosure, boolean inLoop) {
    this.slot = slot;
    this.value = value;
    this.body = body;
    this.site = site;
    this.live = live;
    this.readsClosure = readsClosure;
    this.inLoop = inLoop;
  }

  /** States what code the node is a part of, which is known when all of it is compiled. */
  public void setCode(Code code) {
    this.localsSize = code.localsSize();
    hotness.setCode(code);
  }

  @Override
  public Object eval(Object[] locals, Machine machine) {
    Object result = value.eval(locals, machine);
    if (result == Machine.UNWIND) {
      return unwind(locals, machine);
    }
    if (slot >= 0) {
      locals[slot] = result;
    }
    return body.eval(locals, machine);
  }

  /** Forgets what was compiled of the rest, and counts anew. */
  public void forgetCompiled() {
    hotness.forget();
  }

  public int site() {
    return site;
  }

  private Object unwind(Object[] locals, Machine machine) {
    return machine.isSaving()
        ? push(machine, readsClosure ? (Closure) locals[0] : null, save(locals))
        : Machine.UNWIND;
  }

  private Object push(Machine machine, @Nullable Closure closure, Object[] saved) {
    machine.push(new WaitFrame(this, closure, saved));
    return Machine.UNWIND;
  }

  /**
   * Passes on an UNWIND for bytecode: pushes the frame of this node if it is wanted. Besides the
   * closure, which is null if the body does not read it, come the values of the slots {@link
   * #live}.
   *
   * @return UNWIND
   */
  public Object unwind(Machine machine, @Nullable Closure closure) {
    return machine.isSaving() ? push(machine, closure, NOTHING) : Machine.UNWIND;
  }

  public Object unwind(Machine machine, @Nullable Closure closure, Object a) {
    return machine.isSaving() ? push(machine, closure, new Object[] {a}) : Machine.UNWIND;
  }

  public Object unwind(Machine machine, @Nullable Closure closure, Object a, Object b) {
    return machine.isSaving() ? push(machine, closure, new Object[] {a, b}) : Machine.UNWIND;
  }

  public Object unwind(Machine machine, @Nullable Closure closure, Object a, Object b, Object c) {
    return machine.isSaving() ? push(machine, closure, new Object[] {a, b, c}) : Machine.UNWIND;
  }

  /** The same for more values; the array is the frame's own. */
  public Object unwindAll(Machine machine, @Nullable Closure closure, Object[] saved) {
    return machine.isSaving() ? push(machine, closure, saved) : Machine.UNWIND;
  }

  private Object[] save(Object[] locals) {
    if (live.length == 0) {
      return NOTHING;
    }
    Object[] saved = new Object[live.length];
    for (int i = 0; i < saved.length; i++) {
      saved[i] = locals[live[i]];
    }
    return saved;
  }

  /** Waits for the value of a {@link Wait} node. */
  private static final class WaitFrame extends Frame {
    private final Wait node;
    private final @Nullable Closure closure;
    private final Object[] saved;

    WaitFrame(Wait node, @Nullable Closure closure, Object[] saved) {
      this.node = node;
      this.closure = closure;
      this.saved = saved;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      Resumer compiled = node.hotness.resumerOrCount();
      return compiled != null
          ? compiled.resume(machine, closure, saved, value)
          : interpret(value, machine);
    }

    private Object interpret(Object value, Machine machine) {
      Wait wait = node;
      Object[] locals = new Object[wait.localsSize];
      locals[0] = closure;
      int[] live = wait.live;
      for (int i = 0; i < live.length; i++) {
        locals[live[i]] = saved[i];
      }
      if (wait.slot >= 0) {
        locals[wait.slot] = value;
      }
      Object result = wait.body.eval(locals, machine);
      return wait.inLoop ? Loop.goOn(result, locals, machine) : result;
    }

    @Override
    public Activation activation() {
      return new Activation(node, closure, node.live, saved);
    }

    @Override
    public int site() {
      return node.site;
    }

    @Override
    public int ownWords() {
      int array = saved == NOTHING ? 0 : Layout.arrayWords(saved.length);
      return Layout.frameWords(3, 0) + array;
    }
  }
}
