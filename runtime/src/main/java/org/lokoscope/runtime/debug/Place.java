// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.node.StopPoint;
import org.lokoscope.runtime.source.SourceSpan;
import org.lokoscope.runtime.vm.Action;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Node;

/** A place in a program's text where its code can stop: before an expression. */
final class Place implements StopPoint.Control {

  private final DebuggedCode code;
  private final SourceSpan span;
  private final List<SourceSpan> inside;
  private final boolean startsLine;
  private final boolean makesProcedure;
  private final @Nullable Scope scope;
  private final Consumer<Node> holder;
  private final StopPoint point;
  private final Debugger debugger;
  private volatile List<Breakpoint> breakpoints = List.of();
  private boolean armed;

  /**
   * @param span where the expression stands
   * @param inside where its parts stand that are evaluated with it
   * @param before the place that is passed before this one, or null
   * @param makesProcedure whether it only makes a procedure
   * @param holder puts a node where the expression stands
   */
  Place(
      DebuggedCode code,
      SourceSpan span,
      List<SourceSpan> inside,
      @Nullable Place before,
      boolean makesProcedure,
      @Nullable Scope scope,
      Node target,
      boolean inLoop,
      int site,
      Consumer<Node> holder,
      Debugger debugger) {
    this.code = code;
    this.span = span;
    this.inside = inside;
    this.startsLine = before == null || before.span.line() != span.line();
    this.makesProcedure = makesProcedure;
    this.scope = scope;
    this.holder = holder;
    this.debugger = debugger;
    this.point = new StopPoint(target, inLoop, site, this);
  }

  Debugger debugger() {
    return debugger;
  }

  DebuggedCode code() {
    return code;
  }

  SourceSpan span() {
    return span;
  }

  /** Whether a part of it begins on a line. */
  boolean covers(int line) {
    return inside.stream().anyMatch(part -> part.line() == line);
  }

  /** Whether it is the first on its line that is passed. */
  boolean startsLine() {
    return startsLine;
  }

  boolean makesProcedure() {
    return makesProcedure;
  }

  /** The variables that are visible there. */
  @Nullable Scope scope() {
    return scope;
  }

  StopPoint point() {
    return point;
  }

  List<Breakpoint> breakpoints() {
    return breakpoints;
  }

  void breakpoints(List<Breakpoint> now) {
    breakpoints = List.copyOf(now);
  }

  boolean isArmed() {
    return armed;
  }

  /** Puts it into the code, or takes it out. */
  void arm(boolean now) {
    if (armed != now) {
      armed = now;
      holder.accept(now ? point : point.target());
    }
  }

  @Override
  public @Nullable Object reached(StopPoint at, Object[] locals, Machine machine) {
    return debugger.reached(this, locals, machine);
  }

  @Override
  public @Nullable Action decided(StopPoint at, Object value) {
    return debugger.decided(this, value);
  }
}
