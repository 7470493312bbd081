// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.node.Calls;
import org.lokoscope.runtime.node.Closures;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.StopPoint;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;

/**
 * Writes one method: the body of a procedure from its entry, or its rest from a point. What may
 * unwind, loops and calls have writers of their own, which come back here for what is inside them.
 */
final class BodyWriter {

  /** What is larger would be longer than {@link GeneratedClass#LONGEST_METHOD}. */
  private static final int MOST_NODES = GeneratedClass.LONGEST_METHOD / 2;

  /** Thrown when it is clear that the method gets too long. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooLarge() {
      super(null, null, false, false);
    }
  }

  private final CodeBuilder out;
  private final Code code;
  private final Registers registers;
  private final MethodWriter method;
  private final Expressions expressions;
  private final WaitWriter waits;
  private final LoopWriter loops;
  private final CallWriter calls;
  private final Label start;
  private int nodes;

  /**
   * @param own the class that has the procedure's {@code run} method, or null if it is another
   */
  BodyWriter(
      CodeBuilder out,
      Code code,
      Constants constants,
      Registers registers,
      @Nullable ClassDesc own) {
    this.out = out;
    this.code = code;
    this.registers = registers;
    this.start = out.newLabel();
    this.method = new MethodWriter(out, code, constants, registers);
    this.expressions = new Expressions(this, method);
    this.waits = new WaitWriter(this, method);
    this.loops = new LoopWriter(this, method);
    this.calls = new CallWriter(this, method, start, own);
  }

  // Roots

  void entry() {
    Label pause = out.newLabel();
    Label body = out.newLabel();
    out.labelBinding(start)
        .aload(registers.machine())
        .iload(registers.room())
        .invokevirtual(
            Descriptors.MACHINE,
            "mustPause",
            MethodTypeDesc.of(Descriptors.BOOLEAN, Descriptors.INT))
        .ifne(pause)
        .labelBinding(body);
    emit(code.body(), Position.TAIL);
    method.later(() -> pause(pause, body));
    method.finish();
    catchErrors();
  }

  void rest(Wait wait) {
    restore(wait.live);
    if (wait.slot >= 0) {
      out.aload(Registers.VALUE).astore(method.local(wait.slot));
    }
    out.aconst_null().astore(Registers.VALUE);
    emit(wait.body, Position.TAIL);
    method.finish();
  }

  void rest(Loop loop) {
    restore(loop.live());
    loops.first(loop);
    method.finish();
  }

  private void restore(int[] live) {
    out.aload(registers.machine())
        .invokevirtual(Descriptors.MACHINE, "room", MethodTypeDesc.of(Descriptors.INT))
        .istore(registers.room());
    for (int i = 0; i < live.length; i++) {
      out.aload(Registers.SAVED).loadConstant(i).aaload().astore(method.local(live[i]));
    }
    out.aconst_null().astore(Registers.SAVED);
  }

  /** The safe point at the entry: stops there with the parameters, or goes on. */
  private void pause(Label pause, Label body) {
    out.labelBinding(pause).aload(registers.machine()).iload(registers.room());
    if (!code.hasRest() && code.required() <= 3) {
      out.aload(registers.closure());
      for (int i = 1; i <= code.required(); i++) {
        out.aload(method.local(i));
      }
      out.invokevirtual(
          Descriptors.CLOSURE,
          "activate" + code.required(),
          Descriptors.objects(Descriptors.ARRAY, code.required()));
    } else {
      loadActivation(code.required() + (code.hasRest() ? 1 : 0));
    }
    out.invokevirtual(
            Descriptors.MACHINE,
            "pause",
            MethodTypeDesc.of(Descriptors.BOOLEAN, Descriptors.INT, Descriptors.ARRAY))
        .ifeq(body);
    method.returnUnwind();
  }

  private void loadActivation(int parameters) {
    out.loadConstant(code.localsSize()).anewarray(Descriptors.OBJECT);
    out.dup().iconst_0().aload(registers.closure()).aastore();
    for (int i = 1; i <= parameters; i++) {
      out.dup().loadConstant(i).aload(method.local(i)).aastore();
    }
  }

  /** Java exceptions end where the procedure was entered. */
  private void catchErrors() {
    Label end = out.newBoundLabel();
    Label handler = out.newBoundLabel();
    int thrown = method.newLocal();
    ClassDesc throwable = Descriptors.desc(Throwable.class);
    out.astore(thrown)
        .aload(registers.machine())
        .aload(thrown)
        .loadConstant(code.site())
        .invokevirtual(
            Descriptors.MACHINE,
            "raised",
            MethodTypeDesc.of(Descriptors.OBJECT, throwable, Descriptors.INT))
        .areturn();
    out.exceptionCatch(start, end, handler, throwable);
  }

  // Expressions

  /**
   * Writes an expression.
   *
   * @return whether the code goes on after it, with the value on the stack
   */
  boolean emit(Node node, Position at) {
    if (++nodes > MOST_NODES) {
      throw new TooLarge();
    }
    return switch (node) {
      case Flow.If choice -> choice(choice, at);
      case Flow.Then then -> {
        value(then.first);
        out.pop();
        yield emit(then.second, at);
      }
      case Flow.Bind bind -> {
        value(bind.value);
        out.astore(method.local(bind.slot));
        yield emit(bind.body, at);
      }
      case Closures.Fix fix -> {
        expressions.fix(fix);
        yield emit(fix.body, at);
      }
      // A debugger has just put it there, and will see to it that the nodes run.
      case StopPoint point -> emit(point.target(), at);
      case Wait wait -> waits.write(wait, at);
      case Loop.Enter enter -> loops.enter(enter.first, at);
      case Loop.Again again -> loops.again(again);
      case Calls.Call call -> calls.write(call, at);
      default -> {
        expressions.leaf(node);
        yield done(at);
      }
    };
  }

  /** Returns the value if nothing follows. */
  boolean done(Position at) {
    if (at.isTail()) {
      out.areturn();
      return false;
    }
    return true;
  }

  private boolean choice(Flow.If choice, Position at) {
    Label otherwise = out.newLabel();
    Label join = out.newLabel();
    expressions.branchUnless(choice.test, otherwise);
    boolean first = emit(choice.consequent, at);
    if (first) {
      out.goto_(join);
    }
    out.labelBinding(otherwise);
    boolean second = emit(choice.alternative, at);
    if (first) {
      out.labelBinding(join);
    }
    return first || second;
  }

  /** Leaves the value of an expression that cannot unwind on the stack. */
  void value(Node node) {
    emit(node, Position.value(null));
  }

  /** Leaves an array of the values on the stack. */
  void array(Node[] nodes) {
    expressions.array(nodes);
  }
}
