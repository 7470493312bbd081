// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.library.Library;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Procedure;

/** Goes through all exported variables and calls each that is a procedure, in one tier. */
final class PrimitiveFuzz {

  private static final long SEED = Long.getLong("lokoscope.fuzz.seed", 1);
  private static final Pattern ONLY =
      Pattern.compile(System.getProperty("lokoscope.fuzz.only", ".*"));

  /** CPU time that a call may take. */
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(2000);

  /** CPU time after which a call is left behind. */
  private static final long HANG_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final int CALLS_WITH_SAME_OBJECTS = 25;
  private static final int NAMES_WITH_SAME_PROCESS = 20;
  private static final int LONGEST_FINDING = 1200;

  private final Path folder;
  private final Tiering tiering;
  private final int calls;
  private final int share;
  private final Map<String, String> findings = new LinkedHashMap<>();
  private final Map<FuzzRun.Outcome, Integer> outcomes = new EnumMap<>(FuzzRun.Outcome.class);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private int names;
  private int syntax;
  private int constants;
  private int procedures;
  private volatile Object now = "";
  private volatile long since;

  @SuppressWarnings("NullAway.Init") // Each worker begins with one of its own.
  private FuzzRun run;

  private @Nullable Program making;

  @SuppressWarnings("NullAway.Init") // It comes with the program that makes it.
  private Procedure maker;

  private record Target(String library, String name) {}

  /** Written down only when it is of interest: what a call takes would be lost in that. */
  private record Call(Target target, Object[] arguments) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder("(").append(target.name);
      for (Object argument : arguments) {
        text.append(' ').append(shown(argument));
      }
      return text.append(')').toString();
    }

    private static String shown(Object datum) {
      try {
        String text = Printer.write(datum);
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
      } catch (RuntimeException | StackOverflowError unprintable) {
        return unprintable.toString();
      }
    }
  }

  /**
   * @param share one procedure in so many is called
   */
  PrimitiveFuzz(Path folder, Tiering tiering, int calls, int share) {
    this.folder = folder;
    this.tiering = tiering;
    this.calls = calls;
    this.share = share;
  }

  List<String> findings() {
    return findings.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }

  int returned() {
    return outcomes.getOrDefault(FuzzRun.Outcome.RETURNED, 0);
  }

  String summary() {
    return names
        + " exported names, "
        + syntax
        + " syntax, "
        + constants
        + " constants, "
        + procedures
        + " procedures, "
        + calls
        + " calls each: "
        + outcomes;
  }

  /** Runs on threads with the stack of a CPU; one that hangs is left behind. */
  void run() throws InterruptedException {
    List<Target> targets = new ArrayList<>();
    Thread listing = worker(() -> targets.addAll(targets()));
    listing.join();
    int[] next = {0};
    while (next[0] < targets.size()) {
      Thread worker = worker(() -> fuzzFrom(targets, next));
      while (worker.isAlive() && !hangs(worker)) {
        worker.join(200);
      }
      if (worker.isAlive()) {
        found("hang", now.toString(), stackOf(worker));
      }
      next[0]++;
    }
  }

  private boolean hangs(Thread worker) {
    return threads.getThreadCpuTime(worker.threadId()) - since > HANG_NANOS;
  }

  private Thread worker(Runnable work) {
    since = 0;
    Thread thread = new Thread(null, work, "fuzz", Machine.STACK_BYTES);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (_, problem) -> {
          java.io.StringWriter text = new java.io.StringWriter();
          problem.printStackTrace(new java.io.PrintWriter(text));
          found("escaped", now.toString(), text.toString());
        });
    thread.start();
    return thread;
  }

  private static String stackOf(Thread thread) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement call : thread.getStackTrace()) {
      text.append("\n    at ").append(call);
    }
    return text.toString();
  }

  /** One target for each variable, however many libraries export it. */
  private List<Target> targets() {
    run = new FuzzRun(folder, tiering);
    int variables = 0;
    List<Target> targets = new ArrayList<>();
    Map<Global, Boolean> seen = new IdentityHashMap<>();
    for (String name : run.libraries().systemLibraries()) {
      Library library = run.library(name);
      for (Symbol symbol :
          library.exports().keySet().stream().sorted(Comparator.comparing(Symbol::name)).toList()) {
        names++;
        Global variable = run.variable(library, symbol.name());
        if (variable == null) {
          syntax++;
        } else if (seen.put(variable, true) == null
            && variables++ % share == 0
            && ONLY.matcher(symbol.name()).matches()) {
          targets.add(new Target(name, symbol.name()));
        }
      }
    }
    return targets;
  }

  private void fuzzFrom(List<Target> targets, int[] next) {
    run = new FuzzRun(folder, tiering);
    making = null;
    while (next[0] < targets.size()) {
      Target target = targets.get(next[0]);
      now = target;
      if (Boolean.getBoolean("lokoscope.fuzz.progress") && next[0] % 100 == 0) {
        System.out.println(next[0] + " of " + targets.size() + " " + target);
      }
      since = threads.getCurrentThreadCpuTime();
      fuzz(target, next[0]);
      next[0]++;
    }
  }

  private void fuzz(Target target, int number) {
    if (number % NAMES_WITH_SAME_PROCESS == 0 || making == null || run.hasEnded()) {
      renewProcess();
    }
    FuzzArguments arguments = new FuzzArguments(SEED * 1_000_003 + number);
    Object[] callers = callers(target);
    if (callers == null) {
      constants++;
      return;
    }
    procedures++;
    Procedure procedure = (Procedure) callers[0];
    for (int i = 0; i < calls; i++) {
      if (run.hasEnded()) {
        renewProcess();
        callers = Objects.requireNonNull(callers(target));
      }
      if (i % CALLS_WITH_SAME_OBJECTS == 0) {
        callers = renewObjects(target, callers, arguments);
      }
      call(target, procedure, callers, arguments);
    }
    run.takeErrors();
  }

  /** Calls may have left something that ends the process before it can make new objects. */
  private Object[] renewObjects(Target target, Object[] callers, FuzzArguments arguments) {
    try {
      arguments.renew((Object[]) run.valueOf(maker));
      return callers;
    } catch (IllegalStateException ended) {
      renewProcess();
      Object[] anew = Objects.requireNonNull(callers(target));
      arguments.renew((Object[]) run.valueOf(maker));
      return anew;
    }
  }

  private void renewProcess() {
    run.renewProcess();
    if (making == null) {
      making = run.expand(List.of(FuzzArguments.LIBRARIES), FuzzArguments.PROGRAM);
      maker = (Procedure) run.evaluate(making);
    } else {
      run.instantiate(making);
    }
  }

  /** The procedure, then code that calls it with so many arguments; null if it is none. */
  private Object @Nullable [] callers(Target target) {
    StringBuilder form = new StringBuilder("(if (procedure? fuzzed) (vector fuzzed");
    StringBuilder parameters = new StringBuilder();
    for (int i = 0; i <= FuzzRun.MOST_DIRECT; i++) {
      form.append(" (lambda (" + parameters + ") (fuzzed " + parameters + "))");
      parameters.append(" a").append(i);
    }
    form.append(" (lambda args (apply fuzzed args))) #f)");
    String set = "(rename (only " + target.library + " " + written(target.name) + ") (";
    Object callers =
        run.evaluate(
            List.of(
                "(only (rnrs) if procedure? lambda vector apply)",
                set + written(target.name) + " fuzzed))"),
            form.toString());
    return callers instanceof Object[] vector ? vector : null;
  }

  private static String written(String name) {
    return Printer.write(Symbol.of(name));
  }

  private void call(Target target, Procedure procedure, Object[] callers, FuzzArguments arguments) {
    int count = arguments.below(FuzzRun.MOST_DIRECT + 1);
    for (int i = 0; i < 10 && !procedure.accepts(count); i++) {
      count = arguments.below(FuzzRun.MOST_DIRECT + 1);
    }
    FuzzArguments.Choice choice = arguments.choose(count);
    Object[] objects = arguments.objects(choice);
    boolean direct = objects.length <= FuzzRun.MOST_DIRECT && arguments.below(4) > 0;
    Object caller = direct ? callers[1 + objects.length] : callers[callers.length - 1];
    now = new Call(target, objects);
    long before = threads.getCurrentThreadCpuTime();
    since = before;
    FuzzRun.Outcome outcome = run.call((Procedure) caller, objects);
    long took = threads.getCurrentThreadCpuTime() - before;
    outcomes.merge(outcome, 1, Integer::sum);
    if (outcome == FuzzRun.Outcome.RETURNED) {
      arguments.keep(choice);
    }
    if (took > SLOW_NANOS) {
      found("slow", now.toString(), outcome + " after " + took / 1_000_000 + " ms");
    }
    String errors = run.takeErrors();
    if (errors.contains("internal error")) {
      found("fault", now.toString(), errors);
    }
  }

  /** Keeps one example for each kind and procedure. */
  private synchronized void found(String kind, String call, String how) {
    String key = kind + ": " + call.split("[ )]", 2)[0];
    String text = call + "\n" + how;
    if (findings.putIfAbsent(key, text.substring(0, Math.min(text.length(), LONGEST_FINDING)))
        == null) {
      System.out.println(key + " " + findings.get(key));
    }
  }
}
