// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;

/**
 * The working directory and the environment variables of a process. They are those of the world
 * until the process changes them, which no other process sees.
 */
public final class Surroundings {

  private final Machine machine;

  /** Null as long as the process has not changed it. */
  private @Nullable Path folder;

  private @Nullable Map<String, String> variables;

  private Surroundings(Machine machine) {
    this.machine = machine;
  }

  public static Surroundings of(Machine machine) {
    return machine.local(Surroundings.class, Surroundings::new);
  }

  /** Relative file names are resolved against this folder. */
  public Path folder() {
    return folder != null ? folder : machine.world().workingDirectory();
  }

  public void folder(Path next) {
    folder = next;
  }

  /** Not to be changed. */
  public Map<String, String> variables() {
    return variables != null ? variables : machine.world().environment();
  }

  /**
   * Sets a variable or takes it away.
   *
   * @param value null for none
   */
  public void set(String name, @Nullable String value) {
    if (variables == null) {
      variables = new HashMap<>(machine.world().environment());
    }
    if (value == null) {
      variables.remove(name);
    } else {
      variables.put(name, value);
    }
  }

  /** Replaces all variables. */
  public void replace(Map<String, String> all) {
    variables = new HashMap<>(all);
  }
}
