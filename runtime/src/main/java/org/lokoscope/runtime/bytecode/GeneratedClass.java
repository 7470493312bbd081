// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.vm.Code;

/** One class to be: the entry of a procedure, or the rest of one from some point. */
final class GeneratedClass {

  /** The JVM never compiles methods that are longer, in bytes; nodes are faster then. */
  static final int LONGEST_METHOD = 8000;

  /** The JVM allows 255; some are our own. */
  private static final int MOST_PARAMETERS = 240;

  /** Up to so many arguments a call has a method of its own in {@code Entry}. */
  static final int DIRECT_ARGUMENTS = 6;

  private static final int CONSTRUCTOR = 0;
  private static final int PUBLIC_FINAL = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;

  private final Code code;
  private final ClassDesc name;
  private final Constants constants;
  private final int parameters;

  GeneratedClass(Code code) {
    this.code = code;
    this.name =
        ClassDesc.of(GeneratedClass.class.getPackageName(), "Scheme" + readable(code.name()));
    this.constants = new Constants(name);
    this.parameters = code.required() + (code.hasRest() ? 1 : 0);
  }

  /** The procedure's name as far as a class may have it: profilers show it. */
  private static String readable(String name) {
    StringBuilder text = new StringBuilder();
    name.chars().limit(60).forEach(c -> text.append(Character.isLetterOrDigit(c) ? (char) c : '_'));
    return text.isEmpty() ? text.toString() : "$" + text;
  }

  /** The objects that the class needs to be loaded with. */
  Object[] data() {
    return constants.data();
  }

  /** A subclass of {@code Entry}; null if it gets too large. */
  byte @Nullable [] entry() {
    if (parameters > MOST_PARAMETERS) {
      return null;
    }
    return build(
        Descriptors.ENTRY,
        type -> {
          type.withMethodBody("enter", Descriptors.ENTER, PUBLIC_FINAL, this::enter);
          if (!code.hasRest() && parameters <= DIRECT_ARGUMENTS) {
            type.withMethodBody(
                "call" + parameters,
                Descriptors.call(Descriptors.OBJECT, parameters),
                PUBLIC_FINAL,
                this::callDirectly);
          }
          type.withMethodBody(
              "run",
              Descriptors.call(Descriptors.CLOSURE, parameters),
              ClassFile.ACC_STATIC,
              body -> new BodyWriter(body, code, constants, Registers.OF_ENTRY, name).entry());
        });
  }

  /** A subclass of {@code Resumer}; null if it gets too large. */
  byte @Nullable [] rest(Wait wait) {
    return resumer(writer -> writer.rest(wait));
  }

  /** A subclass of {@code Resumer}; null if it gets too large. */
  byte @Nullable [] rest(Loop loop) {
    return resumer(writer -> writer.rest(loop));
  }

  private byte @Nullable [] resumer(Consumer<BodyWriter> rest) {
    return build(
        Descriptors.RESUMER,
        type ->
            type.withMethodBody(
                "resume",
                Descriptors.RESUME,
                PUBLIC_FINAL,
                body ->
                    rest.accept(
                        new BodyWriter(body, code, constants, Registers.OF_RESUMER, null))));
  }

  private byte @Nullable [] build(ClassDesc parent, Consumer<ClassBuilder> methods) {
    byte[] bytes;
    try {
      bytes = ClassFile.of().build(name, type -> write(type, parent, methods));
    } catch (BodyWriter.TooLarge tooLarge) {
      return null;
    }
    return bytes.length < LONGEST_METHOD || isCompilable(bytes) ? bytes : null;
  }

  private void write(ClassBuilder type, ClassDesc parent, Consumer<ClassBuilder> methods) {
    type.withSuperclass(parent).withFlags(ClassFile.ACC_FINAL);
    methods.accept(type);
    type.withMethodBody(
        ConstantDescs.INIT_NAME,
        ConstantDescs.MTD_void,
        CONSTRUCTOR,
        body ->
            body.aload(0)
                .invokespecial(parent, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_());
    constants.write(type);
  }

  private static boolean isCompilable(byte[] bytes) {
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      if (method.findAttribute(Attributes.code()).orElseThrow().codeLength() >= LONGEST_METHOD) {
        return false;
      }
    }
    return true;
  }

  /** Spreads an activation. */
  private void enter(CodeBuilder body) {
    body.aload(1).iload(2).aload(3).iconst_0().aaload().checkcast(Descriptors.CLOSURE);
    for (int i = 1; i <= parameters; i++) {
      body.aload(3).loadConstant(i).aaload();
    }
    run(body);
  }

  private void callDirectly(CodeBuilder body) {
    body.aload(1).iload(2).aload(3).checkcast(Descriptors.CLOSURE);
    for (int i = 0; i < parameters; i++) {
      body.aload(4 + i);
    }
    run(body);
  }

  private void run(CodeBuilder body) {
    body.invokestatic(name, "run", Descriptors.call(Descriptors.CLOSURE, parameters)).areturn();
  }
}
