// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.work.Listening;
import org.lokoscope.tracer.text.Reason;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "listen",
    mixinStandardHelpOptions = true,
    description = {
      "Make a trace of streams that other programs send while they run.",
      "",
      "Each connection sends a bare stream of chunks, in the format of docs/trace-format.md; all of"
          + " them become one trace. Ctrl-C ends it."
    })
final class ListenCommand implements Callable<Integer> {

  /** How long Ctrl-C waits until what has come is written. */
  private static final int TIMEOUT_SECONDS = 10;

  /** Where to listen. */
  private static final class Address {
    @Option(
        names = "--socket",
        required = true,
        paramLabel = "PATH",
        description = "A Unix domain socket, which is made.")
    private @Nullable Path socket;

    @Option(
        names = "--port",
        required = true,
        paramLabel = "N",
        description = "A port of the loopback interface; 0 takes one that is free.")
    private int port;
  }

  @ArgGroup(multiplicity = "1")
  private Address address = new Address();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Directory of the trace; an existing trace is replaced.")
  private Path output;

  @Override
  public Integer call() {
    try (ServerSocketChannel server = open()) {
      String shown = shown(server);
      CountDownLatch written = new CountDownLatch(1);
      Listening listener =
          new Listening(server, shown, output, line -> System.err.println("lokoscope: " + line));
      Thread hook = new Thread(() -> finish(listener, written), "lokoscope-listen-end");
      Runtime.getRuntime().addShutdownHook(hook);
      System.err.println("lokoscope: listening on " + shown + "; Ctrl-C ends it");
      listener.run();
      boolean ending = !remove(hook);
      if (ending) {
        written.await();
      } else {
        listener.close();
      }
      return listener.isWell() ? ExitStatus.DONE : ExitStatus.BAD_TRACE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitStatus.CANCELLED;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, "cannot listen on " + where() + ": " + Reason.of(e));
    } finally {
      delete();
    }
  }

  private void finish(Listening listener, CountDownLatch written) {
    Thread closing = Thread.ofPlatform().daemon().start(listener::close);
    try {
      closing.join(TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    delete();
    System.err.println("lokoscope: the trace is in " + output);
    written.countDown();
  }

  private static boolean remove(Thread hook) {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAlready) {
      return false;
    }
  }

  private ServerSocketChannel open() throws IOException {
    Path socket = address.socket;
    if (socket == null) {
      ServerSocketChannel server = ServerSocketChannel.open();
      return server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), address.port));
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    bound = socket;
    try {
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException elsewhere) {
      // A file system without such permissions.
    }
    return server;
  }

  /** The socket's file, once it is ours. */
  private @Nullable Path bound;

  private void delete() {
    try {
      if (bound != null) {
        Files.deleteIfExists(bound);
      }
    } catch (IOException left) {
      // An empty file is left; the next one says that it is there.
    }
  }

  private String where() {
    return address.socket == null ? "port " + address.port : address.socket.toString();
  }

  private static String shown(ServerSocketChannel server) throws IOException {
    return switch (server.getLocalAddress()) {
      case UnixDomainSocketAddress unix -> unix.getPath().toString();
      case InetSocketAddress net -> "port " + net.getPort();
      default -> String.valueOf(server.getLocalAddress());
    };
  }
}
