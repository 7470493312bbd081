package org.lokoscope.runtime.vm;

/** The compiled rest of a body, from a place where a frame may wait for a value. */
public abstract class Resumer {

  protected Resumer() {}

  /**
   * Goes on where the frame stopped.
   *
   * @param closure the closure that runs, or null if the rest does not look at it
   * @param saved the values of the frame's variables, in its order
   * @return a value, {@link Machine#TAIL} or {@link Machine#UNWIND}
   */
  public abstract Object resume(Machine machine, Closure closure, Object[] saved, Object value);
}
