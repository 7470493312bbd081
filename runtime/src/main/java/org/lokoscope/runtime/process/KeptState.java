// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Departure;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.ResumeFrame;

/**
 * The state of a deterministic run at one moment, to which the run can go back as often as one
 * likes. Code, what the debugger has and what lies outside of the run are no part of it.
 */
public final class KeptState {

  private final Snapshot snapshot;
  private final Process process;
  private final boolean inSlice;

  private KeptState(Snapshot snapshot, Process process, boolean inSlice) {
    this.snapshot = snapshot;
    this.process = process;
    this.inSlice = inSlice;
  }

  /**
   * Keeps the state of a run where a process is about to begin a slice.
   *
   * @return null if that cannot be: the run holds something that cannot be put back
   */
  public static @Nullable KeptState before(ProgramRun run, Process process) {
    return of(run, process, false);
  }

  /**
   * Keeps the state where a process is in a slice, with all frames of its machine on the heap.
   *
   * @param goOn what the machine goes on with, perhaps more than once
   * @return null if that cannot be
   */
  public static @Nullable KeptState within(ProgramRun run, Process process, Supplier<Object> goOn) {
    Machine machine = process.machine();
    Frame top = machine.continuation();
    machine.pushContinuation(ResumeFrame.of(1, "debugger", (m, value) -> goOn.get()));
    try {
      return of(run, process, true);
    } finally {
      machine.setContinuation(top);
    }
  }

  private static @Nullable KeptState of(ProgramRun run, Process process, boolean inSlice) {
    try {
      return new KeptState(Snapshot.of(run.state()), process, inSlice);
    } catch (Snapshot.Unkeepable _) {
      return null;
    }
  }

  Process process() {
    return process;
  }

  /** Whether the machine was in the slice, or was about to begin it. */
  boolean inSlice() {
    return inSlice;
  }

  /** Objects that it keeps the contents of. */
  public int size() {
    return snapshot.size();
  }

  /** Bytes of memory that it takes, about. */
  public long bytes() {
    return snapshot.bytes();
  }

  /**
   * Goes back: to be thrown on the thread of the run, where a process stands.
   *
   * @param after does what else is to go back
   */
  public Departure rewind(Runnable after) {
    return new Rewind(this, after);
  }

  void restore() {
    snapshot.restore();
  }
}
