// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.CurrentPorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.printer.RecordSearch;
import org.lokoscope.runtime.printer.Texts;
import org.lokoscope.runtime.vm.Machine;

/**
 * The procedures with which a process writes the records of some types, and of the types below
 * them. {@code (record-writer type procedure)} names one; it is called with the record, a textual
 * output port, and a procedure that writes a datum to a port as the record is being written.
 */
final class RecordWriters {

  /** Whether any process has named a writer: most never do. */
  private static volatile boolean used;

  /** What writes the records of other types. */
  private static final IoProcedure DEFAULT =
      new IoProcedure("default-record-writer", 3, 3, RecordWriters::writeDefault);

  private final Map<RecordType, Object> writers = new HashMap<>();

  /** What prints objects that are not records, or null. */
  private @Nullable ObjectWriters objects;

  private RecordWriters() {}

  static void register(PrimitiveTable t) {
    t.defineM("record-writer", 1, 2, RecordWriters::recordWriter);
    t.defineM("%program-prints?", 1, 1, RecordWriters::programPrints);
    t.define2(
        "%printed-as", (displayed, written) -> new Texts(displayed.toString(), written.toString()));
  }

  /** Those of a process; null if it has none. */
  static @Nullable RecordWriters of(Machine machine) {
    if (!used) {
      return null;
    }
    RecordWriters writers = known(machine);
    return writers.writers.isEmpty() && writers.objects == null ? null : writers;
  }

  static void use(Machine machine, ObjectWriters objects) {
    known(machine).objects = objects;
    used = true;
  }

  /** Whether a datum holds something that procedures of the program print. */
  private static Object programPrints(Machine machine, Object[] a) {
    RecordWriters writers = of(machine);
    return writers != null
        && !RecordSearch.find(a[0], x -> writers.has(x, true) || writers.has(x, false)).isEmpty();
  }

  private static RecordWriters known(Machine machine) {
    return machine.local(RecordWriters.class, _ -> new RecordWriters());
  }

  /** Whether something else than the printer writes or displays an object. */
  boolean has(Object object, boolean displays) {
    return object instanceof Record record
        ? find(record.type) != null
        : objects != null && objects.prints(object, displays);
  }

  /** The procedure that writes or displays an object which has one. */
  Object writer(Object object, boolean displays) {
    Object writer =
        object instanceof Record record
            ? find(record.type)
            : objects == null ? null : objects.writer(displays);
    return writer == null ? DEFAULT : writer;
  }

  private @Nullable Object find(@Nullable RecordType type) {
    for (RecordType each = type; each != null; each = each.parent()) {
      Object writer = writers.get(each);
      if (writer != null) {
        return writer;
      }
    }
    return null;
  }

  private static Object recordWriter(Machine machine, Object[] a) {
    RecordType type = RecordPrimitives.type("record-writer", a[0]);
    RecordWriters known = known(machine);
    if (a.length == 1) {
      Object writer = known.find(type);
      return writer == null ? DEFAULT : writer;
    }
    known.writers.put(type, Args.procedure("record-writer", a[1]));
    used = true;
    return Special.UNSPECIFIED;
  }

  private static Object writeDefault(CurrentPorts ports, Object[] a) {
    String who = "default-record-writer";
    if (!(a[0] instanceof Record record)) {
      throw Raise.type(who, "a record", a[0]);
    }
    Port port = Ports.port(who, a[1]);
    try {
      port.textOut(who).write(Printer.write(record, ports.notation()));
      port.textOut(who).settle();
      return Special.UNSPECIFIED;
    } catch (IOException e) {
      throw IoErrors.write(who, port, e);
    }
  }
}
