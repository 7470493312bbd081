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
 * A procedure that is only ever called in tail position of itself: a jump. To go on, the body sets
 * the loop's variables and returns the loop itself as a sentinel; whoever evaluates the body, the
 * loop or a resumed frame, then evaluates it again.
 */
public final class Loop extends Node {

  private final int site;
  private final Hotness hotness = new Hotness(this);

  @SuppressWarnings("NullAway.Init") // Completed before the loop runs.
  private Node body;

  @SuppressWarnings("NullAway.Init") // Completed before the loop runs.
  private int[] live;

  private int localsSize;
  private boolean readsClosure;

  public Loop(int site) {
    this.site = site;
  }

  /**
   * @param live the slots that the body may read at its head, the loop's variables included
   */
  public void complete(Node body, int[] live, boolean readsClosure) {
    this.body = body;
    this.live = live;
    this.readsClosure = readsClosure;
  }

  /** States what code the node is a part of, which is known when all of it is compiled. */
  public void setCode(Code code) {
    this.localsSize = code.localsSize();
    hotness.setCode(code);
  }

  public Node body() {
    return body;
  }

  /** Lets it begin with another node; only while it is debugged. */
  public void setBody(Node node) {
    body = node;
  }

  /** Forgets what was compiled of it, and counts anew. */
  public void forgetCompiled() {
    hotness.forget();
  }

  public int site() {
    return site;
  }

  /** The slots that the body may read at its head. */
  public int[] live() {
    return live;
  }

  public boolean readsClosure() {
    return readsClosure;
  }

  @Override
  public Object eval(Object[] locals, Machine machine) {
    while (true) {
      Resumer compiled = hotness.resumerOrCount();
      if (compiled != null) {
        return compiled.resume(machine, (Closure) locals[0], save(locals), null);
      }
      Object result = body.eval(locals, machine);
      if (result != this) {
        return result;
      }
      if (machine.pollLoop()) {
        return push(machine, locals);
      }
    }
  }

  /**
   * Goes on with the loop that a body has named by its result, and with those around it, as their
   * nodes would.
   */
  static Object goOn(Object result, Object[] locals, Machine machine) {
    Object value = result;
    while (value instanceof Loop loop) {
      if (machine.pollLoop()) {
        return loop.push(machine, locals);
      }
      value = loop.eval(locals, machine);
    }
    return value;
  }

  private Object push(Machine machine, Object[] locals) {
    return push(machine, readsClosure ? (Closure) locals[0] : null, save(locals));
  }

  /**
   * Pushes the frame of the loop's head on an UNWIND that begins there.
   *
   * @param closure the closure that runs, or null if the body does not read it
   * @param saved the values of the slots {@link #live}
   * @return UNWIND
   */
  public Object push(Machine machine, @Nullable Closure closure, Object[] saved) {
    machine.push(new HeadFrame(this, closure, saved));
    return Machine.UNWIND;
  }

  private Object[] save(Object[] locals) {
    Object[] saved = new Object[live.length];
    for (int i = 0; i < saved.length; i++) {
      saved[i] = locals[live[i]];
    }
    return saved;
  }

  /** A loop that was stopped at its head. */
  private static final class HeadFrame extends Frame {
    private final Loop loop;
    private final @Nullable Closure closure;
    private final Object[] saved;

    HeadFrame(Loop loop, @Nullable Closure closure, Object[] saved) {
      this.loop = loop;
      this.closure = closure;
      this.saved = saved;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      Object[] locals = new Object[loop.localsSize];
      locals[0] = closure;
      for (int i = 0; i < saved.length; i++) {
        locals[loop.live[i]] = saved[i];
      }
      return goOn(loop.eval(locals, machine), locals, machine);
    }

    @Override
    public Activation activation() {
      return new Activation(loop, closure, loop.live, saved);
    }

    @Override
    public int site() {
      return loop.site;
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(3, 0) + Layout.arrayWords(saved.length);
    }
  }

  /** Sets the loop's variables and jumps to its head. The values cannot unwind. */
  public static final class Again extends Node {
    public final Loop loop;
    public final int[] slots;
    public final Node[] values;

    public Again(Loop loop, int[] slots, Node[] values) {
      this.loop = loop;
      this.slots = slots;
      this.values = values;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      switch (values.length) {
        case 0 -> {}
        case 1 -> locals[slots[0]] = values[0].eval(locals, machine);
        case 2 -> {
          Object first = values[0].eval(locals, machine);
          locals[slots[1]] = values[1].eval(locals, machine);
          locals[slots[0]] = first;
        }
        default -> setAll(locals, machine);
      }
      return loop;
    }

    private void setAll(Object[] locals, Machine machine) {
      Object[] fresh = new Object[values.length];
      for (int i = 0; i < fresh.length; i++) {
        fresh[i] = values[i].eval(locals, machine);
      }
      for (int i = 0; i < fresh.length; i++) {
        locals[slots[i]] = fresh[i];
      }
    }
  }

  /** Sets the loop's variables for the first time, then runs it. */
  public static final class Enter extends Node {
    public final Again first;

    public Enter(Again first) {
      this.first = first;
    }

    @Override
    public Object eval(Object[] locals, Machine machine) {
      first.eval(locals, machine);
      return first.loop.eval(locals, machine);
    }
  }
}
