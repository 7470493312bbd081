// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.bytecode;

/**
 * Which JVM locals hold what.
 *
 * @param slots the local of slot 0, if it had one: slot n is at slots + n
 */
record Registers(int machine, int room, int closure, int slots) {

  /** {@code static run(machine, room, closure, parameter ...)}. */
  static final Registers OF_ENTRY = new Registers(0, 1, 2, 2);

  /** {@code this.resume(machine, closure, saved, value)}, then the room. */
  static final Registers OF_RESUMER = new Registers(1, 5, 2, 5);

  /** Of a resumer: the saved values. */
  static final int SAVED = 3;

  /** Of a resumer: the value that the frame has waited for. */
  static final int VALUE = 4;
}
