// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Numbers and addresses as bytes, and back. */
final class Numbers {

  static final byte[] NONE = {};

  private static final byte INTERNET = 0;
  private static final byte UNIX = 1;
  private static final byte BOTH = 2;

  private Numbers() {}

  static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  static byte[] bytes(boolean truth) {
    return bytes(truth ? 1 : 0);
  }

  /** Yes or no, and behind it an address, for {@link #behind}. */
  static byte[] bytes(boolean truth, @Nullable SocketAddress address) {
    byte[] last = bytes(address);
    return ByteBuffer.allocate(Integer.BYTES + last.length).putInt(truth ? 1 : 0).put(last).array();
  }

  /** The address behind a yes; null where none was kept. */
  static @Nullable SocketAddress behind(byte[] bytes) throws IOException {
    return bytes.length <= Integer.BYTES
        ? null
        : address(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
  }

  /** Two addresses, for {@link #first} and {@link #second}. */
  static byte[] bytes(SocketAddress first, @Nullable SocketAddress second) {
    byte[] one = bytes(first);
    byte[] other = bytes(second);
    return ByteBuffer.allocate(1 + Integer.BYTES + one.length + other.length)
        .put(BOTH)
        .putInt(one.length)
        .put(one)
        .put(other)
        .array();
  }

  /** The first of two addresses, or the only one. */
  static SocketAddress first(byte[] bytes) throws IOException {
    return bytes.length > 0 && bytes[0] == BOTH
        ? address(Arrays.copyOfRange(bytes, 1 + Integer.BYTES, endOfFirst(bytes)))
        : address(bytes);
  }

  /** The second of two addresses; null where only one was kept. */
  static @Nullable SocketAddress second(byte[] bytes) throws IOException {
    boolean one = bytes.length == 0 || bytes[0] != BOTH || endOfFirst(bytes) == bytes.length;
    return one ? null : address(Arrays.copyOfRange(bytes, endOfFirst(bytes), bytes.length));
  }

  private static int endOfFirst(byte[] bytes) {
    return 1 + Integer.BYTES + ByteBuffer.wrap(bytes).getInt(1);
  }

  static int number(byte[] bytes) {
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** None for null. */
  static byte[] bytes(@Nullable SocketAddress address) {
    return switch (address) {
      case InetSocketAddress at -> {
        byte[] host = at.getAddress().getAddress();
        yield ByteBuffer.allocate(5 + host.length)
            .put(INTERNET)
            .putInt(at.getPort())
            .put(host)
            .array();
      }
      case UnixDomainSocketAddress at -> {
        byte[] path = at.getPath().toString().getBytes(StandardCharsets.UTF_8);
        yield ByteBuffer.allocate(1 + path.length).put(UNIX).put(path).array();
      }
      case null, default -> NONE;
    };
  }

  static SocketAddress address(byte[] bytes) throws IOException {
    if (bytes.length < 1) {
      throw new IOException("no address");
    }
    if (bytes[0] == UNIX) {
      return UnixDomainSocketAddress.of(
          new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
    }
    InetAddress host = InetAddress.getByAddress(Arrays.copyOfRange(bytes, 5, bytes.length));
    return new InetSocketAddress(host, ByteBuffer.wrap(bytes).getInt(1));
  }
}
