// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.os;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;

/**
 * The commands of one run that run or are being started. None of them outlives its owner, and none
 * the run.
 */
public final class Commands {

  /** Each with its command, or with itself as long as there is none. */
  private final Map<Launch, Object> running = new ConcurrentHashMap<>();

  private @Nullable Thread hook;
  private boolean closed;

  /** A command that is about to be started. It ends with its owner, with the run or this JVM. */
  synchronized Launch launch(Machine owner) {
    Launch launch = new Launch(owner);
    if (closed) {
      launch.destroy();
      return launch;
    }
    running.put(launch, launch);
    if (hook == null) {
      hook = new Thread(this::destroyAll, "lokoscope-commands");
      try {
        Runtime.getRuntime().addShutdownHook(hook);
      } catch (IllegalStateException _) {
        // The JVM is ending, and the run with it.
        launch.destroy();
      }
    }
    return launch;
  }

  /** The command is there, unless it was ended already. */
  void started(Launch launch, Command command) {
    running.replace(launch, command);
  }

  void remove(Launch launch) {
    running.remove(launch);
  }

  /** The commands of a process, each of which may hold fibers of its own. */
  public List<Object> of(Machine machine) {
    return running.entrySet().stream()
        .filter(entry -> entry.getKey().owner() == machine)
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Ends what a process that has ended left running; on its CPU. */
  public void closeAll(Machine machine) {
    List.copyOf(running.entrySet()).stream()
        .filter(entry -> entry.getKey().owner() == machine)
        .sorted(Comparator.comparingLong(entry -> number(entry.getValue())))
        .forEach(entry -> end(machine, entry.getKey(), entry.getValue()));
  }

  /** Those that have not been started yet come first. */
  private static long number(Object command) {
    return command instanceof Command known ? known.id() : 0;
  }

  private void end(Machine machine, Launch launch, Object command) {
    if (command instanceof Command known) {
      known.kill(machine);
    } else {
      launch.destroy();
      running.remove(launch);
    }
  }

  /** Ends everything. */
  public synchronized void close() {
    closed = true;
    destroyAll();
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // The JVM is ending, and runs it.
      }
      hook = null;
    }
  }

  private void destroyAll() {
    running.keySet().forEach(Launch::destroy);
    running.clear();
  }
}
