// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.process.Process;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Layout;
import org.lokoscope.runtime.vm.Machine;

/**
 * What stands: with everything, a CPU that waits for commands; by itself, a process that is off its
 * CPU, or a fiber that is off its scheduler. It does what it is told until it is told to go on.
 */
final class Standing {

  /** Something to be done where it stands, with all frames on the heap. */
  @FunctionalInterface
  interface Command {

    /**
     * @return null to stand on; else what the machine goes on with
     */
    @Nullable Object run(Standing standing);

    /** It will never be done: what stood has ended. */
    default void dropped() {}
  }

  private final Debugger debugger;
  private final Process process;
  private final Stop stop;
  private final @Nullable Place place;
  private final boolean canRun;
  private final @Nullable Fiber fiber;
  private final @Nullable Frame top;
  private final Supplier<Object> goOn;
  private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();

  /**
   * @param place where it stands; null if at no place
   * @param canRun whether expressions can be evaluated: all frames of a fiber are on the heap
   * @param fiber that stands by itself; null if that is a process, or everything
   * @param top the frames of what stands
   * @param goOn what the machine goes on with when it is let go
   */
  Standing(
      Debugger debugger,
      Process process,
      Stop stop,
      @Nullable Place place,
      boolean canRun,
      @Nullable Fiber fiber,
      @Nullable Frame top,
      Supplier<Object> goOn) {
    this.debugger = debugger;
    this.process = process;
    this.stop = stop;
    this.place = place;
    this.canRun = canRun;
    this.fiber = fiber;
    this.top = top;
    this.goOn = goOn;
  }

  /** What names it among all that stand. */
  long key() {
    return fiber == null ? process.id() : fiber.id();
  }

  Process process() {
    return process;
  }

  Stop stop() {
    return stop;
  }

  Unit unit() {
    return stop.unit();
  }

  @Nullable Place place() {
    return place;
  }

  boolean canRun() {
    return canRun;
  }

  /** The fiber that stands by itself; else null. */
  @Nullable Fiber fiber() {
    return fiber;
  }

  /** The frames of what stands, innermost first. */
  @Nullable Frame top() {
    return top;
  }

  Object goOn() {
    return goOn.get();
  }

  void tell(Command command) {
    commands.add(command);
    switch (unit()) {
      case ALL -> {}
      case PROCESS -> process.goOn();
      case FIBER -> debugger.atSafePoint(process, () -> debugger.wake(this), this::drop);
    }
  }

  /** Whether a CPU waits meanwhile. */
  boolean blocks() {
    return unit() == Unit.ALL || fiber == null && !canRun;
  }

  /** Whether what is to be done next is an evaluation. */
  boolean isEvaluation() {
    return commands.peek() instanceof Looking.Evaluation;
  }

  boolean hasCommands() {
    return !commands.isEmpty();
  }

  /** What stood has ended: nothing that it was told will be done. */
  void drop() {
    Command command = commands.poll();
    while (command != null) {
      command.dropped();
      command = commands.poll();
    }
  }

  /** Does what it has been told; null if it is to stand on. */
  @Nullable Object serve() {
    Command command = commands.poll();
    while (command != null) {
      Object result = command.run(this);
      if (result != null) {
        return result;
      }
      command = commands.poll();
    }
    return null;
  }

  /** Does what it is told until it goes on. */
  Object await() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          Object result = commands.take().run(this);
          if (result != null) {
            return result;
          }
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lies on what stands by itself: when it gets its turn, it has been told something. */
  Frame frame() {
    return new Waits(this);
  }

  static final class Waits extends Frame {
    private final Standing standing;

    private Waits(Standing standing) {
      this.standing = standing;
    }

    @Override
    public Object resume(Object value, Machine machine) {
      return standing.debugger.standOn(standing);
    }

    @Override
    public int site() {
      return 0;
    }

    @Override
    public String label() {
      return "debugger";
    }

    @Override
    public int ownWords() {
      return Layout.frameWords(1, 0);
    }
  }
}
