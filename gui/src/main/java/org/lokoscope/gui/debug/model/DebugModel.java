// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.model.Seen.Fiber;
import org.lokoscope.gui.debug.model.Seen.Frame;
import org.lokoscope.gui.debug.model.Seen.Groups;
import org.lokoscope.gui.debug.model.Seen.Variable;
import org.lokoscope.gui.debug.model.Seen.Watch;
import org.lokoscope.gui.debug.model.Seen.Watches;
import org.lokoscope.runtime.debug.Unit;
import org.lokoscope.views.model.Cell;

/**
 * What the user sees of a program that is debugged, and what can be done with it. All cells, and
 * all calls, belong to the thread of the screen; nothing here waits. What was asked for while the
 * program stood is dropped when it comes after the program has gone on.
 */
public final class DebugModel {

  /** How far the program is. */
  public enum Phase {
    /** Nothing is debugged. */
    NONE,
    STARTING,
    RUNNING,
    STANDING,
    ENDED
  }

  /** Which way the next stop lies. */
  public enum Move {
    GO_ON("continue", false),
    OVER("next", false),
    IN("stepIn", false),
    OUT("stepOut", false),
    EXPRESSION("lokoscope/step", false),
    SWITCH("lokoscope/step", false),
    MESSAGE("lokoscope/step", false),
    BACK_IN("stepBack", true),
    BACK_OVER("lokoscope/backOver", true),
    BACK("reverseContinue", true);

    private final String request;
    private final boolean back;

    Move(String request, boolean back) {
      this.request = request;
      this.back = back;
    }

    /** Whether it leads into the past. */
    public boolean isBack() {
      return back;
    }
  }

  /** Frames that are shown of a stack. */
  static final int MOST_FRAMES = 200;

  /** Parts of a value that are shown at once. */
  static final int PARTS = 100;

  /** Characters of output that are kept. */
  private static final int MOST_OUTPUT = 200_000;

  private final Connection.Maker maker;
  private final Executor view;
  private final BreakpointList breakpoints = new BreakpointList();
  private final Cell<Phase> phase = new Cell<>(Phase.NONE);
  private final Cell<String> note = new Cell<>("");
  private final Cell<Boolean> reversible = new Cell<>(false);
  private final Cell<Unit> stops = new Cell<>(Unit.ALL);
  private final Cell<Long> time = new Cell<>(-1L);
  private final Cell<List<Fiber>> fibers = new Cell<>(List.of());
  private final Cell<Optional<Fiber>> fiber = new Cell<>(Optional.empty());
  private final Cell<List<Frame>> stack = new Cell<>(List.of());
  private final Cell<Optional<Frame>> frame = new Cell<>(Optional.empty());
  private final Cell<Groups> scopes = new Cell<>(Groups.NONE);
  private final Cell<Watches> watches = new Cell<>(new Watches(0, List.of()));
  private final Cell<String> output = new Cell<>("");
  private final List<String> expressions = new ArrayList<>();
  private @Nullable Session session;
  private @Nullable Launch last;

  /** The program stood so often; answers to older questions are dropped. */
  private int epoch;

  /** Groups of variables that were shown. */
  private int shown;

  /** The way that the program goes now, or went last; null for from its beginning. */
  private @Nullable Move going;

  /** One adapter, and what is heard of it. */
  private static final class Session {
    final Launch launch;
    @Nullable Connection connection;
    @Nullable AdapterClient client;
    @Nullable BreakpointSync sync;

    /** It is on its way to an event, and passes breakpoints without a halt. */
    boolean seeks;

    boolean attached() {
      return launch.pid().isPresent();
    }

    Session(Launch launch) {
      this.launch = launch;
      this.seeks = launch.seeks();
    }
  }

  /**
   * @param maker makes adapters, on a thread of its own
   * @param view runs what belongs to the thread of the screen there
   */
  public DebugModel(Connection.Maker maker, Executor view) {
    this.maker = maker;
    this.view = view;
    breakpoints.points().listen(points -> sendBreakpoints());
  }

  public BreakpointList breakpoints() {
    return breakpoints;
  }

  public Cell<Phase> phase() {
    return phase;
  }

  /** Why the program stands, or what is wrong; in a line. */
  public Cell<String> note() {
    return note;
  }

  /** Whether one can go back. */
  public Cell<Boolean> reversible() {
    return reversible;
  }

  /** What stands when something stops the program. */
  public Cell<Unit> stops() {
    return stops;
  }

  /** When the program stands, in nanoseconds since its run began; -1 if that is not known. */
  public Cell<Long> time() {
    return time;
  }

  /** All fibers; when the program goes on, those of its last stop. */
  public Cell<List<Fiber>> fibers() {
    return fibers;
  }

  /** The fiber whose stack is shown. */
  public Cell<Optional<Fiber>> fiber() {
    return fiber;
  }

  public Cell<List<Frame>> stack() {
    return stack;
  }

  /** The frame whose variables are shown. */
  public Cell<Optional<Frame>> frame() {
    return frame;
  }

  /** The groups of variables of the frame. */
  public Cell<Groups> scopes() {
    return scopes;
  }

  public Cell<Watches> watches() {
    return watches;
  }

  /** What the program has printed, what was evaluated, and what logpoints say. */
  public Cell<String> output() {
    return output;
  }

  /** What is debugged, or was last. */
  public Optional<Launch> launch() {
    return Optional.ofNullable(last);
  }

  public boolean stands() {
    return phase.get() == Phase.STANDING;
  }

  /** Whether it stands, and all is known that was asked for. */
  public boolean isSettled() {
    Session now = session;
    return stands() && now != null && now.client != null && now.client.isIdle();
  }

  /** Whether a program is there that has not ended. */
  public boolean isActive() {
    return switch (phase.get()) {
      case NONE, ENDED -> false;
      case STARTING, RUNNING, STANDING -> true;
    };
  }

  // The beginning and the end

  /** Debugs a program in place of the present one. */
  public void start(Launch launch) {
    stop();
    Session begun = new Session(launch);
    session = begun;
    last = launch;
    going = null;
    clear();
    output.set("");
    breakpoints.forgetStates();
    reversible.set(launch.isReversible());
    phase.set(Phase.STARTING);
    note.set((begun.attached() ? "Attaching to " : "Starting ") + launch.title() + "…");
    Thread.ofVirtual().start(() -> connect(begun));
  }

  /** Makes a program the one that {@link #again} starts, in place of the present one. */
  public void prepare(Launch launch) {
    stop();
    last = launch;
    output.set("");
    phase.set(Phase.NONE);
    note.set("Click beside line numbers to set breakpoints, then start (F5).");
  }

  /** Ends the program, and keeps nothing of it. */
  public void forget() {
    stop();
    last = null;
    output.set("");
    note.set("");
    phase.set(Phase.NONE);
  }

  /** The same program once more, with the breakpoints of now. */
  public void again() {
    if (last != null) {
      start(last);
    }
  }

  private void connect(Session begun) {
    try {
      Connection connection = maker.make(begun.launch);
      AdapterClient client =
          new AdapterClient(
              connection.in(),
              connection.out(),
              (event, body) -> onView(begun, () -> heard(begun, event, body)),
              () -> onView(begun, () -> lost(begun)));
      view.execute(() -> connected(begun, connection, client));
    } catch (IOException problem) {
      onView(begun, () -> over("The debugger cannot be started: " + problem.getMessage()));
    }
  }

  private void onView(Session of, Runnable work) {
    view.execute(
        () -> {
          if (session == of) {
            work.run();
          }
        });
  }

  private void connected(Session begun, Connection connection, AdapterClient client) {
    if (session != begun) {
      client.close();
      connection.close().run();
      return;
    }
    begun.connection = connection;
    begun.client = client;
    begun.sync = new BreakpointSync(client, breakpoints, view);
    client.listen();
    Map<String, Object> who =
        Map.of("clientID", "lokoscope", "adapterID", "lokoscope", "pathFormat", "path");
    client.tell("initialize", who);
    client.ask(
        begun.attached() ? "attach" : "launch",
        begun.launch.arguments(),
        view,
        (done, problem) -> {
          if (!problem.isEmpty() && session == begun) {
            over(problem);
          }
        });
  }

  private void heard(Session from, String event, JsonNode body) {
    switch (event) {
      case "initialized" -> configure(from);
      case "stopped" -> stopped(body);
      case "output" -> print(body.path("output").asText());
      case "breakpoint" -> {
        if (from.sync != null) {
          from.sync.changed(body);
        }
      }
      case "exited" -> over("The program ended with status " + body.path("exitCode").asInt() + ".");
      default -> {
        // What else an adapter may say is of no use here.
      }
    }
  }

  private void configure(Session from) {
    AdapterClient client = from.client;
    if (client == null || from.sync == null) {
      return;
    }
    client.tell("lokoscope/stops", Map.of("stop", stops.get().word()));
    if (from.attached()) {
      // It runs, and may stop at a breakpoint as soon as that is set.
      running("Running " + from.launch.title());
    }
    CompletableFuture<Void> set =
        from.seeks ? CompletableFuture.completedFuture(null) : from.sync.send();
    var _ =
        set.whenCompleteAsync(
            (done, problem) -> {
              if (session == from) {
                if (!from.attached()) {
                  running("Running " + from.launch.title());
                }
                client.tell("configurationDone", Map.of());
              }
            },
            view);
  }

  private void sendBreakpoints() {
    Session now = session;
    if (now != null && now.sync != null && !now.seeks && phase.get() != Phase.STARTING) {
      var _ = now.sync.send();
    }
  }

  /** Ends the program; one that was not started here runs on. */
  public void stop() {
    Session old = session;
    if (old != null) {
      over(old.attached() ? "Detached; the program runs on." : "Stopped.");
    }
  }

  /** The program is no more; says why. */
  private void over(String why) {
    Session old = session;
    session = null;
    epoch++;
    if (old != null) {
      end(old);
    }
    clear();
    reversible.set(false);
    breakpoints.forgetStates();
    note.set(why);
    phase.set(Phase.ENDED);
  }

  private static void end(Session old) {
    if (old.client != null) {
      old.client.tell("disconnect", Map.of("terminateDebuggee", !old.attached()));
      old.client.close();
    }
    if (old.connection != null) {
      old.connection.close().run();
    }
  }

  private void lost(Session of) {
    String why = of.connection == null ? "" : of.connection.problem().get();
    over("The debugged program's process is gone" + (why.isEmpty() ? "." : ": " + why));
  }

  private void clear() {
    time.set(-1L);
    fibers.set(List.of());
    fiber.set(Optional.empty());
    stack.set(List.of());
    frame.set(Optional.empty());
    scopes.set(Groups.NONE);
    unknownWatches();
  }

  // Going on

  /** Goes on, or back, from where the program stands. */
  public void move(Move move) {
    if (move.isBack() && !reversible.get()) {
      say("This run cannot go back.");
      return;
    }
    Fiber of = fiber.get().orElse(null);
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("threadId", of == null ? 1 : of.thread());
    switch (move) {
      case EXPRESSION, SWITCH, MESSAGE ->
          arguments.put("to", move.name().toLowerCase(java.util.Locale.ROOT));
      default -> {
        // The request says it.
      }
    }
    if (stops.get() != Unit.ALL && move == Move.GO_ON) {
      // All the same if everything stands.
      arguments.put("singleThread", true);
    }
    going = move;
    resume(move.request, arguments, move.isBack() ? "Going back…" : "Running");
  }

  /** Goes on to a line. */
  public void runTo(String file, int line) {
    going = null;
    resume("lokoscope/runTo", Map.of("file", file, "line", line), "Running to line " + line);
  }

  private void resume(String request, Map<String, ?> arguments, String what) {
    Session now = session;
    if (now == null || now.client == null || !stands()) {
      return;
    }
    String before = note.get();
    running(what);
    int asked = epoch;
    now.client.ask(
        request,
        arguments,
        view,
        (done, problem) -> {
          if (!problem.isEmpty() && session == now && epoch == asked) {
            // It stands where it stood.
            phase.set(Phase.STANDING);
            note.set(before);
            say(problem);
          } else if (problem.isEmpty() && arguments.containsKey("singleThread")) {
            lookWhoStandsOn(asked);
          }
        });
  }

  /** Others may stand that stand by themselves. */
  private void lookWhoStandsOn(int asked) {
    ask(
        "lokoscope/fibers",
        Map.of(),
        answer -> {
          List<Fiber> all = Answers.fibers(answer);
          Optional<Fiber> other = all.stream().filter(Fiber::stands).findFirst();
          if (epoch == asked && other.isPresent()) {
            epoch++;
            phase.set(Phase.STANDING);
            note.set("Goes on; others stand");
            show(all, other.get().thread());
          }
        });
  }

  private void running(String what) {
    epoch++;
    note.set(what);
    phase.set(Phase.RUNNING);
  }

  /** Asks a program that runs to stand. */
  public void pause() {
    Session now = session;
    if (now != null && now.client != null && phase.get() == Phase.RUNNING) {
      now.client.tell("pause", Map.of("threadId", 1));
    }
  }

  /** Chooses what stands when something stops the program. */
  public void stops(Unit unit) {
    stops.set(unit);
    Session now = session;
    if (now != null && now.client != null) {
      now.client.tell("lokoscope/stops", Map.of("stop", unit.word()));
    }
  }

  // Looking

  private void stopped(JsonNode body) {
    epoch++;
    note.set(StopText.of(body, going));
    phase.set(Phase.STANDING);
    int thread = body.path("threadId").asInt();
    ask(
        "lokoscope/fibers",
        Map.of(),
        answer -> {
          time.set(answer.path("time").asLong(-1));
          show(Answers.fibers(answer), thread);
        });
    Session now = session;
    if (now != null && now.sync != null) {
      now.seeks = false;
      var _ = now.sync.send();
      now.sync.count();
    }
  }

  /** Asks while the program stands; an answer that comes too late is dropped. */
  private void ask(String request, Map<String, ?> arguments, Consumer<JsonNode> then) {
    ask(request, arguments, then, this::say);
  }

  private void ask(
      String request,
      Map<String, ?> arguments,
      Consumer<JsonNode> then,
      Consumer<String> otherwise) {
    Session now = session;
    if (now == null || now.client == null || !stands()) {
      return;
    }
    int asked = epoch;
    now.client.ask(
        request,
        arguments,
        view,
        (body, problem) -> {
          if (session == now && epoch == asked) {
            if (problem.isEmpty()) {
              then.accept(body);
            } else {
              otherwise.accept(problem);
            }
          }
        });
  }

  private void show(List<Fiber> all, int thread) {
    fibers.set(all);
    all.stream()
        .filter(each -> each.thread() == thread)
        .findFirst()
        .or(() -> all.stream().filter(Fiber::stands).findFirst())
        .or(() -> all.stream().findFirst())
        .ifPresentOrElse(this::choose, () -> fiber.set(Optional.empty()));
  }

  /** Shows the stack of a fiber. */
  public void choose(Fiber chosen) {
    fiber.set(Optional.of(chosen));
    ask(
        "stackTrace",
        Map.of("threadId", chosen.thread(), "startFrame", 0, "levels", MOST_FRAMES),
        answer -> {
          if (fiber.get().equals(Optional.of(chosen))) {
            List<Frame> frames = Answers.frames(answer);
            stack.set(frames);
            frames.stream()
                .filter(each -> !each.isSystem())
                .findFirst()
                .or(() -> frames.stream().findFirst())
                .ifPresentOrElse(this::choose, this::noFrame);
          }
        });
  }

  private void noFrame() {
    frame.set(Optional.empty());
    scopes.set(Groups.NONE);
    watch();
  }

  /** Shows the variables of a frame, and the watches there. */
  public void choose(Frame chosen) {
    frame.set(Optional.of(chosen));
    ask(
        "scopes",
        Map.of("frameId", chosen.id()),
        answer -> {
          if (frame.get().equals(Optional.of(chosen))) {
            scopes.set(new Groups(++shown, Answers.scopes(answer)));
          }
        });
    watch();
  }

  /** The parts of a variable or a group, from the beginning or from where others end. */
  public void open(Variable variable, Consumer<List<Variable>> then) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("variablesReference", variable.reference());
    arguments.put("start", variable.from());
    arguments.put("count", PARTS);
    ask("variables", arguments, answer -> then.accept(Answers.variables(answer, variable, PARTS)));
  }

  /** The value of an expression at the chosen frame, into the output. */
  public void evaluate(String expression) {
    if (expression.isBlank()) {
      return;
    }
    if (!stands()) {
      say("The program does not stand.");
      return;
    }
    print("> " + expression + "\n");
    ask(
        "evaluate",
        at(expression),
        answer -> {
          print(answer.path("result").asText() + "\n");
          // It may have changed what is seen.
          frame.get().ifPresent(this::choose);
        },
        problem -> print("error: " + problem + "\n"));
  }

  private Map<String, Object> at(String expression) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("expression", expression);
    frame.get().ifPresent(chosen -> arguments.put("frameId", chosen.id()));
    return arguments;
  }

  /** Gives a variable of the frame the value of an expression. */
  public void assign(Variable variable, String expression) {
    ask(
        "setVariable",
        Map.of(
            "variablesReference", variable.owner(), "name", variable.name(), "value", expression),
        answer -> frame.get().ifPresent(this::choose));
  }

  /** Ends what a fiber waits for, with the value of an expression or by raising it. */
  public void endWait(Fiber waiting, String expression, boolean raise) {
    ask(
        "lokoscope/endWait",
        Map.of("threadId", waiting.thread(), "expression", expression, "raise", raise),
        answer ->
            ask("lokoscope/fibers", Map.of(), all -> show(Answers.fibers(all), waiting.thread())));
  }

  /** Shows the value of an expression from now on. */
  public void watch(String expression) {
    if (!expression.isBlank() && !expressions.contains(expression.strip())) {
      expressions.add(expression.strip());
      watch();
    }
  }

  /** The expressions whose values are shown. */
  public List<String> expressions() {
    return List.copyOf(expressions);
  }

  /** Shows the values of these, and of no others, from now on. */
  public void watchOnly(List<String> others) {
    if (!expressions.equals(others)) {
      expressions.clear();
      expressions.addAll(others);
      unknownWatches();
      watch();
    }
  }

  public void unwatch(String expression) {
    expressions.remove(expression);
    watches.set(
        new Watches(
            epoch,
            watches.get().all().stream()
                .filter(each -> !each.expression().equals(expression))
                .toList()));
  }

  private void watch() {
    if (!stands()) {
      unknownWatches();
      return;
    }
    for (String expression : List.copyOf(expressions)) {
      ask(
          "evaluate",
          at(expression),
          answer ->
              known(
                  new Watch(
                      expression,
                      answer.path("result").asText(),
                      answer.path("variablesReference").asInt(),
                      true)),
          problem -> known(new Watch(expression, problem, 0, false)));
    }
  }

  private void known(Watch watch) {
    Map<String, Watch> before = new HashMap<>();
    watches.get().all().forEach(each -> before.put(each.expression(), each));
    before.put(watch.expression(), watch);
    watches.set(
        new Watches(
            epoch,
            expressions.stream()
                .map(each -> before.getOrDefault(each, new Watch(each, "", 0, false)))
                .toList()));
  }

  private void unknownWatches() {
    watches.set(
        new Watches(
            epoch, expressions.stream().map(each -> new Watch(each, "", 0, false)).toList()));
  }

  private void say(String line) {
    print(line + "\n");
    note.set(line);
  }

  private void print(String text) {
    String all = output.get() + text;
    output.set(all.length() <= MOST_OUTPUT ? all : all.substring(all.length() - MOST_OUTPUT / 2));
  }
}
