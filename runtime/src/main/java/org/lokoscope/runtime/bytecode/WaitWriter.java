// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import org.lokoscope.runtime.node.Wait;

/** Writes what waits for a value: on an UNWIND it pushes a frame. */
final class WaitWriter {

  /** For up to so many live values, {@code Wait} has a method of its own. */
  private static final int MOST_LIVE = 3;

  private final BodyWriter body;
  private final MethodWriter method;
  private final CodeBuilder out;

  WaitWriter(BodyWriter body, MethodWriter method) {
    this.body = body;
    this.method = method;
    this.out = method.out;
  }

  /** Returns whether the code goes on, with the value on the stack. */
  boolean write(Wait wait, Position at) {
    Position inside = Position.value(out.newLabel());
    boolean goesOn = body.emit(wait.value, inside);
    if (inside.unwinds()) {
      at.mayUnwind();
      method.later(() -> pushFrame(wait, inside.unwind(), at));
    }
    if (!goesOn) {
      return false;
    }
    if (wait.slot >= 0) {
      out.astore(method.local(wait.slot));
    } else {
      out.pop();
    }
    return body.emit(wait.body, at);
  }

  private void pushFrame(Wait wait, Label label, Position at) {
    out.labelBinding(label);
    ClassDesc type = Descriptors.desc(Wait.class);
    method.constants.load(out, wait, type);
    out.aload(method.registers.machine());
    method.loadClosure(wait.readsClosure);
    if (wait.live.length > MOST_LIVE) {
      method.loadSlots(wait.live);
      out.invokevirtual(type, "unwindAll", Descriptors.PUSH_HEAD);
    } else {
      for (int slot : wait.live) {
        out.aload(method.local(slot));
      }
      ClassDesc[] types = new ClassDesc[wait.live.length + 2];
      Arrays.fill(types, Descriptors.OBJECT);
      types[0] = Descriptors.MACHINE;
      types[1] = Descriptors.CLOSURE;
      out.invokevirtual(type, "unwind", MethodTypeDesc.of(Descriptors.OBJECT, types));
    }
    if (at.isTail()) {
      out.areturn();
    } else {
      out.pop().goto_(at.unwind());
    }
  }
}
