// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.world.World;

/**
 * What a machine keeps for its process beside the continuation: global variables, the state of
 * libraries, the dynamic state, and what the trace is told. Nothing here decides what runs next;
 * that is {@link Machine}. The two are one object, because code reads global variables and the
 * dynamic state so often that another object between would be felt.
 */
public abstract sealed class MachineState permits Machine {

  private final World world;
  private final TraceReporter reporter = new TraceReporter((Machine) this);
  private final Map<Class<?>, Object> locals = new HashMap<>();
  private Object[] globals = new Object[1024];
  private @Nullable Object attachment;

  private int callSite;
  private int pendingSite;

  private @Nullable Winder winders;
  private @Nullable DynamicState dynamicState;
  private boolean switching;

  private long idBase;
  private long serial;
  private long fiber;

  MachineState(World world) {
    this.world = world;
    Arrays.fill(globals, Special.UNASSIGNED);
  }

  public World world() {
    return world;
  }

  /** State that a library keeps for each process, made when first asked for. */
  public <T> T local(Class<T> key, Function<Machine, T> make) {
    Object known = locals.get(key);
    if (known == null) {
      known = make.apply((Machine) this);
      locals.put(key, known);
    }
    return key.cast(known);
  }

  /**
   * What the process's fiber scheduler is to this machine; the machine does not look at it. Null if
   * there is none.
   */
  public @Nullable Object attachment() {
    return attachment;
  }

  public void attach(Object attachment) {
    this.attachment = attachment;
  }

  public Object global(int index) {
    return index < globals.length ? globals[index] : Special.UNASSIGNED;
  }

  /** The variable that has the object as its value, or -1. */
  public int globalHolding(Object object) {
    for (int i = 0; i < globals.length; i++) {
      if (globals[i] == object) {
        return i;
      }
    }
    return -1;
  }

  public void setGlobal(int index, Object value) {
    if (index >= globals.length) {
      int old = globals.length;
      globals = Arrays.copyOf(globals, Math.max(index + 1, old * 2));
      Arrays.fill(globals, old, globals.length, Special.UNASSIGNED);
    }
    globals[index] = value;
  }

  // Where the program is

  /** The source form that called the procedure that is now being applied, if not a closure. */
  public int callSite() {
    return callSite;
  }

  public void setCallSite(int site) {
    callSite = site;
  }

  /** The call site of what {@link Entry} is about to apply, if it is not a closure. */
  int pendingSite() {
    return pendingSite;
  }

  void setPendingSite(int site) {
    pendingSite = site;
  }

  // The dynamic state

  /** The innermost entry of the dynamic state, or null. */
  public @Nullable Winder winders() {
    return winders;
  }

  public void setWinders(@Nullable Winder winders) {
    this.winders = winders;
  }

  /** The values of parameters, or null as long as nobody asked for a state of its own. */
  @Nullable DynamicState dynamicState() {
    return dynamicState;
  }

  void setDynamicState(@Nullable DynamicState state) {
    dynamicState = state;
  }

  /** Whether a thunk of {@code dynamic-wind} runs because another fiber gets its turn. */
  boolean isSwitching() {
    return switching;
  }

  void setSwitching(boolean now) {
    switching = now;
  }

  /** Pushes an entry of the dynamic state. */
  void wind(Winder entry) {
    setWinders(entry);
    reporter.winderPushed(entry);
  }

  /** Pops an entry of the dynamic state after a normal return. */
  void unwind(Winder entry) {
    setWinders(entry.next());
    reporter.winderPopped(entry.next());
  }

  // What the trace is told

  /** Reports what happens here; silent when the run is not traced. */
  public TraceReporter reporter() {
    return reporter;
  }

  /** The line to the probe of the CPU that runs the machine. */
  public TraceContext trace() {
    return reporter.trace();
  }

  public void setTrace(TraceContext trace) {
    reporter.setTrace(trace, true);
  }

  /**
   * The same for a process of which perhaps only its own life is recorded.
   *
   * @param whole whether what happens in it is recorded, too
   */
  public void setTrace(TraceContext trace, boolean whole) {
    reporter.setTrace(trace, whole);
  }

  // Numbers

  /** Sets what the numbers of this machine's fibers, channels, ... begin with. */
  public void setProcess(long process) {
    idBase = process << 32;
  }

  public long process() {
    return idBase >> 32;
  }

  /** A number for a fiber, channel, operation, continuation or timer of this process. */
  public long newId() {
    return idBase | ++serial;
  }

  /** The fiber that runs, or 0 for the process's own code. */
  public long fiber() {
    return fiber;
  }

  public void setFiber(long fiber) {
    this.fiber = fiber;
  }
}
