// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.lsp4j.debug.*;
import org.eclipse.lsp4j.debug.Thread;
import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.debug.services.IDebugProtocolServer;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.debug.Breakpoint.Kind;
import org.lokoscope.runtime.debug.DebugAdapter;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Looking;
import org.lokoscope.runtime.debug.Reversal;
import org.lokoscope.runtime.debug.Stop;
import org.lokoscope.runtime.debug.Unit;
import org.lokoscope.runtime.debug.Views.FiberView;
import org.lokoscope.runtime.debug.Views.Result;
import org.lokoscope.runtime.vm.TraceSubject;

/** The requests of one client: each fiber is a thread to it. */
final class Server implements IDebugProtocolServer, Extensions {

  /** Attributes of a launch that name an event at which the run of a trace is to stand. */
  private static final Set<String> EVENTS = Set.of("at", "event", "leak");

  private static final List<String> STEPS = List.of("expression", "switch", "message");

  private final DebugAdapter.Host host;
  private final Breakpoints breakpoints = new Breakpoints();
  private final Seen seen = new Seen();
  private final Map<Integer, Long> fibers = new HashMap<>();
  private volatile CompletableFuture<Void> stands = new CompletableFuture<>();
  private volatile Map<String, Object> launched = Map.of();
  private volatile @Nullable Reversal reversal;

  /** Whether what the present run prints is thrown away. */
  private volatile Reversal.Silence silence = _ -> {};

  /** What goes to the place before, silently; null once it is there. */
  private volatile Reversal.@Nullable Rerun adopted;

  @SuppressWarnings("NullAway.Init") // Given before the first request.
  private IDebugProtocolClient client;

  private volatile @Nullable Debuggee debuggee;
  private volatile boolean stopOnEntry;
  private volatile boolean stepsFromEntry;
  private volatile boolean ended;
  private volatile boolean attached;
  private int linesFrom = 1;

  Server(DebugAdapter.Host host) {
    this.host = host;
  }

  void client(IDebugProtocolClient of) {
    client = of;
  }

  /** The client is gone: the program ends. */
  void end() {
    Debuggee known = debuggee;
    if (known != null && !ended) {
      ended = true;
      if (attached) {
        known.debugger().release();
      } else {
        known.quit();
      }
    }
    Reversal back = reversal;
    if (back != null) {
      back.close();
    }
  }

  private Debugger debugger() {
    Debuggee known = debuggee;
    if (known == null) {
      throw problem("nothing has been launched");
    }
    return known.debugger();
  }

  private static ResponseErrorException problem(String what) {
    return new ResponseErrorException(
        new ResponseError(ResponseErrorCode.RequestFailed, what, null));
  }

  private static <T> CompletableFuture<T> answer(Supplier<T> work) {
    try {
      return CompletableFuture.completedFuture(work.get());
    } catch (ResponseErrorException wrong) {
      return CompletableFuture.failedFuture(wrong);
    } catch (IllegalStateException | IllegalArgumentException wrong) {
      return CompletableFuture.failedFuture(problem(String.valueOf(wrong.getMessage())));
    } catch (RuntimeException wrong) {
      return CompletableFuture.failedFuture(problem("internal error: " + wrong));
    }
  }

  /** The same for a request that is answered by nothing. */
  private static CompletableFuture<Void> done(Runnable work) {
    return answer(
        () -> {
          work.run();
          return null;
        });
  }

  // The beginning and the end

  @Override
  public CompletableFuture<Capabilities> initialize(InitializeRequestArguments arguments) {
    if (Boolean.FALSE.equals(arguments.getLinesStartAt1())) {
      linesFrom = 0;
    }
    Capabilities can = new Capabilities();
    can.setSupportsConfigurationDoneRequest(true);
    can.setSupportsFunctionBreakpoints(true);
    can.setSupportsConditionalBreakpoints(true);
    can.setSupportsHitConditionalBreakpoints(true);
    can.setSupportsLogPoints(true);
    can.setSupportsEvaluateForHovers(true);
    can.setSupportsSetVariable(true);
    can.setSupportsSetExpression(true);
    can.setSupportsBreakpointLocationsRequest(true);
    can.setSupportsExceptionInfoRequest(true);
    can.setSupportsExceptionFilterOptions(true);
    can.setSupportsSteppingGranularity(true);
    can.setSupportsCompletionsRequest(true);
    can.setSupportsDelayedStackTraceLoading(true);
    can.setSupportsSingleThreadExecutionRequests(true);
    can.setSupportsTerminateRequest(true);
    can.setSupportsRestartRequest(true);
    can.setSupportsDataBreakpoints(true);
    can.setSupportsLoadedSourcesRequest(true);
    can.setSupportTerminateDebuggee(true);
    can.setExceptionBreakpointFilters(Breakpoints.filters());
    return CompletableFuture.completedFuture(can);
  }

  @Override
  public CompletableFuture<Void> launch(Map<String, Object> arguments) {
    return done(
        () -> {
          stopOnEntry = Boolean.TRUE.equals(arguments.get("stopOnEntry"));
          launched = Map.copyOf(arguments);
          Unit wanted = unit(arguments);
          start();
          chooseUnit(wanted);
          if (isReversible()) {
            Capabilities more = new Capabilities();
            more.setSupportsStepBack(true);
            CapabilitiesEventArguments event = new CapabilitiesEventArguments();
            event.setCapabilities(more);
            client.capabilities(event);
          }
          client.initialized();
        });
  }

  @Override
  public CompletableFuture<Void> attach(Map<String, Object> arguments) {
    return done(
        () -> {
          Unit wanted = unit(arguments);
          Debuggee known;
          try {
            known = host.attach();
          } catch (RuntimeException wrong) {
            throw problem(String.valueOf(wrong.getMessage()));
          }
          attached = true;
          debuggee = known;
          known.debugger().listen(new Listener());
          known.onEnd(this::programEnded);
          chooseUnit(wanted);
          client.initialized();
        });
  }

  private static Unit unit(Map<String, Object> arguments) {
    return Unit.of(String.valueOf(arguments.getOrDefault("stop", Unit.ALL.word())));
  }

  /** Returns a line that says why it is not to be had; else nothing. */
  private String chooseUnit(Unit unit) {
    String problem = debugger().stops(unit);
    if (!problem.isEmpty()) {
      print(OutputEventArgumentsCategory.CONSOLE, problem + "\n");
    }
    return problem;
  }

  /** Starts the program, which then stands before its first form. */
  private void start() {
    AtomicBoolean silent = new AtomicBoolean();
    Debuggee made = made(launched, silent);
    silence = silent::set;
    if (isReversible()) {
      // One that goes back does not look for the event where the first one is to stand.
      Map<String, Object> again = new HashMap<>(launched);
      again.keySet().removeAll(EVENTS);
      reversal =
          new Reversal(
              () -> {
                AtomicBoolean own = new AtomicBoolean(true);
                return new Reversal.Rerun(made(again, own), own::set);
              });
    }
    stands = new CompletableFuture<>();
    take(made);
    made.begin();
    stands.join();
  }

  private boolean isReversible() {
    return Boolean.TRUE.equals(launched.get("reversible")) || launched.containsKey("trace");
  }

  private Debuggee made(Map<String, Object> arguments, AtomicBoolean silent) {
    try {
      return host.launch(
          arguments,
          output(OutputEventArgumentsCategory.STDOUT, silent),
          output(OutputEventArgumentsCategory.STDERR, silent));
    } catch (RuntimeException wrong) {
      throw problem(String.valueOf(wrong.getMessage()));
    }
  }

  /** The client sees this run from now on. */
  private void take(Debuggee made) {
    debuggee = made;
    Reversal back = reversal;
    if (back != null) {
      back.present(new Reversal.Rerun(made, silence));
    }
    made.debugger().listen(new Listener());
    made.onEnd(
        (status, problem) -> {
          if (made.equals(debuggee)) {
            programEnded(status, problem);
          }
        });
  }

  @Override
  public CompletableFuture<Void> stepBack(StepBackArguments arguments) {
    return done(() -> back(Debugger.Back.LINE));
  }

  @Override
  public CompletableFuture<Void> reverseContinue(ReverseContinueArguments arguments) {
    return done(() -> back(Debugger.Back.BREAKPOINT));
  }

  /**
   * What the requests of our own say: each goes back, and is answered before the program stands.
   *
   * @param frameId the frame whose variable or fiber is meant; null for that where it stands
   * @param name the variable; or an expression for the channel, empty for that of any message
   * @param number of the winder, from 0, the innermost
   */
  record LastArguments(
      @Nullable Integer frameId, @Nullable String name, @Nullable Integer number) {}

  /** Goes back to where a variable got its value. */
  @JsonRequest("lokoscope/lastSet")
  public CompletableFuture<Void> lastSet(LastArguments arguments) {
    return done(() -> back(last(Debugger.Last.What.SET, arguments, orEmpty(arguments.name()), 0)));
  }

  /** Goes back to where the last message was sent. */
  @JsonRequest("lokoscope/lastSent")
  public CompletableFuture<Void> lastSent(LastArguments arguments) {
    return done(
        () -> {
          String channel = orEmpty(arguments.name());
          long object = 0;
          if (!channel.isEmpty()) {
            Seen.At at = seen.at(debugger(), arguments.frameId());
            Object value = required(debugger().looking().evaluate(at.fiber(), at.frame(), channel));
            if (!(value instanceof TraceSubject subject)) {
              throw problem(channel + " is no channel");
            }
            object = subject.traceNumber();
          }
          back(last(Debugger.Last.What.SENT, arguments, "", object));
        });
  }

  /** Goes back to where a winder was pushed. */
  @JsonRequest("lokoscope/lastPushed")
  public CompletableFuture<Void> lastPushed(LastArguments arguments) {
    return done(
        () ->
            back(
                last(
                    Debugger.Last.What.PUSHED,
                    arguments,
                    "",
                    Objects.requireNonNullElse(arguments.number(), 0))));
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private Debugger.Last last(
      Debugger.Last.What what, LastArguments arguments, String name, long number) {
    Seen.At at = seen.at(debugger(), arguments.frameId());
    return new Debugger.Last(what, at.fiber(), at.frame(), name, number);
  }

  private void back(Debugger.Last last) {
    go(reversible().last(debugger(), last), "that has not happened since the beginning");
  }

  private Reversal reversible() {
    Reversal back = reversal;
    if (back == null) {
      throw new IllegalStateException("launch with reversible to go back");
    }
    return back;
  }

  private void back(Debugger.Back how) {
    go(reversible().back(debugger(), how), "there is nothing before");
  }

  /** Runs the program anew, silently, to a place before the present one. */
  private void go(Reversal.@Nullable Rerun there, String otherwise) {
    if (there == null) {
      throw new IllegalStateException(otherwise);
    }
    Debuggee old = debuggee;
    debuggee = null;
    silence.set(true);
    reversible().replaces(there, old);
    seen.forget();
    silence = there.silent();
    adopted = there;
    take(there.run());
    reversible().proceed(there);
  }

  private OutputStream output(String category, AtomicBoolean silent) {
    return new ClientOutput(
        text -> {
          if (!silent.get()) {
            print(category, text);
          }
        });
  }

  private void print(String category, String text) {
    OutputEventArguments event = new OutputEventArguments();
    event.setCategory(category);
    event.setOutput(text);
    client.output(event);
  }

  private void programEnded(int status, String problem) {
    ended = true;
    stands.complete(null);
    if (!problem.isEmpty()) {
      print(OutputEventArgumentsCategory.IMPORTANT, problem + "\n");
    }
    ExitedEventArguments event = new ExitedEventArguments();
    event.setExitCode(status);
    client.exited(event);
    client.terminated(new TerminatedEventArguments());
  }

  @Override
  public CompletableFuture<Void> configurationDone(@Nullable ConfigurationDoneArguments arguments) {
    return done(
        () -> {
          if (attached) {
            return;
          }
          begin();
        });
  }

  @Override
  public CompletableFuture<Void> disconnect(@Nullable DisconnectArguments arguments) {
    return done(
        () -> {
          Debuggee known = debuggee;
          if (known == null || ended) {
            return;
          }
          if (!attached
              && arguments != null
              && Boolean.FALSE.equals(arguments.getTerminateDebuggee())) {
            ended = true;
            known.leave();
          } else if (attached
              && arguments != null
              && Boolean.TRUE.equals(arguments.getTerminateDebuggee())) {
            ended = true;
            known.quit();
          } else {
            end();
          }
        });
  }

  @Override
  public CompletableFuture<Void> restart(@Nullable RestartArguments arguments) {
    return done(
        () -> {
          if (attached) {
            throw problem("what was started elsewhere cannot be started again from here");
          }
          List<org.lokoscope.runtime.debug.Breakpoint> kept = debugger().breakpoints();
          Debuggee old = debuggee;
          debuggee = null;
          silence.set(true);
          if (old != null && !ended) {
            old.quit();
          }
          Reversal back = reversal;
          if (back != null) {
            back.close();
          }
          adopted = null;
          ended = false;
          seen.forget();
          breakpoints.forgetVariables();
          start();
          debugger().take(kept);
          begin();
        });
  }

  private void begin() {
    if (stopOnEntry) {
      stepsFromEntry = true;
      debugger().stepInto();
    } else {
      debugger().go();
    }
  }

  @Override
  public CompletableFuture<Void> terminate(@Nullable TerminateArguments arguments) {
    return done(
        () -> {
          Debuggee known = debuggee;
          if (known != null && !ended) {
            // The client hears that it has ended, and disconnects.
            known.quit();
          }
        });
  }

  // Breakpoints

  @Override
  public CompletableFuture<SetBreakpointsResponse> setBreakpoints(SetBreakpointsArguments wanted) {
    return answer(
        () -> {
          SetBreakpointsResponse response = new SetBreakpointsResponse();
          response.setBreakpoints(breakpoints.setLines(debugger(), wanted, linesFrom));
          return response;
        });
  }

  @Override
  public CompletableFuture<SetFunctionBreakpointsResponse> setFunctionBreakpoints(
      SetFunctionBreakpointsArguments wanted) {
    return answer(
        () -> {
          SetFunctionBreakpointsResponse response = new SetFunctionBreakpointsResponse();
          response.setBreakpoints(breakpoints.setProcedures(debugger(), wanted, linesFrom));
          return response;
        });
  }

  @Override
  public CompletableFuture<SetExceptionBreakpointsResponse> setExceptionBreakpoints(
      SetExceptionBreakpointsArguments wanted) {
    return answer(
        () -> {
          breakpoints.setFilters(debugger(), wanted);
          return new SetExceptionBreakpointsResponse();
        });
  }

  @Override
  public CompletableFuture<DataBreakpointInfoResponse> dataBreakpointInfo(
      DataBreakpointInfoArguments wanted) {
    return answer(
        () -> {
          Seen.At at = seen.at(debugger(), wanted.getVariablesReference(), wanted.getFrameId());
          Result value = debugger().looking().evaluate(at.fiber(), at.frame(), wanted.getName());
          return breakpoints.info(debugger(), at, wanted.getName(), value.value());
        });
  }

  @Override
  public CompletableFuture<SetDataBreakpointsResponse> setDataBreakpoints(
      SetDataBreakpointsArguments wanted) {
    return answer(
        () -> {
          SetDataBreakpointsResponse response = new SetDataBreakpointsResponse();
          response.setBreakpoints(breakpoints.setData(debugger(), wanted, linesFrom));
          return response;
        });
  }

  @Override
  public CompletableFuture<LoadedSourcesResponse> loadedSources(LoadedSourcesArguments arguments) {
    return answer(
        () -> {
          LoadedSourcesResponse response = new LoadedSourcesResponse();
          response.setSources(debugger().files().stream().map(Seen::source).toArray(Source[]::new));
          return response;
        });
  }

  @Override
  public CompletableFuture<BreakpointLocationsResponse> breakpointLocations(
      BreakpointLocationsArguments wanted) {
    return answer(() -> breakpoints.locations(debugger(), wanted, linesFrom));
  }

  // Going on

  @Override
  public CompletableFuture<ContinueResponse> continue_(ContinueArguments arguments) {
    return answer(
        () -> {
          boolean one =
              Boolean.TRUE.equals(arguments.getSingleThread()) && !debugger().standsWhole();
          ContinueResponse response = new ContinueResponse();
          response.setAllThreadsContinued(!one);
          if (one) {
            debugger().go(fiber(arguments.getThreadId()));
          } else {
            goOn();
            debugger().go();
          }
          return response;
        });
  }

  private void goOn() {
    if (!debugger().isStanding()) {
      throw new IllegalStateException("the program is running");
    }
    seen.forget();
  }

  /** What is known of those that stand on stays. */
  private long goOnFrom(int thread) {
    if (!debugger().isStanding()) {
      throw new IllegalStateException("the program is running");
    }
    if (debugger().standsWhole()) {
      seen.forget();
    }
    return fiber(thread);
  }

  @Override
  public CompletableFuture<Void> next(NextArguments arguments) {
    return done(
        () -> {
          long fiber = goOnFrom(arguments.getThreadId());
          if (arguments.getGranularity() == SteppingGranularity.STATEMENT
              || arguments.getGranularity() == null
              || arguments.getGranularity() == SteppingGranularity.LINE) {
            debugger().stepOver(fiber);
          } else {
            debugger().stepForm(fiber);
          }
        });
  }

  @Override
  public CompletableFuture<Void> stepIn(StepInArguments arguments) {
    return done(
        () -> {
          long fiber = goOnFrom(arguments.getThreadId());
          if (arguments.getGranularity() == SteppingGranularity.INSTRUCTION) {
            debugger().stepForm(fiber);
          } else {
            debugger().stepInto(fiber);
          }
        });
  }

  @Override
  public CompletableFuture<Void> stepOut(StepOutArguments arguments) {
    return done(() -> debugger().stepOut(goOnFrom(arguments.getThreadId())));
  }

  @Override
  public CompletableFuture<Void> pause(PauseArguments arguments) {
    return done(() -> debugger().pause(fiber(arguments.getThreadId())));
  }

  // Looking

  @Override
  public CompletableFuture<ThreadsResponse> threads() {
    return answer(
        () -> {
          List<Thread> all = new ArrayList<>();
          if (debuggee != null
              && (debugger().isStanding() || debugger().stops() != Unit.ALL && !ended)) {
            for (FiberView fiber : debugger().looking().fibers()) {
              all.add(thread(fiber));
            }
          }
          if (all.isEmpty()) {
            all.add(thread(1, "program"));
          }
          ThreadsResponse response = new ThreadsResponse();
          response.setThreads(all.toArray(Thread[]::new));
          return response;
        });
  }

  private Thread thread(FiberView fiber) {
    String process = fiber.process() == 1 ? "" : "process " + fiber.process() + ", ";
    String name = fiber.name().isEmpty() ? "fiber " + fiber.number() : fiber.name();
    return thread(number(fiber.id()), process + name + " (" + fiber.state() + ")");
  }

  private static Thread thread(int id, String name) {
    Thread thread = new Thread();
    thread.setId(id);
    thread.setName(name);
    return thread;
  }

  /** The number of a fiber's thread. */
  private synchronized int number(long fiber) {
    int number = (int) ((fiber & 0xffffff) | (fiber >> 32) - 1 << 24) & Integer.MAX_VALUE;
    fibers.put(number, fiber);
    return number;
  }

  private synchronized long fiber(int thread) {
    return fibers.getOrDefault(thread, 0L);
  }

  @Override
  public CompletableFuture<StackTraceResponse> stackTrace(StackTraceArguments arguments) {
    return answer(
        () -> seen.stack(debugger(), fiber(arguments.getThreadId()), arguments, linesFrom));
  }

  @Override
  public CompletableFuture<ScopesResponse> scopes(ScopesArguments arguments) {
    return answer(() -> seen.scopes(debugger(), arguments.getFrameId()));
  }

  @Override
  public CompletableFuture<VariablesResponse> variables(VariablesArguments arguments) {
    return answer(() -> seen.variables(debugger(), arguments));
  }

  @Override
  public CompletableFuture<SetVariableResponse> setVariable(SetVariableArguments arguments) {
    return answer(
        () -> {
          Result result = seen.assign(debugger(), arguments);
          SetVariableResponse response = new SetVariableResponse();
          response.setValue(Seen.text(required(result)));
          response.setVariablesReference(seen.reference(result.value()));
          return response;
        });
  }

  @Override
  public CompletableFuture<SetExpressionResponse> setExpression(SetExpressionArguments arguments) {
    return answer(
        () -> {
          Seen.At at = seen.at(debugger(), arguments.getFrameId());
          Result result =
              debugger()
                  .looking()
                  .assign(at.fiber(), at.frame(), arguments.getExpression(), arguments.getValue());
          SetExpressionResponse response = new SetExpressionResponse();
          response.setValue(Seen.text(required(result)));
          return response;
        });
  }

  private static @Nullable Object required(Result result) {
    if (!result.isValue()) {
      throw problem(result.problem());
    }
    return result.value();
  }

  @Override
  public CompletableFuture<EvaluateResponse> evaluate(EvaluateArguments arguments) {
    return answer(
        () -> {
          Seen.At at = seen.at(debugger(), arguments.getFrameId());
          Object value =
              required(
                  debugger().looking().evaluate(at.fiber(), at.frame(), arguments.getExpression()));
          EvaluateResponse response = new EvaluateResponse();
          response.setResult(Seen.text(value));
          response.setVariablesReference(seen.reference(value));
          return response;
        });
  }

  @Override
  public CompletableFuture<CompletionsResponse> completions(CompletionsArguments arguments) {
    return answer(
        () -> {
          String before = arguments.getText().substring(0, Math.max(0, arguments.getColumn() - 1));
          String word = before.replaceFirst("(?s).*[\\s()\"'`,]", "");
          List<CompletionItem> items = new ArrayList<>();
          for (String name : seen.names(debugger(), arguments.getFrameId())) {
            if (name.startsWith(word)) {
              CompletionItem item = new CompletionItem();
              item.setLabel(name);
              item.setStart(before.length() - word.length());
              item.setLength(word.length());
              items.add(item);
            }
          }
          CompletionsResponse response = new CompletionsResponse();
          response.setTargets(items.toArray(CompletionItem[]::new));
          return response;
        });
  }

  @Override
  public CompletableFuture<ExceptionInfoResponse> exceptionInfo(ExceptionInfoArguments arguments) {
    return answer(
        () -> {
          Stop stop = debugger().looking().stop(fiber(arguments.getThreadId()));
          ExceptionInfoResponse response = new ExceptionInfoResponse();
          response.setExceptionId(stop.reason() == Stop.Reason.RAISE ? stop.text() : "none");
          response.setDescription(Seen.text(debugger().looking().lastValue()));
          response.setBreakMode(
              stop.text().endsWith("(nobody handles it)")
                  ? ExceptionBreakMode.UNHANDLED
                  : ExceptionBreakMode.ALWAYS);
          return response;
        });
  }

  // What the protocol has no words for

  @Override
  public CompletableFuture<Map<String, Object>> fibers(Map<String, Object> arguments) {
    return answer(
        () -> {
          List<Map<String, Object>> all = new ArrayList<>();
          for (FiberView fiber : debugger().looking().fibers()) {
            all.add(
                Map.of(
                    "thread", number(fiber.id()),
                    "id", fiber.id(),
                    "process", fiber.process(),
                    "number", fiber.number(),
                    "name", fiber.name(),
                    "state", fiber.state(),
                    "stands", fiber.stands(),
                    "file", fiber.span().file(),
                    "line", fiber.span().line()));
          }
          return Map.of("fibers", all, "time", debugger().elapsed());
        });
  }

  @Override
  public CompletableFuture<Map<String, Object>> hits(Map<String, Object> arguments) {
    return answer(
        () -> {
          Map<String, Object> hits = new HashMap<>();
          debugger().breakpoints().forEach(each -> hits.put("" + each.id(), each.hits()));
          return Map.of("hits", hits);
        });
  }

  /** The same as {@link #done} for a request of ours. */
  private static CompletableFuture<Map<String, Object>> empty(Runnable work) {
    return answer(
        () -> {
          work.run();
          return Map.of();
        });
  }

  @Override
  public CompletableFuture<Map<String, Object>> step(Map<String, Object> arguments) {
    return empty(
        () -> {
          String to = text(arguments, "to");
          if (!STEPS.contains(to)) {
            throw new IllegalArgumentException("to: one of " + String.join(", ", STEPS));
          }
          long fiber = goOnFrom(number(arguments, "threadId"));
          switch (to) {
            case "switch" -> debugger().stepToSwitch(fiber);
            case "message" -> debugger().followMessage(fiber);
            default -> debugger().stepForm(fiber);
          }
        });
  }

  @Override
  public CompletableFuture<Map<String, Object>> runTo(Map<String, Object> arguments) {
    return empty(
        () -> {
          goOn();
          debugger().runTo(text(arguments, "file"), number(arguments, "line") + 1 - linesFrom);
        });
  }

  @Override
  public CompletableFuture<Map<String, Object>> backOver(Map<String, Object> arguments) {
    return empty(() -> back(Debugger.Back.LINE_OF_CALLERS));
  }

  @Override
  public CompletableFuture<Map<String, Object>> stops(Map<String, Object> arguments) {
    return answer(
        () -> {
          Unit wanted = Unit.of(text(arguments, "stop"));
          if (!arguments.containsKey("breakpoint")) {
            return Map.of("problem", chooseUnit(wanted));
          }
          int number = number(arguments, "breakpoint");
          org.lokoscope.runtime.debug.Breakpoint known = debugger().breakpoint(number);
          if (known == null) {
            throw new IllegalArgumentException("there is no breakpoint " + number);
          }
          debugger().change(number, known.spec().stopping(wanted));
          return Map.of("problem", "");
        });
  }

  @Override
  public CompletableFuture<Map<String, Object>> endWait(Map<String, Object> arguments) {
    return empty(
        () -> {
          long fiber = fiber(number(arguments, "threadId"));
          Looking looking = debugger().looking();
          Result result =
              looking.evaluate(looking.stop().fiber(), 0, text(arguments, "expression"));
          Object value = required(result);
          boolean raise = Boolean.TRUE.equals(arguments.get("raise"));
          if (value == null || !looking.endWait(fiber, value, raise)) {
            throw new IllegalStateException("the fiber waits for nothing that can be ended");
          }
        });
  }

  private static String text(Map<String, Object> arguments, String name) {
    return String.valueOf(arguments.getOrDefault(name, ""));
  }

  private static int number(Map<String, Object> arguments, String name) {
    return arguments.get(name) instanceof Number number ? number.intValue() : 0;
  }

  /** Tells the client what happens to the program. */
  private final class Listener implements Debugger.Listener {

    @Override
    public void stopped(Stop stop) {
      if (stop.reason() == Stop.Reason.START) {
        stands.complete(null);
        return;
      }
      Reversal.Rerun there = adopted;
      Reversal back = reversal;
      if (there != null && back != null) {
        adopted = null;
        there.silent().set(false);
        back.arrived(there.run().debugger());
      }
      StoppedEventArguments event = new StoppedEventArguments();
      event.setReason(reason(stop));
      event.setThreadId(stop.fiber() == 0 ? 1 : number(stop.fiber()));
      event.setAllThreadsStopped(stop.unit() == Unit.ALL);
      if (!stop.text().isEmpty()) {
        event.setText(stop.text());
        event.setDescription(stop.text());
      }
      event.setHitBreakpointIds(stop.breakpoints().toArray(Integer[]::new));
      client.stopped(event);
    }

    private boolean isData(Stop stop) {
      Debuggee known = debuggee;
      return known != null
          && stop.breakpoints().stream()
              .map(known.debugger()::breakpoint)
              .anyMatch(each -> each != null && each.spec().kind() == Kind.SET);
    }

    private String reason(Stop stop) {
      if (stepsFromEntry) {
        stepsFromEntry = false;
        return StoppedEventArgumentsReason.ENTRY;
      }
      return switch (stop.reason()) {
        case START -> StoppedEventArgumentsReason.ENTRY;
        case BREAKPOINT ->
            isData(stop)
                ? StoppedEventArgumentsReason.DATA_BREAKPOINT
                : StoppedEventArgumentsReason.BREAKPOINT;
        case STEP, RETURNED -> StoppedEventArgumentsReason.STEP;
        case PAUSE -> StoppedEventArgumentsReason.PAUSE;
        case RAISE -> StoppedEventArgumentsReason.EXCEPTION;
        case EVENT -> StoppedEventArgumentsReason.BREAKPOINT;
      };
    }

    @Override
    public void output(String line) {
      print(OutputEventArgumentsCategory.CONSOLE, line + "\n");
    }

    @Override
    public void changed(org.lokoscope.runtime.debug.Breakpoint breakpoint, boolean gone) {
      BreakpointEventArguments event = new BreakpointEventArguments();
      event.setReason(
          gone ? BreakpointEventArgumentsReason.REMOVED : BreakpointEventArgumentsReason.CHANGED);
      event.setBreakpoint(Breakpoints.view(breakpoint, linesFrom));
      client.breakpoint(event);
    }
  }
}
