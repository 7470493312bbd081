package org.lokoscope.tracer.codec;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.JointType;

/**
 * The code of one method of the spun encoder: straight-line code that writes each field behind the
 * one before it.
 */
final class EncoderBody {

  private static final ClassDesc SUPER = ChunkEncoder.class.describeConstable().orElseThrow();
  private static final ClassDesc BYTES = CD_byte.arrayType();
  private static final ClassDesc NUMBERS = CD_long.arrayType();
  private static final MethodTypeDesc PUT_NUMBER =
      MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_long);

  private final ClassDesc self;
  private final int code;
  private final List<EventField> fields;
  private final boolean definition;

  /** The variables of the place to write at and of the bytes written to. */
  private int at;

  private int bytes;

  EncoderBody(ClassDesc self, int code, List<EventField> fields, boolean definition) {
    this.self = self;
    this.code = code;
    this.fields = fields;
    this.definition = definition;
  }

  /** The body of an event's method. */
  void write(CodeBuilder code) {
    write(code, 1, fields.size(), () -> {});
  }

  /** The body of the method of a joint event with the same fields. */
  Consumer<CodeBuilder> of(JointType joint) {
    return body ->
        write(
            body,
            joint.parts().size(),
            joint.steady(),
            () -> {
              if (joint.hasSteadyFields()) {
                steady(body, joint);
              }
            });
  }

  private void write(CodeBuilder body, int events, int plain, Runnable rest) {
    at = body.allocateLocal(TypeKind.INT);
    bytes = body.allocateLocal(TypeKind.REFERENCE);
    Label dropped = body.newLabel();
    body.aload(0).loadConstant(code).lload(body.parameterSlot(0));
    bound(body);
    body.loadConstant(definition ? 1 : 0)
        .loadConstant(events)
        .invokevirtual(
            SUPER, "begin", MethodTypeDesc.of(CD_int, CD_int, CD_long, CD_int, CD_boolean, CD_int))
        .istore(at)
        .iload(at)
        .iflt(dropped);
    body.aload(0).getfield(SUPER, "bytes", BYTES).astore(bytes);
    for (EventField field : fields.subList(1, plain)) {
      put(body, field);
    }
    rest.run();
    body.aload(0)
        .iload(at)
        .loadConstant(events)
        .invokevirtual(SUPER, "end", MethodTypeDesc.of(CD_void, CD_int, CD_int));
    body.labelBinding(dropped).return_();
  }

  /** Leaves on the stack how many bytes the event can take. */
  private void bound(CodeBuilder body) {
    body.loadConstant(1 + fields.size() * ChunkFormat.MAX_VARINT);
    for (EventField field : fields) {
      int slot = body.parameterSlot(field.index());
      if (field.kind() == Kind.TEXT) {
        body.aload(slot)
            .invokestatic(SUPER, "textBound", MethodTypeDesc.of(CD_int, CD_String))
            .iadd();
      } else if (field.kind() == Kind.SEQUENCE) {
        body.aload(slot)
            .invokestatic(SUPER, "sequenceBound", MethodTypeDesc.of(CD_int, NUMBERS))
            .iadd();
      }
    }
  }

  private void put(CodeBuilder body, EventField field) {
    int slot = body.parameterSlot(field.index());
    body.aload(bytes).iload(at);
    if (field.kind() == Kind.TEXT) {
      body.aload(slot)
          .invokestatic(SUPER, "text", MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_String));
    } else if (field.kind() == Kind.SEQUENCE) {
      body.aload(slot)
          .invokestatic(SUPER, "sequence", MethodTypeDesc.of(CD_int, BYTES, CD_int, NUMBERS));
    } else {
      load(body, field);
      if (Deltas.isDelta(field.kind())) {
        String last = field.kind().name();
        body.aload(0).getfield(self, last, CD_long).lsub();
        body.aload(0);
        load(body, field);
        body.putfield(self, last, CD_long);
      }
      body.invokestatic(SUPER, "number", PUT_NUMBER);
    }
    body.istore(at);
  }

  private static void load(CodeBuilder body, EventField field) {
    int slot = body.parameterSlot(field.index());
    if (field.type() == int.class) {
      body.iload(slot).i2l();
    } else {
      body.lload(slot);
    }
  }

  /** Writes the number of a slot, and the steady fields if they are not as in that slot. */
  private void steady(CodeBuilder body, JointType joint) {
    int slot = body.allocateLocal(TypeKind.INT);
    int first = body.allocateLocal(TypeKind.INT);
    int known = body.allocateLocal(TypeKind.REFERENCE);
    body.lconst_0();
    for (int field : joint.slotFields()) {
      load(body, fields.get(field));
      body.ladd();
    }
    body.l2i().loadConstant(ChunkFormat.SLOTS - 1).iand().istore(slot);
    body.iload(slot).loadConstant(ChunkFormat.SLOT_FIELDS).imul().istore(first);
    body.aload(0).getfield(SUPER, "steady", NUMBERS).astore(known);
    Label different = body.newLabel();
    Label done = body.newLabel();
    List<EventField> steady = fields.subList(joint.steady(), fields.size());
    for (EventField field : steady) {
      element(body, known, first, field.index() - joint.steady()).laload();
      load(body, field);
      body.lcmp().ifne(different);
    }
    code(body, slot, 0);
    body.goto_(done).labelBinding(different);
    code(body, slot, ChunkFormat.SLOTS);
    for (EventField field : steady) {
      element(body, known, first, field.index() - joint.steady());
      load(body, field);
      body.lastore();
      body.aload(bytes).iload(at);
      load(body, field);
      body.invokestatic(SUPER, "number", PUT_NUMBER).istore(at);
    }
    body.labelBinding(done);
  }

  private static CodeBuilder element(CodeBuilder body, int array, int first, int index) {
    return body.aload(array).iload(first).loadConstant(index).iadd();
  }

  /** Writes the slot's number as a byte: it is below 128. */
  private void code(CodeBuilder body, int slot, int more) {
    body.aload(bytes).iload(at).iload(slot).loadConstant(more).iadd().bastore().iinc(at, 1);
  }
}
