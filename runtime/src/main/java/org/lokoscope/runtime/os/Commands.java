package org.lokoscope.runtime.os;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lokoscope.runtime.vm.Machine;

/** The running commands of one run. None of them outlives its owner, and none the run. */
public final class Commands {

  private final Set<Command> running = ConcurrentHashMap.newKeySet();
  private boolean hooked;

  /** From now on the command ends with its owner, with the run, or with this JVM. */
  synchronized void add(Command command) {
    running.add(command);
    if (!hooked) {
      hooked = true;
      Runtime.getRuntime().addShutdownHook(new Thread(this::close, "lokoscope-commands"));
    }
  }

  void remove(Command command) {
    running.remove(command);
  }

  /** Ends what a process that has ended left running. */
  public void closeAll(Machine machine) {
    for (Command command : running) {
      if (command.owner() == machine) {
        command.kill(machine);
      }
    }
  }

  /** Ends everything. */
  public void close() {
    running.forEach(Command::destroy);
    running.clear();
  }
}
