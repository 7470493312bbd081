// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/** Spins the dispatcher from the schema: a switch over the codes, one probe call in each case. */
final class DispatcherFactory {

  private static final ClassDesc CURSOR = ChunkCursor.class.describeConstable().orElseThrow();
  private static final ClassDesc PROBE = Probe.class.describeConstable().orElseThrow();

  private DispatcherFactory() {}

  static EventDispatcher create() {
    ClassDesc self = ClassDesc.of(ChunkCursor.class.getPackageName(), "SpunDispatcher");
    byte[] code =
        ClassFile.of()
            .build(
                self,
                builder ->
                    builder
                        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                        .withInterfaceSymbols(
                            EventDispatcher.class.describeConstable().orElseThrow())
                        .withMethodBody(
                            INIT_NAME,
                            MTD_void,
                            0,
                            init ->
                                init.aload(0)
                                    .invokespecial(CD_Object, INIT_NAME, MTD_void)
                                    .return_())
                        .withMethodBody(
                            "dispatch",
                            MethodTypeDesc.of(CD_void, CURSOR, PROBE),
                            ClassFile.ACC_PUBLIC,
                            DispatcherFactory::cases));
    try {
      return (EventDispatcher)
          MethodHandles.lookup()
              .defineHiddenClass(code, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void cases(CodeBuilder code) {
    List<SwitchCase> cases = new ArrayList<>();
    for (EventType event : Schema.events()) {
      cases.add(SwitchCase.of(event.code(), code.newLabel()));
    }
    Label none = code.newLabel();
    code.aload(1).invokevirtual(CURSOR, "code", MethodTypeDesc.of(CD_int)).tableswitch(none, cases);
    for (int i = 0; i < cases.size(); i++) {
      code.labelBinding(cases.get(i).target());
      call(code, Schema.events().get(i));
    }
    code.labelBinding(none).return_();
  }

  private static void call(CodeBuilder code, EventType event) {
    code.aload(2);
    for (EventField field : event.fields()) {
      code.aload(1);
      if (field.kind() == Kind.TEXT) {
        code.invokevirtual(CURSOR, "text", MethodTypeDesc.of(CD_String));
      } else if (field.kind() == Kind.SEQUENCE) {
        code.invokevirtual(CURSOR, "sequence", MethodTypeDesc.of(CD_long.arrayType()));
      } else {
        code.loadConstant(field.index())
            .invokevirtual(CURSOR, "value", MethodTypeDesc.of(CD_long, CD_int));
        if (field.type() == int.class) {
          code.l2i();
        }
      }
    }
    MethodTypeDesc type =
        MethodTypeDesc.of(
            CD_void,
            event.fields().stream()
                .map(field -> field.type().describeConstable().orElseThrow())
                .toArray(ClassDesc[]::new));
    code.invokeinterface(PROBE, event.name(), type).return_();
  }
}
