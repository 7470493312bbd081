// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The world as it is: real time, real chance, the console and the file system. */
public final class SystemWorld implements World {

  /** Set by the launcher when it changes {@code LC_ALL}: what that was, empty if it was not set. */
  private static final String LOCALE_BEFORE = "LOKOSCOPE_LC_ALL";

  private volatile long began = System.nanoTime();
  private final ThreadLocal<SplittableRandom> random =
      ThreadLocal.withInitial(SplittableRandom::new);
  private final InputStream input;
  private final OutputStream output;
  private final OutputStream errorOutput;
  private final List<String> commandLine;

  private final BooleanSupplier interactive;

  public SystemWorld(
      InputStream input, OutputStream output, OutputStream errorOutput, List<String> commandLine) {
    this(input, output, errorOutput, commandLine, () -> false);
  }

  private SystemWorld(
      InputStream input,
      OutputStream output,
      OutputStream errorOutput,
      List<String> commandLine,
      BooleanSupplier interactive) {
    this.interactive = interactive;
    this.input = input;
    this.output = output;
    this.errorOutput = errorOutput;
    this.commandLine = List.copyOf(commandLine);
  }

  /** A world whose output somebody watches as it comes. */
  public static SystemWorld watched(
      InputStream input, OutputStream output, OutputStream errorOutput, List<String> commandLine) {
    return new SystemWorld(input, output, errorOutput, commandLine, () -> true);
  }

  /** The world of a command: its console is that of the JVM. */
  public static SystemWorld console(List<String> commandLine) {
    return new SystemWorld(
        new FileInputStream(FileDescriptor.in),
        StandardStream.output(),
        StandardStream.error(),
        commandLine,
        SystemWorld::isTerminal);
  }

  @Override
  public boolean isInteractive() {
    return interactive.getAsBoolean();
  }

  /**
   * Linux says what a descriptor is; elsewhere Java knows only whether all of them are a terminal.
   */
  private static boolean isTerminal() {
    try {
      Path device = Path.of("/proc/self/fd/1").toRealPath();
      return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
    } catch (IOException _) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  @Override
  public void begin() {
    began = System.nanoTime();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() - began;
  }

  @Override
  public long wallTimeMillis() {
    return System.currentTimeMillis();
  }

  @Override
  public long nextRandom() {
    return random.get().nextLong();
  }

  @Override
  public void parkUntil(long deadline) {
    if (deadline == Long.MAX_VALUE) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, Math.max(1, deadline - nanoTime()));
    }
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public OutputStream errorOutput() {
    return errorOutput;
  }

  @Override
  public Path workingDirectory() {
    return Path.of("").toAbsolutePath();
  }

  @Override
  public List<String> commandLine() {
    return commandLine;
  }

  @Override
  public Map<String, String> environment() {
    return withOwnLocale(System.getenv());
  }

  /**
   * The variables as they were before the launcher chose a locale in which every file name can be
   * read.
   */
  static Map<String, String> withOwnLocale(Map<String, String> variables) {
    String before = variables.get(LOCALE_BEFORE);
    if (before == null) {
      return variables;
    }
    Map<String, String> own = new HashMap<>(variables);
    own.remove(LOCALE_BEFORE);
    if (before.isEmpty()) {
      own.remove("LC_ALL");
    } else {
      own.put("LC_ALL", before);
    }
    return Collections.unmodifiableMap(own);
  }
}
