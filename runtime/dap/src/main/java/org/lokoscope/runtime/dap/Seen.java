// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.lsp4j.debug.Scope;
import org.eclipse.lsp4j.debug.ScopesResponse;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackFramePresentationHint;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StackTraceResponse;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.VariablesResponse;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.WaitView;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Values;
import org.lokoscope.runtime.debug.Views;
import org.lokoscope.runtime.debug.Views.FrameView;
import org.lokoscope.runtime.debug.Views.Result;
import org.lokoscope.runtime.debug.Views.VariableView;
import org.lokoscope.runtime.debug.Views.WinderView;
import org.lokoscope.runtime.process.Enders;

/** What a client has been shown since the program stands, by the numbers that it was given. */
final class Seen {

  private static final int WIDTH = 2_000;
  private static final int MOST_PARTS = 1_000;
  private static final int MOST_WINDERS = 200;
  private static final int MOST_FRAMES = 10_000;

  /** A frame of a fiber. */
  record At(long fiber, int frame) {}

  private enum Topic {
    LOCALS,
    FREE,
    WINDERS,
    WAITS
  }

  private record Group(At at, Topic topic) {}

  private final List<At> frames = new ArrayList<>();
  private final List<Object> opened = new ArrayList<>();

  /** The program goes on: what was shown is out of date. */
  synchronized void forget() {
    frames.clear();
    opened.clear();
  }

  static String text(@Nullable Object value) {
    return Values.show(value, WIDTH);
  }

  private synchronized int frame(At at) {
    int known = frames.indexOf(at);
    if (known >= 0) {
      return known + 1;
    }
    frames.add(at);
    return frames.size();
  }

  /** The frame of that number; without one, the innermost of the fiber that stands. */
  synchronized At at(Debugger debugger, @Nullable Integer id) {
    if (id == null || id < 1 || id > frames.size()) {
      return new At(debugger.looking().stop().fiber(), 0);
    }
    return frames.get(id - 1);
  }

  /** A number by which a value can be opened; 0 if it has no parts. */
  synchronized int reference(@Nullable Object value) {
    if (value == null || Values.count(value) == 0) {
      return 0;
    }
    return add(value);
  }

  private synchronized int add(Object what) {
    opened.add(what);
    return opened.size();
  }

  private synchronized Object opened(int reference) {
    if (reference < 1 || reference > opened.size()) {
      throw new IllegalArgumentException("the program has gone on since this was shown");
    }
    return opened.get(reference - 1);
  }

  StackTraceResponse stack(
      Debugger debugger, long fiber, StackTraceArguments arguments, int linesFrom) {
    int first = Objects.requireNonNullElse(arguments.getStartFrame(), 0);
    int levels = Objects.requireNonNullElse(arguments.getLevels(), 0);
    int most = levels <= 0 ? MOST_FRAMES : first + levels + 1;
    List<StackFrame> shown = new ArrayList<>();
    List<FrameView> views = debugger.looking().stack(fiber, most);
    for (int i = first; i < views.size() && (levels <= 0 || shown.size() < levels); i++) {
      shown.add(view(views.get(i), fiber, linesFrom));
    }
    StackTraceResponse response = new StackTraceResponse();
    response.setStackFrames(shown.toArray(StackFrame[]::new));
    response.setTotalFrames(views.size());
    return response;
  }

  private StackFrame view(FrameView of, long fiber, int linesFrom) {
    StackFrame frame = new StackFrame();
    frame.setId(frame(new At(fiber, of.index())));
    frame.setName(of.procedure().isEmpty() ? "top level" : of.procedure());
    if (of.isSystem()) {
      frame.setPresentationHint(StackFramePresentationHint.SUBTLE);
    }
    if (of.span().line() > 0) {
      frame.setLine(of.span().line() - 1 + linesFrom);
      frame.setColumn(of.span().column() - 1 + linesFrom);
      frame.setEndLine(of.span().endLine() - 1 + linesFrom);
      frame.setEndColumn(of.span().endColumn() - 1 + linesFrom);
      if (!of.span().file().startsWith("lokoscope:")) {
        frame.setSource(source(of.span().file()));
      }
    }
    return frame;
  }

  /** A file as the client sees it. */
  static Source source(String file) {
    Source source = new Source();
    source.setPath(Path.of(file).toAbsolutePath().toString());
    source.setName(String.valueOf(Path.of(file).getFileName()));
    source.setAdapterData(file);
    return source;
  }

  /** The frame to which a group of variables belongs that was shown; else the one of the number. */
  At at(Debugger debugger, @Nullable Integer reference, @Nullable Integer frame) {
    return reference != null && reference > 0 && opened(reference) instanceof Group group
        ? group.at
        : at(debugger, frame);
  }

  ScopesResponse scopes(Debugger debugger, int frame) {
    At at = at(debugger, frame);
    List<Scope> scopes = new ArrayList<>();
    scopes.add(scope("Locals", new Group(at, Topic.LOCALS)));
    scopes.add(scope("Free variables", new Group(at, Topic.FREE)));
    if (at.frame == 0) {
      scopes.add(scope("Dynamic state", new Group(at, Topic.WINDERS)));
      scopes.add(scope("Waits for", new Group(at, Topic.WAITS)));
    }
    ScopesResponse response = new ScopesResponse();
    response.setScopes(scopes.toArray(Scope[]::new));
    return response;
  }

  private Scope scope(String name, Group group) {
    Scope scope = new Scope();
    scope.setName(name);
    scope.setVariablesReference(add(group));
    scope.setExpensive(false);
    return scope;
  }

  VariablesResponse variables(Debugger debugger, VariablesArguments arguments) {
    Object what = opened(arguments.getVariablesReference());
    List<Variable> all = new ArrayList<>();
    if (what instanceof Group group) {
      add(debugger, group, all);
    } else if (what instanceof WinderView winder) {
      winder.values().forEach(value -> all.add(view(value)));
    } else {
      int from = Objects.requireNonNullElse(arguments.getStart(), 0);
      int count = Objects.requireNonNullElse(arguments.getCount(), 0);
      int most = count <= 0 ? MOST_PARTS : Math.min(count, MOST_PARTS);
      for (Values.Part part : Values.parts(what, from, most)) {
        all.add(variable(part.name(), text(part.value()), part.value()));
      }
    }
    VariablesResponse response = new VariablesResponse();
    response.setVariables(all.toArray(Variable[]::new));
    return response;
  }

  private void add(Debugger debugger, Group group, List<Variable> all) {
    At at = group.at;
    switch (group.topic) {
      case LOCALS, FREE -> {
        for (VariableView view : debugger.looking().variables(at.fiber, at.frame)) {
          if (view.isFree() == (group.topic == Topic.FREE)) {
            all.add(view(view));
          }
        }
      }
      case WINDERS -> {
        for (WinderView winder : debugger.looking().dynamicState(at.fiber, MOST_WINDERS)) {
          String place = winder.span().line() == 0 ? "" : winder.span().position();
          Variable variable = variable(winder.what(), place, null);
          variable.setVariablesReference(winder.values().isEmpty() ? 0 : add(winder));
          all.add(variable);
        }
      }
      case WAITS -> {
        Enders.Found enders = debugger.looking().enders(at.fiber);
        for (WaitView wait : debugger.looking().waits(at.fiber)) {
          String queue =
              wait.place() == 0 ? "" : wait.place() + " of " + wait.length() + " in the queue";
          all.add(variable(wait.what(), queue, wait.message()));
          List<String> lines = Views.enders(wait, enders);
          for (int i = 0; i < lines.size(); i++) {
            all.add(variable("who could end it, " + (i + 1), lines.get(i), null));
          }
        }
      }
    }
  }

  private Variable view(VariableView of) {
    return variable(of.name(), of.text(WIDTH), of.note().isEmpty() ? of.value() : null);
  }

  private Variable variable(String name, String text, @Nullable Object value) {
    Variable variable = new Variable();
    variable.setName(name);
    variable.setValue(text);
    variable.setEvaluateName(name);
    variable.setVariablesReference(reference(value));
    int count = value == null ? 0 : Values.count(value);
    if (count > MOST_PARTS) {
      variable.setIndexedVariables(count);
    }
    return variable;
  }

  Result assign(Debugger debugger, SetVariableArguments arguments) {
    if (!(opened(arguments.getVariablesReference()) instanceof Group group)) {
      return new Result(null, "only the variables of a frame can be set");
    }
    return debugger
        .looking()
        .assign(group.at.fiber, group.at.frame, arguments.getName(), arguments.getValue());
  }

  Set<String> names(Debugger debugger, @Nullable Integer frame) {
    Set<String> names = new TreeSet<>(debugger.procedures());
    if (debugger.isStanding()) {
      At at = at(debugger, frame);
      debugger.looking().variables(at.fiber, at.frame).forEach(view -> names.add(view.name()));
    }
    return names;
  }
}
