// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/**
 * Executable code: one expression of one procedure. It is shared by all activations, processes and
 * CPUs, and never changes after compilation.
 *
 * <p>{@code locals} is the activation: slot 0 holds the closure that runs, then its parameters,
 * then what its body binds. A variable that is ever assigned lives in a {@link VariableBox}, so
 * that activations can be copied when a continuation is entered again.
 */
public abstract class Node {

  /** A value or {@link Machine#UNWIND}; in tail position also {@link Machine#TAIL}. */
  public abstract Object eval(Object[] locals, Machine machine);

  /** The same as a test. Only for nodes that can return neither TAIL nor UNWIND. */
  public boolean test(Object[] locals, Machine machine) {
    return eval(locals, machine) != Boolean.FALSE;
  }
}
