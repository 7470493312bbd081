// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.guile.Settable;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;

/**
 * An instance that can be called: a generic function, or an instance of a class of the program's
 * that descends from {@code <applicable-struct>}. What a generic function has not met before, its
 * dispatcher is asked, with the function and the list of arguments.
 */
final class Applicable extends Procedure implements GoopsObject, Settable {

  static final Symbol PROCEDURE = Symbol.of("procedure");
  static final Symbol SETTER = Symbol.of("setter");

  private SchemeClass type;
  private Map<Symbol, Object> layout;
  private Object[] slots;
  private String name = "";
  private final Dispatch dispatch = new Dispatch();
  private final @Nullable Procedure dispatcher;

  /**
   * @param dispatcher null if the value of the slot "procedure" is what is called
   */
  Applicable(SchemeClass type, int slotCount, @Nullable Procedure dispatcher) {
    this.type = type;
    this.layout = type.places();
    this.slots = Instance.unbound(slotCount);
    this.dispatcher = dispatcher;
  }

  Dispatch dispatch() {
    return dispatch;
  }

  boolean isGeneric() {
    return dispatcher != null;
  }

  void setName(String newName) {
    name = newName;
  }

  @Override
  public SchemeClass type() {
    return type;
  }

  @Override
  public Map<Symbol, Object> layout() {
    return layout;
  }

  @Override
  public Object[] slots() {
    return slots;
  }

  @Override
  public void become(SchemeClass newType, Map<Symbol, Object> newLayout, Object[] newSlots) {
    type = newType;
    layout = newLayout;
    slots = newSlots;
  }

  /** The value of a slot, or null. */
  @Nullable Object value(Symbol slot) {
    return layout.get(slot) instanceof Long index && slots[index.intValue()] != Unbound.UNBOUND
        ? slots[index.intValue()]
        : null;
  }

  @Override
  public @Nullable Object setter() {
    return value(SETTER);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String describe() {
    return Descriptions.of(this);
  }

  @Override
  public boolean accepts(int arguments) {
    return dispatcher != null
        || (value(PROCEDURE) instanceof Procedure procedure && procedure.accepts(arguments));
  }

  /** What is called instead of the object: null if the dispatcher must say so. */
  private @Nullable Procedure called(@Nullable Procedure found) {
    if (dispatcher != null) {
      return found;
    }
    Object procedure = value(PROCEDURE);
    return Machine.procedure(procedure == null ? Boolean.FALSE : procedure);
  }

  private Object ask(Machine machine, Object... arguments) {
    return Objects.requireNonNull(dispatcher).apply2(machine, this, Lists.of(arguments));
  }

  @Override
  public Object apply(Machine machine, Object[] arguments) {
    Procedure target = called(dispatch.find(arguments));
    return target != null ? target.apply(machine, arguments) : ask(machine, arguments);
  }

  @Override
  public Object apply1(Machine machine, Object a) {
    Procedure target = called(dispatch.find(a));
    return target != null ? target.apply1(machine, a) : ask(machine, a);
  }

  @Override
  public Object apply2(Machine machine, Object a, Object b) {
    Procedure target = called(dispatch.find(a, b));
    return target != null ? target.apply2(machine, a, b) : ask(machine, a, b);
  }
}
