// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.model;

import java.lang.ref.WeakReference;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
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

  /**
   * Listens as long as somebody else holds the owner: for who lives shorter than the cell.
   *
   * @param listener told the owner and the value; must not hold the owner itself
   */
  public <O> void listenFor(O owner, BiConsumer<? super O, ? super T> listener) {
    WeakReference<O> known = new WeakReference<>(owner);
    listeners.add(
        new Consumer<T>() {
          @Override
          public void accept(T next) {
            O held = known.get();
            if (held == null) {
              listeners.remove(this);
            } else {
              listener.accept(held, next);
            }
          }
        });
  }

  /** Listens and tells the present value at once. */
  public void bind(Consumer<? super T> listener) {
    listeners.add(listener);
    listener.accept(value);
  }
}
