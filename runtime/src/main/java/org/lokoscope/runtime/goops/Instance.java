// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import java.util.Arrays;
import java.util.Map;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Symbol;

/** An object that cannot be called. */
class Instance implements GoopsObject, Described {

  private SchemeClass type;
  private Map<Symbol, Object> layout;
  private Object[] slots;

  /** An instance whose slots have no values. */
  Instance(SchemeClass type, int slotCount) {
    this.type = type;
    this.layout = type.places();
    this.slots = unbound(slotCount);
  }

  /** Only for the class that is its own class. */
  @SuppressWarnings("NullAway") // A class that describes itself has itself and its map at once.
  Instance(int slotCount) {
    this.type = (SchemeClass) this;
    this.slots = unbound(slotCount);
  }

  static Object[] unbound(int count) {
    Object[] slots = new Object[count];
    Arrays.fill(slots, Unbound.UNBOUND);
    return slots;
  }

  @Override
  public final SchemeClass type() {
    return type;
  }

  @Override
  public final Map<Symbol, Object> layout() {
    return layout;
  }

  @Override
  public final Object[] slots() {
    return slots;
  }

  @Override
  public final void become(SchemeClass newType, Map<Symbol, Object> newLayout, Object[] newSlots) {
    type = newType;
    layout = newLayout;
    slots = newSlots;
  }

  @Override
  public String describe() {
    return Descriptions.of(this);
  }
}
