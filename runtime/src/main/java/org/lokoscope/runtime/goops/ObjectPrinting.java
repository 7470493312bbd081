// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.goops;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.primitives.ObjectWriters;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;

/** Lets the methods of {@code write} and {@code display} print the objects in a datum. */
final class ObjectPrinting implements ObjectWriters {

  private @Nullable Procedure write;
  private @Nullable Procedure display;

  private ObjectPrinting() {}

  /** From now on a generic function prints the objects of a process. */
  static void begin(Machine machine, String primitive, Applicable generic) {
    ObjectPrinting printing = machine.local(ObjectPrinting.class, _ -> new ObjectPrinting());
    Procedure writer = writer(generic);
    if (primitive.equals("display")) {
      printing.display = writer;
    } else {
      printing.write = writer;
    }
    ObjectWriters.use(machine, printing);
  }

  /** Takes what a record writer takes. */
  private static Procedure writer(Applicable generic) {
    return NativeProcedure.of(
        generic.name(), 3, 3, (machine, a) -> generic.apply2(machine, a[0], a[1]));
  }

  @Override
  public boolean prints(Object object, boolean displays) {
    return object instanceof GoopsObject && writer(displays) != null;
  }

  @Override
  public @Nullable Procedure writer(boolean displays) {
    return displays && display != null ? display : write;
  }
}
