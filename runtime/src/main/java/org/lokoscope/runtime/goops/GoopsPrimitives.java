// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.primitives.PrimitiveTable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;

/** What {@code (oop goops)} is built on. */
public final class GoopsPrimitives {

  /** What marks in the code of a unit that it extends a primitive. */
  public static final String EXTENDS = "%extends-primitive";

  private GoopsPrimitives() {}

  /**
   * Registers them; after all others.
   *
   * @return what of the image can be extended
   */
  public static Extensions register(PrimitiveTable t) {
    classes(t);
    objects(t);
    generics(t);
    Extensions extensions = new Extensions(t);
    t.define1(EXTENDS, _ -> Special.UNSPECIFIED);
    t.define1("%extendable?", extensions::isExtendable);
    t.defineM(
        "%primitive-generic",
        1, 1, (m, a) -> orFalse(Classes.of(m).generics.get(extensions.original(a[0]))));
    t.defineM(
        "%set-primitive-generic!",
        2,
        2,
        (m, a) -> {
          Procedure primitive = extensions.original(a[0]);
          Classes.of(m).generics.put(primitive, (Applicable) a[1]);
          if (primitive != null && Extensions.PRINTING.contains(primitive.name())) {
            ObjectPrinting.begin(m, primitive.name(), (Applicable) a[1]);
          }
          return Special.UNSPECIFIED;
        });
    return extensions;
  }

  private static void classes(PrimitiveTable t) {
    t.defineM("class-of", 1, 1, (m, a) -> Classes.of(m).of(a[0]));
    t.defineM(
        "%builtin-class",
        1, 1, (m, a) -> orFalse(Classes.of(m).find(Args.symbol("class", a[0]).name())));
    t.define1(
        "%builtin-slots",
        a -> {
          String[] names = Classes.slotsOf(type("class", a));
          Object[] symbols = new Object[names.length];
          for (int i = 0; i < names.length; i++) {
            symbols[i] = Symbol.of(names[i]);
          }
          return Lists.of(symbols);
        });
    t.define1("%class?", SchemeClass.class::isInstance);
    t.defineM("is-a?", 2, 2, (m, a) -> Classes.of(m).of(a[0]).isSubclassOf(type("is-a?", a[1])));
    t.define2("%subclass?", (a, b) -> type("class", a).isSubclassOf(type("class", b)));
    t.define2("%class-position", (a, b) -> (long) type("class", a).position(b));
    t.define1("%compute-cpl", a -> Lists.fromList(Precedence.of(type("compute-cpl", a))));
    t.define2("%place", (a, name) -> orFalse(type("class", a).places().get(name)));
    t.define2(
        "%set-places!",
        (a, places) -> {
          Map<Symbol, Object> map = new HashMap<>();
          Object rest = places;
          while (rest instanceof Pair pair) {
            Pair place = (Pair) pair.car;
            map.put((Symbol) place.car, place.cdr);
            rest = pair.cdr;
          }
          type("class", a).setPlaces(map);
          return Special.UNSPECIFIED;
        });
  }

  private static void objects(PrimitiveTable t) {
    t.define("%unbound", Unbound.UNBOUND);
    t.define("%elsewhere", Unbound.ELSEWHERE);
    t.define1("instance?", GoopsObject.class::isInstance);
    t.defineM("%allocate", 2, 2, GoopsPrimitives::allocate);
    t.define2("%field", (x, i) -> object("slot-ref", x).slots()[index(i)]);
    t.define3(
        "%set-field!",
        (x, i, value) -> {
          object("slot-set!", x).slots()[index(i)] = value;
          return Special.UNSPECIFIED;
        });
    t.define1("%fields", x -> object("slot-ref", x).slots());
    t.define2("%slot-ref", GoopsPrimitives::slotRef);
    t.define3("%slot-set!", GoopsPrimitives::slotSet);
    t.define1("%outdated?", x -> isOutdated(object("slot-ref", x)));
    t.define2("%own-place", (x, name) -> orFalse(object("slot-ref", x).layout().get(name)));
    t.define3(
        "%become!",
        (x, a, fields) -> {
          SchemeClass type = type("change-class", a);
          object("change-class", x).become(type, type.places(), (Object[]) fields);
          return Special.UNSPECIFIED;
        });
    t.defineN("%slot-getter", 3, 3, a -> access(a, false));
    t.defineN("%slot-setter", 3, 3, a -> access(a, true));
    t.define1(
        "%description", x -> SchemeString.of("#<" + Descriptions.of(object("write", x)) + ">"));
  }

  private static void generics(PrimitiveTable t) {
    t.define1("%generic?", x -> x instanceof Applicable generic && generic.isGeneric());
    t.define2(
        "%set-generic-name!",
        (g, name) -> {
          ((Applicable) g).setName(name instanceof Symbol symbol ? symbol.name() : "");
          return Special.UNSPECIFIED;
        });
    t.define1(
        "%generic-name",
        g ->
            g instanceof Applicable generic && !generic.name().isEmpty()
                ? Symbol.of(generic.name())
                : Boolean.FALSE);
    t.define2(
        "%forget-dispatches!",
        (g, looked) -> {
          ((Applicable) g).dispatch().clear(index(looked));
          return Special.UNSPECIFIED;
        });
    t.define3(
        "%remember-dispatch!",
        (g, arguments, target) -> {
          ((Applicable) g)
              .dispatch()
              .put(Lists.toArray(arguments), Args.procedure("method", target));
          return Special.UNSPECIFIED;
        });
    t.defineM(
        "%set-equal-walk!",
        1,
        1,
        (m, a) -> {
          Classes.of(m).equalWalk = Args.procedure("equal?", a[0]);
          return Special.UNSPECIFIED;
        });
  }

  private static Object allocate(Machine machine, Object[] a) {
    SchemeClass type = type("allocate-instance", a[0]);
    int count = type.fieldCount();
    Classes known = Classes.of(machine);
    if (type.isSubclassOf(known.named("<class>"))) {
      return new SchemeClass(type, count);
    }
    if (type.isSubclassOf(known.named("<generic>"))) {
      return new Applicable(type, count, Args.procedure("make", a[1]));
    }
    return type.isSubclassOf(known.named("<applicable-struct>"))
        ? new Applicable(type, count, null)
        : new Instance(type, count);
  }

  private static boolean isOutdated(GoopsObject x) {
    return x.layout() != x.type().places();
  }

  private static Object slotRef(Object x, Object name) {
    GoopsObject object = object("slot-ref", x);
    return !isOutdated(object) && object.layout().get(name) instanceof Long index
        ? object.slots()[index.intValue()]
        : Unbound.ELSEWHERE;
  }

  /** Whether it could be done. */
  private static Object slotSet(Object x, Object name, Object value) {
    GoopsObject object = object("slot-set!", x);
    if (!isOutdated(object) && object.layout().get(name) instanceof Long index) {
      object.slots()[index.intValue()] = value;
      return true;
    }
    return false;
  }

  private static Object access(Object[] a, boolean writes) {
    return new SlotAccess(
        type("class", a[0]).places(), index(a[1]), writes, Args.procedure("slot", a[2]));
  }

  private static int index(Object i) {
    return Args.index("slot", i, Integer.MAX_VALUE);
  }

  private static GoopsObject object(String who, Object x) {
    if (x instanceof GoopsObject object) {
      return object;
    }
    throw Raise.type(who, "an instance of a class", x);
  }

  private static SchemeClass type(String who, Object x) {
    if (x instanceof SchemeClass type) {
      return type;
    }
    throw Raise.type(who, "a class", x);
  }

  private static Object orFalse(@Nullable Object x) {
    return x == null ? Boolean.FALSE : x;
  }
}
