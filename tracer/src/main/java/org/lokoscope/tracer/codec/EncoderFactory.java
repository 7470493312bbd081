// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import org.lokoscope.runtime.probe.Family;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.schema.Deltas;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.JointSchema;
import org.lokoscope.tracer.schema.JointType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Spins the encoder from the schema: a hidden subclass of {@link ChunkEncoder} with one method per
 * event or joint event, and one field for the last value of each kind that is kept as a delta.
 *
 * <p>An annotation processor could write the same class as source; spinning it keeps one step out
 * of the build and takes some milliseconds, once per JVM, and only when something is recorded.
 */
public final class EncoderFactory {

  /** At the end of the name of a method that reports a joint event without its steady fields. */
  private static final String AGAIN = "Again";

  /** At the end of the name of a method that writes an event which is no repetition. */
  private static final String LITERAL = "Literal";

  private static final ClassDesc SUPER = ChunkEncoder.class.describeConstable().orElseThrow();
  private static final ClassDesc SOURCE = ChunkSource.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc NEW = MethodTypeDesc.of(CD_void, CD_int, SOURCE);

  private static final MethodHandle CONSTRUCTOR = spin(Schema.events(), JointSchema.joints());

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

  private static MethodHandle spin(List<EventType> events, List<JointType> joints) {
    ClassDesc self = ClassDesc.of(ChunkEncoder.class.getPackageName(), "SpunEncoder");
    byte[] code =
        ClassFile.of()
            .build(
                self,
                builder -> {
                  builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                  builder.withSuperclass(SUPER);
                  constructor(builder);
                  for (Kind kind : Kind.values()) {
                    if (Deltas.isDelta(kind)) {
                      builder.withField(kind.name(), CD_long, ClassFile.ACC_PRIVATE);
                    }
                  }
                  builder.withMethodBody("forget", MTD_void, ClassFile.ACC_PROTECTED, forget(self));
                  for (EventType event : events) {
                    boolean definition = event.family() == Family.DEFINITION;
                    method(
                        builder,
                        event.name(),
                        event.fields(),
                        new EncoderBody(self, event.code(), event.fields(), definition)::write);
                  }
                  for (JointType joint : joints) {
                    joint(builder, self, joint);
                    again(builder, self, joint);
                  }
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

  private static Consumer<CodeBuilder> forget(ClassDesc self) {
    return code -> {
      for (Kind kind : Kind.values()) {
        if (Deltas.isDelta(kind)) {
          code.aload(0).lconst_0().putfield(self, kind.name(), CD_long);
        }
      }
      code.return_();
    };
  }

  private static void joint(ClassBuilder builder, ClassDesc self, JointType joint) {
    String literal = joint.name() + LITERAL;
    List<EventField> fields = joint.fields();
    method(builder, joint.name(), fields, body(self, joint).of(joint, literal));
    method(builder, literal, fields, body(self, joint).literal(joint));
  }

  private static EncoderBody body(ClassDesc self, JointType joint) {
    return new EncoderBody(self, joint.code(), joint.fields(), false);
  }

  /** The method by which an event with steady fields is reported without them, if there is one. */
  private static void again(ClassBuilder builder, ClassDesc self, JointType joint) {
    for (Method method : Probe.class.getMethods()) {
      if (method.getName().equals(joint.name() + AGAIN)) {
        MethodTypeDesc type =
            MethodType.methodType(void.class, method.getParameterTypes())
                .describeConstable()
                .orElseThrow();
        String literal = method.getName() + LITERAL;
        builder.withMethodBody(
            method.getName(),
            type,
            ClassFile.ACC_PUBLIC,
            body(self, joint).again(joint, literal, type));
        builder.withMethodBody(
            literal, type, ClassFile.ACC_PUBLIC, body(self, joint).literalAgain(joint));
      }
    }
  }

  /** The type of the method that reports these fields. */
  static MethodTypeDesc type(List<EventField> fields) {
    return MethodTypeDesc.of(
        CD_void,
        fields.stream()
            .map(field -> field.type().describeConstable().orElseThrow())
            .toArray(ClassDesc[]::new));
  }

  private static void method(
      ClassBuilder builder, String name, List<EventField> fields, Consumer<CodeBuilder> body) {
    builder.withMethodBody(name, type(fields), ClassFile.ACC_PUBLIC, body);
  }
}
