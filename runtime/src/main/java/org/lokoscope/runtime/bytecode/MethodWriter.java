// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import org.lokoscope.runtime.vm.Code;

/**
 * The method that is being written, as all its parts see it: its instructions, which JVM local
 * holds what, and what stands at its end. What happens seldom stands there (frames pushed, safe
 * points that must decide), so that the JVM keeps the rest together.
 */
final class MethodWriter {

  private static final MethodTypeDesc FAULT =
      MethodTypeDesc.of(
          Descriptors.ERROR,
          Descriptors.desc(Throwable.class),
          Descriptors.MACHINE,
          ConstantDescs.CD_String,
          Descriptors.INT);

  final CodeBuilder out;
  final Code code;
  final Constants constants;
  final Registers registers;
  private final Deque<Runnable> later = new ArrayDeque<>();
  private int nextLocal;

  MethodWriter(CodeBuilder out, Code code, Constants constants, Registers registers) {
    this.out = out;
    this.code = code;
    this.constants = constants;
    this.registers = registers;
    this.nextLocal = registers.slots() + code.localsSize();
  }

  /** The JVM local of a variable. */
  int local(int slot) {
    return slot == 0 ? registers.closure() : registers.slots() + slot;
  }

  int newLocal() {
    return nextLocal++;
  }

  // The end of the method

  /** Writes code for later: it stands at the end of the method. */
  void later(Runnable block) {
    later.add(block);
  }

  void finish() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  /** Writes a call of Java code, whose exceptions become conditions with the name and the site. */
  void fenced(String who, int site, Runnable instruction) {
    Label from = out.newBoundLabel();
    instruction.run();
    Label to = out.newBoundLabel();
    Label handler = out.newLabel();
    out.exceptionCatch(from, to, handler, Descriptors.desc(Throwable.class));
    later(
        () ->
            out.labelBinding(handler)
                .aload(registers.machine())
                .loadConstant(who)
                .loadConstant(site)
                .invokestatic(Descriptors.SUPPORT, "fault", FAULT)
                .athrow());
  }

  /** Writes an instruction whose conditions are to name the site. */
  void located(int site, Runnable instruction) {
    Label from = out.newBoundLabel();
    instruction.run();
    Label to = out.newBoundLabel();
    Label handler = out.newLabel();
    out.exceptionCatch(from, to, handler, Descriptors.ERROR);
    later(
        () ->
            out.labelBinding(handler)
                .loadConstant(site)
                .invokevirtual(
                    Descriptors.ERROR, "at", MethodTypeDesc.of(Descriptors.ERROR, Descriptors.INT))
                .athrow());
  }

  // Small pieces

  void loadMachineAndRoom() {
    out.aload(registers.machine()).iload(registers.room()).iconst_1().isub();
  }

  void loadClosure(boolean isRead) {
    if (isRead) {
      out.aload(registers.closure());
    } else {
      out.aconst_null();
    }
  }

  void loadSlots(int[] slots) {
    out.loadConstant(slots.length).anewarray(Descriptors.OBJECT);
    for (int i = 0; i < slots.length; i++) {
      out.dup().loadConstant(i).aload(local(slots[i])).aastore();
    }
  }

  void passOn(Position at) {
    if (at.isTail()) {
      returnUnwind();
    } else {
      out.goto_(at.unwind());
    }
  }

  void returnUnwind() {
    loadSignal("UNWIND");
    out.areturn();
  }

  void loadSignal(String name) {
    out.getstatic(Descriptors.MACHINE, name, Descriptors.OBJECT);
  }
}
