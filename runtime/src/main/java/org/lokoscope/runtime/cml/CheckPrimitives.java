// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.function.Consumer;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.vm.Winder;

/** What tests ask of the fibers of their process: {@code (lokoscope check)}. */
final class CheckPrimitives {

  private CheckPrimitives() {}

  static void register(Consumer<Procedure> table) {
    table.accept(
        Primitive.ofM("live-fibers", 0, 0, (m, a) -> FiberScheduler.required(m).census().live()));
    table.accept(Primitive.ofM("%count-suspended-words", 0, 0, (m, a) -> countWords(m)));
    table.accept(
        Primitive.ofM(
            "%suspended-words", 0, 0, (m, a) -> FiberScheduler.required(m).census().suspended()));
    table.accept(
        Primitive.ofM(
            "%armed-timers", 0, 0, (m, a) -> (long) FiberScheduler.required(m).timers().size()));
    table.accept(
        NativeProcedure.of(
            "continuation-words", 0, 0, (m, a) -> m.capture(CheckPrimitives::words)));
  }

  private static Object countWords(Machine machine) {
    FiberScheduler.required(machine).census().countWords();
    return Special.UNSPECIFIED;
  }

  /** Words of the frames and winders of the running fiber. */
  private static Object words(Machine machine) {
    return Frame.wordsOf(machine.continuation()) + Winder.wordsOf(machine.winders());
  }
}
