// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.node.Closures;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Intrinsics;
import org.lokoscope.runtime.node.Operation;
import org.lokoscope.runtime.node.PrimitiveCalls;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;
import org.lokoscope.runtime.vm.Primitive;

/** Writes expressions that cannot unwind, as values and as tests. */
final class Expressions {

  private final BodyWriter body;
  private final MethodWriter method;
  private final CodeBuilder out;
  private final Constants constants;
  private final Registers registers;

  Expressions(BodyWriter body, MethodWriter method) {
    this.body = body;
    this.method = method;
    this.out = method.out;
    this.constants = method.constants;
    this.registers = method.registers;
  }

  private void value(Node node) {
    body.value(node);
  }

  /** Writes an expression that has no flow of control of its own. */
  void leaf(Node node) {
    switch (node) {
      case Variables.Constant constant -> constants.load(out, constant.value, Descriptors.OBJECT);
      case Variables.LocalGet get -> out.aload(method.local(get.slot));
      case Variables.FreeGet get ->
          out.aload(registers.closure())
              .getfield(Descriptors.CLOSURE, "free", Descriptors.ARRAY)
              .loadConstant(get.index)
              .aaload();
      case Variables.GlobalGet get -> global(get);
      case Variables.GlobalSet set -> {
        out.aload(registers.machine()).loadConstant(set.index);
        value(set.value);
        support(
            "setGlobal",
            Descriptors.OBJECT,
            Descriptors.MACHINE,
            Descriptors.INT,
            Descriptors.OBJECT);
      }
      case Variables.NewBox box -> {
        value(box.value);
        support("box", Descriptors.OBJECT, Descriptors.OBJECT);
      }
      case Variables.BoxGet get -> {
        value(get.box);
        support("content", Descriptors.OBJECT, Descriptors.OBJECT);
      }
      case Variables.CheckedBoxGet get -> {
        ClassDesc type = Descriptors.desc(Variables.CheckedBoxGet.class);
        constants.load(out, get, type);
        value(get.box);
        out.invokevirtual(type, "content", Descriptors.objects(Descriptors.OBJECT, 1));
      }
      case Variables.BoxSet set -> {
        value(set.box);
        value(set.value);
        support("setContent", Descriptors.OBJECT, Descriptors.OBJECT, Descriptors.OBJECT);
      }
      case Closures.Make make -> make(make);
      case Closures.MakeCase several -> makeCase(several);
      case Flow.Not not -> truth(not);
      case Operation operation -> operation(operation, "apply", Descriptors.OBJECT);
      case PrimitiveCalls.Call call -> primitive(call);
      default -> throw new IllegalStateException("no bytecode for " + node.getClass());
    }
  }

  private void support(String name, ClassDesc result, ClassDesc... parameters) {
    out.invokestatic(Descriptors.SUPPORT, name, MethodTypeDesc.of(result, parameters));
  }

  private void global(Variables.GlobalGet get) {
    ClassDesc type = Descriptors.desc(Variables.GlobalGet.class);
    out.aload(registers.machine()).loadConstant(get.index);
    constants.load(out, get, type);
    support("global", Descriptors.OBJECT, Descriptors.MACHINE, Descriptors.INT, type);
  }

  private void operation(Operation operation, String method, ClassDesc result) {
    ClassDesc type = Descriptors.desc(operation.getClass());
    constants.load(out, operation, type);
    Node[] operands = operation.operands();
    for (Node operand : operands) {
      value(operand);
    }
    out.aload(registers.machine())
        .invokevirtual(
            type, method, Descriptors.objects(result, operands.length, Descriptors.MACHINE));
  }

  void array(Node[] values) {
    out.loadConstant(values.length).anewarray(Descriptors.OBJECT);
    for (int i = 0; i < values.length; i++) {
      out.dup().loadConstant(i);
      value(values[i]);
      out.aastore();
    }
  }

  // Primitives

  private void primitive(PrimitiveCalls.Call call) {
    switch (call.primitive) {
      case Primitive.P0 p -> function(call, p.body, Primitive.Fn0.class);
      case Primitive.P1 p -> function(call, p.body, Primitive.Fn1.class);
      case Primitive.P2 p -> function(call, p.body, Primitive.Fn2.class);
      case Primitive.P3 p -> function(call, p.body, Primitive.Fn3.class);
      case Primitive.PN p -> {
        ClassDesc type = Descriptors.desc(Primitive.FnN.class);
        constants.load(out, p.body, type);
        array(call.operands);
        apply(call, type, MethodTypeDesc.of(Descriptors.OBJECT, Descriptors.ARRAY));
      }
      case Primitive.PM p -> {
        ClassDesc type = Descriptors.desc(Primitive.FnM.class);
        constants.load(out, p.body, type);
        out.aload(registers.machine());
        array(call.operands);
        out.aload(registers.machine())
            .loadConstant(call.site)
            .invokevirtual(
                Descriptors.MACHINE,
                "setCallSite",
                MethodTypeDesc.of(Descriptors.VOID, Descriptors.INT));
        apply(
            call,
            type,
            MethodTypeDesc.of(Descriptors.OBJECT, Descriptors.MACHINE, Descriptors.ARRAY));
      }
    }
  }

  private void function(PrimitiveCalls.Call call, Object function, Class<?> type) {
    constants.load(out, function, Descriptors.desc(type));
    for (Node operand : call.operands) {
      value(operand);
    }
    apply(
        call,
        Descriptors.desc(type),
        Descriptors.objects(Descriptors.OBJECT, call.operands.length));
  }

  private void apply(PrimitiveCalls.Call call, ClassDesc type, MethodTypeDesc signature) {
    method.fenced(
        call.primitive.name(), call.site, () -> out.invokeinterface(type, "apply", signature));
  }

  // Closures

  private void make(Closures.Make make) {
    constants.load(out, make.code, Descriptors.desc(Code.class));
    array(make.captures);
    support("closure", Descriptors.OBJECT, Descriptors.desc(Code.class), Descriptors.ARRAY);
  }

  private void makeCase(Closures.MakeCase several) {
    constants.load(out, several.name, ConstantDescs.CD_String);
    array(several.clauses);
    support("caseLambda", Descriptors.OBJECT, ConstantDescs.CD_String, Descriptors.ARRAY);
  }

  /** Makes the closures, then gives them their free variables. */
  void fix(Closures.Fix fix) {
    for (int i = 0; i < fix.slots.length; i++) {
      constants.load(out, fix.makers[i].code, Descriptors.desc(Code.class));
      out.loadConstant(fix.makers[i].captures.length).anewarray(Descriptors.OBJECT);
      support("closure", Descriptors.OBJECT, Descriptors.desc(Code.class), Descriptors.ARRAY);
      out.astore(method.local(fix.slots[i]));
    }
    for (int i = 0; i < fix.slots.length; i++) {
      Node[] captures = fix.makers[i].captures;
      for (int j = 0; j < captures.length; j++) {
        out.aload(method.local(fix.slots[i])).loadConstant(j);
        value(captures[j]);
        support(
            "capture", Descriptors.VOID, Descriptors.OBJECT, Descriptors.INT, Descriptors.OBJECT);
      }
    }
  }

  // Tests

  private void truth(Flow.Not not) {
    Label isTrue = out.newLabel();
    Label end = out.newLabel();
    branchIf(not.operand, isTrue);
    loadBoolean("TRUE");
    out.goto_(end).labelBinding(isTrue);
    loadBoolean("FALSE");
    out.labelBinding(end);
  }

  private void loadBoolean(String name) {
    out.getstatic(ConstantDescs.CD_Boolean, name, ConstantDescs.CD_Boolean);
  }

  /** Jumps if the test is false. */
  void branchUnless(Node test, Label target) {
    switch (test) {
      case Flow.Not not -> branchIf(not.operand, target);
      case Flow.If choice -> {
        Label otherwise = out.newLabel();
        Label end = out.newLabel();
        branchUnless(choice.test, otherwise);
        branchUnless(choice.consequent, target);
        out.goto_(end).labelBinding(otherwise);
        branchUnless(choice.alternative, target);
        out.labelBinding(end);
      }
      default -> {
        switch (condition(test)) {
          case BIT -> out.ifeq(target);
          case NULL -> out.if_acmpne(target);
          case VALUE -> out.if_acmpeq(target);
        }
      }
    }
  }

  /** Jumps if the test is true. */
  private void branchIf(Node test, Label target) {
    switch (test) {
      case Flow.Not not -> branchUnless(not.operand, target);
      case Flow.If _ -> {
        Label end = out.newLabel();
        branchUnless(test, end);
        out.goto_(target).labelBinding(end);
      }
      default -> {
        switch (condition(test)) {
          case BIT -> out.ifne(target);
          case NULL -> out.if_acmpeq(target);
          case VALUE -> out.if_acmpne(target);
        }
      }
    }
  }

  /** What a condition leaves on the stack. */
  private enum Left {
    /** An int: 1 if it holds. */
    BIT,
    /** Two objects: it holds if they are the same. */
    NULL,
    /** Two objects: it holds if they are not the same. */
    VALUE
  }

  private Left condition(Node test) {
    switch (test) {
      case Intrinsics.IsNull isNull -> {
        value(isNull.operands()[0]);
        out.getstatic(Descriptors.desc(Nil.class), "NIL", Descriptors.desc(Nil.class));
        return Left.NULL;
      }
      case Intrinsics.IsPair isPair -> {
        value(isPair.operands()[0]);
        out.instanceOf(Descriptors.desc(Pair.class));
        return Left.BIT;
      }
      case Operation operation when operation.isTest() -> {
        operation(operation, "holds", Descriptors.BOOLEAN);
        return Left.BIT;
      }
      default -> {
        value(test);
        loadBoolean("FALSE");
        return Left.VALUE;
      }
    }
  }
}
