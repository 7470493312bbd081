// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.ConditionTypes;
import org.lokoscope.runtime.condition.Conditions;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Symbol;

/** The {@code &i/o} conditions of the network; each names the address. */
final class NetErrors {

  private NetErrors() {}

  static SchemeError failed(String who, String what, SocketAddress address, IOException why) {
    return failed(who, what + " " + text(address) + ": " + reason(why));
  }

  static SchemeError failed(String who, String message) {
    return new SchemeError(condition(who, message));
  }

  static Object condition(@Nullable String who, String problem, Described device) {
    return condition(who, device.describe() + " " + problem);
  }

  private static Object condition(@Nullable String who, String message) {
    return Conditions.standard(
        Conditions.simple(ConditionTypes.IO),
        who == null ? null : Symbol.of(who),
        message,
        Nil.NIL);
  }

  /** What went wrong, in the words that people know. */
  static String reason(IOException why) {
    String message = why.getMessage();
    if (message == null) {
      return why.getClass().getSimpleName();
    }
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /** "host:port", or the path of a Unix domain socket; "" for an end without a name. */
  static String text(SocketAddress address) {
    return switch (address) {
      case InetSocketAddress at when at.isUnresolved() -> text(at.getHostString(), at.getPort());
      case InetSocketAddress at -> text(at.getAddress().getHostAddress(), at.getPort());
      case UnixDomainSocketAddress at -> at.getPath().toString();
      default -> address.toString();
    };
  }

  /** "tcp" or "unix". */
  static String family(SocketAddress address) {
    return address instanceof UnixDomainSocketAddress ? "unix" : "tcp";
  }

  static String text(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
