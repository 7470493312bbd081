// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lokoscope.runtime.condition.CompoundCondition;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Box;
import org.lokoscope.runtime.datum.Hashtable;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Record;
import org.lokoscope.runtime.datum.RecordType;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Machine;

/**
 * Copies data from one process to another: structure and cycles are kept, nothing is shared but
 * what cannot change. Records are copied twice if they are of a library's type: by the sender, and
 * by the receiver, which has a type of its own in its place.
 */
final class MessageCopy {

  /**
   * Nesting of other than lists along their tails that is copied. Guessed: no message needs more.
   */
  private static final int MAX_NESTING = 10_000;

  /**
   * What was sent.
   *
   * @param content belongs to the receiver
   * @param foreign whether it has records that the receiver may know by another type
   */
  record Message(Object content, boolean foreign) {

    /** The message as the receiver sees it, on the receiver's CPU. */
    Object localized(RecordTypes types, Machine receiver) {
      return foreign
          ? new MessageCopy("receive-message", type -> types.of(receiver, type)).copy(content)
          : content;
    }
  }

  private final String who;
  private final UnaryOperator<RecordType> types;
  private final Map<Object, Object> copies = new IdentityHashMap<>();
  private boolean foreign;
  private int nesting;

  private MessageCopy(String who, UnaryOperator<RecordType> types) {
    this.who = who;
    this.types = types;
  }

  /** Copies what a process sends, on its own CPU. */
  static Message of(String who, Object message, RecordTypes types, Machine sender) {
    MessageCopy copy =
        new MessageCopy(
            who,
            type -> {
              if (!types.isShared(sender, type)) {
                throw Raise.assertion(
                    who, "no other process can know records of a type made by a procedure", type);
              }
              return type;
            });
    Object content = copy.copy(message);
    return new Message(content, copy.foreign);
  }

  private Object copy(Object object) {
    return switch (object) {
      case Nil _, Special _, Boolean _, Number _, SchemeChar _, Symbol _, Keyword _ -> object;
      case SchemeString text -> once(text, SchemeString.of(text.toString()));
      case byte[] bytes -> once(bytes, bytes.clone());
      case Pair pair -> copyList(pair);
      case Object[] vector -> copyVector(vector);
      case Record record -> copyRecord(record);
      case CompoundCondition compound -> copyCondition(compound);
      case Box box -> copyBox(box);
      case Hashtable table when table.kind() != Hashtable.Kind.CUSTOM -> copyTable(table);
      default ->
          throw Raise.assertion(
              who,
              "only data can go to another process, no procedures, ports, channels or fibers",
              object);
    };
  }

  private Object copyRecord(Record record) {
    Object known = copies.get(record);
    if (known != null) {
      return known;
    }
    enter();
    RecordType type = types.apply(record.type);
    foreign |= type.uid() == null;
    Record copy = new Record(type, new Object[record.fields.length]);
    copies.put(record, copy);
    for (int i = 0; i < copy.fields.length; i++) {
      copy.fields[i] = copy(record.fields[i]);
    }
    nesting--;
    return copy;
  }

  /** Where it was raised stays behind: that is a continuation of the sender. */
  private Object copyCondition(CompoundCondition compound) {
    return new CompoundCondition(
        compound.parts().stream()
            .filter(part -> part.type != ConditionTypes.CONTINUATION)
            .map(part -> (Record) copy(part))
            .toList());
  }

  private Object copyBox(Box box) {
    Object known = copies.get(box);
    if (known != null) {
      return known;
    }
    enter();
    Box copy = new Box(Special.UNSPECIFIED);
    copies.put(box, copy);
    copy.content = copy(box.content);
    nesting--;
    return copy;
  }

  /** The entries keep their order; keys that are the same by eq? are so after copying, too. */
  private Object copyTable(Hashtable table) {
    Object known = copies.get(table);
    if (known != null) {
      return known;
    }
    enter();
    Hashtable copy = new Hashtable(table.kind());
    copies.put(table, copy);
    Object[] keys = table.keys();
    Object[] values = table.values();
    for (int i = 0; i < keys.length; i++) {
      copy.put(copy(keys[i]), copy(values[i]));
    }
    nesting--;
    return copy;
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
    Pair head = new Pair(Special.UNSPECIFIED, Nil.NIL);
    Pair last = head;
    Pair from = first;
    copies.put(first, head);
    while (true) {
      last.car = copy(from.car);
      if (!(from.cdr instanceof Pair next) || copies.containsKey(next)) {
        last.cdr = copy(from.cdr);
        break;
      }
      Pair fresh = new Pair(Special.UNSPECIFIED, Nil.NIL);
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
