// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.cml.Mailbox;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.vm.Continuation;

/**
 * A mailbox, those who wait by an operation of the program's own, the fibers that one place in the
 * program has spawned, or the continuations that one has captured: what they keep is counted apart,
 * in this order.
 *
 * @param number of the mailbox, 0 for that of the process; of the operation; or the place
 */
record Owner(Kind kind, long number) implements Comparable<Owner> {

  enum Kind {
    MAILBOX,
    WAITERS,
    FIBERS,
    CONTINUATIONS
  }

  private static final Comparator<Owner> ORDER =
      Comparator.comparing(Owner::kind).thenComparing(Owner::number);

  /** The owner of an object; null if it belongs to the program at large. */
  static @Nullable Owner of(Object object) {
    return switch (object) {
      case Mailbox _ -> new Owner(Kind.MAILBOX, 0);
      case Record record
          when record.fields.length > 0
              && record.fields[0] instanceof Long number
              && record.type.name().name().equals("mailbox") ->
          new Owner(Kind.MAILBOX, number);
      case Continuation continuation when continuation.id() != 0 ->
          new Owner(Kind.CONTINUATIONS, continuation.site());
      default -> ofFiber(Fiber.behind(object));
    };
  }

  private static @Nullable Owner ofFiber(@Nullable Fiber fiber) {
    return fiber == null || fiber.spawnSite() == 0
        ? null
        : new Owner(Kind.FIBERS, fiber.spawnSite());
  }

  @Override
  public int compareTo(Owner other) {
    return ORDER.compare(this, other);
  }
}
