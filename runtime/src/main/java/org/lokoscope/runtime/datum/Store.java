// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.datum;

import org.jspecify.annotations.Nullable;

/** Numbered elements, as arrays see them: of a vector, a string, a bytevector and so on. */
public interface Store {

  int size();

  Object get(int index);

  /** Whether this can hold the object as an element. */
  boolean accepts(Object value);

  /** Sets an element to what this accepts. */
  void set(int index, Object value);

  /** What stands for the kind of elements between {@code #} and the rank; empty for any. */
  String tag();

  /** The elements of what a program may use as an array of rank 1; null for other objects. */
  static @Nullable Store of(Object root) {
    return switch (root) {
      case Store store -> store;
      case Object[] vector -> new Vector(vector);
      case SchemeString string -> new Text(string);
      case byte[] bytes -> new Bytes(bytes);
      default -> null;
    };
  }

  /** The elements of a vector. */
  record Vector(Object[] items) implements Store {

    @Override
    public int size() {
      return items.length;
    }

    @Override
    public Object get(int index) {
      return items[index];
    }

    @Override
    public boolean accepts(Object value) {
      return true;
    }

    @Override
    public void set(int index, Object value) {
      items[index] = value;
    }

    @Override
    public String tag() {
      return "";
    }
  }

  /** The characters of a string. */
  record Text(SchemeString string) implements Store {

    @Override
    public int size() {
      return string.length();
    }

    @Override
    public Object get(int index) {
      return SchemeChar.of(string.codePointAt(index));
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof SchemeChar;
    }

    @Override
    public void set(int index, Object value) {
      string.setCodePointAt(index, ((SchemeChar) value).codePoint());
    }

    @Override
    public String tag() {
      return "a";
    }
  }

  /** The bytes of a bytevector. */
  record Bytes(byte[] bytes) implements Store {

    @Override
    public int size() {
      return bytes.length;
    }

    @Override
    public Object get(int index) {
      return bytes[index] & 0xFFL;
    }

    @Override
    public boolean accepts(Object value) {
      return value instanceof Long octet && octet >= 0 && octet <= 255;
    }

    @Override
    public void set(int index, Object value) {
      bytes[index] = ((Long) value).byteValue();
    }

    @Override
    public String tag() {
      return "u8";
    }
  }
}
