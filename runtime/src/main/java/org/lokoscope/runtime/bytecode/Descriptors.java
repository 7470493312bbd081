// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.vm.Closure;
import org.lokoscope.runtime.vm.Entry;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Resumer;

/** Descriptors of the classes and methods that generated code refers to. */
final class Descriptors {

  static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  static final ClassDesc ARRAY = OBJECT.arrayType();
  static final ClassDesc MACHINE = desc(Machine.class);
  static final ClassDesc CLOSURE = desc(Closure.class);
  static final ClassDesc ENTRY = desc(Entry.class);
  static final ClassDesc RESUMER = desc(Resumer.class);
  static final ClassDesc SUPPORT = desc(Support.class);
  static final ClassDesc ERROR = desc(SchemeError.class);
  static final ClassDesc INT = ConstantDescs.CD_int;
  static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
  static final ClassDesc VOID = ConstantDescs.CD_void;

  /** {@code (Machine, int room, Object[] activation)}. */
  static final MethodTypeDesc ENTER = MethodTypeDesc.of(OBJECT, MACHINE, INT, ARRAY);

  static final MethodTypeDesc RESUME = MethodTypeDesc.of(OBJECT, MACHINE, CLOSURE, ARRAY, OBJECT);

  /** {@code (Machine, closure, live values)}: pushes a frame. */
  static final MethodTypeDesc PUSH_HEAD = MethodTypeDesc.of(OBJECT, MACHINE, CLOSURE, ARRAY);

  private Descriptors() {}

  static ClassDesc desc(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  /** So many objects, then perhaps the machine. */
  static MethodTypeDesc objects(ClassDesc result, int count, ClassDesc... last) {
    ClassDesc[] types = new ClassDesc[count + last.length];
    Arrays.fill(types, 0, count, OBJECT);
    System.arraycopy(last, 0, types, count, last.length);
    return MethodTypeDesc.of(result, types);
  }

  /** {@code (Machine, int room, callee, argument ...)}. */
  static MethodTypeDesc call(ClassDesc callee, int arguments) {
    ClassDesc[] types = new ClassDesc[arguments + 3];
    Arrays.fill(types, OBJECT);
    types[0] = MACHINE;
    types[1] = INT;
    types[2] = callee;
    return MethodTypeDesc.of(OBJECT, types);
  }
}
