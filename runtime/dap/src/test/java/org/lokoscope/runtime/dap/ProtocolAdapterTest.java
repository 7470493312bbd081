// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.debug.Breakpoint;
import org.eclipse.lsp4j.debug.Capabilities;
import org.eclipse.lsp4j.debug.ConfigurationDoneArguments;
import org.eclipse.lsp4j.debug.ContinueArguments;
import org.eclipse.lsp4j.debug.DataBreakpoint;
import org.eclipse.lsp4j.debug.DataBreakpointInfoArguments;
import org.eclipse.lsp4j.debug.DataBreakpointInfoResponse;
import org.eclipse.lsp4j.debug.DisconnectArguments;
import org.eclipse.lsp4j.debug.EvaluateArguments;
import org.eclipse.lsp4j.debug.ExceptionBreakMode;
import org.eclipse.lsp4j.debug.ExceptionInfoArguments;
import org.eclipse.lsp4j.debug.ExceptionInfoResponse;
import org.eclipse.lsp4j.debug.ExitedEventArguments;
import org.eclipse.lsp4j.debug.InitializeRequestArguments;
import org.eclipse.lsp4j.debug.LoadedSourcesArguments;
import org.eclipse.lsp4j.debug.NextArguments;
import org.eclipse.lsp4j.debug.OutputEventArguments;
import org.eclipse.lsp4j.debug.PauseArguments;
import org.eclipse.lsp4j.debug.RestartArguments;
import org.eclipse.lsp4j.debug.ScopesArguments;
import org.eclipse.lsp4j.debug.SetBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetDataBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetExceptionBreakpointsArguments;
import org.eclipse.lsp4j.debug.SetVariableArguments;
import org.eclipse.lsp4j.debug.Source;
import org.eclipse.lsp4j.debug.SourceBreakpoint;
import org.eclipse.lsp4j.debug.StackFrame;
import org.eclipse.lsp4j.debug.StackTraceArguments;
import org.eclipse.lsp4j.debug.StepInArguments;
import org.eclipse.lsp4j.debug.StepOutArguments;
import org.eclipse.lsp4j.debug.StoppedEventArguments;
import org.eclipse.lsp4j.debug.TerminateArguments;
import org.eclipse.lsp4j.debug.TerminatedEventArguments;
import org.eclipse.lsp4j.debug.Variable;
import org.eclipse.lsp4j.debug.VariablesArguments;
import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.debug.services.IDebugProtocolServer;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.debug.DebugLauncher;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lokoscope.runtime.cml.FiberMode;
import org.lokoscope.runtime.debug.DebugAdapter;
import org.lokoscope.runtime.debug.Debuggee;
import org.lokoscope.runtime.debug.Debugger;
import org.lokoscope.runtime.debug.Events;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.process.SafePoints;
import org.lokoscope.runtime.process.Tiering;
import org.lokoscope.runtime.world.SystemWorld;

/** Drives the adapter by the client of its library. */
@Timeout(60)
final class ProtocolAdapterTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define jobs (make-channel))
      (define (square x)
        (* x x))
      (define squares '())
      (define (worker)
        (let ((job (get-message jobs)))
          (display (square job))
          (set! squares (cons job squares))
          (worker)))
      (spawn-fiber worker)
      (do ((i 0 (+ i 1)))
          ((= i 3))
        (put-message jobs i))
      (sleep 0.01)
      (raise 'end)
      """;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Client client = new Client();
  private Socket toServer = new Socket();
  private @Nullable Thread serving;

  private static final class Client implements IDebugProtocolClient {
    final BlockingQueue<StoppedEventArguments> stops = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();
    final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    final List<String> printed = new CopyOnWriteArrayList<>();

    @Override
    public void initialized() {
      begun.add("initialized");
    }

    @Override
    public void stopped(StoppedEventArguments event) {
      stops.add(event);
    }

    @Override
    public void exited(ExitedEventArguments event) {
      exits.add(event.getExitCode());
    }

    @Override
    public void terminated(TerminatedEventArguments event) {}

    @Override
    public void output(OutputEventArguments event) {
      printed.add(event.getOutput());
    }

    StoppedEventArguments stop() throws InterruptedException {
      StoppedEventArguments stop = stops.poll(30, TimeUnit.SECONDS);
      assertThat(stop).as("a stop").isNotNull();
      return stop;
    }
  }

  private final class Host implements DebugAdapter.Host {
    @Override
    public Debuggee launch(Map<String, Object> arguments, OutputStream out, OutputStream errors) {
      if (!"p.sps".equals(arguments.get("program"))) {
        throw new IllegalArgumentException(arguments.get("program") + ": no such file");
      }
      return new Run(out, errors, Boolean.TRUE.equals(arguments.get("reversible")));
    }

    @Override
    public Debuggee attach() {
      throw new IllegalArgumentException("nothing runs");
    }

    @Override
    public void complain(String line) {
      complaints.add(line);
    }
  }

  private static final class Run implements Debuggee {
    private final ProgramRun run;
    private final Debugger debugger;
    private final Program program;
    private End end = (_, _) -> {};

    Run(OutputStream out, OutputStream errors, boolean reversible) {
      Events events = new Events();
      run =
          new ProgramRun(
              reversible
                  ? new RunSettings(
                      FiberMode.CALLCC,
                      1,
                      OptionalLong.of(1),
                      false,
                      SafePoints.NORMAL,
                      Tiering.HOT)
                  : RunSettings.DEFAULT,
              SystemWorld.watched(InputStream.nullInputStream(), out, errors, List.of("p.sps")),
              List.of(),
              cpu -> events);
      debugger = new Debugger(run);
      events.tell(debugger);
      debugger.stopAtStart();
      if (reversible) {
        debugger.repeatable();
      }
      program = run.load(PROGRAM, "p.sps");
      debugger.program(program);
    }

    @Override
    public Debugger debugger() {
      return debugger;
    }

    @Override
    public void onEnd(End listener) {
      end = listener;
    }

    @Override
    public void begin() {
      Thread thread = new Thread(() -> end.ended(run.execute(program, "p.sps"), ""), "program");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void quit() {
      debugger.quit();
    }

    @Override
    public void leave() {
      debugger.detach();
    }
  }

  /** The requests that the protocol does not have. */
  public interface LastRequests extends IDebugProtocolServer {
    @JsonRequest("lokoscope/lastSet")
    CompletableFuture<Void> lastSet(Map<String, Object> arguments);

    @JsonRequest("lokoscope/lastSent")
    CompletableFuture<Void> lastSent(Map<String, Object> arguments);

    @JsonRequest("lokoscope/lastPushed")
    CompletableFuture<Void> lastPushed(Map<String, Object> arguments);
  }

  private LastRequests connect() throws IOException {
    ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread adapter =
        new Thread(
            () -> {
              try (port;
                  Socket socket = port.accept()) {
                new ProtocolAdapter()
                    .serve(socket.getInputStream(), socket.getOutputStream(), new Host());
              } catch (IOException gone) {
                complaints.add(gone.toString());
              }
            },
            "adapter");
    adapter.setDaemon(true);
    adapter.start();
    serving = adapter;
    toServer = new Socket(port.getInetAddress(), port.getLocalPort());
    Launcher<LastRequests> launcher =
        new DebugLauncher.Builder<LastRequests>()
            .setLocalService(client)
            .setRemoteInterface(LastRequests.class)
            .setInput(toServer.getInputStream())
            .setOutput(toServer.getOutputStream())
            .create();
    Future<Void> listening = launcher.startListening();
    assertThat(listening).isNotDone();
    return launcher.getRemoteProxy();
  }

  private IDebugProtocolServer launched(SourceBreakpoint... lines) throws Exception {
    return launched(false, lines);
  }

  private LastRequests launched(boolean reversible, SourceBreakpoint... lines) throws Exception {
    return launched(reversible, "all", lines);
  }

  private LastRequests launched(boolean reversible, String stop, SourceBreakpoint... lines)
      throws Exception {
    LastRequests server = connect();
    Capabilities can =
        server.initialize(new InitializeRequestArguments()).get(30, TimeUnit.SECONDS);
    assertThat(can.getSupportsConditionalBreakpoints()).isTrue();
    server
        .launch(Map.of("program", "p.sps", "reversible", reversible, "stop", stop))
        .get(30, TimeUnit.SECONDS);
    assertThat(client.begun.poll(30, TimeUnit.SECONDS)).isEqualTo("initialized");
    SetBreakpointsArguments breakpoints = new SetBreakpointsArguments();
    breakpoints.setSource(source());
    breakpoints.setBreakpoints(lines);
    assertThat(server.setBreakpoints(breakpoints).get(30, TimeUnit.SECONDS).getBreakpoints())
        .allMatch(breakpoint -> breakpoint.isVerified());
    return server;
  }

  private static Source source() {
    Source source = new Source();
    source.setPath("/somewhere/p.sps");
    return source;
  }

  private static SourceBreakpoint line(int line) {
    SourceBreakpoint breakpoint = new SourceBreakpoint();
    breakpoint.setLine(line);
    return breakpoint;
  }

  @AfterEach
  void close() throws Exception {
    toServer.close();
    if (serving != null) {
      serving.join(30_000);
      assertThat(serving.isAlive()).isFalse();
    }
  }

  private static List<StackFrame> stack(IDebugProtocolServer server, StoppedEventArguments stop)
      throws Exception {
    StackTraceArguments arguments = new StackTraceArguments();
    arguments.setThreadId(stop.getThreadId());
    return Arrays.asList(server.stackTrace(arguments).get(30, TimeUnit.SECONDS).getStackFrames());
  }

  private static List<String> variables(IDebugProtocolServer server, int reference)
      throws Exception {
    VariablesArguments arguments = new VariablesArguments();
    arguments.setVariablesReference(reference);
    List<String> all = new ArrayList<>();
    for (Variable variable : server.variables(arguments).get(30, TimeUnit.SECONDS).getVariables()) {
      all.add(variable.getName() + "=" + variable.getValue());
    }
    return all;
  }

  private static int locals(IDebugProtocolServer server, StackFrame frame) throws Exception {
    ScopesArguments arguments = new ScopesArguments();
    arguments.setFrameId(frame.getId());
    return server
        .scopes(arguments)
        .get(30, TimeUnit.SECONDS)
        .getScopes()[0]
        .getVariablesReference();
  }

  @Test
  void shouldStopShowStepEvaluateAssignAndGoOn() throws Exception {
    SourceBreakpoint second = line(4);
    second.setCondition("(= x 2)");
    IDebugProtocolServer server = launched(second);
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments stop = client.stop();
    assertThat(stop.getReason()).isEqualTo("breakpoint");
    assertThat(server.threads().get(30, TimeUnit.SECONDS).getThreads())
        .anyMatch(thread -> thread.getName().startsWith("worker"));
    List<StackFrame> frames = stack(server, stop);
    assertThat(frames.getFirst().getName()).isEqualTo("square");
    assertThat(frames.getFirst().getLine()).isEqualTo(4);
    int locals = locals(server, frames.getFirst());
    assertThat(variables(server, locals)).containsExactly("x=2");
    SetVariableArguments assign = new SetVariableArguments();
    assign.setVariablesReference(locals);
    assign.setName("x");
    assign.setValue("(+ x 8)");
    assertThat(server.setVariable(assign).get(30, TimeUnit.SECONDS).getValue()).isEqualTo("10");
    EvaluateArguments evaluate = new EvaluateArguments();
    evaluate.setFrameId(frames.getFirst().getId());
    evaluate.setExpression("(list x 1)");
    assertThat(server.evaluate(evaluate).get(30, TimeUnit.SECONDS).getResult()).isEqualTo("(10 1)");
    StepOutArguments out = new StepOutArguments();
    server.stepOut(out).get(30, TimeUnit.SECONDS);
    assertThat(client.stop().getText()).isEqualTo("100");
    server.next(new NextArguments()).get(30, TimeUnit.SECONDS);
    assertThat(stack(server, client.stop()).getFirst().getLine()).isEqualTo(9);
    server.stepIn(new StepInArguments()).get(30, TimeUnit.SECONDS);
    assertThat(stack(server, client.stop()).getFirst().getLine()).isEqualTo(10);
    server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS);
    assertThat(client.exits.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(String.join("", client.printed)).contains("01100");
  }

  @Test
  void shouldStopFibersEachByItself() throws Exception {
    SourceBreakpoint put = line(14);
    put.setCondition("(= i 1)");
    IDebugProtocolServer server = launched(false, "fiber", line(4), put);
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments worker = client.stop();
    StoppedEventArguments main = client.stop();
    assertThat(worker.getAllThreadsStopped()).isFalse();
    assertThat(main.getAllThreadsStopped()).isFalse();
    StackFrame square = stack(server, worker).getFirst();
    assertThat(square.getLine()).isEqualTo(4);
    assertThat(stack(server, main).getFirst().getLine()).isEqualTo(14);
    assertThat(server.threads().get(30, TimeUnit.SECONDS).getThreads())
        .allMatch(thread -> thread.getName().endsWith("(stands)"));
    ContinueArguments one = new ContinueArguments();
    one.setThreadId(main.getThreadId());
    one.setSingleThread(true);
    assertThat(server.continue_(one).get(30, TimeUnit.SECONDS).getAllThreadsContinued()).isFalse();
    PauseArguments pause = new PauseArguments();
    pause.setThreadId(main.getThreadId());
    server.pause(pause).get(30, TimeUnit.SECONDS);
    StoppedEventArguments paused = client.stop();
    assertThat(paused.getReason()).isEqualTo("pause");
    assertThat(paused.getThreadId()).isEqualTo(main.getThreadId());
    EvaluateArguments evaluate = new EvaluateArguments();
    evaluate.setFrameId(square.getId());
    evaluate.setExpression("(list x 'x)");
    assertThat(server.evaluate(evaluate).get(30, TimeUnit.SECONDS).getResult()).isEqualTo("(0 x)");
    StepOutArguments out = new StepOutArguments();
    out.setThreadId(worker.getThreadId());
    server.stepOut(out).get(30, TimeUnit.SECONDS);
    StoppedEventArguments returned = client.stop();
    assertThat(returned.getThreadId()).isEqualTo(worker.getThreadId());
    assertThat(returned.getText()).isEqualTo("0");
    SetBreakpointsArguments none = new SetBreakpointsArguments();
    none.setSource(source());
    none.setBreakpoints(new SourceBreakpoint[0]);
    server.setBreakpoints(none).get(30, TimeUnit.SECONDS);
    assertThat(
            server
                .continue_(new ContinueArguments())
                .get(30, TimeUnit.SECONDS)
                .getAllThreadsContinued())
        .isTrue();
    assertThat(client.exits.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(String.join("", client.printed)).contains("014");
  }

  @Test
  void shouldSayThatEverythingStandsInARunThatCanGoBack() throws Exception {
    IDebugProtocolServer server = launched(true, "fiber", line(4));
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    assertThat(client.stop().getAllThreadsStopped()).isTrue();
    assertThat(String.join("", client.printed)).contains("time stands, too");
  }

  @Test
  void shouldRefuseToStopWhatThereIsNot() throws Exception {
    LastRequests server = connect();
    server.initialize(new InitializeRequestArguments()).get(30, TimeUnit.SECONDS);
    assertThatThrownBy(
            () ->
                server
                    .launch(Map.of("program", "p.sps", "stop", "thread"))
                    .get(30, TimeUnit.SECONDS))
        .hasMessageContaining("stop: one of all, process, fiber, not thread");
  }

  @Test
  void shouldGoBackToWhereSomethingHappenedLast() throws Exception {
    LastRequests server = launched(true, line(4));
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    client.stop();
    server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments stop = client.stop();
    int frame = stack(server, stop).getFirst().getId();
    server.lastSet(Map.of("frameId", frame, "name", "x")).get(30, TimeUnit.SECONDS);
    assertThat(stack(server, client.stop()).getFirst().getLine()).isEqualTo(8);
    server.lastSent(Map.of("name", "jobs")).get(30, TimeUnit.SECONDS);
    assertThat(stack(server, client.stop()).getFirst().getLine()).isEqualTo(14);
    assertThatThrownBy(() -> server.lastPushed(Map.of("number", 9)).get(30, TimeUnit.SECONDS))
        .hasMessageContaining("There is no winder 9");
    assertThatThrownBy(() -> server.lastSet(Map.of("name", "none")).get(30, TimeUnit.SECONDS))
        .hasMessageContaining("none: there is no such variable here");
  }

  private static DataBreakpointInfoResponse info(
      IDebugProtocolServer server, int frame, String name) throws Exception {
    DataBreakpointInfoArguments arguments = new DataBreakpointInfoArguments();
    arguments.setFrameId(frame);
    arguments.setName(name);
    return server.dataBreakpointInfo(arguments).get(30, TimeUnit.SECONDS);
  }

  private static Breakpoint[] setData(IDebugProtocolServer server, String... ids) throws Exception {
    SetDataBreakpointsArguments arguments = new SetDataBreakpointsArguments();
    arguments.setBreakpoints(
        Arrays.stream(ids)
            .map(
                id -> {
                  DataBreakpoint data = new DataBreakpoint();
                  data.setDataId(id);
                  return data;
                })
            .toArray(DataBreakpoint[]::new));
    return server.setDataBreakpoints(arguments).get(30, TimeUnit.SECONDS).getBreakpoints();
  }

  @Test
  void shouldStopWhenAVariableIsSetOrAChannelGetsAMessage() throws Exception {
    IDebugProtocolServer server = launched(line(4));
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    int frame = stack(server, client.stop()).getFirst().getId();
    DataBreakpointInfoResponse squares = info(server, frame, "squares");
    assertThat(squares.getDescription()).isEqualTo("variable squares is set");
    DataBreakpointInfoResponse jobs = info(server, frame, "jobs");
    assertThat(jobs.getDescription()).isEqualTo("channel jobs gets a message");
    assertThat(info(server, frame, "x").getDataId()).isNull();
    assertThat(info(server, frame, "x").getDescription())
        .isEqualTo("x: is never set; each call has its own");
    SetBreakpointsArguments none = new SetBreakpointsArguments();
    none.setSource(source());
    none.setBreakpoints(new SourceBreakpoint[0]);
    server.setBreakpoints(none).get(30, TimeUnit.SECONDS);
    Breakpoint[] set = setData(server, squares.getDataId(), jobs.getDataId(), "variable y 7");
    assertThat(set).extracting(Breakpoint::isVerified).containsExactly(true, true, false);
    assertThat(set[2].getMessage()).contains("ask for it anew");
    server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments stop = client.stop();
    assertThat(stop.getReason()).isEqualTo("data breakpoint");
    assertThat(stop.getText()).isEqualTo("variable squares is set here");
    assertThat(stack(server, stop).getFirst().getLine()).isEqualTo(9);
    server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS);
    assertThat(client.stop().getText()).startsWith("channel ").endsWith(" gets a message");
    setData(server);
    server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS);
    assertThat(client.exits.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void shouldStartAgainWithItsBreakpointsAndEndWhenAsked() throws Exception {
    IDebugProtocolServer server = launched(line(4));
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    client.stop();
    server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments second = client.stop();
    assertThat(variables(server, locals(server, stack(server, second).getFirst())))
        .containsExactly("x=1");
    server.restart(new RestartArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments again = client.stop();
    assertThat(variables(server, locals(server, stack(server, again).getFirst())))
        .containsExactly("x=0");
    assertThat(client.exits).isEmpty();
    Source[] files =
        server.loadedSources(new LoadedSourcesArguments()).get(30, TimeUnit.SECONDS).getSources();
    assertThat(files).extracting(Source::getName).contains("p.sps");
    server.terminate(new TerminateArguments()).get(30, TimeUnit.SECONDS);
    assertThat(client.exits.poll(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void shouldStopAtWhatNobodyHandles() throws Exception {
    IDebugProtocolServer server = launched();
    SetExceptionBreakpointsArguments filters = new SetExceptionBreakpointsArguments();
    filters.setFilters(new String[] {"unhandled"});
    server.setExceptionBreakpoints(filters).get(30, TimeUnit.SECONDS);
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    StoppedEventArguments stop = client.stop();
    assertThat(stop.getReason()).isEqualTo("exception");
    assertThat(stop.getText()).contains("end");
    ExceptionInfoResponse raised =
        server.exceptionInfo(new ExceptionInfoArguments()).get(30, TimeUnit.SECONDS);
    assertThat(raised.getDescription()).isEqualTo("end");
    assertThat(raised.getBreakMode()).isEqualTo(ExceptionBreakMode.UNHANDLED);
    server.disconnect(new DisconnectArguments()).get(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldPrintLogpointsAndGoOn() throws Exception {
    SourceBreakpoint log = line(4);
    log.setLogMessage("square of {x}");
    IDebugProtocolServer server = launched(log);
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    assertThat(client.exits.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(client.printed).contains("square of 0\n", "square of 2\n");
  }

  @Test
  void shouldAnswerInWordsWhatCannotBeDone() throws Exception {
    IDebugProtocolServer server = connect();
    server.initialize(new InitializeRequestArguments()).get(30, TimeUnit.SECONDS);
    assertThatThrownBy(() -> server.continue_(new ContinueArguments()).get(30, TimeUnit.SECONDS))
        .hasMessageContaining("nothing has been launched");
    assertThatThrownBy(() -> server.launch(Map.of("program", "q.sps")).get(30, TimeUnit.SECONDS))
        .hasMessageContaining("q.sps: no such file");
  }

  @Test
  void shouldEndTheProgramWhenTheClientVanishes() throws Exception {
    IDebugProtocolServer server = launched(line(4));
    server.configurationDone(new ConfigurationDoneArguments()).get(30, TimeUnit.SECONDS);
    client.stop();
    toServer.close();
    Thread adapter = Objects.requireNonNull(serving);
    adapter.join(30_000);
    assertThat(adapter.isAlive()).isFalse();
    assertThat(complaints).isEmpty();
  }

  @Test
  void shouldSayInOneLineThatAClientSendsRubbish() throws Exception {
    InputStream rubbish =
        new ByteArrayInputStream("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    new ProtocolAdapter().serve(rubbish, new ByteArrayOutputStream(), new Host());
    assertThat(complaints).containsExactly("the client does not speak the Debug Adapter Protocol");
  }

  @Test
  void shouldGoOnAfterAMessageThatIsNoJson() throws Exception {
    InputStream rubbish =
        new ByteArrayInputStream("Content-Length: 5\r\n\r\n{{{{{".getBytes(StandardCharsets.UTF_8));
    new ProtocolAdapter().serve(rubbish, new ByteArrayOutputStream(), new Host());
    assertThat(complaints).allMatch(line -> line.startsWith("the client sent"));
  }
}
