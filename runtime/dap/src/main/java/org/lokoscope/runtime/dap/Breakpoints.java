// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.eclipse.lsp4j.debug.BreakpointLocation;
import org.eclipse.lsp4j.debug.BreakpointLocationsArguments;
import org.eclipse.lsp4j.debug.BreakpointLocationsResponse;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DataBreakpointAccessType;
import org.eclipse.lsp4j.debug.DataBreakpointInfoResponse;
import org.eclipse.lsp4j.debug.ExceptionBreakpointsFilter;
import org.eclipse.lsp4j.debug.ExceptionFilterOptions;
import org.eclipse.lsp4j.debug.FunctionBreakpoint;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetDataBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetFunctionBreakpointsArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Channel;
import org.lokoscope.runtime.debug.Breakpoint;
import org.lokoscope.runtime.debug.Breakpoint.Kind;
import org.lokoscope.runtime.debug.Breakpoint.Spec;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Looking;
import org.lokoscope.runtime.source.SourceSpan;

/** The breakpoints of a client, which it always sets all of one kind, or of one file, at once. */
final class Breakpoints {

  private final Map<String, List<Integer>> ofFiles = new HashMap<>();
  private List<Integer> ofProcedures = List.of();
  private List<Integer> ofFilters = List.of();
  private List<Integer> ofData = List.of();

  /** What a client may wait for, by the names that it was given. */
  private final Map<String, Looking.Settable> variables = new LinkedHashMap<>();

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  synchronized org.eclipse.lsp4j.debug.Breakpoint[] setLines(
      Debugger debugger, SetBreakpointsArguments wanted, int linesFrom) {
    String file = orEmpty(wanted.getSource().getPath());
    ofFiles.getOrDefault(file, List.of()).forEach(debugger::remove);
    List<org.eclipse.lsp4j.debug.Breakpoint> views = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    SourceBreakpoint[] lines =
        Objects.requireNonNullElse(wanted.getBreakpoints(), new SourceBreakpoint[0]);
    for (SourceBreakpoint line : lines) {
      Spec spec =
          Spec.line(file, line.getLine() + 1 - linesFrom)
              .column(line.getColumn() == null ? 0 : line.getColumn() + 1 - linesFrom)
              .condition(orEmpty(line.getCondition()))
              .hits(orEmpty(line.getHitCondition()))
              .log(orEmpty(line.getLogMessage()));
      Breakpoint added = debugger.add(spec);
      ids.add(added.id());
      views.add(view(added, linesFrom));
    }
    ofFiles.put(file, ids);
    return views.toArray(org.eclipse.lsp4j.debug.Breakpoint[]::new);
  }

  synchronized org.eclipse.lsp4j.debug.Breakpoint[] setProcedures(
      Debugger debugger, SetFunctionBreakpointsArguments wanted, int linesFrom) {
    ofProcedures.forEach(debugger::remove);
    List<org.eclipse.lsp4j.debug.Breakpoint> views = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (FunctionBreakpoint procedure : wanted.getBreakpoints()) {
      Breakpoint added =
          debugger.add(
              Spec.procedure(procedure.getName())
                  .condition(orEmpty(procedure.getCondition()))
                  .hits(orEmpty(procedure.getHitCondition())));
      ids.add(added.id());
      views.add(view(added, linesFrom));
    }
    ofProcedures = ids;
    return views.toArray(org.eclipse.lsp4j.debug.Breakpoint[]::new);
  }

  private static final String CHANNEL = "channel ";

  /**
   * What can be waited for under a name at a frame: that a channel gets a message, or else that the
   * variable is set.
   *
   * @param value of the name there; null if there is none
   */
  synchronized DataBreakpointInfoResponse info(
      Debugger debugger, Seen.At at, String name, @Nullable Object value) {
    DataBreakpointInfoResponse response = new DataBreakpointInfoResponse();
    response.setAccessTypes(new DataBreakpointAccessType[] {DataBreakpointAccessType.WRITE});
    if (value instanceof Channel channel) {
      response.setDataId(CHANNEL + (channel.id() & 0xffffffffL));
      response.setDescription("channel " + name + " gets a message");
      return response;
    }
    try {
      Looking.Settable variable = debugger.looking().settable(at.fiber(), at.frame(), name);
      String id = "variable " + name + " " + System.identityHashCode(variable.held());
      variables.put(id, variable);
      response.setDataId(id);
      response.setDescription("variable " + name + " is set");
    } catch (IllegalStateException none) {
      response.setDescription(String.valueOf(none.getMessage()));
    }
    return response;
  }

  synchronized org.eclipse.lsp4j.debug.Breakpoint[] setData(
      Debugger debugger, SetDataBreakpointsArguments wanted, int linesFrom) {
    ofData.forEach(debugger::remove);
    List<org.eclipse.lsp4j.debug.Breakpoint> views = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    for (DataBreakpoint data : wanted.getBreakpoints()) {
      UnaryOperator<Spec> with =
          spec ->
              spec.condition(orEmpty(data.getCondition())).hits(orEmpty(data.getHitCondition()));
      Looking.Settable variable = variables.get(data.getDataId());
      Breakpoint added = null;
      if (variable != null) {
        added = debugger.addSetting(variable, with);
      } else if (data.getDataId().startsWith(CHANNEL)) {
        String channel = data.getDataId().substring(CHANNEL.length());
        added = debugger.add(with.apply(Spec.event(Kind.MESSAGE, channel, 0)));
      }
      if (added != null) {
        ids.add(added.id());
      }
      views.add(added == null ? unknown(data.getDataId()) : view(added, linesFrom));
    }
    ofData = ids;
    return views.toArray(org.eclipse.lsp4j.debug.Breakpoint[]::new);
  }

  private static org.eclipse.lsp4j.debug.Breakpoint unknown(String dataId) {
    org.eclipse.lsp4j.debug.Breakpoint view = new org.eclipse.lsp4j.debug.Breakpoint();
    view.setVerified(false);
    view.setMessage(dataId + ": belongs to another run; ask for it anew");
    return view;
  }

  /** Another run: its variables are others. */
  synchronized void forgetVariables() {
    variables.clear();
  }

  /** A breakpoint as the client sees it. */
  static org.eclipse.lsp4j.debug.Breakpoint view(Breakpoint of, int linesFrom) {
    org.eclipse.lsp4j.debug.Breakpoint view = new org.eclipse.lsp4j.debug.Breakpoint();
    view.setId(of.id());
    view.setVerified(of.isVerified());
    if (of.line() > 0 && of.spec().kind() != Kind.SET) {
      view.setLine(of.line() - 1 + linesFrom);
      view.setColumn(of.column() - 1 + linesFrom);
      Source source = new Source();
      source.setPath(Path.of(of.file()).toAbsolutePath().toString());
      source.setName(String.valueOf(Path.of(of.file()).getFileName()));
      view.setSource(source);
    }
    if (!of.isVerified()) {
      view.setMessage(
          of.spec().kind() == Kind.SET
              ? "nothing that was read so far sets it"
              : "there is no such code yet");
    } else if (of.spec().kind() == Kind.LINE && of.line() != of.spec().number()) {
      view.setMessage("line " + of.spec().number() + " has no code of its own");
    }
    return view;
  }

  // Filters: raises, and events of fibers

  private enum Filter {
    RAISED(Kind.RAISE, "Everything that is raised", ""),
    UNHANDLED(Kind.UNHANDLED, "What is raised and nobody handles", ""),
    MESSAGE(Kind.MESSAGE, "A channel gets a message", "the channel: its variable or number"),
    SUSPENDED(Kind.SUSPENDED, "A fiber is suspended", "the fiber: its name or number"),
    RESUMED(Kind.RESUMED, "A fiber is resumed", "the fiber: its name or number"),
    WORDS(Kind.WORDS, "A large continuation is captured", "over how many words"),
    WINDER(Kind.WINDER, "A winder is pushed", "where: a line, or file:line");

    private final Kind kind;
    private final String label;
    private final String subject;

    Filter(Kind kind, String label, String subject) {
      this.kind = kind;
      this.label = label;
      this.subject = subject;
    }

    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** For a condition; for an event that is its subject. */
    Spec spec(String condition) {
      if (subject.isEmpty()) {
        return Spec.event(kind, "", 0).condition(condition);
      }
      if (kind == Kind.WORDS) {
        int words = condition.matches("\\d{1,9}") ? Integer.parseInt(condition) : 10_000;
        return Spec.event(kind, "", words);
      }
      if (kind == Kind.WINDER) {
        String line = condition.replaceFirst("^.*:", "");
        String file = condition.substring(0, condition.length() - line.length());
        return Spec.event(
            kind,
            file.replaceFirst(":$", ""),
            line.matches("\\d{1,9}") ? Integer.parseInt(line) : 0);
      }
      return Spec.event(kind, condition, 0);
    }
  }

  static ExceptionBreakpointsFilter[] filters() {
    List<ExceptionBreakpointsFilter> all = new ArrayList<>();
    for (Filter known : Filter.values()) {
      ExceptionBreakpointsFilter filter = new ExceptionBreakpointsFilter();
      filter.setFilter(known.id());
      filter.setLabel(known.label);
      filter.setDefault_(known == Filter.UNHANDLED);
      filter.setSupportsCondition(true);
      filter.setConditionDescription(
          known.subject.isEmpty() ? "a Scheme expression" : known.subject);
      all.add(filter);
    }
    return all.toArray(ExceptionBreakpointsFilter[]::new);
  }

  synchronized void setFilters(Debugger debugger, SetExceptionBreakpointsArguments wanted) {
    ofFilters.forEach(debugger::remove);
    List<Integer> ids = new ArrayList<>();
    for (Filter known : Filter.values()) {
      for (String name : Objects.requireNonNullElse(wanted.getFilters(), new String[0])) {
        if (name.equals(known.id())) {
          ids.add(debugger.add(known.spec("")).id());
        }
      }
      for (ExceptionFilterOptions options :
          Objects.requireNonNullElse(wanted.getFilterOptions(), new ExceptionFilterOptions[0])) {
        if (options.getFilterId().equals(known.id())) {
          ids.add(debugger.add(known.spec(orEmpty(options.getCondition()))).id());
        }
      }
    }
    ofFilters = ids;
  }

  BreakpointLocationsResponse locations(
      Debugger debugger, BreakpointLocationsArguments wanted, int linesFrom) {
    List<BreakpointLocation> all = new ArrayList<>();
    String file = orEmpty(wanted.getSource().getPath());
    int first = wanted.getLine() + 1 - linesFrom;
    int last = wanted.getEndLine() == null ? first : wanted.getEndLine() + 1 - linesFrom;
    for (int line : debugger.lines(file)) {
      if (line >= first && line <= last) {
        for (SourceSpan span : debugger.places(file, line)) {
          BreakpointLocation location = new BreakpointLocation();
          location.setLine(span.line() - 1 + linesFrom);
          location.setColumn(span.column() - 1 + linesFrom);
          all.add(location);
        }
      }
    }
    BreakpointLocationsResponse response = new BreakpointLocationsResponse();
    response.setBreakpoints(all.toArray(BreakpointLocation[]::new));
    return response;
  }
}
