// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordConstructorDescriptor;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.world.World;

/**
 * Records, procedural and by inspection, as far as no protocol has to be called: {@code
 * record-constructor} is Scheme code over {@code %record-maker}.
 */
final class RecordPrimitives {

  /** Types with a uid are the same in all processes of a run. */
  private static final Map<World, Map<Symbol, RecordType>> NONGENERATIVE = new WeakHashMap<>();

  private RecordPrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("make-record-type-descriptor", 6, 6, RecordPrimitives::makeType);
    t.define1("%compare-fields!", RecordPrimitives::compareFields);
    t.define1("record-type-descriptor?", a -> a instanceof RecordType);
    t.define3("make-record-constructor-descriptor", RecordPrimitives::makeConstructor);
    t.define1("record-constructor-descriptor?", a -> a instanceof RecordConstructorDescriptor);
    t.define1("%rcd-rtd", a -> descriptor(a).type());
    t.define1("%rcd-parent", a -> orFalse(descriptor(a).parent()));
    t.define1("%rcd-protocol", a -> orFalse(descriptor(a).protocol()));
    t.define1("%record-maker", RecordPrimitives::maker);
    t.define2("%make-record", RecordPrimitives::make);
    t.define1("%record-type-size", a -> (long) type("record-constructor", a).size());
    t.define1("%record-type-own-fields", a -> (long) type("record", a).ownFields());
    t.define1("record-predicate", RecordPrimitives::predicate);
    t.define2("record-accessor", RecordPrimitives::accessor);
    t.define2("record-mutator", RecordPrimitives::mutator);
    inspection(t);
  }

  private static void inspection(PrimitiveTable t) {
    t.define1("record?", a -> a instanceof Record r && !r.type.isOpaque());
    t.define1("record-rtd", RecordPrimitives::typeOf);
    t.define1("record-type-name", a -> type("record-type-name", a).name());
    t.define1("record-type-parent", a -> orFalse(type("record-type-parent", a).parent()));
    t.define1("record-type-uid", a -> orFalse(type("record-type-uid", a).uid()));
    t.define1("record-type-generative?", a -> type("record-type-generative?", a).uid() == null);
    t.define1("record-type-sealed?", a -> type("record-type-sealed?", a).isSealed());
    t.define1("record-type-opaque?", a -> type("record-type-opaque?", a).isOpaque());
    t.define1("record-type-field-names", RecordPrimitives::fieldNames);
    t.define2("record-field-mutable?", RecordPrimitives::isMutable);
  }

  private static Object orFalse(@Nullable Object object) {
    return object == null ? Boolean.FALSE : object;
  }

  static RecordType type(String who, Object a) {
    if (a instanceof RecordType type) {
      return type;
    }
    throw Raise.type(who, "a record-type descriptor", a);
  }

  private static RecordConstructorDescriptor descriptor(Object a) {
    if (a instanceof RecordConstructorDescriptor descriptor) {
      return descriptor;
    }
    throw Raise.type("record-constructor", "a record-constructor descriptor", a);
  }

  private static Object compareFields(Object type) {
    type("record-type", type).compareFields();
    return type;
  }

  private static Object makeType(Machine machine, Object[] a) {
    String who = "make-record-type-descriptor";
    Symbol name = Args.symbol(who, a[0]);
    RecordType parent = a[1] == Boolean.FALSE ? null : type(who, a[1]);
    if (parent != null && parent.isSealed()) {
      throw Raise.assertion(who, "the parent type is sealed", parent);
    }
    Symbol uid = a[2] == Boolean.FALSE ? null : Args.symbol(who, a[2]);
    Object[] fields = Args.vector(who, a[5]);
    Symbol[] names = new Symbol[fields.length];
    boolean[] mutable = new boolean[fields.length];
    for (int i = 0; i < fields.length; i++) {
      Object[] field = fieldSpec(who, fields[i]);
      mutable[i] = field[0] == Symbol.of("mutable");
      names[i] = (Symbol) field[1];
    }
    boolean sealed = a[3] != Boolean.FALSE;
    boolean opaque = a[4] != Boolean.FALSE;
    RecordType type = new RecordType(name, parent, uid, sealed, opaque, names, mutable);
    return uid == null ? type : known(machine, uid, type);
  }

  private static Object[] fieldSpec(String who, Object spec) {
    if (Lists.length(spec) == 2) {
      Object[] field = Lists.toArray(spec);
      boolean kind = field[0] == Symbol.of("mutable") || field[0] == Symbol.of("immutable");
      if (kind && field[1] instanceof Symbol) {
        return field;
      }
    }
    throw Raise.type(who, "a field of the form (mutable name) or (immutable name)", spec);
  }

  /** The type that was made first with that uid. */
  private static RecordType known(Machine machine, Symbol uid, RecordType type) {
    synchronized (NONGENERATIVE) {
      RecordType known =
          NONGENERATIVE
              .computeIfAbsent(machine.world().origin(), _ -> standardTypes())
              .putIfAbsent(uid, type);
      if (known != null && !known.sameShape(type)) {
        throw Raise.assertion("make-record-type-descriptor", "a different type has this uid", uid);
      }
      return known != null ? known : type;
    }
  }

  private static Map<Symbol, RecordType> standardTypes() {
    Map<Symbol, RecordType> types = new HashMap<>();
    for (RecordType type : ConditionTypes.all()) {
      types.put(type.uid(), type);
    }
    return types;
  }

  private static Object makeConstructor(Object a, Object parent, Object protocol) {
    String who = "make-record-constructor-descriptor";
    RecordType type = type(who, a);
    if (parent != Boolean.FALSE) {
      if (!(parent instanceof RecordConstructorDescriptor d) || d.type() != type.parent()) {
        throw Raise.type(who, "a constructor descriptor of the parent type", parent);
      }
    }
    if (protocol != Boolean.FALSE) {
      Args.procedure(who, protocol);
    }
    return new RecordConstructorDescriptor(
        type,
        parent == Boolean.FALSE ? null : (RecordConstructorDescriptor) parent,
        protocol == Boolean.FALSE ? null : protocol);
  }

  /** A procedure that takes all fields, inherited ones first. */
  private static Object maker(Object a) {
    RecordType type = type("record-constructor", a);
    String name = "make-" + type.name();
    return switch (type.size()) {
      case 0 -> Primitive.of0(name, () -> new Record(type, new Object[0]));
      case 1 -> Primitive.of1(name, x -> new Record(type, new Object[] {x}));
      case 2 -> Primitive.of2(name, (x, y) -> new Record(type, new Object[] {x, y}));
      case 3 -> Primitive.of3(name, (x, y, z) -> new Record(type, new Object[] {x, y, z}));
      default -> Primitive.ofN(name, type.size(), type.size(), x -> new Record(type, x));
    };
  }

  /** From a list of all fields. */
  private static Object make(Object a, Object fields) {
    RecordType type = type("record-constructor", a);
    if (Lists.length(fields) != type.size()) {
      throw Raise.assertion(
          "make-" + type.name(), "wrong number of fields", fields, (long) type.size());
    }
    return new Record(type, Lists.toArray(fields));
  }

  private static Object predicate(Object a) {
    RecordType type = type("record-predicate", a);
    return Primitive.of1(type.name() + "?", object -> Record.is(object, type));
  }

  private static int field(String who, RecordType type, Object index) {
    return Args.index(who, index, type.ownFields());
  }

  private static Object accessor(Object a, Object index) {
    RecordType type = type("record-accessor", a);
    int i = field("record-accessor", type, index);
    int place = type.firstField() + i;
    String name = type.name() + "-" + type.fieldName(i);
    return Primitive.of1(
        name,
        object -> {
          if (object instanceof Record record
              && (record.type == type || record.type.isSubtypeOf(type))) {
            return record.fields[place];
          }
          throw wrongType(name, type, object);
        });
  }

  private static Object mutator(Object a, Object index) {
    RecordType type = type("record-mutator", a);
    int i = field("record-mutator", type, index);
    if (!type.isMutable(i)) {
      throw Raise.assertion("record-mutator", "the field is immutable", type.fieldName(i), type);
    }
    int place = type.firstField() + i;
    String name = type.name() + "-" + type.fieldName(i) + "-set!";
    return Primitive.of2(
        name,
        (object, value) -> {
          if (!Record.is(object, type)) {
            throw wrongType(name, type, object);
          }
          ((Record) object).fields[place] = value;
          return Special.UNSPECIFIED;
        });
  }

  private static RuntimeException wrongType(String who, RecordType type, Object object) {
    return Raise.type(who, "a record of type " + type.name(), object);
  }

  private static Object typeOf(Object a) {
    if (a instanceof Record record && !record.type.isOpaque()) {
      return record.type;
    }
    throw Raise.type("record-rtd", "a record of a type that is not opaque", a);
  }

  private static Object fieldNames(Object a) {
    RecordType type = type("record-type-field-names", a);
    Object[] names = new Object[type.ownFields()];
    for (int i = 0; i < names.length; i++) {
      names[i] = type.fieldName(i);
    }
    return names;
  }

  private static Object isMutable(Object a, Object index) {
    RecordType type = type("record-field-mutable?", a);
    return type.isMutable(field("record-field-mutable?", type, index));
  }
}
