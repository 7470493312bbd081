// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.lokoscope.runtime.condition.Fault;

/** A frame of Java code that waits for a value; for places where speed does not matter. */
public final class ResumeFrame extends Frame {

  /** What is done with the value. */
  @FunctionalInterface
  public interface Step {
    Object resume(Machine machine, Object value);
  }

  private final int captured;
  private final String label;
  private final Step step;

  private ResumeFrame(int captured, String label, Step step) {
    this.captured = captured;
    this.label = label;
    this.step = step;
  }

  /**
   * Pushes a frame on an UNWIND that passes by.
   *
   * @param captured how many references the step holds
   * @return UNWIND
   */
  public static Object push(Machine machine, int captured, String label, Step step) {
    if (machine.isSaving()) {
      machine.push(new ResumeFrame(captured, label, step));
    }
    return Machine.UNWIND;
  }

  /** A frame to be put on a continuation that is already on the heap. */
  public static Frame of(int captured, String label, Step step) {
    return new ResumeFrame(captured, label, step);
  }

  @Override
  public Object resume(Object value, Machine machine) {
    try {
      return step.resume(machine, value);
    } catch (Departure departure) {
      throw departure;
    } catch (RuntimeException | Error thrown) {
      throw Fault.of(label, thrown);
    }
  }

  @Override
  public int site() {
    return 0;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public int ownWords() {
    return Layout.frameWords(2, 4) + Layout.objectWords(captured, 0);
  }
}
