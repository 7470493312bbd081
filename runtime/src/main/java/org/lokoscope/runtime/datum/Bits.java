// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A bitvector: booleans of a fixed number. */
public final class Bits implements Store, Laid {

  private final BitSet bits;
  private final int size;

  public Bits(int size, boolean fill) {
    this.size = size;
    this.bits = new BitSet(size);
    bits.set(0, size, fill);
  }

  private Bits(int size, BitSet bits) {
    this.size = size;
    this.bits = bits;
  }

  /** What 1 and 0 say; other characters make it null. */
  public static @Nullable Bits parse(String digits) {
    Bits parsed = new Bits(digits.length(), false);
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) != '0' && digits.charAt(i) != '1') {
        return null;
      }
      parsed.bits.set(i, digits.charAt(i) == '1');
    }
    return parsed;
  }

  public Bits copy(int from, int to) {
    return new Bits(to - from, bits.get(from, to));
  }

  public boolean isSet(int index) {
    return bits.get(index);
  }

  public void set(int index, boolean value) {
    bits.set(index, value);
  }

  public void fill(boolean value) {
    bits.set(0, size, value);
  }

  public void flip() {
    bits.flip(0, size);
  }

  public int count() {
    return bits.cardinality();
  }

  /** How many bits are set in both. */
  public int countIn(Bits that) {
    BitSet both = (BitSet) bits.clone();
    both.and(that.bits);
    return both.cardinality();
  }

  /** Sets or clears the bits that are set in another one. */
  public void change(Bits that, boolean value) {
    if (value) {
      bits.or(that.bits);
    } else {
      bits.andNot(that.bits);
    }
  }

  /** The first place from there on that has the value, or -1. */
  public int find(boolean value, int from) {
    int place = value ? bits.nextSetBit(from) : bits.nextClearBit(from);
    return place < size ? place : -1;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Object get(int index) {
    return bits.get(index);
  }

  @Override
  public boolean accepts(Object value) {
    return value instanceof Boolean;
  }

  @Override
  public void set(int index, Object value) {
    bits.set(index, (Boolean) value);
  }

  @Override
  public String tag() {
    return "b";
  }

  @Override
  public String open() {
    StringBuilder text = new StringBuilder("#*");
    for (int i = 0; i < size; i++) {
      text.append(bits.get(i) ? '1' : '0');
    }
    return text.toString();
  }

  @Override
  public Object[] items() {
    return new Object[0];
  }

  @Override
  public String close() {
    return "";
  }

  @Override
  public boolean sameAs(Object that) {
    return that instanceof Bits other && size == other.size && bits.equals(other.bits);
  }

  @Override
  public int contentHash() {
    return bits.hashCode() + size;
  }
}
