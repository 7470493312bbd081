// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.node.Calls;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;

/** Writes calls of procedures; those of the running procedure by itself are direct, or jumps. */
final class CallWriter {

  private final BodyWriter body;
  private final MethodWriter method;
  private final CodeBuilder out;
  private final Code code;
  private final Registers registers;
  private final Label start;
  private final @Nullable ClassDesc own;

  /**
   * @param start where the procedure begins
   * @param own the class that has the procedure's {@code run} method, or null if it is another
   */
  CallWriter(BodyWriter body, MethodWriter method, Label start, @Nullable ClassDesc own) {
    this.body = body;
    this.method = method;
    this.out = method.out;
    this.code = method.code;
    this.registers = method.registers;
    this.start = start;
    this.own = own;
  }

  /** Returns whether the code goes on, with the value on the stack. */
  boolean write(Calls.Call call, Position at) {
    Node[] operands = call.operands();
    boolean ownCode = own != null && !code.hasRest() && operands.length == code.required();
    if (ownCode && isClosure(call.operator)) {
      callSelf(operands, call.tail);
      return !call.tail && result(at);
    }
    int callee = method.newLocal();
    body.value(call.operator);
    out.astore(callee);
    if (ownCode && mayBeSelf(call.operator)) {
      return callMaybeSelf(call, operands, callee, at);
    }
    loadEntry(call, callee);
    for (Node operand : arguments(operands)) {
      body.value(operand);
    }
    if (operands.length > GeneratedClass.DIRECT_ARGUMENTS) {
      body.array(operands);
    }
    invoke(call, operands.length);
    return call.tail ? body.done(Position.TAIL) : result(at);
  }

  private static Node[] arguments(Node[] operands) {
    return operands.length > GeneratedClass.DIRECT_ARGUMENTS ? new Node[0] : operands;
  }

  /** Whether an expression is the running closure itself. */
  private static boolean isClosure(Node operator) {
    return operator instanceof Variables.LocalGet get && get.slot == 0;
  }

  private boolean mayBeSelf(Node operator) {
    return operator instanceof Variables.GlobalGet get && get.name.equals(code.name());
  }

  private void loadEntry(Calls.Call call, int callee) {
    out.aload(callee).aload(registers.machine());
    if (call.tail) {
      out.iload(registers.room())
          .loadConstant(call.site)
          .invokestatic(
              Descriptors.ENTRY,
              "ofTail",
              MethodTypeDesc.of(
                  Descriptors.ENTRY,
                  Descriptors.OBJECT,
                  Descriptors.MACHINE,
                  Descriptors.INT,
                  Descriptors.INT));
    } else {
      out.loadConstant(call.site)
          .invokestatic(
              Descriptors.ENTRY,
              "of",
              MethodTypeDesc.of(
                  Descriptors.ENTRY, Descriptors.OBJECT, Descriptors.MACHINE, Descriptors.INT));
    }
    method.loadMachineAndRoom();
    out.aload(callee);
  }

  private void invoke(Calls.Call call, int arguments) {
    if (arguments > GeneratedClass.DIRECT_ARGUMENTS) {
      MethodTypeDesc type =
          MethodTypeDesc.of(
              Descriptors.OBJECT,
              Descriptors.MACHINE,
              Descriptors.INT,
              Descriptors.OBJECT,
              Descriptors.ARRAY);
      method.located(call.site, () -> out.invokevirtual(Descriptors.ENTRY, "call", type));
    } else {
      MethodTypeDesc type = Descriptors.call(Descriptors.OBJECT, arguments);
      method.located(
          call.site, () -> out.invokevirtual(Descriptors.ENTRY, "call" + arguments, type));
    }
  }

  /** A call of the running closure by itself: a jump if nobody waits for the value. */
  private void callSelf(Node[] operands, boolean tail) {
    if (!tail) {
      method.loadMachineAndRoom();
      out.aload(registers.closure());
    }
    for (Node operand : operands) {
      body.value(operand);
    }
    callSelf(operands.length, tail);
  }

  private void callSelf(int arguments, boolean tail) {
    if (tail) {
      for (int i = arguments; i >= 1; i--) {
        out.astore(method.local(i));
      }
      out.goto_(start);
    } else {
      out.invokestatic(own, "run", Descriptors.call(Descriptors.CLOSURE, arguments));
    }
  }

  /** A call of a variable that is likely to hold the running closure. */
  private boolean callMaybeSelf(Calls.Call call, Node[] operands, int callee, Position at) {
    int[] values = new int[operands.length];
    for (int i = 0; i < operands.length; i++) {
      body.value(operands[i]);
      values[i] = method.newLocal();
      out.astore(values[i]);
    }
    Label other = out.newLabel();
    Label called = out.newLabel();
    out.aload(callee).aload(registers.closure()).if_acmpne(other);
    if (!call.tail) {
      method.loadMachineAndRoom();
      out.aload(registers.closure());
    }
    for (int value : values) {
      out.aload(value);
    }
    callSelf(values.length, call.tail);
    if (!call.tail) {
      out.goto_(called);
    }
    out.labelBinding(other);
    loadEntry(call, callee);
    loadArguments(values);
    invoke(call, values.length);
    if (call.tail) {
      return body.done(Position.TAIL);
    }
    out.labelBinding(called);
    return result(at);
  }

  private void loadArguments(int[] values) {
    boolean array = values.length > GeneratedClass.DIRECT_ARGUMENTS;
    if (array) {
      out.loadConstant(values.length).anewarray(Descriptors.OBJECT);
    }
    for (int i = 0; i < values.length; i++) {
      if (array) {
        out.dup().loadConstant(i).aload(values[i]).aastore();
      } else {
        out.aload(values[i]);
      }
    }
  }

  /** What a call for a value has returned is on the stack: enters what is left to enter. */
  private boolean result(Position at) {
    int result = method.newLocal();
    Label finished = out.newLabel();
    out.astore(result).aload(result);
    method.loadSignal("TAIL");
    out.if_acmpne(finished)
        .aload(registers.machine())
        .iload(registers.room())
        .invokevirtual(
            Descriptors.MACHINE, "finish", MethodTypeDesc.of(Descriptors.OBJECT, Descriptors.INT))
        .astore(result)
        .labelBinding(finished);
    if (at.isTail()) {
      out.aload(result).areturn();
      return false;
    }
    out.aload(result);
    method.loadSignal("UNWIND");
    out.if_acmpeq(at.unwind()).aload(result);
    return true;
  }
}
