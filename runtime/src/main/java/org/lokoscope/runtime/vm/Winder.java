// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.WinderKind;

/**
 * One entry of the dynamic state: an immutable list, innermost first. What a change of continuation
 * leaves or enters is found along the common tail of two such lists.
 */
public abstract sealed class Winder {

  private final @Nullable Winder next;
  private final int length;
  private final int site;

  /** Heap words of the entries from here on: an int, because the object has room for that. */
  private final int words;

  /** The innermost handler that is in force here, or null. */
  private final @Nullable Handler handler;

  /** The innermost entry outside of this one that acts when it is left or entered, or null. */
  private final @Nullable Winder outerAction;

  /** How many such entries there are outside of this one. */
  private final int outerActions;

  private Winder(@Nullable Winder next, int site, @Nullable Handler handler, int ownWords) {
    this.next = next;
    this.words = ownWords + (next == null ? 0 : next.words);
    this.length = next == null ? 1 : next.length + 1;
    this.site = site;
    this.handler = handler;
    this.outerAction = innermostAction(next);
    this.outerActions = actions(next);
  }

  public final @Nullable Winder next() {
    return next;
  }

  /** The source form that pushed it, or 0. */
  public final int site() {
    return site;
  }

  public abstract WinderKind kind();

  /** What it holds, for a debugger: parameters each with its outer value, thunks, or a handler. */
  public Object[] held() {
    return new Object[0];
  }

  /** Heap words of this entry alone. */
  public final int ownWords() {
    return words - (next == null ? 0 : next.words);
  }

  public static int lengthOf(@Nullable Winder winders) {
    return winders == null ? 0 : winders.length;
  }

  /** Heap words of all entries from here on. */
  public static long wordsOf(@Nullable Winder winders) {
    return winders == null ? 0 : winders.words;
  }

  /** Words of an entry whose class adds so many references to the three of every entry. */
  private static int entryWords(int references) {
    return Layout.objectWords(3 + references, 16);
  }

  /** Whether something is done when a change of continuation leaves or enters the entry. */
  private boolean acts() {
    return this instanceof Thunks || this instanceof Parameters || this instanceof State;
  }

  /** The innermost entry that acts: handlers are passed over. */
  static @Nullable Winder innermostAction(@Nullable Winder winders) {
    if (winders == null) {
      return null;
    }
    return winders.acts() ? winders : winders.outerAction;
  }

  /** How many entries act. */
  static int actions(@Nullable Winder winders) {
    if (winders == null) {
      return 0;
    }
    return winders.outerActions + (winders.acts() ? 1 : 0);
  }

  /** The innermost acting entry that both lists share, or null. */
  static @Nullable Winder commonAction(@Nullable Winder one, @Nullable Winder other) {
    Winder a = innermostAction(one);
    Winder b = innermostAction(other);
    while (a != null && b != null && a != b) {
      if (a.outerActions >= b.outerActions) {
        a = a.outerAction;
      } else {
        b = b.outerAction;
      }
    }
    return a == b ? a : null;
  }

  final @Nullable Winder outerAction() {
    return outerAction;
  }

  /** The outermost entry of a fiber that has a dynamic state of its own. */
  public static Winder of(DynamicState state) {
    return new State(null, 0, state);
  }

  /** Puts a dynamic state in the place of another one. */
  static final class State extends Winder {
    private final DynamicState own;
    private @Nullable DynamicState outer;

    State(@Nullable Winder next, int site, DynamicState own) {
      super(next, site, innermost(next), entryWords(2));
      this.own = own;
    }

    void enter(Machine machine) {
      outer = machine.dynamicState();
      machine.setDynamicState(own);
    }

    void leave(Machine machine) {
      machine.setDynamicState(outer);
    }

    @Override
    public WinderKind kind() {
      return WinderKind.PARAMETERIZE;
    }
  }

  /** Pushed by {@code dynamic-wind*}: a change of fibers passes over it. */
  static final class QuietThunks extends Thunks {
    QuietThunks(@Nullable Winder next, int site, Object before, Object after) {
      super(next, site, before, after);
    }
  }

  /** Pushed by {@code dynamic-wind}. */
  static sealed class Thunks extends Winder permits QuietThunks {
    final Object before;
    final Object after;

    Thunks(@Nullable Winder next, int site, Object before, Object after) {
      super(next, site, innermost(next), entryWords(2));
      this.before = before;
      this.after = after;
    }

    @Override
    public final WinderKind kind() {
      return WinderKind.DYNAMIC_WIND;
    }

    @Override
    public final Object[] held() {
      return new Object[] {before, after};
    }
  }

  /**
   * Pushed by {@code parameterize}. While the entry is in force it holds the outer values of its
   * parameters, else the inner ones: entering and leaving swap them.
   */
  static final class Parameters extends Winder {
    private final Parameter[] parameters;
    private final Object[] values;

    Parameters(@Nullable Winder next, int site, Parameter[] parameters, Object[] values) {
      super(next, site, innermost(next), entryWords(2) + 2 * Layout.arrayWords(values.length));
      this.parameters = parameters;
      this.values = values;
    }

    @Override
    public Object[] held() {
      Object[] all = new Object[2 * parameters.length];
      for (int i = 0; i < parameters.length; i++) {
        all[2 * i] = parameters[i];
        all[2 * i + 1] = values[i];
      }
      return all;
    }

    void swap(Machine machine) {
      for (int i = 0; i < parameters.length; i++) {
        Object other = parameters[i].get(machine);
        parameters[i].set(machine, values[i]);
        values[i] = other;
      }
    }

    @Override
    public WinderKind kind() {
      return WinderKind.PARAMETERIZE;
    }
  }

  /** Says which handler is in force: pushed while a handler runs, so that the outer one is. */
  static final class Mask extends Winder {
    Mask(@Nullable Winder next, int site, @Nullable Handler handler) {
      super(next, site, handler, entryWords(0));
    }

    @Override
    public WinderKind kind() {
      return WinderKind.HANDLER;
    }
  }

  /** An entry that handles raised objects. */
  abstract static sealed class Handler extends Winder {
    Handler(@Nullable Winder next, int site, int ownWords) {
      super(next, site, null, ownWords);
    }

    /** The handler that is in force outside of this one, or null. */
    @Nullable Handler outer() {
      return innermost(next());
    }
  }

  /** The handler that is in force under these entries, or null. */
  static @Nullable Handler innermost(@Nullable Winder winders) {
    if (winders == null) {
      return null;
    }
    return winders instanceof Handler handler ? handler : winders.handler;
  }

  /** Pushed by {@code with-exception-handler}. */
  static final class HandlerProcedure extends Handler {
    final Object procedure;

    HandlerProcedure(@Nullable Winder next, int site, Object procedure) {
      super(next, site, entryWords(1));
      this.procedure = procedure;
    }

    @Override
    public Object[] held() {
      return new Object[] {procedure};
    }

    @Override
    public WinderKind kind() {
      return WinderKind.HANDLER;
    }
  }

  /** Pushed together with a {@link CatchFrame}, to which a raised object unwinds. */
  static final class Catch extends Handler {
    Catch(@Nullable Winder next, int site) {
      super(next, site, entryWords(0));
    }

    @Override
    public WinderKind kind() {
      return WinderKind.GUARD;
    }
  }
}
