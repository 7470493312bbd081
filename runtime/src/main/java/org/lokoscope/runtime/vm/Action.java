package org.lokoscope.runtime.vm;

/**
 * What the machine does when an UNWIND has arrived at its base: the whole continuation is then in
 * {@link Machine#continuation()}.
 */
@FunctionalInterface
public interface Action {

  /** A value for the top frame, {@link Machine#TAIL} or {@link Machine#SUSPENDED}. */
  Object perform(Machine machine);
}
