package org.lokoscope.tracer.codec;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Spins the encoder from the schema: a hidden subclass of {@link ChunkEncoder} with one method per
 * event, straight-line code that calls a put method for each field.
 *
 * <p>An annotation processor could write the same class as source; spinning it keeps one step out
 * of the build and takes some milliseconds, once per JVM, and only when something is recorded.
 */
public final class EncoderFactory {

  private static final ClassDesc SUPER = ChunkEncoder.class.describeConstable().orElseThrow();
  private static final ClassDesc SOURCE = ChunkSource.class.describeConstable().orElseThrow();
  private static final ClassDesc NUMBERS = CD_long.arrayType();
  private static final MethodTypeDesc NEW = MethodTypeDesc.of(CD_void, CD_int, SOURCE);

  private static final MethodHandle CONSTRUCTOR = spin(Schema.events());

  private EncoderFactory() {}

  /** An encoder for the events of one stream. */
  public static ChunkEncoder create(int stream, ChunkSource source) {
    try {
      return (ChunkEncoder) CONSTRUCTOR.invokeExact(stream, source);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle spin(List<EventType> events) {
    ClassDesc self = ClassDesc.of(ChunkEncoder.class.getPackageName(), "SpunEncoder");
    byte[] code =
        ClassFile.of()
            .build(
                self,
                builder -> {
                  builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                  builder.withSuperclass(SUPER);
                  constructor(builder);
                  events.forEach(event -> method(builder, event));
                });
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(code, true);
      return lookup
          .findConstructor(
              lookup.lookupClass(), MethodType.methodType(void.class, int.class, ChunkSource.class))
          .asType(MethodType.methodType(ChunkEncoder.class, int.class, ChunkSource.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void constructor(ClassBuilder builder) {
    builder.withMethodBody(
        INIT_NAME,
        NEW,
        0,
        code -> code.aload(0).iload(1).aload(2).invokespecial(SUPER, INIT_NAME, NEW).return_());
  }

  private static void method(ClassBuilder builder, EventType event) {
    MethodTypeDesc type =
        MethodTypeDesc.of(
            CD_void,
            event.fields().stream()
                .map(field -> field.type().describeConstable().orElseThrow())
                .toArray(ClassDesc[]::new));
    builder.withMethodBody(event.name(), type, ClassFile.ACC_PUBLIC, code -> body(code, event));
  }

  private static void body(CodeBuilder code, EventType event) {
    List<EventField> fields = event.fields();
    Label dropped = code.newLabel();
    code.aload(0).loadConstant(event.code()).lload(code.parameterSlot(0));
    bound(code, event);
    code.loadConstant(event.family() == Family.DEFINITION ? 1 : 0)
        .invokevirtual(
            SUPER, "begin", MethodTypeDesc.of(CD_boolean, CD_int, CD_long, CD_int, CD_boolean))
        .ifeq(dropped);
    for (EventField field : fields.subList(1, fields.size())) {
      put(code, field);
    }
    code.aload(0).invokevirtual(SUPER, "end", MethodTypeDesc.of(CD_void));
    code.labelBinding(dropped).return_();
  }

  /** Leaves on the stack how many bytes the event can take. */
  private static void bound(CodeBuilder code, EventType event) {
    code.loadConstant(1 + event.fields().size() * ChunkFormat.MAX_VARINT);
    for (EventField field : event.fields()) {
      int slot = code.parameterSlot(field.index());
      if (field.kind() == Kind.TEXT) {
        code.aload(slot)
            .invokestatic(SUPER, "textBound", MethodTypeDesc.of(CD_int, CD_String))
            .iadd();
      } else if (field.kind() == Kind.SEQUENCE) {
        code.aload(slot)
            .invokestatic(SUPER, "sequenceBound", MethodTypeDesc.of(CD_int, NUMBERS))
            .iadd();
      }
    }
  }

  private static void put(CodeBuilder code, EventField field) {
    int slot = code.parameterSlot(field.index());
    code.aload(0);
    if (field.kind() == Kind.TEXT) {
      code.aload(slot).invokevirtual(SUPER, "text", MethodTypeDesc.of(CD_void, CD_String));
      return;
    }
    if (field.kind() == Kind.SEQUENCE) {
      code.aload(slot).invokevirtual(SUPER, "sequence", MethodTypeDesc.of(CD_void, NUMBERS));
      return;
    }
    if (field.type() == int.class) {
      code.iload(slot).i2l();
    } else {
      code.lload(slot);
    }
    if (Deltas.isDelta(field.kind())) {
      code.loadConstant(field.kind().ordinal())
          .invokevirtual(SUPER, "delta", MethodTypeDesc.of(CD_void, CD_long, CD_int));
    } else {
      code.invokevirtual(SUPER, "number", MethodTypeDesc.of(CD_void, CD_long));
    }
  }
}
