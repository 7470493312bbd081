// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/**
 * Changes to another continuation: leaves the entries of the dynamic state that the target does not
 * have, innermost first, then enters those that only the target has, outermost first. Handlers have
 * nothing to do then and are passed over, however many there are.
 *
 * <p>While a thunk runs it waits as a frame, below a before thunk on top of the target. What is
 * common, and the way in, are found once and handed on from frame to frame: with a thousand entries
 * to leave, to look for them again after each thunk would cost a million steps.
 */
public final class Rewind extends Frame {

  private static final Winder[] NOT_YET = {};

  /** Frames that are looked at for a thunk that runs; guessed. */
  private static final int THUNK_FRAMES = 64;

  private final @Nullable Frame target;
  private final @Nullable Winder targetWinders;
  private final Object value;

  /** The innermost acting entry that both have, or null. */
  private final @Nullable Winder common;

  /** The acting entries to enter, outermost first; {@link #NOT_YET} while others are being left. */
  private final Winder[] path;

  /** The entry of the path whose before thunk runs. */
  private final int entering;

  /** Whether another fiber gets its turn, which quiet entries do not notice. */
  private final boolean scheduling;

  private Rewind(
      @Nullable Frame target,
      @Nullable Winder targetWinders,
      Object value,
      @Nullable Winder common,
      Winder[] path,
      int entering,
      boolean scheduling) {
    this.scheduling = scheduling;
    this.target = target;
    this.targetWinders = targetWinders;
    this.value = value;
    this.common = common;
    this.path = path;
    this.entering = entering;
  }

  /**
   * Makes the continuation of another fiber and its dynamic state current. Only for actions and
   * resumed frames. After thunks run on top of the target.
   *
   * @return what the action or the frame must return
   */
  public static Object to(
      Machine machine, @Nullable Frame target, @Nullable Winder winders, Object value) {
    machine.setContinuation(target);
    return change(machine, target, winders, value, true);
  }

  /**
   * The same where the machine's continuation is that of the dynamic state that is left: after
   * thunks run on top of it, so that what they raise finds the handlers around them.
   */
  public static Object from(
      Machine machine, @Nullable Frame target, @Nullable Winder winders, Object value) {
    return change(machine, target, winders, value, false);
  }

  private static Object change(
      Machine machine,
      @Nullable Frame target,
      @Nullable Winder winders,
      Object value,
      boolean scheduling) {
    if (machine.winders() == winders) {
      machine.setContinuation(target);
      return value;
    }
    machine.reporter().windersRewound(winders);
    Winder common = Winder.commonAction(machine.winders(), winders);
    return new Rewind(target, winders, value, common, NOT_YET, 0, scheduling).leave(machine);
  }

  /** Whether anything must be done to leave the machine's dynamic state for another one. */
  static boolean leaves(Machine machine, @Nullable Winder winders) {
    return Winder.innermostAction(machine.winders())
        != Winder.commonAction(machine.winders(), winders);
  }

  /**
   * Whether a thunk of a change runs, or something that it has called, not too deep. The machine
   * stands at a safe point.
   */
  public static boolean isUnderWay(Machine machine) {
    Frame frame = machine.continuation();
    for (int i = 0; i < THUNK_FRAMES && frame != null; i++) {
      if (frame instanceof Rewind) {
        return true;
      }
      frame = frame.next();
    }
    return false;
  }

  /** Goes on after a thunk. */
  @Override
  public Object resume(Object ignored, Machine machine) {
    machine.setSwitching(false);
    if (path == NOT_YET) {
      return leave(machine);
    }
    enterEntry(machine, path[entering]);
    return enter(machine, path, entering + 1);
  }

  private Object leave(Machine machine) {
    Winder entry;
    while ((entry = Winder.innermostAction(machine.winders())) != null && entry != common) {
      machine.setWinders(entry.next());
      if (entry instanceof Winder.Parameters parameters) {
        parameters.swap(machine);
      } else if (entry instanceof Winder.State state) {
        state.leave(machine);
      } else if (entry instanceof Winder.Thunks thunks && !isPassedOver(thunks)) {
        return callThunk(machine, thunks.after, NOT_YET, 0);
      }
    }
    return enter(machine, pathFromCommon(), 0);
  }

  private Winder[] pathFromCommon() {
    Winder[] found = new Winder[Winder.actions(targetWinders) - Winder.actions(common)];
    int left = found.length;
    Winder entry = Winder.innermostAction(targetWinders);
    while (left > 0 && entry != null) {
      found[--left] = entry;
      entry = entry.outerAction();
    }
    return found;
  }

  private Object enter(Machine machine, Winder[] entries, int from) {
    for (int i = from; i < entries.length; i++) {
      if (entries[i] instanceof Winder.Thunks thunks && !isPassedOver(thunks)) {
        machine.setWinders(entries[i].next());
        machine.setContinuation(target);
        return callThunk(machine, thunks.before, entries, i);
      }
      enterEntry(machine, entries[i]);
    }
    machine.setWinders(targetWinders);
    machine.setContinuation(target);
    return value;
  }

  private boolean isPassedOver(Winder.Thunks thunks) {
    return scheduling && thunks instanceof Winder.QuietThunks;
  }

  private static void enterEntry(Machine machine, Winder entry) {
    if (entry instanceof Winder.Parameters parameters) {
      parameters.swap(machine);
    } else if (entry instanceof Winder.State state) {
      state.enter(machine);
    }
    machine.setWinders(entry);
  }

  private Object callThunk(Machine machine, Object thunk, Winder[] entries, int index) {
    machine.pushContinuation(
        new Rewind(target, targetWinders, value, common, entries, index, scheduling));
    machine.setSwitching(scheduling);
    return Machine.procedure(thunk).apply0(machine);
  }

  @Override
  public int site() {
    return path == NOT_YET ? 0 : path[entering].site();
  }

  @Override
  public String label() {
    return "dynamic-wind";
  }

  @Override
  public int ownWords() {
    int shared = path != NOT_YET && entering == 0 ? Layout.arrayWords(path.length) : 0;
    return Layout.frameWords(5, 5) + shared;
  }
}
