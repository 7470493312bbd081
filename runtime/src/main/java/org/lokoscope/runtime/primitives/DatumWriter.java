// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.io.IoProcedure;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.TextOutput;
import org.lokoscope.runtime.printer.RecordSearch;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * {@code write} and its like: what the records of a datum look like that have a writer is asked of
 * these first, then the whole is written at once.
 */
final class DatumWriter extends NativeProcedure {

  /** A datum, and what some of its records look like. */
  record Rendered(Object datum, Map<Object, String> texts) {

    /** The datum of an argument, rendered or not. */
    static Rendered of(Object argument) {
      return argument instanceof Rendered rendered ? rendered : new Rendered(argument, Map.of());
    }
  }

  private final IoProcedure plain;
  private final int datumAt;
  private final boolean displays;

  /** What writers get to write the parts of a record with. */
  private final Procedure parts;

  /**
   * @param plain writes a datum, which may be a {@link Rendered} one
   * @param datumAt which argument the datum is
   * @param parts null for this procedure itself, whose arguments are then a datum and a port
   */
  DatumWriter(IoProcedure plain, int min, int max, int datumAt, @Nullable Procedure parts) {
    super(plain.name(), min, max);
    this.plain = plain;
    this.datumAt = datumAt;
    this.displays = plain.name().equals("display");
    this.parts = parts == null ? this : parts;
  }

  @Override
  protected Object call(Machine machine, Object[] arguments) {
    RecordWriters writers = RecordWriters.of(machine);
    if (writers == null) {
      return plain.apply(machine, arguments);
    }
    List<Object> records = RecordSearch.find(arguments[datumAt], x -> writers.has(x, displays));
    return records.isEmpty()
        ? plain.apply(machine, arguments)
        : render(machine, arguments, writers, records, new IdentityHashMap<>());
  }

  /** Asks for the texts that are missing; each writer may call what it likes. */
  private Object render(
      Machine machine,
      Object[] arguments,
      RecordWriters writers,
      List<Object> records,
      Map<Object, String> known) {
    Map<Object, String> texts = new IdentityHashMap<>(known);
    while (texts.size() < records.size()) {
      Object record = records.get(texts.size());
      TextOutput.OfString text = new TextOutput.OfString();
      Port port = Port.text("record", null, text);
      Object done = machine.call(writers.writer(record, displays), record, port, parts);
      if (done == Machine.UNWIND) {
        return ResumeFrame.push(
            machine,
            6,
            name(),
            (m, _) -> {
              Map<Object, String> more = new IdentityHashMap<>(texts);
              more.put(record, text.content().toString());
              return render(m, arguments, writers, records, more);
            });
      }
      texts.put(record, text.content().toString());
    }
    Object[] rendered = arguments.clone();
    rendered[datumAt] = new Rendered(arguments[datumAt], texts);
    return plain.apply(machine, rendered);
  }
}
