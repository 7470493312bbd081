// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code lokoscope dump}: what each virtual thread does. Those that do the same at the same
 * place and were started at the same place are told once, with their number, and with the stack of
 * one of them.
 */
final class Dump {

  /** What is told together. */
  private record Kind(int status, int reason, long object, Place waits, Place spawned) {}

  /** How many there are of a kind, and one of them. */
  private static final class Group {
    private final Thread one;
    private int count;

    Group(Thread one) {
      this.one = one;
    }
  }

  private Dump() {}

  /** Makes the socket that the command asks at; without one there is no dump. */
  static void serve() {
    Thread.ofPlatform().daemon().name("lokoscope-agent-dump").start(Dump::run);
  }

  /** Where {@code lokoscope dump} looks. */
  private static Path socket() {
    String user = System.getProperty("user.name", "user").replaceAll("[^\\w.-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), "lokoscope-" + user)
        .resolve(ProcessHandle.current().pid() + ".sock");
  }

  private static void run() {
    Path file = socket();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path directory = file.getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectory(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Files.deleteIfExists(file);
      server.bind(UnixDomainSocketAddress.of(file));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      file.toFile().deleteOnExit();
      while (true) {
        try (SocketChannel client = server.accept()) {
          ByteBuffer text = ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8));
          while (text.hasRemaining()) {
            client.write(text);
          }
        } catch (IOException gone) {
          // Whoever asked does not listen.
        }
      }
    } catch (IOException | UnsupportedOperationException unavailable) {
      // The command says that it finds nothing.
    }
  }

  static String text() {
    Output.lookNow();
    Map<Kind, Group> groups = new HashMap<>();
    int all = 0;
    for (Map.Entry<Thread, Hooks.Fiber> entry : Hooks.FIBERS.entrySet()) {
      Hooks.Fiber fiber = entry.getValue();
      int status = fiber.status.get();
      boolean waits = status == Hooks.SUSPENDED;
      Kind kind =
          new Kind(
              status,
              waits ? fiber.reason : 0,
              waits ? fiber.object : 0,
              waits ? orUnknown(fiber.waits) : Place.UNKNOWN,
              orUnknown(fiber.spawned));
      groups.computeIfAbsent(kind, unused -> new Group(entry.getKey())).count++;
      all++;
    }
    StringBuilder text = new StringBuilder();
    text.append(all).append(all == 1 ? " virtual thread\n" : " virtual threads\n");
    List<Map.Entry<Kind, Group>> sorted = new ArrayList<>(groups.entrySet());
    sorted.sort((a, b) -> Integer.compare(b.getValue().count, a.getValue().count));
    for (Map.Entry<Kind, Group> entry : sorted) {
      tell(entry.getKey(), entry.getValue(), text);
    }
    return text.toString();
  }

  private static Place orUnknown(@Nullable Place place) {
    return place == null ? Place.UNKNOWN : place;
  }

  private static void tell(Kind kind, Group group, StringBuilder text) {
    text.append('\n').append(group.count).append(" × ").append(state(kind));
    if (kind.waits().line() > 0) {
      text.append(" at ").append(kind.waits().position());
    }
    if (kind.spawned().line() > 0) {
      text.append(", started at ").append(kind.spawned().position());
    }
    text.append('\n');
    text.append("  one of them: ").append(group.one).append('\n');
    for (StackTraceElement frame : group.one.getStackTrace()) {
      text.append("    ").append(frame).append('\n');
    }
  }

  private static String state(Kind kind) {
    if (kind.status() == Hooks.READY) {
      return "ready";
    }
    if (kind.status() == Hooks.RUNNING) {
      return "running";
    }
    if (kind.object() == Hooks.MONITOR) {
      return "blocked on a monitor";
    }
    if (kind.object() == Hooks.OBJECT_WAIT) {
      return "waiting in Object.wait";
    }
    if (kind.object() == Hooks.PINNED) {
      return "parked and pinned to its carrier";
    }
    return kind.reason() == Hooks.SLEEP ? "parked for a time" : "parked";
  }
}
