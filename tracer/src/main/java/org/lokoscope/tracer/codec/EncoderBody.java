// SPDX-License-Identifier: Apache-2.0
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.JointType;

/**
 * The code of one method of the spun encoder: straight-line code without calls but to small static
 * methods.
 */
final class EncoderBody {

  private static final ClassDesc SUPER = ChunkEncoder.class.describeConstable().orElseThrow();
  private static final ClassDesc BYTES = CD_byte.arrayType();
  private static final ClassDesc NUMBERS = CD_long.arrayType();
  private static final MethodTypeDesc PUT_NUMBER =
      MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_long);

  private static final MethodTypeDesc HEAD =
      MethodTypeDesc.of(CD_int, BYTES, CD_int, CD_int, CD_long);

  private final ClassDesc self;
  private final int code;
  private final List<EventField> fields;
  private final boolean definition;

  /** The variables of the place to write at and of the bytes written to. */
  private int at;

  private int bytes;

  /** The variables of the time and of the fields that were written, as they were. */
  private List<Integer> numbers = List.of();

  EncoderBody(ClassDesc self, int code, List<EventField> fields, boolean definition) {
    this.self = self;
    this.code = code;
    this.fields = fields;
    this.definition = definition;
  }

  /** The body of an event's method. */
  void write(CodeBuilder code) {
    write(code, 1, fields.size(), null);
  }

  /**
   * The body of the method of a joint event with the same fields: what is repeated is told of here,
   * in so few instructions that the JVM's compiler puts them where it is reported. All else is done
   * by another method.
   *
   * @param literal the name of that method, which has the same parameters
   */
  Consumer<CodeBuilder> of(JointType joint, String literal) {
    return body -> {
      List<EventField> steady = fields.subList(joint.steady(), fields.size());
      new RepeatBody(self, joint).check(body, steady, field -> load(body, field));
      body.aload(0);
      fields.forEach(field -> raw(body, field));
      body.invokevirtual(self, literal, EncoderFactory.type(fields)).return_();
    };
  }

  /** The body of that other method. */
  Consumer<CodeBuilder> literal(JointType joint) {
    return body -> write(body, joint.parts().size(), joint.steady(), joint);
  }

  /**
   * @param plain how many fields are written as they are
   * @param joint the joint event that it is, whose other fields are steady; or null
   */
  private void write(CodeBuilder body, int events, int plain, @Nullable JointType joint) {
    at = body.allocateLocal(TypeKind.INT);
    bytes = body.allocateLocal(TypeKind.REFERENCE);
    Label dropped = body.newLabel();
    RepeatBody repeat = joint == null ? null : new RepeatBody(self, joint);
    if (repeat != null) {
      RepeatBody.differs(body);
    }
    body.aload(0).lload(body.parameterSlot(0));
    bound(body);
    body.loadConstant(definition ? 1 : 0)
        .loadConstant(events)
        .invokevirtual(
            SUPER, "begin", MethodTypeDesc.of(CD_int, CD_long, CD_int, CD_boolean, CD_int))
        .istore(at)
        .iload(at)
        .iflt(dropped);
    body.aload(0).getfield(SUPER, "bytes", BYTES).astore(bytes);
    List<EventField> written = fields.subList(1, plain);
    if (written.stream().anyMatch(EncoderBody::isWide)) {
      delta(body);
      body.invokestatic(SUPER, "head", HEAD).istore(at);
      written.forEach(field -> put(body, field));
    } else {
      JointType steady = joint != null && joint.hasSteadyFields() ? joint : null;
      numbers(body, written, steady == null ? null : slot(body, steady), steady);
    }
    if (joint != null && joint.since() > ChunkFormat.WITH_RUN) {
      body.aload(0).invokevirtual(SUPER, "needLastVersion", MethodTypeDesc.of(CD_void));
    }
    end(body, events);
    if (repeat != null) {
      repeat.remember(
          body, numbers, field -> load(body, field), index -> load(body, fields.get(index)));
    }
    body.labelBinding(dropped).return_();
  }

  private static boolean isWide(EventField field) {
    return field.kind() == Kind.TEXT || field.kind() == Kind.SEQUENCE;
  }

  /** Leaves bytes, place, code and time on the stack. */
  private void delta(CodeBuilder body) {
    body.aload(bytes).iload(at).loadConstant(code);
    body.aload(0).lload(body.parameterSlot(0));
    body.invokevirtual(SUPER, "delta", MethodTypeDesc.of(CD_long, CD_long));
  }

  /**
   * Writes code, time and numbers. Nearly always each of them takes one byte: then they are put
   * together in a register and written eight at a time.
   */
  private void numbers(
      CodeBuilder body, List<EventField> written, @Nullable Slot slot, @Nullable JointType steady) {
    List<Integer> numbers = new ArrayList<>();
    int time = body.allocateLocal(TypeKind.LONG);
    body.aload(0).lload(body.parameterSlot(0));
    body.invokevirtual(SUPER, "delta", MethodTypeDesc.of(CD_long, CD_long)).lstore(time);
    this.numbers = numbers;
    numbers.add(time);
    for (EventField field : written) {
      int number = body.allocateLocal(TypeKind.LONG);
      value(body, field);
      body.invokestatic(SUPER, "zigZag", MethodTypeDesc.of(CD_long, CD_long)).lstore(number);
      numbers.add(number);
    }
    if (slot != null) {
      numbers.add(slot.number);
    }
    body.lload(numbers.getFirst());
    numbers.subList(1, numbers.size()).forEach(number -> body.lload(number).lor());
    Label wide = body.newLabel();
    Label done = body.newLabel();
    body.loadConstant(~0x7FL).land().lconst_0().lcmp().ifne(wide);
    for (int first = 0; first <= numbers.size(); first += Long.BYTES) {
      word(body, numbers, first);
    }
    body.iinc(at, 1 + numbers.size()).goto_(done).labelBinding(wide);
    body.aload(bytes).iload(at).loadConstant(code).lload(time);
    body.invokestatic(SUPER, "head", HEAD).istore(at);
    for (int number : numbers.subList(1, numbers.size())) {
      body.aload(bytes).iload(at).lload(number);
      body.invokestatic(SUPER, "varint", PUT_NUMBER).istore(at);
    }
    body.labelBinding(done);
    if (steady != null && slot != null) {
      remember(body, steady, slot);
    }
  }

  /** Writes the bytes of the event from {@code first} on, at most eight; the code is byte 0. */
  private void word(CodeBuilder body, List<Integer> numbers, int first) {
    body.aload(bytes).iload(at).loadConstant(first).iadd();
    int from = first == 0 ? 1 : first;
    if (first == 0) {
      body.loadConstant((long) code);
    } else {
      body.lload(numbers.get(first - 1));
      from++;
    }
    for (int i = from; i <= numbers.size() && i < first + Long.BYTES; i++) {
      body.lload(numbers.get(i - 1)).loadConstant(Byte.SIZE * (i - first)).lshl().lor();
    }
    body.invokestatic(SUPER, "word", MethodTypeDesc.of(CD_void, BYTES, CD_int, CD_long));
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
      value(body, field);
      body.invokestatic(SUPER, "number", PUT_NUMBER);
    }
    body.istore(at);
  }

  /** Leaves the number of a field on the stack, or its difference from the last of its kind. */
  private void value(CodeBuilder body, EventField field) {
    load(body, field);
    if (Deltas.isDelta(field.kind())) {
      String last = field.kind().name();
      body.aload(0).getfield(self, last, CD_long).lsub();
      body.aload(0);
      load(body, field);
      body.putfield(self, last, CD_long);
    }
  }

  private static void load(CodeBuilder body, EventField field) {
    int slot = body.parameterSlot(field.index());
    if (field.type() == int.class) {
      body.iload(slot).i2l();
    } else {
      body.lload(slot);
    }
  }

  /**
   * Variables of a slot.
   *
   * @param number what is written of it: its number, and more if the fields are not as in it
   * @param first where its fields begin
   * @param known the fields of all slots
   */
  private record Slot(int number, int first, int known) {}

  /** Finds the slot, and whether the steady fields are as in it. */
  private Slot slot(CodeBuilder body, JointType joint) {
    Slot slot =
        slot(body, joint.slotFields().stream().map(field -> parameter(body, field)).toList());
    body.lconst_0();
    for (EventField field : fields.subList(joint.steady(), fields.size())) {
      element(body, slot, field.index() - joint.steady()).laload();
      load(body, field);
      body.lxor().lor();
    }
    Label same = body.newLabel();
    body.lconst_0().lcmp().ifeq(same);
    body.lload(slot.number).loadConstant((long) ChunkFormat.SLOTS).lor().lstore(slot.number);
    body.labelBinding(same);
    return slot;
  }

  /** What pushes a field, by its index. */
  private Runnable parameter(CodeBuilder body, int field) {
    return () -> load(body, fields.get(field));
  }

  /** The slot that these numbers give. */
  private static Slot slot(CodeBuilder body, List<Runnable> numbers) {
    Slot slot =
        new Slot(
            body.allocateLocal(TypeKind.LONG),
            body.allocateLocal(TypeKind.INT),
            body.allocateLocal(TypeKind.REFERENCE));
    body.lconst_0();
    for (Runnable number : numbers) {
      number.run();
      body.ladd();
    }
    body.loadConstant(ChunkFormat.SLOTS - 1L).land().lstore(slot.number);
    body.lload(slot.number).l2i().loadConstant(ChunkFormat.SLOT_FIELDS).imul().istore(slot.first);
    body.aload(0).getfield(SUPER, "steady", NUMBERS).astore(slot.known);
    return slot;
  }

  /**
   * The body of the method that reports a joint event again: the fields that are not steady, and
   * the site. As that of {@link #of}.
   *
   * @param type of this method and the other one
   */
  Consumer<CodeBuilder> again(JointType joint, String literal, MethodTypeDesc type) {
    return body -> {
      int plain = joint.steady();
      int site = body.parameterSlot(plain);
      new RepeatBody(self, joint)
          .check(
              body,
              List.of(fields.getLast()),
              field -> {
                if (field.index() < plain) {
                  load(body, field);
                } else {
                  body.lload(site);
                }
              });
      body.aload(0);
      fields.subList(0, plain).forEach(field -> raw(body, field));
      body.lload(site).invokevirtual(self, literal, type).return_();
    };
  }

  /**
   * The body of that other method. If the chunk is at its end, its slots are about to be forgotten,
   * and the event is reported whole, with what they still hold.
   */
  Consumer<CodeBuilder> literalAgain(JointType joint) {
    return body -> {
      at = body.allocateLocal(TypeKind.INT);
      bytes = body.allocateLocal(TypeKind.REFERENCE);
      int plain = joint.steady();
      int site = body.parameterSlot(plain);
      RepeatBody repeat = new RepeatBody(self, joint);
      RepeatBody.differs(body);
      Slot slot =
          slot(
              body,
              List.of(parameter(body, joint.slotFields().getFirst()), () -> body.lload(site)));
      Label whole = body.newLabel();
      body.aload(0).loadConstant(1 + (plain + 1) * ChunkFormat.MAX_VARINT);
      body.invokevirtual(SUPER, "goesOn", MethodTypeDesc.of(CD_boolean, CD_int)).ifeq(whole);
      body.aload(0).invokevirtual(SUPER, "at", MethodTypeDesc.of(CD_int)).istore(at);
      body.aload(0).getfield(SUPER, "bytes", BYTES).astore(bytes);
      numbers(body, fields.subList(1, plain), slot, null);
      end(body, joint.parts().size());
      repeat.remember(
          body,
          numbers,
          field -> load(body, field),
          index -> element(body, slot, index - plain).laload());
      body.return_().labelBinding(whole);
      body.aload(0);
      for (EventField field : fields) {
        if (field.index() < plain) {
          raw(body, field);
        } else {
          element(body, slot, field.index() - plain).laload();
          if (field.type() == int.class) {
            body.l2i();
          }
        }
      }
      body.invokevirtual(self, joint.name(), EncoderFactory.type(fields)).return_();
    };
  }

  private static void raw(CodeBuilder body, EventField field) {
    int slot = body.parameterSlot(field.index());
    if (field.type() == int.class) {
      body.iload(slot);
    } else {
      body.lload(slot);
    }
  }

  private void end(CodeBuilder body, int events) {
    body.aload(0)
        .iload(at)
        .loadConstant(events)
        .invokevirtual(SUPER, "end", MethodTypeDesc.of(CD_void, CD_int, CD_int));
  }

  /** Writes the steady fields if they were not as in their slot, which has them from now on. */
  private void remember(CodeBuilder body, JointType joint, Slot slot) {
    Label same = body.newLabel();
    body.lload(slot.number).loadConstant((long) ChunkFormat.SLOTS).land();
    body.lconst_0().lcmp().ifeq(same);
    body.aload(0).invokevirtual(SUPER, "overwritten", MethodTypeDesc.of(CD_void));
    for (EventField field : fields.subList(joint.steady(), fields.size())) {
      element(body, slot, field.index() - joint.steady());
      load(body, field);
      body.lastore();
      body.aload(bytes).iload(at);
      load(body, field);
      body.invokestatic(SUPER, "number", PUT_NUMBER).istore(at);
    }
    body.labelBinding(same);
  }

  private static CodeBuilder element(CodeBuilder body, Slot slot, int index) {
    return body.aload(slot.known).iload(slot.first).loadConstant(index).iadd();
  }
}
