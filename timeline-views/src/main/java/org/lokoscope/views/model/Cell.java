// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A value that tells its listeners when it becomes another one. For one thread. */
public final class Cell<T> {

  private final CopyOnWriteArrayList<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();
  private T value;

  public Cell(T value) {
    this.value = value;
  }

  public T get() {
    return value;
  }

  public void set(T next) {
    if (!Objects.equals(value, next)) {
      value = next;
      for (Consumer<? super T> listener : listeners) {
        listener.accept(next);
      }
    }
  }

  public void listen(Consumer<? super T> listener) {
    listeners.add(listener);
  }

  /** Listens and tells the present value at once. */
  public void bind(Consumer<? super T> listener) {
    listeners.add(listener);
    listener.accept(value);
  }
}
