// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.NumberVector;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.number.Complex;
import org.lokoscope.runtime.number.Ratio;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;

/** The classes of a process that are there from the start, and those of its data. */
final class Classes {

  /** Each class and its superclasses, which stand before it. */
  private static final String[] TABLE = {
    "<top>",
    "<object> <top>",
    "<class> <object>",
    "<slot> <object>",
    "<foreign-slot> <slot>",
    "<protected-slot> <foreign-slot>",
    "<hidden-slot> <foreign-slot>",
    "<opaque-slot> <foreign-slot>",
    "<read-only-slot> <foreign-slot>",
    "<protected-opaque-slot> <protected-slot> <opaque-slot>",
    "<protected-hidden-slot> <protected-slot> <hidden-slot>",
    "<protected-read-only-slot> <protected-slot> <read-only-slot>",
    "<scm-slot> <protected-slot>",
    "<method> <object>",
    "<accessor-method> <method>",
    "<applicable> <top>",
    "<applicable-struct-class> <class>",
    "<applicable-struct-with-setter-class> <applicable-struct-class>",
    "<procedure-class> <applicable-struct-class>",
    "<redefinable-class> <class>",
    "<applicable-struct> <object> <applicable>",
    "<applicable-struct-with-setter> <applicable-struct>",
    "<generic> <applicable-struct>",
    "<extended-generic> <generic>",
    "<generic-with-setter> <generic> <applicable-struct-with-setter>",
    "<accessor> <generic-with-setter>",
    "<extended-generic-with-setter> <extended-generic> <generic-with-setter>",
    "<extended-accessor> <accessor> <extended-generic-with-setter>",
    "<procedure> <applicable>",
    "<primitive-generic> <procedure>",
    "<boolean> <top>",
    "<char> <top>",
    "<list> <top>",
    "<pair> <list>",
    "<null> <list>",
    "<string> <top>",
    "<symbol> <top>",
    "<vector> <top>",
    "<foreign> <top>",
    "<hashtable> <top>",
    "<fluid> <top>",
    "<dynamic-state> <top>",
    "<frame> <top>",
    "<vm-continuation> <top>",
    "<bytevector> <top>",
    "<uvec> <bytevector>",
    "<array> <top>",
    "<bitvector> <top>",
    "<number> <top>",
    "<complex> <number>",
    "<real> <complex>",
    "<integer> <real>",
    "<fraction> <real>",
    "<keyword> <top>",
    "<syntax> <top>",
    "<atomic-box> <top>",
    "<unknown> <top>",
    "<port> <top>",
    "<input-port> <port>",
    "<output-port> <port>",
    "<input-output-port> <input-port> <output-port>",
    "<file-port> <port>",
    "<file-input-port> <file-port> <input-port>",
    "<file-output-port> <file-port> <output-port>",
    "<file-input-output-port> <file-port> <input-output-port>",
    "<string-port> <port>",
    "<string-input-port> <string-port> <input-port>",
    "<string-output-port> <string-port> <output-port>",
    "<string-input-output-port> <string-port> <input-output-port>",
    "<character-set> <top>",
    "<condition-variable> <top>",
    "<directory> <top>",
    "<dynamic-object> <top>",
    "<guardian> <top>",
    "<hook> <top>",
    "<macro> <top>",
    "<module> <top>",
    "<mutex> <top>",
    "<promise> <top>",
    "<random-state> <top>",
    "<regexp> <top>",
    "<thread> <top>",
    "<vm> <top>",
    "<record> <top>",
  };

  /**
   * The slots of the objects that classes and methods are made of, in the order of their places.
   */
  private static final String[] SLOTS = {
    "<class> name direct-supers direct-slots direct-subclasses direct-methods cpl slots",
    "<applicable-struct-class> name direct-supers direct-slots direct-subclasses direct-methods cpl"
        + " slots",
    "<applicable-struct-with-setter-class> name direct-supers direct-slots direct-subclasses"
        + " direct-methods cpl slots",
    "<procedure-class> name direct-supers direct-slots direct-subclasses direct-methods cpl slots",
    "<redefinable-class> name direct-supers direct-slots direct-subclasses direct-methods cpl"
        + " slots",
    "<slot> name allocation init-keyword init-form init-value init-thunk options getter setter"
        + " accessor slot-ref slot-set! index",
    "<method> generic-function specializers procedure formals body make-procedure",
    "<accessor-method> generic-function specializers procedure formals body make-procedure"
        + " slot-definition",
    "<applicable-struct> procedure",
    "<applicable-struct-with-setter> procedure setter",
    "<generic> procedure methods n-specialized extended-by",
    "<extended-generic> procedure methods n-specialized extended-by extends",
    "<generic-with-setter> procedure setter methods n-specialized extended-by",
    "<accessor> procedure setter methods n-specialized extended-by",
    "<extended-generic-with-setter> procedure setter methods n-specialized extended-by extends",
    "<extended-accessor> procedure setter methods n-specialized extended-by extends",
  };

  /** Classes of data that are known by the name of their Java class only. */
  private static final Map<String, String> BY_JAVA_NAME =
      Map.of(
          "HashTable", "<hashtable>",
          "WeakTable", "<hashtable>",
          "Regexp", "<regexp>",
          "ArrayView", "<array>",
          "Bits", "<bitvector>",
          "Continuation", "<vm-continuation>",
          "Environment", "<module>",
          "Syntax", "<syntax>");

  /** Classes of data that are records here and not in Guile. */
  private static final Map<String, String> BY_RECORD_NAME =
      Map.of("char-set-type", "<character-set>");

  private final Map<String, SchemeClass> builtin = new HashMap<>();
  private final Map<Class<?>, SchemeClass> ofJava = new IdentityHashMap<>();
  private final Map<RecordType, SchemeClass> ofRecords = new IdentityHashMap<>();

  /** The generic functions behind primitives, as far as the program extends any. */
  final Map<Object, Applicable> generics = new IdentityHashMap<>();

  /** Compares data that may hold objects, if the program has methods for that; or null. */
  @Nullable Procedure equalWalk;

  private Classes() {
    builtin.put("<class>", new SchemeClass());
    for (String line : TABLE) {
      String[] names = line.split(" ");
      SchemeClass made = builtin.get(names[0]);
      if (made == null) {
        made = new SchemeClass(metaclass(names), SchemeClass.SLOT_COUNT);
        builtin.put(names[0], made);
      }
      Object[] supers = new Object[names.length - 1];
      for (int i = 0; i < supers.length; i++) {
        supers[i] = named(names[i + 1]);
      }
      define(made, names[0], supers);
    }
    for (String line : SLOTS) {
      String[] names = line.split(" ");
      SchemeClass type = named(names[0]);
      Map<Symbol, Object> places = new HashMap<>();
      for (int i = 1; i < names.length; i++) {
        places.put(Symbol.of(names[i]), (long) i - 1);
      }
      type.setPlaces(places);
    }
    builtin.values().forEach(each -> each.become(each.type(), each.type().places(), each.slots()));
  }

  /**
   * The class of a class of the table: objects that can be called have classes of their own kind.
   */
  private SchemeClass metaclass(String[] names) {
    for (String name : names) {
      if (name.equals("<applicable-struct-with-setter>")) {
        return named("<applicable-struct-with-setter-class>");
      }
    }
    SchemeClass widest = named("<class>");
    for (int i = 1; i < names.length; i++) {
      SchemeClass type = named(names[i]).type();
      if (type.name().length() > widest.name().length()) {
        widest = type;
      }
    }
    return names[0].equals("<applicable-struct>") ? named("<applicable-struct-class>") : widest;
  }

  /** The names of the slots that such a class has, in their order. */
  static String[] slotsOf(SchemeClass type) {
    for (String line : SLOTS) {
      if (line.startsWith(type.name() + " ")) {
        String[] names = line.split(" ");
        return Arrays.copyOfRange(names, 1, names.length);
      }
    }
    return new String[0];
  }

  static Classes of(Machine machine) {
    return machine.local(Classes.class, _ -> new Classes());
  }

  private static void define(SchemeClass made, String name, Object... supers) {
    Object[] slots = made.slots();
    slots[SchemeClass.NAME] = Symbol.of(name);
    slots[SchemeClass.DIRECT_SUPERS] = Lists.of(supers);
    for (Object each : supers) {
      Object[] above = ((SchemeClass) each).slots();
      above[SchemeClass.DIRECT_SUBCLASSES] = new Pair(made, above[SchemeClass.DIRECT_SUBCLASSES]);
    }
    List<Object> order = Precedence.of(made);
    slots[SchemeClass.PRECEDENCE_LIST] = Lists.fromList(order);
  }

  /** A class that is there from the start. */
  SchemeClass named(String name) {
    return Objects.requireNonNull(builtin.get(name));
  }

  @Nullable SchemeClass find(String name) {
    return builtin.get(name);
  }

  SchemeClass of(Object x) {
    if (x instanceof GoopsObject object) {
      return object.type();
    }
    if (x instanceof Record record) {
      return ofRecord(record.type);
    }
    if (x instanceof Port port) {
      return ofPort(port);
    }
    if (x instanceof Procedure) {
      return named(generics.containsKey(x) ? "<primitive-generic>" : "<procedure>");
    }
    return ofJava.computeIfAbsent(x.getClass(), _ -> named(className(x)));
  }

  private static String className(Object x) {
    return switch (x) {
      case Long _, BigInteger _ -> "<integer>";
      case Ratio _ -> "<fraction>";
      case Double _ -> "<real>";
      case Complex _ -> "<complex>";
      case Number _ -> "<number>";
      case Boolean _ -> "<boolean>";
      case Symbol _ -> "<symbol>";
      case SchemeString _ -> "<string>";
      case SchemeChar _ -> "<char>";
      case Pair _ -> "<pair>";
      case Nil _ -> "<null>";
      case Keyword _ -> "<keyword>";
      case Object[] _ -> "<vector>";
      case byte[] _ -> "<bytevector>";
      case NumberVector _ -> "<uvec>";
      default -> BY_JAVA_NAME.getOrDefault(x.getClass().getSimpleName(), "<unknown>");
    };
  }

  private SchemeClass ofPort(Port port) {
    String what = port.describe();
    String kind = what.contains("file") ? "file-" : what.contains("string") ? "string-" : "";
    String direction =
        port.isInput() && port.isOutput() ? "input-output" : port.isInput() ? "input" : "output";
    return named("<" + kind + direction + "-port>");
  }

  /** The class that stands for a record type. */
  SchemeClass ofRecord(RecordType type) {
    SchemeClass known = ofRecords.get(type);
    if (known == null) {
      String name = type.name().name();
      SchemeClass own = builtin.get(BY_RECORD_NAME.getOrDefault(name, "<" + name + ">"));
      if (own != null && type.parent() == null) {
        known = own;
      } else {
        RecordType parent = type.parent();
        known = new SchemeClass(named("<class>"), SchemeClass.SLOT_COUNT);
        define(
            known,
            name.startsWith("<") ? name : "<" + name + ">",
            parent == null ? named("<top>") : ofRecord(parent));
      }
      ofRecords.put(type, known);
    }
    return known;
  }
}
