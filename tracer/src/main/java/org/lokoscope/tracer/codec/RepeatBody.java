// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.JointType;

/** The parts of the method of a joint event that have to do with its {@link Repetition}. */
final class RepeatBody {

  private static final ClassDesc SUPER = ChunkEncoder.class.describeConstable().orElseThrow();
  private static final ClassDesc NUMBERS = CD_long.arrayType();

  private final ClassDesc self;
  private final JointType joint;
  private final List<EventField> plain;

  RepeatBody(ClassDesc self, JointType joint) {
    if (joint.fields().size() > Repetition.ROW || joint.parts().size() > Repetition.MOST_PARTS) {
      throw new IllegalStateException(joint.name() + " is too long to be repeated");
    }
    this.self = self;
    this.joint = joint;
    this.plain = joint.fields().subList(1, joint.steady());
  }

  /**
   * Returns if the event is as expected, and a repetition tells of it.
   *
   * @param steady the steady fields that must be as expected
   * @param load leaves a field on the stack
   */
  void check(CodeBuilder body, List<EventField> steady, Consumer<EventField> load) {
    int rows = body.allocateLocal(TypeKind.REFERENCE);
    int row = body.allocateLocal(TypeKind.INT);
    Label literal = body.newLabel();
    body.aload(0).getfield(SUPER, "rows", NUMBERS).astore(rows);
    body.aload(0).getfield(SUPER, "expected", CD_int).istore(row);
    body.aload(rows).iload(row).laload().loadConstant((long) joint.code()).lcmp().ifne(literal);
    body.lconst_0();
    Map<Kind, EventField> last = new EnumMap<>(Kind.class);
    for (EventField field : plain) {
      element(body, rows, row, field.index()).laload();
      load.accept(field);
      if (Repetition.countsUp(field.kind())) {
        EventField before = last.get(field.kind());
        if (before == null) {
          body.aload(0).getfield(self, field.kind().name(), CD_long).lsub();
        } else {
          load.accept(before);
          body.lsub();
        }
      }
      if (Deltas.isDelta(field.kind())) {
        last.put(field.kind(), field);
      }
      body.lxor().lor();
    }
    for (EventField field : steady) {
      element(body, rows, row, field.index()).laload();
      load.accept(field);
      body.lxor().lor();
    }
    body.lconst_0().lcmp().ifne(literal);
    body.aload(0).lload(body.parameterSlot(0));
    body.invokevirtual(SUPER, "repeats", MethodTypeDesc.of(CD_boolean, CD_long)).ifeq(literal);
    last.forEach(
        (kind, field) -> {
          body.aload(0);
          load.accept(field);
          body.putfield(self, kind.name(), CD_long);
        });
    body.aload(0).loadConstant(joint.parts().size());
    body.invokevirtual(SUPER, "repeated", MethodTypeDesc.of(CD_void, CD_int));
    body.return_().labelBinding(literal);
  }

  /** What comes first when the event is not as expected. */
  static void differs(CodeBuilder body) {
    body.aload(0).invokevirtual(SUPER, "differs", MethodTypeDesc.of(CD_void));
  }

  /**
   * Remembers the event, which has been written.
   *
   * @param numbers the variables with what was written of time and plain fields, zig-zag
   * @param load leaves a plain field on the stack
   * @param steady leaves the steady field with an index on the stack
   */
  void remember(
      CodeBuilder body, List<Integer> numbers, Consumer<EventField> load, IntConsumer steady) {
    int rows = body.allocateLocal(TypeKind.REFERENCE);
    int row = body.allocateLocal(TypeKind.INT);
    Label done = body.newLabel();
    body.aload(0).invokevirtual(SUPER, "row", MethodTypeDesc.of(CD_int)).istore(row);
    body.iload(row).iflt(done);
    body.aload(0).getfield(SUPER, "rows", NUMBERS).astore(rows);
    body.aload(rows).iload(row).loadConstant((long) joint.code()).lastore();
    for (EventField field : plain) {
      element(body, rows, row, field.index());
      if (Repetition.countsUp(field.kind())) {
        body.lload(numbers.get(field.index()));
        body.invokestatic(SUPER, "unZigZag", MethodTypeDesc.of(CD_long, CD_long));
      } else {
        load.accept(field);
      }
      body.lastore();
    }
    for (int index = joint.steady(); index < joint.fields().size(); index++) {
      element(body, rows, row, index);
      steady.accept(index);
      body.lastore();
    }
    body.aload(0).iload(row).loadConstant(joint.fields().size());
    body.loadConstant((long) joint.code());
    for (EventField field : plain) {
      if (!Repetition.countsUp(field.kind())) {
        body.loadConstant(31L).lmul();
        load.accept(field);
        body.ladd();
      }
    }
    body.invokevirtual(SUPER, "learn", MethodTypeDesc.of(CD_void, CD_int, CD_int, CD_long));
    body.labelBinding(done);
  }

  private static CodeBuilder element(CodeBuilder body, int rows, int row, int index) {
    return body.aload(rows).iload(row).loadConstant(index).iadd();
  }
}
