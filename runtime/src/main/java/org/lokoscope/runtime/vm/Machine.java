// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Fault;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.condition.SchemeError;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.world.World;

/**
 * Runs the code of one process: the calls, the heap part of the continuation, and the loop at the
 * base of the Java stack. Only one thread at a time may use a machine.
 *
 * <h2>The protocol</h2>
 *
 * <p>The technique is generalized stack inspection (Pettyjohn, Clements, Marshall, Krishnamurthi,
 * Felleisen: <i>Continuations from Generalized Stack Inspection</i>, 2005), with sentinels instead
 * of exceptions. Code runs on the Java stack and returns
 *
 * <ul>
 *   <li>a <b>value</b>;
 *   <li>{@link #TAIL}, only from tail position: the activation to enter next stands in the machine
 *       ({@link #tail}), and whoever called the procedure for a value enters it;
 *   <li>{@link #UNWIND}: somebody asked for the continuation ({@link #capture}). Each piece of code
 *       that has work left pushes one {@link Frame} with what is still live ({@link #push}), unless
 *       {@link #isSaving} says that nobody wants the frames, and returns UNWIND in turn. At the
 *       base the frames are linked onto {@link #continuation}, and the {@link Action} runs.
 * </ul>
 *
 * <p>A value that reaches the base goes to the top frame of the continuation, and only that frame
 * returns to the Java stack. So reinstating a continuation costs the frames that run, not the
 * depth, and a frame is moved to the heap once, however often it is captured.
 *
 * <p>The same UNWIND serves {@code call/cc}, fibers that suspend, preemption at safe points,
 * conditions raised by Java code (a {@link SchemeError} is turned into an UNWIND where the nearest
 * procedure was entered), and recursion deeper than the Java stack.
 */
public final class Machine extends MachineState {

  /** "Go on with the activation in the machine." */
  public static final Object TAIL = new Object();

  /** "The Java stack is being moved to the heap: add your frame and return this." */
  public static final Object UNWIND = new Object();

  /** What an {@link Action} or a frame returns to leave {@link #run} for now. */
  public static final Object SUSPENDED = new Object();

  /**
   * Procedure calls that may be nested on the Java stack. Guessed: an activation takes a few
   * hundred bytes to a few kilobytes of the stack that {@link #STACK_BYTES} provides.
   */
  private static final int MAX_DEPTH = 10_000;

  /** The room of what runs directly on the heap part of the continuation. */
  public static final int BASE_ROOM = MAX_DEPTH;

  /** The stack that a thread needs to run a machine. */
  public static final long STACK_BYTES = 512L << 20;

  /** So often in a row even the raising of a condition may fail before the machine gives up. */
  private static final int MAX_FAILURES = 3;

  /** The action of an UNWIND that only moves the stack to the heap. */
  private static final Action CONTINUE = machine -> Special.UNSPECIFIED;

  /** What is left to be entered when nothing is. */
  private static final Object[] NO_ACTIVATION = {};

  /** Decides at safe points, and hears of what no code handles. */
  public interface Host {

    /**
     * Called when the fuel is used up; refuels.
     *
     * @return the action to unwind with, or null to go on at once
     */
    @Nullable Action safePoint(Machine machine);

    /**
     * Nobody handles a raised object. The continuation is still there to be looked at.
     *
     * @return what {@link Action#perform} returns
     */
    Object uncaught(Machine machine, Object payload, int site);

    /**
     * An object is raised: its continuation is all on the heap.
     *
     * @param handled whether a handler is there that may handle it
     * @param goOn gives it to the handler
     * @return what {@link Action#perform} returns: that of {@code goOn}, perhaps after a while
     */
    default Object raising(
        Machine machine, Object payload, int site, boolean handled, Supplier<Object> goOn) {
      return goOn.get();
    }

    /**
     * Whether somebody wants the machine to stand because of what it has just done. Asked only
     * while it has no fuel.
     */
    default boolean isInterrupted() {
      return false;
    }

    /**
     * The same, where a value has just been computed; refuels.
     *
     * @return the action to unwind with, which gives the value; or null to go on at once
     */
    default @Nullable Action interruption(Machine machine, Object value) {
      return null;
    }

    /** Nobody handles a condition that is not serious; the program goes on after this. */
    void warned(Machine machine, Object payload, int site);

    /**
     * The program asked to end.
     *
     * @return what {@link Action#perform} returns
     */
    Object exit(Machine machine, Object status);

    /** The last frame has returned. */
    void finished(Machine machine, Object value);
  }

  private final Host host;
  private int fuel;
  private boolean atLoop;
  private int room = MAX_DEPTH;
  private Object[] tailLocals = NO_ACTIVATION;

  private @Nullable Frame continuation;
  private Object next = Special.UNSPECIFIED;

  private boolean saving;
  private Action action = Action.NONE;
  private Frame[] pushed = new Frame[64];
  private int pushedCount;
  private int lastLinked;

  public Machine(World world, Host host) {
    super(world);
    this.host = host;
  }

  // Calls

  /** Leaves an activation to be entered by whoever called the present procedure. */
  public Object tail(Object[] activation) {
    tailLocals = activation;
    return TAIL;
  }

  /**
   * Runs an activation and all that it calls in tail position. This is where a safe point is, and
   * where Java exceptions of primitives end.
   *
   * @return a value or UNWIND
   */
  public Object enter(Object[] activation) {
    return enter(activation, room);
  }

  private Object enter(Object[] activation, int outer) {
    Object[] locals = activation;
    try {
      while (true) {
        Code code = ((Closure) locals[0]).code();
        Entry entry = code.entryOrCount();
        Object value;
        if (entry != null) {
          value = entry.enter(this, outer - 1, locals);
        } else {
          if (mustPause(outer) && pause(outer, locals)) {
            return UNWIND;
          }
          room = outer - 1;
          value = code.body().eval(locals, this);
        }
        if (value != TAIL) {
          room = outer;
          return value;
        }
        locals = tailLocals;
      }
    } catch (SchemeError error) {
      return raise(error);
    } catch (RuntimeException | Error thrown) {
      return raised(thrown, ((Closure) locals[0]).code().site());
    }
  }

  /** The safe point at the entry of a procedure: whether {@link #pause} must decide. */
  public boolean mustPause(int room) {
    return room <= 0 || --fuel < 0;
  }

  /**
   * Decides at the entry of a procedure whether it is to be entered later: there is no room for it,
   * or the host wants something else to run.
   *
   * @return whether an UNWIND has begun; the activation is then in its first frame
   */
  public boolean pause(int room, Object[] activation) {
    Action wanted = room <= 0 ? CONTINUE : host.safePoint(this);
    if (wanted == null) {
      return false;
    }
    moveToHeap(activation, wanted);
    return true;
  }

  /** The rest of a call for a value that returned TAIL: a value or UNWIND. */
  public Object finish(int room) {
    return enter(tailLocals, room);
  }

  /**
   * Ends a Java exception where a procedure was entered. Returns UNWIND.
   *
   * @param site where the procedure stands, to be named if nothing better is known
   */
  public Object raised(Throwable thrown, int site) {
    if (thrown instanceof Departure departure) {
      throw departure;
    }
    return raise(thrown instanceof SchemeError error ? error : fault(null, thrown).at(site));
  }

  /**
   * The condition to raise for what Java code threw.
   *
   * @param who the procedure that threw it, or null
   */
  public SchemeError fault(@Nullable String who, Throwable thrown) {
    return thrown instanceof VirtualMachineError exhausted
        ? restriction(exhausted)
        : Fault.of(who, thrown);
  }

  /** How many calls may still be nested on the Java stack. */
  public int room() {
    return room;
  }

  /** States how many calls may still be nested, before code is called that looks at it. */
  void setRoom(int room) {
    this.room = room;
  }

  /** A condition that programs can handle; the caller's frames must still be there for that. */
  private SchemeError restriction(VirtualMachineError exhausted) {
    if (exhausted instanceof StackOverflowError) {
      return Raise.restriction(null, "the program nests too deeply");
    }
    world().memory().exhausted();
    fuel = 0;
    return OutOfMemory.failed(world().memory());
  }

  /**
   * What a primitive returns that has met another fiber: the value, or UNWIND if the machine is to
   * stand before anybody gets it.
   */
  public Object given(Object value) {
    return fuel <= 0 ? givenLater(value) : value;
  }

  private Object givenLater(Object value) {
    Action wanted = host.isInterrupted() ? host.interruption(this, value) : null;
    return wanted == null ? value : capture(wanted);
  }

  /** Whether the machine is to stand because of what it has just done. */
  public boolean isInterrupted() {
    return fuel <= 0 && host.isInterrupted();
  }

  private void moveToHeap(Object[] activation, Action then) {
    capture(then);
    push(new EntryFrame(activation));
  }

  /** A safe point at a loop head: whether the loop must push its frame and return UNWIND. */
  public boolean pollLoop() {
    return --fuel < 0 && pauseLoop();
  }

  private boolean pauseLoop() {
    atLoop = true;
    Action wanted = host.safePoint(this);
    atLoop = false;
    if (wanted == null) {
      return false;
    }
    capture(wanted);
    return true;
  }

  /**
   * Whether the safe point that the host decides at is the head of a loop: what unwinds there goes
   * on behind it, while a procedure is entered once more.
   */
  public boolean isAtLoop() {
    return atLoop;
  }

  /** Calls for a value: a value or UNWIND. */
  public Object call0(Object procedure) {
    if (procedure instanceof Closure closure) {
      return enter(closure.activate0());
    }
    try {
      return finish(procedure(procedure).apply0(this));
    } catch (RuntimeException thrown) {
      return raise(Fault.of(null, thrown));
    }
  }

  /** Calls for a value: a value or UNWIND. */
  public Object call1(Object procedure, Object a) {
    if (procedure instanceof Closure closure) {
      return enter(closure.activate1(a));
    }
    try {
      return finish(procedure(procedure).apply1(this, a));
    } catch (RuntimeException thrown) {
      return raise(Fault.of(null, thrown));
    }
  }

  /** Calls for a value: a value or UNWIND. */
  public Object call(Object procedure, Object... arguments) {
    try {
      return finish(procedure(procedure).apply(this, arguments));
    } catch (RuntimeException thrown) {
      return raise(Fault.of(null, thrown));
    }
  }

  /** Turns what a procedure returned in tail position into a value or UNWIND. */
  public Object finish(Object result) {
    return result == TAIL ? enter(tailLocals) : result;
  }

  /** The object as a procedure; raises a condition if it is none. */
  public static Procedure procedure(Object object) {
    if (object instanceof Procedure procedure) {
      return procedure;
    }
    throw Raise.notProcedure(object);
  }

  // Unwinding

  /** Begins an UNWIND that keeps the frames. Returns UNWIND. */
  public Object capture(Action then) {
    action = then;
    saving = true;
    pushedCount = 0;
    return UNWIND;
  }

  /** Begins an UNWIND that drops the frames: the action sets another continuation. */
  public Object abandon(Action then) {
    action = then;
    saving = false;
    pushedCount = 0;
    return UNWIND;
  }

  /** Whether code that passes on UNWIND must push its frame. */
  public boolean isSaving() {
    return saving;
  }

  public void push(Frame frame) {
    if (pushedCount == pushed.length) {
      pushed = Arrays.copyOf(pushed, pushedCount * 2);
    }
    pushed[pushedCount++] = frame;
  }

  /** Turns a Java exception into an UNWIND that calls the current handler. */
  Object raise(SchemeError error) {
    return capture(
        machine -> Raising.raise(machine, error.payload(), error.isContinuable(), error.site()));
  }

  /** Puts the pushed frames on the heap part. Nothing else may keep what they have let go. */
  private void link() {
    Frame top = continuation;
    for (int i = pushedCount - 1; i >= 0; i--) {
      top = pushed[i].link(top);
      pushed[i] = null;
    }
    continuation = top;
    lastLinked = pushedCount;
    pushedCount = 0;
    room = MAX_DEPTH;
    tailLocals = NO_ACTIVATION;
  }

  // The base

  /** The frames on the heap. Whole only while an action runs, or between two runs. */
  public @Nullable Frame continuation() {
    return continuation;
  }

  public void setContinuation(@Nullable Frame frame) {
    continuation = frame;
  }

  /** Puts one more frame on the heap part; only for actions and resumed frames. */
  public void pushContinuation(Frame frame) {
    continuation = frame.link(continuation);
  }

  /** How many frames the last UNWIND moved to the heap. */
  public int lastLinked() {
    return lastLinked;
  }

  /** Sets what the next {@link #run} gives to the top frame. */
  public void resumeWith(Object value) {
    next = value;
  }

  /** Sets up a call of a procedure without arguments as the next thing that {@link #run} does. */
  public void start(Object thunk) {
    continuation = new ThunkFrame(thunk).link(null);
    next = Special.UNSPECIFIED;
  }

  /**
   * Runs until the continuation is used up, which is reported to the host, or until something
   * returns {@link #SUSPENDED}.
   *
   * @return false if suspended
   */
  public boolean run() {
    Object value = next;
    next = Special.UNSPECIFIED;
    int failures = 0;
    while (true) {
      try {
        value = step(value);
        failures = 0;
      } catch (SchemeError error) {
        value = raise(error);
      } catch (Departure departure) {
        throw departure;
      } catch (StackOverflowError | OutOfMemoryError exhausted) {
        if (++failures > MAX_FAILURES) {
          throw exhausted;
        }
        value = raise(restriction(exhausted));
      } catch (RuntimeException | Error fault) {
        value = raise(Fault.of(null, fault));
      }
      if (value == SUSPENDED) {
        return false;
      }
      if (continuation == null && value != TAIL && value != UNWIND) {
        host.finished(this, value);
        return true;
      }
    }
  }

  private Object step(Object value) {
    if (value == TAIL) {
      // It takes the place of what stood at the base: so a debugger counts the levels.
      room = BASE_ROOM + 1;
      return enter(tailLocals);
    }
    if (value == UNWIND) {
      link();
      Action wanted = action;
      action = Action.NONE;
      return wanted.perform(this);
    }
    Frame top = continuation;
    if (top == null) {
      return value;
    }
    continuation = top.next();
    room = MAX_DEPTH;
    return top.resume(value, this);
  }

  // The host

  public Host host() {
    return host;
  }

  public int fuel() {
    return fuel;
  }

  public void setFuel(int fuel) {
    this.fuel = fuel;
  }
}
