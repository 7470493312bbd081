// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.library.Environment;
import org.lokoscope.runtime.vm.Machine;

/**
 * The interaction environment of one process, where {@code load} and {@code eval} define things:
 * the top level of its program or of its prompt. Only the process's own thread uses it.
 */
final class Interaction {

  /** Null until it is first asked for, in a process that has no such top level. */
  private @Nullable Environment environment;

  private Interaction() {}

  static Interaction of(Machine machine) {
    return machine.local(Interaction.class, _ -> new Interaction());
  }

  @Nullable Environment environment() {
    return environment;
  }

  void environment(Environment next) {
    environment = next;
  }
}
