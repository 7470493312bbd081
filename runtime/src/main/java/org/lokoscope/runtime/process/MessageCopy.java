package org.lokoscope.runtime.process;

import java.util.IdentityHashMap;
import java.util.Map;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;

/** Copies data from one process to another: structure and cycles are kept, nothing is shared. */
final class MessageCopy {

  /**
   * Nesting of other than lists along their tails that is copied. Guessed: no message needs more.
   */
  private static final int MAX_NESTING = 10_000;

  private final String who;
  private final Map<Object, Object> copies = new IdentityHashMap<>();
  private int nesting;

  private MessageCopy(String who) {
    this.who = who;
  }

  static Object copy(String who, Object message) {
    return new MessageCopy(who).copy(message);
  }

  private Object copy(Object object) {
    return switch (object) {
      case Nil _, Special _, Boolean _, Number _, SchemeChar _, Symbol _ -> object;
      case SchemeString text -> once(text, SchemeString.of(text.toString()));
      case byte[] bytes -> once(bytes, bytes.clone());
      case Pair pair -> copyList(pair);
      case Object[] vector -> copyVector(vector);
      default ->
          throw Raise.assertion(
              who, "only data can go to another process, no procedures, ports or records", object);
    };
  }

  private Object once(Object original, Object copy) {
    Object known = copies.putIfAbsent(original, copy);
    return known == null ? copy : known;
  }

  private Object copyList(Pair first) {
    Object known = copies.get(first);
    if (known != null) {
      return known;
    }
    enter();
    Pair head = new Pair(null, Nil.NIL);
    Pair last = head;
    Pair from = first;
    copies.put(first, head);
    while (true) {
      last.car = copy(from.car);
      if (!(from.cdr instanceof Pair next) || copies.containsKey(next)) {
        last.cdr = copy(from.cdr);
        break;
      }
      Pair fresh = new Pair(null, Nil.NIL);
      copies.put(next, fresh);
      last.cdr = fresh;
      last = fresh;
      from = next;
    }
    nesting--;
    return head;
  }

  private Object copyVector(Object[] vector) {
    Object known = copies.get(vector);
    if (known != null) {
      return known;
    }
    enter();
    Object[] copy = new Object[vector.length];
    copies.put(vector, copy);
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy(vector[i]);
    }
    nesting--;
    return copy;
  }

  private void enter() {
    if (++nesting > MAX_NESTING) {
      throw Raise.restriction(who, "the message nests too deeply");
    }
  }
}
