// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

/** A procedure that was stopped at its entry: all that it has are its arguments. */
final class EntryFrame extends Frame {

  private final Object[] activation;

  EntryFrame(Object[] activation) {
    this.activation = activation;
  }

  @Override
  public Object resume(Object value, Machine machine) {
    return machine.tail(activation.clone());
  }

  @Override
  public Activation activation() {
    Closure closure = (Closure) activation[0];
    return new Activation(closure.code(), closure, null, activation);
  }

  @Override
  public int site() {
    return ((Closure) activation[0]).code().site();
  }

  @Override
  public int ownWords() {
    return Layout.frameWords(1, 0) + Layout.arrayWords(activation.length);
  }
}
