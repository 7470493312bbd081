package org.lokoscope.runtime.bytecode;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.lokoscope.runtime.node.Calls;
import org.lokoscope.runtime.node.Closures;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;

/**
 * Writes one method: the body of a procedure from its entry, or its rest from a point.
 *
 * <p>What happens seldom (frames pushed, safe points that must decide) stands at the end of the
 * method. Loops in tail position are written once, wherever they are first reached; a loop whose
 * value is waited for is written in place.
 */
final class BodyWriter {

  private static final MethodTypeDesc PUSH_HEAD =
      MethodTypeDesc.of(Names.OBJECT, Names.MACHINE, Names.CLOSURE, Names.ARRAY);

  /** What is larger would be longer than {@link GeneratedClass#LONGEST_METHOD}. */
  private static final int MOST_NODES = GeneratedClass.LONGEST_METHOD / 2;

  /** Thrown when it is clear that the method gets too long. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooLarge() {
      super(null, null, false, false);
    }
  }

  /** For up to so many live values, {@code Wait} has a method of its own. */
  private static final int MOST_LIVE = 3;

  private record LoopPlace(Label head, Position position) {}

  private final CodeBuilder out;
  private final Code code;
  private final Constants constants;
  private final Registers registers;
  private final ClassDesc own;
  private final Expressions expressions;
  private final Map<Loop, LoopPlace> loops = new IdentityHashMap<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final Label start;
  private int nextLocal;
  private int nodes;

  /**
   * @param own the class that has the procedure's {@code run} method, or null if it is another
   */
  BodyWriter(CodeBuilder out, Code code, Constants constants, Registers registers, ClassDesc own) {
    this.out = out;
    this.code = code;
    this.constants = constants;
    this.registers = registers;
    this.own = own;
    this.expressions = new Expressions(this, out, constants, registers);
    this.start = out.newLabel();
    this.nextLocal = registers.slots() + code.localsSize();
  }

  // Roots

  void entry() {
    Label pause = out.newLabel();
    Label body = out.newLabel();
    out.labelBinding(start)
        .aload(registers.machine())
        .iload(registers.room())
        .invokevirtual(Names.MACHINE, "mustPause", MethodTypeDesc.of(Names.BOOLEAN, Names.INT))
        .ifne(pause)
        .labelBinding(body);
    emit(code.body(), Position.TAIL);
    later.add(() -> pause(pause, body));
    finish();
    catchErrors();
  }

  void rest(Wait wait) {
    restore(wait.live);
    if (wait.slot >= 0) {
      out.aload(Registers.VALUE).astore(local(wait.slot));
    }
    out.aconst_null().astore(Registers.VALUE);
    emit(wait.body, Position.TAIL);
    finish();
  }

  void rest(Loop loop) {
    restore(loop.live());
    Label head = out.newLabel();
    loops.put(loop, new LoopPlace(head, Position.TAIL));
    out.labelBinding(head);
    emit(loop.body(), Position.TAIL);
    finish();
  }

  private void restore(int[] live) {
    out.aload(registers.machine())
        .invokevirtual(Names.MACHINE, "room", MethodTypeDesc.of(Names.INT))
        .istore(registers.room());
    for (int i = 0; i < live.length; i++) {
      out.aload(Registers.SAVED).loadConstant(i).aaload().astore(local(live[i]));
    }
    out.aconst_null().astore(Registers.SAVED);
  }

  private void finish() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  /** The safe point at the entry: stops there with the parameters, or goes on. */
  private void pause(Label pause, Label body) {
    out.labelBinding(pause).aload(registers.machine()).iload(registers.room());
    if (!code.hasRest() && code.required() <= 3) {
      out.aload(registers.closure());
      for (int i = 1; i <= code.required(); i++) {
        out.aload(local(i));
      }
      out.invokevirtual(
          Names.CLOSURE, "activate" + code.required(), Names.objects(Names.ARRAY, code.required()));
    } else {
      loadActivation(code.required() + (code.hasRest() ? 1 : 0));
    }
    out.invokevirtual(
            Names.MACHINE, "pause", MethodTypeDesc.of(Names.BOOLEAN, Names.INT, Names.ARRAY))
        .ifeq(body);
    returnUnwind();
  }

  private void loadActivation(int parameters) {
    out.loadConstant(code.localsSize()).anewarray(Names.OBJECT);
    out.dup().iconst_0().aload(registers.closure()).aastore();
    for (int i = 1; i <= parameters; i++) {
      out.dup().loadConstant(i).aload(local(i)).aastore();
    }
  }

  /** Java exceptions end where the procedure was entered. */
  private void catchErrors() {
    Label end = out.newBoundLabel();
    Label handler = out.newBoundLabel();
    int thrown = newLocal();
    ClassDesc throwable = Names.desc(Throwable.class);
    out.astore(thrown)
        .aload(registers.machine())
        .aload(thrown)
        .invokevirtual(Names.MACHINE, "raised", MethodTypeDesc.of(Names.OBJECT, throwable))
        .areturn();
    out.exceptionCatch(start, end, handler, Names.ERROR);
    out.exceptionCatch(start, end, handler, Names.desc(StackOverflowError.class));
    out.exceptionCatch(start, end, handler, Names.desc(OutOfMemoryError.class));
  }

  // Expressions

  int local(int slot) {
    return slot == 0 ? registers.closure() : registers.slots() + slot;
  }

  int newLocal() {
    return nextLocal++;
  }

  /** Writes code for later: it stands at the end of the method. */
  void later(Runnable block) {
    later.add(block);
  }

  /**
   * Writes an expression.
   *
   * @return whether the code goes on after it, with the value on the stack
   */
  boolean emit(Node node, Position at) {
    if (++nodes > MOST_NODES) {
      throw new TooLarge();
    }
    return switch (node) {
      case Flow.If choice -> choice(choice, at);
      case Flow.Then then -> {
        expressions.value(then.first);
        out.pop();
        yield emit(then.second, at);
      }
      case Flow.Bind bind -> {
        expressions.value(bind.value);
        out.astore(local(bind.slot));
        yield emit(bind.body, at);
      }
      case Closures.Fix fix -> {
        expressions.fix(fix);
        yield emit(fix.body, at);
      }
      case Wait wait -> await(wait, at);
      case Loop.Enter enter -> enter(enter.first, at);
      case Loop.Again again -> again(again);
      case Calls.Call call -> call(call, at);
      default -> {
        expressions.leaf(node);
        yield done(at);
      }
    };
  }

  private boolean done(Position at) {
    if (at.isTail()) {
      out.areturn();
      return false;
    }
    return true;
  }

  private boolean choice(Flow.If choice, Position at) {
    Label otherwise = out.newLabel();
    Label join = out.newLabel();
    expressions.branchUnless(choice.test, otherwise);
    boolean first = emit(choice.consequent, at);
    if (first) {
      out.goto_(join);
    }
    out.labelBinding(otherwise);
    boolean second = emit(choice.alternative, at);
    if (first) {
      out.labelBinding(join);
    }
    return first || second;
  }

  // What may unwind

  private boolean await(Wait wait, Position at) {
    Position inside = Position.value(out.newLabel());
    boolean goesOn = emit(wait.value, inside);
    if (inside.unwinds()) {
      at.unwind();
      later.add(() -> pushFrame(wait, inside.unwind(), at));
    }
    if (!goesOn) {
      return false;
    }
    if (wait.slot >= 0) {
      out.astore(local(wait.slot));
    } else {
      out.pop();
    }
    return emit(wait.body, at);
  }

  private void pushFrame(Wait wait, Label label, Position at) {
    out.labelBinding(label);
    ClassDesc type = Names.desc(Wait.class);
    constants.load(out, wait, type);
    out.aload(registers.machine());
    loadClosure(wait.readsClosure);
    if (wait.live.length > MOST_LIVE) {
      loadSlots(wait.live);
      out.invokevirtual(type, "unwindAll", PUSH_HEAD);
    } else {
      for (int slot : wait.live) {
        out.aload(local(slot));
      }
      ClassDesc[] types = new ClassDesc[wait.live.length + 2];
      Arrays.fill(types, Names.OBJECT);
      types[0] = Names.MACHINE;
      types[1] = Names.CLOSURE;
      out.invokevirtual(type, "unwind", MethodTypeDesc.of(Names.OBJECT, types));
    }
    if (at.isTail()) {
      out.areturn();
    } else {
      out.pop().goto_(at.unwind());
    }
  }

  private void loadClosure(boolean isRead) {
    if (isRead) {
      out.aload(registers.closure());
    } else {
      out.aconst_null();
    }
  }

  private void loadSlots(int[] slots) {
    out.loadConstant(slots.length).anewarray(Names.OBJECT);
    for (int i = 0; i < slots.length; i++) {
      out.dup().loadConstant(i).aload(local(slots[i])).aastore();
    }
  }

  private void passOn(Position at) {
    if (at.isTail()) {
      returnUnwind();
    } else {
      out.goto_(at.unwind());
    }
  }

  private void returnUnwind() {
    loadSignal("UNWIND");
    out.areturn();
  }

  private void loadSignal(String name) {
    out.getstatic(Names.MACHINE, name, Names.OBJECT);
  }

  // Loops

  private boolean enter(Loop.Again first, Position at) {
    setVariables(first);
    Loop loop = first.loop;
    if (at.isTail()) {
      LoopPlace known = loops.get(loop);
      if (known != null) {
        out.goto_(known.head);
        return false;
      }
    }
    Label head = out.newLabel();
    LoopPlace outer = loops.put(loop, new LoopPlace(head, at));
    out.labelBinding(head);
    boolean goesOn = emit(loop.body(), at);
    if (!at.isTail()) {
      if (outer == null) {
        loops.remove(loop);
      } else {
        loops.put(loop, outer);
      }
    }
    return goesOn;
  }

  private void setVariables(Loop.Again again) {
    for (Node value : again.values) {
      expressions.value(value);
    }
    for (int i = again.slots.length - 1; i >= 0; i--) {
      out.astore(local(again.slots[i]));
    }
  }

  private boolean again(Loop.Again again) {
    setVariables(again);
    LoopPlace place = loops.get(again.loop);
    if (place == null) {
      place = new LoopPlace(out.newLabel(), Position.TAIL);
      loops.put(again.loop, place);
      Label head = place.head;
      later.add(
          () -> {
            out.labelBinding(head);
            emit(again.loop.body(), Position.TAIL);
          });
    }
    Label pause = out.newLabel();
    out.aload(registers.machine())
        .invokevirtual(Names.MACHINE, "pollLoop", MethodTypeDesc.of(Names.BOOLEAN))
        .ifne(pause)
        .goto_(place.head);
    LoopPlace target = place;
    target.position.unwind();
    later.add(() -> pauseLoop(again.loop, pause, target.position));
    return false;
  }

  private void pauseLoop(Loop loop, Label pause, Position at) {
    out.labelBinding(pause);
    constants.load(out, loop, Names.desc(Loop.class));
    out.aload(registers.machine());
    loadClosure(loop.readsClosure());
    loadSlots(loop.live());
    out.invokevirtual(Names.desc(Loop.class), "push", PUSH_HEAD).pop();
    passOn(at);
  }

  // Calls

  private boolean call(Calls.Call call, Position at) {
    Node[] operands = call.operands();
    boolean ownCode = own != null && !code.hasRest() && operands.length == code.required();
    if (ownCode && isClosure(call.operator)) {
      callSelf(operands, call.tail);
      return !call.tail && result(at);
    }
    int callee = newLocal();
    expressions.value(call.operator);
    out.astore(callee);
    if (ownCode && mayBeSelf(call.operator)) {
      return callMaybeSelf(call, operands, callee, at);
    }
    loadEntry(call, callee);
    for (Node operand : arguments(operands)) {
      expressions.value(operand);
    }
    if (operands.length > GeneratedClass.DIRECT_ARGUMENTS) {
      expressions.array(operands);
    }
    invoke(call, operands.length);
    return call.tail ? done(Position.TAIL) : result(at);
  }

  private static Node[] arguments(Node[] operands) {
    return operands.length > GeneratedClass.DIRECT_ARGUMENTS ? new Node[0] : operands;
  }

  /** Whether an expression is the running closure itself. */
  private static boolean isClosure(Node operator) {
    return operator instanceof Variables.LocalGet get && get.slot == 0;
  }

  private boolean mayBeSelf(Node operator) {
    return operator instanceof Variables.GlobalGet get && get.name.equals(code.name());
  }

  private void loadEntry(Calls.Call call, int callee) {
    out.aload(callee).aload(registers.machine());
    if (call.tail) {
      out.iload(registers.room())
          .loadConstant(call.site)
          .invokestatic(
              Names.ENTRY,
              "ofTail",
              MethodTypeDesc.of(Names.ENTRY, Names.OBJECT, Names.MACHINE, Names.INT, Names.INT));
    } else {
      out.loadConstant(call.site)
          .invokestatic(
              Names.ENTRY,
              "of",
              MethodTypeDesc.of(Names.ENTRY, Names.OBJECT, Names.MACHINE, Names.INT));
    }
    loadMachineAndRoom();
    out.aload(callee);
  }

  private void loadMachineAndRoom() {
    out.aload(registers.machine()).iload(registers.room()).iconst_1().isub();
  }

  private void invoke(Calls.Call call, int arguments) {
    if (arguments > GeneratedClass.DIRECT_ARGUMENTS) {
      MethodTypeDesc type =
          MethodTypeDesc.of(Names.OBJECT, Names.MACHINE, Names.INT, Names.OBJECT, Names.ARRAY);
      located(call.site, () -> out.invokevirtual(Names.ENTRY, "call", type));
    } else {
      MethodTypeDesc type = Names.call(Names.OBJECT, arguments);
      located(call.site, () -> out.invokevirtual(Names.ENTRY, "call" + arguments, type));
    }
  }

  /** A call of the running closure by itself: a jump if nobody waits for the value. */
  private void callSelf(Node[] operands, boolean tail) {
    if (!tail) {
      loadMachineAndRoom();
      out.aload(registers.closure());
    }
    for (Node operand : operands) {
      expressions.value(operand);
    }
    callSelf(operands.length, tail);
  }

  private void callSelf(int arguments, boolean tail) {
    if (tail) {
      for (int i = arguments; i >= 1; i--) {
        out.astore(local(i));
      }
      out.goto_(start);
    } else {
      out.invokestatic(own, "run", Names.call(Names.CLOSURE, arguments));
    }
  }

  /** A call of a variable that is likely to hold the running closure. */
  private boolean callMaybeSelf(Calls.Call call, Node[] operands, int callee, Position at) {
    int[] values = new int[operands.length];
    for (int i = 0; i < operands.length; i++) {
      expressions.value(operands[i]);
      values[i] = newLocal();
      out.astore(values[i]);
    }
    Label other = out.newLabel();
    Label called = out.newLabel();
    out.aload(callee).aload(registers.closure()).if_acmpne(other);
    if (!call.tail) {
      loadMachineAndRoom();
      out.aload(registers.closure());
    }
    for (int value : values) {
      out.aload(value);
    }
    callSelf(values.length, call.tail);
    if (!call.tail) {
      out.goto_(called);
    }
    out.labelBinding(other);
    loadEntry(call, callee);
    loadArguments(values);
    invoke(call, values.length);
    if (call.tail) {
      return done(Position.TAIL);
    }
    out.labelBinding(called);
    return result(at);
  }

  private void loadArguments(int[] values) {
    boolean array = values.length > GeneratedClass.DIRECT_ARGUMENTS;
    if (array) {
      out.loadConstant(values.length).anewarray(Names.OBJECT);
    }
    for (int i = 0; i < values.length; i++) {
      if (array) {
        out.dup().loadConstant(i).aload(values[i]).aastore();
      } else {
        out.aload(values[i]);
      }
    }
  }

  /** What a call for a value has returned is on the stack: enters what is left to enter. */
  private boolean result(Position at) {
    int result = newLocal();
    Label finished = out.newLabel();
    out.astore(result).aload(result);
    loadSignal("TAIL");
    out.if_acmpne(finished)
        .aload(registers.machine())
        .iload(registers.room())
        .invokevirtual(Names.MACHINE, "finish", MethodTypeDesc.of(Names.OBJECT, Names.INT))
        .astore(result)
        .labelBinding(finished);
    if (at.isTail()) {
      out.aload(result).areturn();
      return false;
    }
    out.aload(result);
    loadSignal("UNWIND");
    out.if_acmpeq(at.unwind()).aload(result);
    return true;
  }

  /** Writes an instruction whose conditions are to name the site. */
  void located(int site, Runnable instruction) {
    Label from = out.newBoundLabel();
    instruction.run();
    Label to = out.newBoundLabel();
    Label handler = out.newLabel();
    out.exceptionCatch(from, to, handler, Names.ERROR);
    later.add(
        () ->
            out.labelBinding(handler)
                .loadConstant(site)
                .invokevirtual(Names.ERROR, "at", MethodTypeDesc.of(Names.ERROR, Names.INT))
                .athrow());
  }
}
