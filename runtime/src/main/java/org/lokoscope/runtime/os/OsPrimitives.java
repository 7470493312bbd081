// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.Background;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.Surroundings;
import org.lokoscope.runtime.primitives.Args;
import org.lokoscope.runtime.vm.Later;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;
import org.lokoscope.runtime.vm.Primitive;
import org.lokoscope.runtime.vm.Procedure;
import org.lokoscope.runtime.world.Journal;

/**
 * The procedures of {@code (lokoscope os)}.
 *
 * <pre>
 * (spawn-command words [environment])
 *                            starts a program: words are its name and arguments, as strings; no
 *                            shell has a part in it. Environment is a list of pairs (name . value),
 *                            which are added to those of this program; value #f takes one away
 * (command? x)
 * (command-id command)       the number that the operating system gave it
 * (command-running? command)
 * (command-input command)    its standard input, a binary output port; close it to end its input
 * (command-output command)   what it writes, a binary input port
 * (command-errors command)   what it writes to its error output, a binary input port
 * (wait-for-command command) waits for its end; returns the exit status, 128 and the signal if it
 *                            was killed
 * (command-end-operation command)
 *                            the same as an operation, for a choice
 * (kill-command command)     ends it, and all that it has started
 * </pre>
 *
 * <p>A command that still runs is killed when the process ends that has started it. What it writes
 * must be read, or it waits when its pipe is full.
 */
public final class OsPrimitives {

  private OsPrimitives() {}

  public static void register(Consumer<Procedure> table, Commands commands) {
    table.accept(NativeProcedure.of("spawn-command", 1, 2, (m, a) -> spawn(commands, m, a)));
    table.accept(Primitive.of1("command?", Command.class::isInstance));
    table.accept(of("command-id", Command::pid));
    table.accept(of("command-running?", Command::isRunning));
    table.accept(of("command-input", Command::input));
    table.accept(of("command-output", Command::output));
    table.accept(of("command-errors", Command::errors));
    table.accept(of("command-end-operation", Command::end));
    table.accept(
        NativeProcedure.of(
            "wait-for-command", 1, 1, (m, a) -> command("wait-for-command", a[0]).awaitEnd(m)));
    table.accept(
        Primitive.ofM(
            "kill-command",
            1,
            1,
            (m, a) -> {
              command("kill-command", a[0]).kill(m);
              return Special.UNSPECIFIED;
            }));
  }

  private static Procedure of(String who, Function<Command, Object> value) {
    return Primitive.of1(who, x -> value.apply(command(who, x)));
  }

  private static Command command(String who, Object x) {
    if (x instanceof Command command) {
      return command;
    }
    throw Raise.type(who, "a command", x);
  }

  private static Object spawn(Commands commands, Machine machine, Object[] a) {
    List<String> words = words(a[0]);
    if (machine.world().isIsolated()) {
      throw Raise.error("spawn-command", "this run may not start commands", a[0]);
    }
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(Surroundings.of(machine).folder().toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(Surroundings.of(machine).variables());
    if (a.length > 1) {
      change(environment, a[1]);
    }
    Launch launch = commands.launch(machine);
    Object started =
        Background.call(
            machine,
            machine.world().streams(),
            () -> start(machine.world().journal(), commands, launch, builder),
            e -> failure(words.getFirst(), e));
    return Later.then(
        machine,
        started,
        "spawn-command",
        (m, process) -> new Command(commands, launch, m, words, (Process) process));
  }

  /** One that is repeated is not started. */
  private static Process start(
      @Nullable Journal journal, Commands commands, Launch launch, ProcessBuilder builder)
      throws IOException {
    if (journal == null) {
      return start(commands, launch, builder);
    }
    @Nullable Process[] started = {null};
    byte[] pid =
        journal.call(
            "start the command " + builder.command(),
            (builder.directory() + " " + new TreeMap<>(builder.environment()))
                .getBytes(StandardCharsets.UTF_8),
            () -> {
              started[0] = start(commands, launch, builder);
              return ByteBuffer.allocate(Long.BYTES).putLong(started[0].pid()).array();
            });
    return started[0] != null
        ? started[0]
        : launch.start(() -> new RepeatedCommand(ByteBuffer.wrap(pid).getLong()));
  }

  private static Process start(Commands commands, Launch launch, ProcessBuilder builder)
      throws IOException {
    try {
      return launch.start(builder::start);
    } catch (IOException | RuntimeException e) {
      commands.remove(launch);
      throw e;
    }
  }

  /** Java tells the reason only in the words of its message. */
  private static RuntimeException failure(String name, IOException e) {
    String message = String.valueOf(e.getMessage());
    IOException cause =
        message.contains("No such file")
            ? new NoSuchFileException(name)
            : message.contains("Permission denied") ? new AccessDeniedException(name) : e;
    return IoErrors.file("spawn-command", name, cause);
  }

  private static List<String> words(Object list) {
    if (Lists.length(list) <= 0) {
      throw Raise.type("spawn-command", "a list of strings", list);
    }
    List<String> words = new ArrayList<>();
    for (Object word : Lists.toArray(list)) {
      words.add(Args.string("spawn-command", word).toString());
    }
    return words;
  }

  private static void change(Map<String, String> environment, Object changes) {
    if (Lists.length(changes) < 0) {
      throw Raise.type("spawn-command", "a list of pairs", changes);
    }
    for (Object change : Lists.toArray(changes)) {
      Pair pair = Args.pair("spawn-command", change);
      String name = Args.string("spawn-command", pair.car).toString();
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf(0) >= 0) {
        throw Raise.assertion(
            "spawn-command", "no environment variable can be called so", pair.car);
      }
      if (pair.cdr == Boolean.FALSE) {
        environment.remove(name);
      } else {
        environment.put(name, value(pair.cdr));
      }
    }
  }

  private static String value(Object x) {
    String value = Args.string("spawn-command", x).toString();
    if (value.indexOf(0) >= 0) {
      throw Raise.assertion(
          "spawn-command", "the value of an environment variable cannot hold a nul", x);
    }
    return value;
  }
}
