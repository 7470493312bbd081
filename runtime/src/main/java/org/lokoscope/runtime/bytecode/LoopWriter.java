// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.MethodTypeDesc;
import java.util.IdentityHashMap;
import java.util.Map;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.vm.Node;

/**
 * Writes loops and the jumps to their heads. Loops in tail position are written once, wherever they
 * are first reached; a loop whose value is waited for is written in place.
 */
final class LoopWriter {

  private record Place(Label head, Position position) {}

  private final BodyWriter body;
  private final MethodWriter method;
  private final CodeBuilder out;
  private final Map<Loop, Place> loops = new IdentityHashMap<>();

  LoopWriter(BodyWriter body, MethodWriter method) {
    this.body = body;
    this.method = method;
    this.out = method.out;
  }

  /** Writes a loop that the method begins with, its variables being set. */
  void first(Loop loop) {
    Label head = out.newLabel();
    loops.put(loop, new Place(head, Position.TAIL));
    out.labelBinding(head);
    body.emit(loop.body(), Position.TAIL);
  }

  /** Returns whether the code goes on, with the value on the stack. */
  boolean enter(Loop.Again first, Position at) {
    setVariables(first);
    Loop loop = first.loop;
    if (at.isTail()) {
      Place known = loops.get(loop);
      if (known != null) {
        out.goto_(known.head);
        return false;
      }
    }
    Label head = out.newLabel();
    Place outer = loops.put(loop, new Place(head, at));
    out.labelBinding(head);
    boolean goesOn = body.emit(loop.body(), at);
    if (!at.isTail()) {
      if (outer == null) {
        loops.remove(loop);
      } else {
        loops.put(loop, outer);
      }
    }
    return goesOn;
  }

  private void setVariables(Loop.Again again) {
    for (Node value : again.values) {
      body.value(value);
    }
    for (int i = again.slots.length - 1; i >= 0; i--) {
      out.astore(method.local(again.slots[i]));
    }
  }

  /** Sets the variables and jumps to the head, or stops there: the code never goes on. */
  boolean again(Loop.Again again) {
    setVariables(again);
    Place place = loops.get(again.loop);
    if (place == null) {
      place = new Place(out.newLabel(), Position.TAIL);
      loops.put(again.loop, place);
      Label head = place.head;
      method.later(
          () -> {
            out.labelBinding(head);
            body.emit(again.loop.body(), Position.TAIL);
          });
    }
    Label pause = out.newLabel();
    out.aload(method.registers.machine())
        .invokevirtual(Descriptors.MACHINE, "pollLoop", MethodTypeDesc.of(Descriptors.BOOLEAN))
        .ifne(pause)
        .goto_(place.head);
    Place target = place;
    target.position.mayUnwind();
    method.later(() -> pauseLoop(again.loop, pause, target.position));
    return false;
  }

  private void pauseLoop(Loop loop, Label pause, Position at) {
    out.labelBinding(pause);
    method.constants.load(out, loop, Descriptors.desc(Loop.class));
    out.aload(method.registers.machine());
    method.loadClosure(loop.readsClosure());
    method.loadSlots(loop.live());
    out.invokevirtual(Descriptors.desc(Loop.class), "push", Descriptors.PUSH_HEAD).pop();
    method.passOn(at);
  }
}
