// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.compiler;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.node.Calls;
import org.lokoscope.runtime.node.Closures;
import org.lokoscope.runtime.node.Flow;
import org.lokoscope.runtime.node.Intrinsics;
import org.lokoscope.runtime.node.Loop;
import org.lokoscope.runtime.node.PrimitiveCalls;
import org.lokoscope.runtime.node.Variables;
import org.lokoscope.runtime.node.Wait;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Code;
import org.lokoscope.runtime.vm.Node;

/**
 * Compiles the body of one clause of a lambda.
 *
 * <p>Nodes are made last to first, so that {@code live} always holds the slots that are read from
 * here to the end of what the frame around must do. Slot 0, the closure, is live where a free
 * variable is read. The value of a {@link Wait} begins with nothing live: what its body needs is in
 * the frame of the Wait.
 */
final class ProcedureCompiler {

  private final Compiler.Shared shared;
  private final Operands operands;
  private final Map<Local, Integer> slots = new IdentityHashMap<>();
  private final Map<Local, Integer> free = new IdentityHashMap<>();
  private final Map<Local, LoopPlace> loops = new IdentityHashMap<>();
  private final List<Consumer<Code>> parts = new ArrayList<>();
  private final @Nullable CodeNotes notes;

  /** The variable that holds the closure itself, or null. */
  private @Nullable Local self;

  private String name = "";
  private int nextSlot = 1;
  private int slotCount = 1;

  private record LoopPlace(Loop loop, List<Local> variables, int[] slots, BitSet head) {}

  ProcedureCompiler(Compiler.Shared shared) {
    this.shared = shared;
    this.operands = new Operands(shared.complexity());
    this.notes = shared.listener() == null ? null : new CodeNotes();
  }

  /** Compiles a body without parameters or free variables. */
  void complete(Code code, Ir body) {
    name = code.name();
    Node node = generate(body, true, new BitSet());
    finish(code, node);
  }

  private void finish(Code code, Node body) {
    code.complete(slotCount, body);
    parts.forEach(node -> node.accept(code));
    if (notes != null && shared.listener() != null) {
      shared.listener().compiled(code, notes);
    }
  }

  // Expressions

  private Node generate(Ir ir, boolean tail, BitSet live) {
    Node node = nodeOf(ir, tail, live);
    if (notes != null) {
      notes.place(node, spanFor(ir));
    }
    return node;
  }

  /** Where an expression stands that is a place to stop at. */
  private static SourceSpan spanFor(Ir ir) {
    return switch (ir) {
      case Ir.Ref r -> r.span();
      case Ir.Set s -> s.span();
      case Ir.GlobalRef r -> r.span();
      case Ir.GlobalSet s -> s.span();
      case Ir.Lambda l -> l.span();
      case Ir.Call c -> c.span();
      case Ir.PrimitiveCall c -> c.span();
      case Ir.Again a -> a.span();
      default -> SourceSpan.NONE;
    };
  }

  private Node nodeOf(Ir ir, boolean tail, BitSet live) {
    return switch (ir) {
      case Ir.Const c -> new Variables.Constant(c.value());
      case Ir.Ref r -> reference(r, live);
      case Ir.Set s -> set(s, live);
      case Ir.GlobalRef r -> new Variables.GlobalGet(r.variable(), site(r.span()));
      case Ir.GlobalSet s -> globalSet(s, live);
      case Ir.If i -> conditional(i, tail, live);
      case Ir.Lambda l -> lambda(l, null, live);
      case Ir.Call c -> call(c, tail, live);
      case Ir.PrimitiveCall c -> primitiveCall(c, live);
      case Ir.Seq s -> sequence(s, tail, live);
      case Ir.Let l -> let(l, tail, live);
      case Ir.Fix f -> fix(f, tail, live);
      case Ir.Loop l -> loop(l, tail, live);
      case Ir.Again a -> again(a, live);
    };
  }

  private Node[] generateAll(List<Ir> expressions, BitSet live) {
    Node[] nodes = new Node[expressions.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = generate(expressions.get(i), false, live);
    }
    return nodes;
  }

  private int site(SourceSpan span) {
    return shared.sites().add(span, name);
  }

  private Node reference(Ir.Ref ref, BitSet live) {
    Local variable = ref.variable();
    Node place = place(variable, live);
    if (!variable.isAssigned()) {
      return place;
    }
    return shared.checked().contains(variable)
        ? new Variables.CheckedBoxGet(place, variable.name(), site(ref.span()))
        : new Variables.BoxGet(place);
  }

  /** Reads the variable itself: its value, or its box. */
  private Node place(Local variable, BitSet live) {
    Integer slot = slots.get(variable);
    if (slot != null) {
      live.set(slot);
      return new Variables.LocalGet(slot);
    }
    live.set(0);
    if (variable == self) {
      return new Variables.LocalGet(0);
    }
    return new Variables.FreeGet(Objects.requireNonNull(free.get(variable)));
  }

  private Node set(Ir.Set set, BitSet live) {
    if (shared.complexity().mayUnwind(set.value())) {
      return generate(
          operands.name(
              List.of(set.value()), v -> new Ir.Set(set.variable(), v.getFirst(), set.span())),
          false,
          live);
    }
    return new Variables.BoxSet(place(set.variable(), live), generate(set.value(), false, live));
  }

  private Node globalSet(Ir.GlobalSet set, BitSet live) {
    if (shared.complexity().mayUnwind(set.value())) {
      return generate(
          operands.name(
              List.of(set.value()),
              v -> new Ir.GlobalSet(set.variable(), v.getFirst(), set.span())),
          false,
          live);
    }
    return new Variables.GlobalSet(set.variable(), generate(set.value(), false, live));
  }

  private Node conditional(Ir.If form, boolean tail, BitSet live) {
    if (shared.complexity().mayUnwind(form.test())) {
      return generate(
          operands.name(
              List.of(form.test()),
              v -> new Ir.If(v.getFirst(), form.consequent(), form.alternative())),
          tail,
          live);
    }
    BitSet other = (BitSet) live.clone();
    Node consequent = generate(form.consequent(), tail, live);
    Node alternative = generate(form.alternative(), tail, other);
    live.or(other);
    return new Flow.If(generate(form.test(), false, live), consequent, alternative);
  }

  private Node call(Ir.Call call, boolean tail, BitSet live) {
    List<Ir> parts = new ArrayList<>(call.operands().size() + 1);
    parts.add(call.operator());
    parts.addAll(call.operands());
    if (shared.complexity().anyMayUnwind(parts)) {
      return generate(
          operands.name(parts, v -> new Ir.Call(v.getFirst(), v.subList(1, v.size()), call.span())),
          tail,
          live);
    }
    Node operator = generate(call.operator(), false, live);
    return Calls.of(operator, generateAll(call.operands(), live), site(call.span()), tail);
  }

  private Node primitiveCall(Ir.PrimitiveCall call, BitSet live) {
    if (shared.complexity().anyMayUnwind(call.operands())) {
      return generate(
          operands.name(
              call.operands(), v -> new Ir.PrimitiveCall(call.primitive(), v, call.span())),
          false,
          live);
    }
    Node[] nodes = generateAll(call.operands(), live);
    int site = site(call.span());
    Node intrinsic = Intrinsics.of(call.primitive(), nodes, site);
    return intrinsic != null ? intrinsic : PrimitiveCalls.of(call.primitive(), nodes, site);
  }

  // Sequences and bindings

  private Node sequence(Ir.Seq seq, boolean tail, BitSet live) {
    Node second = generate(seq.second(), tail, live);
    return shared.complexity().mayUnwind(seq.first())
        ? await(-1, seq.first(), second, live)
        : new Flow.Then(generate(seq.first(), false, live), second);
  }

  private Node let(Ir.Let let, boolean tail, BitSet live) {
    boolean mayUnwind = shared.complexity().mayUnwind(let.value());
    if (mayUnwind && (let.variable().isAssigned() || operands.takesFirst(let.value()))) {
      return generate(
          operands.name(
              List.of(let.value()), v -> new Ir.Let(let.variable(), v.getFirst(), let.body())),
          tail,
          live);
    }
    int slot = allocate(let.variable());
    Node body = generate(let.body(), tail, live);
    live.clear(slot);
    Node result =
        mayUnwind
            ? await(slot, let.value(), body, live)
            : new Flow.Bind(slot, initial(let.variable(), let.value(), live), body);
    bound(result, List.of(let.variable()));
    nextSlot = slot;
    return result;
  }

  /** The first content of a variable's slot; the value cannot unwind. */
  private Node initial(Local variable, Ir value, BitSet live) {
    Node node = generate(value, false, live);
    return variable.isAssigned() ? new Variables.NewBox(node) : node;
  }

  private Node await(int slot, Ir value, Node body, BitSet live) {
    int[] saved = live.stream().filter(s -> s != 0).toArray();
    boolean readsClosure = live.get(0);
    boolean inLoop = !loops.isEmpty();
    Map<Local, LoopPlace> around = new IdentityHashMap<>(loops);
    loops.clear();
    BitSet inside = new BitSet();
    Node node = generate(value, false, inside);
    loops.putAll(around);
    live.or(inside);
    Wait wait = new Wait(slot, node, body, site(spanOf(value)), saved, readsClosure, inLoop);
    parts.add(wait::setCode);
    return wait;
  }

  /** The call whose value is waited for. */
  @SuppressWarnings("ReferenceEquality")
  private static SourceSpan spanOf(Ir ir) {
    return switch (ir) {
      case Ir.Call c -> c.span();
      case Ir.Loop l -> l.span();
      case Ir.Let l -> spanOf(l.body());
      case Ir.Seq s -> spanOf(s.second());
      case Ir.Fix f -> spanOf(f.body());
      case Ir.If i -> {
        SourceSpan span = spanOf(i.consequent());
        yield span != SourceSpan.NONE ? span : spanOf(i.alternative());
      }
      case Ir.PrimitiveCall c -> c.span();
      default -> SourceSpan.NONE;
    };
  }

  private void bound(Object node, List<Local> variables) {
    if (notes != null) {
      notes.bind(node, variables);
    }
  }

  private int allocate(Local variable) {
    int slot = nextSlot++;
    slotCount = Math.max(slotCount, nextSlot);
    slots.put(variable, slot);
    return slot;
  }

  // Procedures

  private Node lambda(Ir.Lambda lambda, @Nullable Local boundTo, BitSet live) {
    if (lambda.clauses().size() == 1) {
      Closures.Make make = make(lambda, lambda.clauses().getFirst(), boundTo, live);
      return make.isConstant() ? new Variables.Constant(make.constant()) : make;
    }
    Closures.Make[] clauses = new Closures.Make[lambda.clauses().size()];
    for (int i = 0; i < clauses.length; i++) {
      clauses[i] = make(lambda, lambda.clauses().get(i), null, live);
    }
    return new Closures.MakeCase(lambda.name() == null ? "" : lambda.name(), clauses);
  }

  private Closures.Make make(
      Ir.Lambda lambda, Ir.Clause clause, @Nullable Local boundTo, BitSet live) {
    String lambdaName = lambda.name() == null ? "" : lambda.name();
    Ir.Lambda alone = new Ir.Lambda(List.of(clause), lambdaName, lambda.span());
    List<Local> captured = new ArrayList<>(shared.freeVariables().in(alone));
    captured.remove(boundTo);
    Node[] captures = new Node[captured.size()];
    for (int i = 0; i < captures.length; i++) {
      captures[i] = place(captured.get(i), live);
    }
    Code code =
        new Code(
            lambdaName,
            clause.parameters().size(),
            clause.rest() != null,
            shared.sites().add(lambda.span(), lambdaName),
            shared.tier());
    code.setPurpose(lastCalled(clause.body()));
    new ProcedureCompiler(shared).completeClause(code, clause, captured, boundTo);
    return new Closures.Make(code, captures);
  }

  /** The name of the variable that an expression calls in tail position, or "". */
  private static String lastCalled(Ir ir) {
    return switch (ir) {
      case Ir.Call c when c.operator() instanceof Ir.Ref ref -> ref.variable().name();
      case Ir.Call c when c.operator() instanceof Ir.GlobalRef ref -> ref.variable().name();
      case Ir.Seq s -> lastCalled(s.second());
      case Ir.Let l -> lastCalled(l.body());
      default -> "";
    };
  }

  private void completeClause(
      Code code, Ir.Clause clause, List<Local> captured, @Nullable Local boundTo) {
    name = code.name();
    self = boundTo;
    for (Local variable : captured) {
      free.put(variable, free.size());
    }
    List<Local> parameters = new ArrayList<>(clause.parameters());
    if (clause.rest() != null) {
      parameters.add(clause.rest());
    }
    parameters.forEach(this::allocate);
    if (notes != null) {
      notes.procedure(parameters, captured, boundTo);
    }
    Node body = generate(clause.body(), true, new BitSet());
    for (Local parameter : parameters.reversed()) {
      if (parameter.isAssigned()) {
        int slot = Objects.requireNonNull(slots.get(parameter));
        body = new Flow.Bind(slot, new Variables.NewBox(new Variables.LocalGet(slot)), body);
      }
    }
    finish(code, body);
  }

  private Node fix(Ir.Fix fix, boolean tail, BitSet live) {
    int first = nextSlot;
    int[] places = fix.variables().stream().mapToInt(this::allocate).toArray();
    Node body = generate(fix.body(), tail, live);
    Node result =
        places.length == 1
            ? new Flow.Bind(
                places[0], lambda(fix.lambdas().getFirst(), fix.variables().getFirst(), live), body)
            : group(fix, places, body, live);
    bound(result, fix.variables());
    for (int place : places) {
      live.clear(place);
    }
    nextSlot = first;
    return result;
  }

  private Node group(Ir.Fix fix, int[] places, Node body, BitSet live) {
    Closures.Make[] makers = new Closures.Make[places.length];
    for (int i = 0; i < makers.length; i++) {
      Ir.Lambda lambda = fix.lambdas().get(i);
      makers[i] = make(lambda, lambda.clauses().getFirst(), fix.variables().get(i), live);
    }
    return new Closures.Fix(places, makers, body);
  }

  // Loops

  private Node loop(Ir.Loop loop, boolean tail, BitSet live) {
    if (shared.complexity().anyMayUnwind(loop.values())) {
      return generate(
          operands.name(
              loop.values(),
              v -> new Ir.Loop(loop.label(), loop.variables(), v, loop.body(), loop.span())),
          tail,
          live);
    }
    int first = nextSlot;
    int[] places = loop.variables().stream().mapToInt(this::allocate).toArray();
    BitSet head = headOf(loop);
    Loop node = new Loop(site(loop.span()));
    LoopPlace place = new LoopPlace(node, loop.variables(), places, head);
    loops.put(loop.label(), place);
    BitSet inside = (BitSet) live.clone();
    Node body = generate(loop.body(), tail, inside);
    loops.remove(loop.label());
    int[] saved = head.stream().filter(s -> s != 0).toArray();
    node.complete(body, saved, head.get(0));
    parts.add(node::setCode);
    bound(node, loop.variables());
    live.or(inside);
    live.or(head);
    for (int slot : places) {
      live.clear(slot);
    }
    Loop.Again enter = new Loop.Again(node, places, values(loop.variables(), loop.values(), live));
    nextSlot = first;
    return new Loop.Enter(enter);
  }

  /** The slots that a loop's body, or a loop around that it may jump to, reads from its head. */
  private BitSet headOf(Ir.Loop loop) {
    BitSet head = new BitSet();
    Ir.Lambda body =
        new Ir.Lambda(List.of(new Ir.Clause(List.of(), null, loop.body())), "", loop.span());
    for (Local variable : shared.freeVariables().in(body)) {
      place(variable, head);
    }
    for (LoopPlace around : loops.values()) {
      head.or(around.head());
    }
    return head;
  }

  private Node[] values(List<Local> variables, List<Ir> values, BitSet live) {
    Node[] nodes = new Node[values.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = initial(variables.get(i), values.get(i), live);
    }
    return nodes;
  }

  private Node again(Ir.Again again, BitSet live) {
    if (shared.complexity().anyMayUnwind(again.values())) {
      return generate(
          operands.name(again.values(), v -> new Ir.Again(again.label(), v, again.span())),
          true,
          live);
    }
    LoopPlace place = Objects.requireNonNull(loops.get(again.label()));
    live.or(place.head());
    for (int slot : place.slots()) {
      live.clear(slot);
    }
    return new Loop.Again(
        place.loop(), place.slots(), values(place.variables(), again.values(), live));
  }
}
