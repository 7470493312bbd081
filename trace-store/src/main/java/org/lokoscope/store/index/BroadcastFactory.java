// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.lokoscope.runtime.probe.Kind;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.tracer.codec.ChunkCursor;
import org.lokoscope.tracer.schema.EventField;
import org.lokoscope.tracer.schema.EventType;
import org.lokoscope.tracer.schema.Schema;

/**
 * Spins the broadcast from the schema and the classes of the listeners: a method for each event
 * that anybody hears, which reads each field once and calls the listeners by their own classes. So
 * the compiler of the JVM sees who is called, and puts what is small in its place.
 */
final class BroadcastFactory {

  private static final ClassDesc CURSOR = describe(ChunkCursor.class);
  private static final ClassDesc BROADCAST = describe(Broadcast.class);
  private static final MethodTypeDesc TELL = MethodTypeDesc.of(CD_void, CURSOR);
  private static final ClassDesc SELF = ClassDesc.of(Broadcast.class.getPackageName(), "Spun");

  /** By the classes of the listeners: one that was compiled is used again. */
  private static final Map<List<Class<?>>, Class<?>> SPUN = new ConcurrentHashMap<>();

  private BroadcastFactory() {}

  private static ClassDesc describe(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  static Broadcast create(List<? extends Probe> listeners) {
    List<Class<?>> classes = new ArrayList<>();
    listeners.forEach(each -> classes.add(each.getClass()));
    try {
      return (Broadcast)
          SPUN.computeIfAbsent(List.copyOf(classes), _ -> spin(listeners))
              .getDeclaredConstructor(classes.toArray(Class<?>[]::new))
              .newInstance(listeners.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> spin(List<? extends Probe> listeners) {
    ClassDesc[] types =
        listeners.stream().map(each -> describe(each.getClass())).toArray(ClassDesc[]::new);
    byte[] code = ClassFile.of().build(SELF, builder -> write(builder, listeners, types));
    try {
      return MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(
      ClassBuilder builder, List<? extends Probe> listeners, ClassDesc[] types) {
    builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER).withSuperclass(BROADCAST);
    for (int i = 0; i < types.length; i++) {
      builder.withField("listener" + i, types[i], ClassFile.ACC_PRIVATE | ClassFile.ACC_FINAL);
    }
    builder.withMethodBody(
        INIT_NAME, MethodTypeDesc.of(CD_void, types), 0, code -> keep(code, types));
    List<EventType> heard = new ArrayList<>();
    for (EventType event : Schema.events()) {
      int[] who = who(listeners, event);
      if (who.length > 0) {
        heard.add(event);
        builder.withMethodBody(
            event.name(), TELL, ClassFile.ACC_PRIVATE, code -> call(code, event, who, types));
      }
    }
    builder.withMethodBody("tell", TELL, 0, code -> cases(code, heard));
  }

  private static int[] who(List<? extends Probe> listeners, EventType event) {
    return IntStream.range(0, listeners.size())
        .filter(i -> listens(listeners.get(i), event))
        .toArray();
  }

  private static boolean listens(Probe probe, EventType event) {
    try {
      return probe
              .getClass()
              .getMethod(event.name(), event.method().getParameterTypes())
              .getDeclaringClass()
          != event.method().getDeclaringClass();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keep(CodeBuilder code, ClassDesc[] types) {
    code.aload(0).invokespecial(BROADCAST, INIT_NAME, MTD_void);
    for (int i = 0; i < types.length; i++) {
      code.aload(0).aload(i + 1).putfield(SELF, "listener" + i, types[i]);
    }
    code.return_();
  }

  private static void cases(CodeBuilder code, List<EventType> heard) {
    List<SwitchCase> cases = new ArrayList<>();
    for (EventType event : heard) {
      cases.add(SwitchCase.of(event.code(), code.newLabel()));
    }
    Label none = code.newLabel();
    code.aload(1).invokevirtual(CURSOR, "code", MethodTypeDesc.of(CD_int)).tableswitch(none, cases);
    for (int i = 0; i < cases.size(); i++) {
      code.labelBinding(cases.get(i).target())
          .aload(0)
          .aload(1)
          .invokevirtual(SELF, heard.get(i).name(), TELL)
          .return_();
    }
    code.labelBinding(none).return_();
  }

  private static void call(CodeBuilder code, EventType event, int[] who, ClassDesc[] types) {
    List<EventField> fields = event.fields();
    int[] slots = new int[fields.size()];
    TypeKind[] kinds = new TypeKind[fields.size()];
    int next = 2;
    for (EventField field : fields) {
      int i = field.index();
      kinds[i] = TypeKind.from(field.type());
      slots[i] = next;
      next += kinds[i].slotSize();
      code.aload(1);
      if (field.kind() == Kind.TEXT) {
        code.invokevirtual(CURSOR, "text", MethodTypeDesc.of(CD_String));
      } else if (field.kind() == Kind.SEQUENCE) {
        code.invokevirtual(CURSOR, "sequence", MethodTypeDesc.of(CD_long.arrayType()));
      } else {
        code.loadConstant(i).invokevirtual(CURSOR, "value", MethodTypeDesc.of(CD_long, CD_int));
        if (kinds[i] == TypeKind.INT) {
          code.l2i();
        }
      }
      code.storeLocal(kinds[i], slots[i]);
    }
    MethodTypeDesc type =
        MethodTypeDesc.of(
            CD_void,
            fields.stream().map(field -> describe(field.type())).toArray(ClassDesc[]::new));
    for (int listener : who) {
      code.aload(0).getfield(SELF, "listener" + listener, types[listener]);
      for (EventField field : fields) {
        code.loadLocal(kinds[field.index()], slots[field.index()]);
      }
      code.invokevirtual(types[listener], event.name(), type);
    }
    code.return_();
  }
}
