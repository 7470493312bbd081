// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * The objects that a generated class refers to: static final fields, which its initializer takes
 * from the class data. In the data's first place the initializer leaves an instance of the class.
 */
final class Constants {

  private static final ClassDesc HANDLES = Descriptors.desc(MethodHandles.class);
  private static final ClassDesc LOOKUP = Descriptors.desc(MethodHandles.Lookup.class);

  private record Field(Object value, ClassDesc type) {}

  private final ClassDesc owner;
  private final List<Field> fields = new ArrayList<>();

  Constants(ClassDesc owner) {
    this.owner = owner;
  }

  /** Loads an object as a value of the type. */
  void load(CodeBuilder code, Object value, ClassDesc type) {
    code.getstatic(owner, name(index(value, type)), type);
  }

  private int index(Object value, ClassDesc type) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).value == value && fields.get(i).type.equals(type)) {
        return i;
      }
    }
    fields.add(new Field(value, type));
    return fields.size() - 1;
  }

  private static String name(int index) {
    return "k" + index;
  }

  Object[] data() {
    Object[] data = new Object[fields.size() + 1];
    for (int i = 0; i < fields.size(); i++) {
      data[i + 1] = fields.get(i).value;
    }
    return data;
  }

  /** Writes the fields and the initializer. */
  void write(ClassBuilder type) {
    int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
    for (int i = 0; i < fields.size(); i++) {
      type.withField(name(i), fields.get(i).type, flags);
    }
    type.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        this::initializer);
  }

  private void initializer(CodeBuilder code) {
    code.invokestatic(HANDLES, "lookup", MethodTypeDesc.of(LOOKUP))
        .loadConstant(ConstantDescs.DEFAULT_NAME)
        .loadConstant(Descriptors.ARRAY)
        .invokestatic(
            HANDLES,
            "classData",
            MethodTypeDesc.of(
                Descriptors.OBJECT, LOOKUP, ConstantDescs.CD_String, ConstantDescs.CD_Class))
        .checkcast(Descriptors.ARRAY)
        .astore(0);
    for (int i = 0; i < fields.size(); i++) {
      code.aload(0).loadConstant(i + 1).aaload();
      if (!fields.get(i).type.equals(Descriptors.OBJECT)) {
        code.checkcast(fields.get(i).type);
      }
      code.putstatic(owner, name(i), fields.get(i).type);
    }
    code.aload(0)
        .iconst_0()
        .new_(owner)
        .dup()
        .invokespecial(owner, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .aastore()
        .return_();
  }
}
