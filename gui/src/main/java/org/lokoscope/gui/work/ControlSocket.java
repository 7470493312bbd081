// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.process.ProgramRun;

/**
 * Where another command asks a run what its fibers do: a socket in the directory for temporary
 * files that only its user can reach, named by the number of the operating system's process.
 * Whoever connects gets the dump. A run goes on without one if it cannot be made.
 */
public final class ControlSocket implements AutoCloseable {

  /** A program that ends before costs nothing. */
  private static final long DELAY_MILLIS = 100;

  /** The name of what the fibers do, and of the last of a flight recorder. */
  static final String DUMP = "";

  public static final String FLIGHT = ".flight";

  /** The name of a conversation with the debugger. */
  public static final String DEBUG = ".debug";

  /** How long somebody may take nothing of what he asked for, or give no answer. Guessed. */
  private static final long CLIENT_TIMEOUT_MILLIS = 5_000;

  private final Conversation conversation;
  private final Path file;
  private final Thread thread;
  private volatile @Nullable ServerSocketChannel server;
  private volatile boolean closed;

  /** Answers what the fibers of a run do. */
  ControlSocket(ProgramRun run) {
    this(DUMP, run::dump);
  }

  /** What is said to somebody who has connected; the channel is closed afterwards. */
  @FunctionalInterface
  public interface Conversation {
    void with(SocketChannel client) throws IOException;
  }

  /**
   * @param name of what can be asked
   * @param answer to whoever asks
   */
  ControlSocket(String name, Supplier<String> answer) {
    this(name, new Answer(answer));
  }

  /**
   * @param name of what can be talked about
   */
  public ControlSocket(String name, Conversation conversation) {
    this.conversation = conversation;
    this.file = file(ProcessHandle.current().pid(), name);
    this.thread = Thread.ofPlatform().daemon().name("lokoscope-control").start(this::serve);
  }

  private static Path file(long pid, String name) {
    return directory().resolve(pid + name + ".sock");
  }

  static Path directory() {
    String user = System.getProperty("user.name", "user").replaceAll("[^\\w.-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir"), "lokoscope-" + user);
  }

  /**
   * Connects to a run in another process of this user.
   *
   * @param name of what is to be talked about
   * @throws IOException if there is no such run
   */
  public static SocketChannel connect(long pid, String name) throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(file(pid, name)));
  }

  /**
   * The processes of this user in which something of a name can be talked about, as far as they are
   * still there; in order.
   *
   * @param name of what is to be talked about
   */
  public static List<Long> running(String name) {
    Pattern file = Pattern.compile("([0-9]{1,18})" + Pattern.quote(name + ".sock"));
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(each -> file.matcher(String.valueOf(each.getFileName())))
          .filter(Matcher::matches)
          .map(found -> Long.valueOf(found.group(1)))
          .filter(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException none) {
      return List.of();
    }
  }

  /**
   * What the fibers of a run do that goes on in another process of this user.
   *
   * @throws java.net.SocketTimeoutException if it does not answer
   * @throws IOException if there is no such run
   */
  public static String ask(long pid) throws IOException {
    return ask(pid, DUMP);
  }

  /**
   * The same of something else.
   *
   * @param name of what is asked
   */
  public static String ask(long pid, String name) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file(pid, name)))) {
      return new String(
          new TimeLimitedChannel(channel, CLIENT_TIMEOUT_MILLIS).readAll(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Tells a run a line, and takes what it answers until it ends the conversation.
   *
   * @param name of what is to be talked about
   */
  public static String ask(long pid, String name, String line) throws IOException {
    try (SocketChannel channel = connect(pid, name)) {
      TimeLimitedChannel limited = new TimeLimitedChannel(channel, CLIENT_TIMEOUT_MILLIS);
      limited.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return new String(limited.readAll(), StandardCharsets.UTF_8);
    }
  }

  private void serve() {
    try {
      Thread.sleep(DELAY_MILLIS);
    } catch (InterruptedException _) {
      return;
    }
    if (closed) {
      return;
    }
    try (ServerSocketChannel channel = open()) {
      server = channel;
      while (!closed) {
        SocketChannel client = channel.accept();
        // On a thread of its own: a client that was stopped keeps nobody else waiting.
        Thread.ofPlatform().daemon().name("lokoscope-answer").start(() -> answer(client));
      }
    } catch (IOException | UnsupportedOperationException unavailable) {
      // The run goes on; "lokoscope dump" says that it finds none.
    } catch (Throwable problem) {
      System.err.println("lokoscope: dump does not work for this run any more: " + problem);
    } finally {
      delete();
    }
  }

  private ServerSocketChannel open() throws IOException {
    Path directory = directory();
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    requirePrivate(directory);
    Files.deleteIfExists(file);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(file));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return channel;
  }

  /** Somebody else may have made a directory of that name, to listen there. */
  private static void requirePrivate(Path directory) throws IOException {
    boolean mine = Files.getOwner(directory).equals(user());
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(directory);
    if (!mine || !PosixFilePermissions.toString(allowed).equals("rwx------")) {
      throw new IOException(directory + ": accessible to other users");
    }
  }

  /** The user of this JVM: whoever owns a file that it makes. Only Linux has a shorter way. */
  private static UserPrincipal user() throws IOException {
    Path mark = Files.createTempFile("lokoscope", null);
    try {
      return Files.getOwner(mark);
    } finally {
      Files.delete(mark);
    }
  }

  private void answer(SocketChannel client) {
    try (client) {
      conversation.with(client);
    } catch (IOException _) {
      // Whoever asked is gone, or does not listen.
    }
  }

  private static final class Answer implements Conversation {
    private final Supplier<String> answer;

    Answer(Supplier<String> answer) {
      this.answer = answer;
    }

    @Override
    public void with(SocketChannel client) throws IOException {
      ByteBuffer text = ByteBuffer.wrap(dump().getBytes(StandardCharsets.UTF_8));
      new TimeLimitedChannel(client, CLIENT_TIMEOUT_MILLIS).write(text);
    }

    /** One at a time: each makes the processes stand still. */
    private synchronized String dump() {
      return answer.get();
    }
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // It is of no use to anybody, but does no harm either.
    }
  }

  @Override
  public void close() {
    closed = true;
    ServerSocketChannel open = server;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException _) {
      // It ends with the JVM.
    }
    thread.interrupt();
    try {
      // A later run in this JVM has a socket of the same name, which this thread must not delete.
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    delete();
  }
}
