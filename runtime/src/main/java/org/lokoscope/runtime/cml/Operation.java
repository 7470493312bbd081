// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Layout;

/**
 * A first-class synchronous operation: a choice of one or more arms, or of none, which never comes
 * about. Choices are flat: one of choices has all arms of these, wraps included.
 */
public final class Operation {

  /**
   * One arm.
   *
   * @param base what is done; null in an arm that is not known before the operation is performed
   * @param delayed makes the operation that stands for this arm; null if there is a base
   * @param wraps what the values go through, or null
   * @param nacks the negative acknowledgements that this arm spares when it is chosen, or null
   * @param site the source form that made it, or 0
   */
  record Arm(
      @Nullable BaseOperation base,
      @Nullable Delayed delayed,
      @Nullable Wrap wraps,
      @Nullable Nacks nacks,
      int site) {

    /** What follows a base operation that is performed by itself: nothing. */
    static final Arm PLAIN = new Arm(null, null, null, null, 0);

    /** Whether it is {@link #PLAIN}: no other has neither what is done nor what that is made of. */
    boolean isPlain() {
      return base == null && delayed == null;
    }

    /** Heap words of what an arm that waits keeps of its own: itself, its base and its wraps. */
    int words() {
      if (base == null) {
        return 0;
      }
      int words = ARM_WORDS + BASE_WORDS;
      for (Wrap wrap = wraps; wrap != null; wrap = wrap.inner()) {
        words += WRAP_WORDS;
      }
      return words;
    }

    private static final int ARM_WORDS = Layout.objectWords(4, 4);
    private static final int BASE_WORDS = Layout.objectWords(1, 8);
    private static final int WRAP_WORDS = Layout.objectWords(2, 0);

    /** What is done; only of operations that are ready to be tried. */
    BaseOperation known() {
      return Objects.requireNonNull(base);
    }

    /** The same arm when the procedure is to get its values. */
    Arm wrap(Object procedure) {
      return new Arm(base, delayed, new Wrap(procedure, wraps), nacks, site);
    }
  }

  /**
   * Something that makes an operation each time that one is performed.
   *
   * @param procedure takes nothing, or the operation that tells that this arm was not chosen
   */
  record Delayed(Object procedure, boolean nack) {}

  final Arm[] arms;

  /** What is signalled when an arm is chosen that does not spare it, or null. */
  final @Nullable Nacks nacks;

  private final boolean delayed;

  private Operation(Arm[] arms, boolean delayed, @Nullable Nacks nacks) {
    this.arms = arms;
    this.delayed = delayed;
    this.nacks = nacks;
  }

  static Operation of(BaseOperation base) {
    return of(base, 0);
  }

  /**
   * @param site the source form that makes it
   */
  static Operation of(BaseOperation base, int site) {
    return new Operation(new Arm[] {new Arm(base, null, null, null, site)}, false, null);
  }

  static Operation of(Delayed delayed) {
    return new Operation(new Arm[] {new Arm(null, delayed, null, null, 0)}, true, null);
  }

  /** An operation that is ready to be tried: all its arms have a base. */
  static Operation forced(List<Arm> arms, @Nullable Nacks nacks) {
    return new Operation(arms.toArray(Arm[]::new), false, nacks);
  }

  Operation wrap(Object procedure) {
    Arm[] wrapped = new Arm[arms.length];
    for (int i = 0; i < arms.length; i++) {
      wrapped[i] = arms[i].wrap(procedure);
    }
    return new Operation(wrapped, delayed, nacks);
  }

  static Operation choice(List<Operation> operations) {
    List<Arm> all = new ArrayList<>();
    boolean delayed = false;
    for (Operation operation : operations) {
      all.addAll(List.of(operation.arms));
      delayed |= operation.delayed;
    }
    return new Operation(all.toArray(Arm[]::new), delayed, null);
  }

  /** Whether some arms are not known before it is performed. */
  boolean isDelayed() {
    return delayed;
  }
}
