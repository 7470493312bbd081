// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.schema;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Joint;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.Steady;

/**
 * The joint events of {@link Probe}. Which events one of them stands for is found out by calling it
 * on a probe that listens, with a different number for each parameter.
 */
public final class JointSchema {

  /** The number that stands for the parameter with an index is this and the index. */
  private static final int MARK = 1 << 20;

  private static final List<JointType> JOINTS = read(Probe.class);
  private static final @Nullable JointType[] BY_CODE = new JointType[256];

  static {
    for (JointType joint : JOINTS) {
      BY_CODE[joint.code()] = joint;
    }
  }

  private JointSchema() {}

  /** In the order of their codes. */
  public static List<JointType> joints() {
    return JOINTS;
  }

  /** The joint event with that code, if there is one. */
  public static @Nullable JointType byCode(int code) {
    return BY_CODE[code];
  }

  private static List<JointType> read(Class<?> probe) {
    List<JointType> joints = new ArrayList<>();
    for (Method method : probe.getMethods()) {
      Joint joint = method.getAnnotation(Joint.class);
      if (joint != null) {
        joints.add(read(method, joint));
      }
    }
    joints.sort(Comparator.comparingInt(JointType::code));
    return List.copyOf(joints);
  }

  private static JointType read(Method method, Joint joint) {
    List<EventField> fields = Schema.fields(method);
    int steady = fields.size();
    while (method.getParameters()[steady - 1].isAnnotationPresent(Steady.class)) {
      steady--;
    }
    if (Schema.byCode(joint.code()) != null) {
      throw new IllegalStateException(method.getName() + ": code " + joint.code() + " is used");
    }
    return new JointType(
        joint.code(),
        method.getName(),
        joint.since(),
        fields,
        steady,
        JointType.slotFields(fields),
        parts(method, fields),
        method);
  }

  private static List<JointType.Part> parts(Method method, List<EventField> fields) {
    List<JointType.Part> parts = new ArrayList<>();
    InvocationHandler listener =
        (probe, called, arguments) -> {
          if (called.isAnnotationPresent(Joint.class)) {
            return InvocationHandler.invokeDefault(probe, called, arguments);
          }
          parts.add(part(called.getName(), arguments));
          return null;
        };
    Object probe =
        Proxy.newProxyInstance(
            Probe.class.getClassLoader(), new Class<?>[] {Probe.class}, listener);
    Object[] marks = new Object[fields.size()];
    for (EventField field : fields) {
      int mark = MARK + field.index();
      marks[field.index()] = field.type() == int.class ? (Object) mark : (Object) (long) mark;
    }
    try {
      method.invoke(probe, marks);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method.getName() + ": does not say what it stands for", e);
    }
    return List.copyOf(parts);
  }

  private static JointType.Part part(String event, Object[] arguments) {
    List<Integer> sources = new ArrayList<>();
    List<Long> constants = new ArrayList<>();
    for (Object argument : arguments) {
      long value = ((Number) argument).longValue();
      boolean constant = value < MARK;
      sources.add(constant ? -1 : (int) (value - MARK));
      constants.add(constant ? value : 0);
    }
    return new JointType.Part(Schema.known(event), List.copyOf(sources), List.copyOf(constants));
  }
}
