// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.lokoscope.gui.window.DeepLink;
import org.lokoscope.gui.work.ProgramException;
import org.lokoscope.gui.work.ProjectFileException;
import org.lokoscope.gui.work.StoreWorkbench;
import org.lokoscope.gui.work.UserDirectories;
import org.lokoscope.gui.work.Workbench;
import org.lokoscope.runtime.world.StandardStream;
import org.lokoscope.store.Progress;
import org.lokoscope.store.TraceException;
import org.lokoscope.tracer.text.Reason;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** The {@code lokoscope} command. */
@Command(
    name = "lokoscope",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = {
      "Show what the fibers and processes of a Scheme program do, and what makes them grow.",
      "",
      "With a TRACE, opens the application on it. Without arguments, opens the most recent"
          + " trace; the first time, records the samples and opens one that leaks.",
      ""
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:the program raised an unhandled condition",
      "2:usage error, or a file that cannot be read or written",
      "3:what --fail-on or another limit names was found, or a replay differs",
      "4:the trace is damaged or unreadable"
    })
public final class Main implements Callable<Integer> {

  /** In the order in which the help lists them. */
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("run", RunCommand::new);
    COMMANDS.put("record", RecordCommand::new);
    COMMANDS.put("repl", ReplCommand::new);
    COMMANDS.put("debug", DebugCommand::new);
    COMMANDS.put("attach", AttachCommand::new);
    COMMANDS.put("dap", DapCommand::new);
    COMMANDS.put("replay", ReplayCommand::new);
    COMMANDS.put("explore", ExploreCommand::new);
    COMMANDS.put("dump", DumpCommand::new);
    COMMANDS.put("flight", FlightCommand::new);
    COMMANDS.put("info", InfoCommand::new);
    COMMANDS.put("report", ReportCommand::new);
    COMMANDS.put("find", FindCommand::new);
    COMMANDS.put("state", StateCommand::new);
    COMMANDS.put("why", WhyCommand::new);
    COMMANDS.put("top", TopCommand::new);
    COMMANDS.put("profile", ProfileCommand::new);
    COMMANDS.put("compare", CompareCommand::new);
    COMMANDS.put("sql", SqlCommand::new);
    COMMANDS.put("mcp", McpCommand::new);
    COMMANDS.put("cut", CutCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("import", ImportCommand::new);
    COMMANDS.put("listen", ListenCommand::new);
    COMMANDS.put("snapshot", SnapshotCommand::new);
    COMMANDS.put("samples", SamplesCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
    COMMANDS.put("train", TrainCommand::new);
    COMMANDS.put("shared-files", SharedFilesCommand::new);
  }

  /** Their options stand before the program. */
  private static final Set<String> PROGRAM_COMMANDS = Set.of("run", "record", "debug", "explore");

  private static final Set<String> VERSION_OPTIONS = Set.of("-V", "--version");

  @Parameters(
      arity = "0..*",
      paramLabel = "TRACE",
      description =
          "The directory of the trace to open; TRACE#t=1.2s&fiber=7 shows that moment and fiber,"
              + " and #range=1s..2s&view=leaks a time and a tab. Several are shown on one axis of"
              + " time, as one trace, which is kept.")
  private List<Path> traces = List.of();

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors.")
  @SuppressWarnings("UnusedMethod") // picocli calls it.
  private void setDebug(boolean wanted) {
    debug = wanted;
    // The runtime reports what its own mistakes did to a program.
    System.setProperty("lokoscope.debug", Boolean.toString(wanted));
  }

  private boolean debug;

  public static void main(String[] arguments) {
    System.exit(execute(StandardStream.output(), arguments));
  }

  /** Runs a command whose output goes there; says so if it cannot be written. */
  static int execute(OutputStream to, String... arguments) {
    PrintStream before = System.out;
    CommandOutput output = new CommandOutput(to);
    System.setOut(output.printer());
    try {
      return output.finish(execute(output, arguments), System.err);
    } catch (OutputLost _) {
      return output.finish(ExitStatus.DONE, System.err);
    } finally {
      System.setOut(before);
    }
  }

  private static int execute(CommandOutput output, String... arguments) {
    String[] all = isScript(arguments) ? runArguments(arguments) : arguments;
    if (all.length == 1 && VERSION_OPTIONS.contains(all[0])) {
      System.out.println(version());
      return ExitStatus.DONE;
    }
    return hasNoOptions(all) ? run(all) : parse(output, all);
  }

  /**
   * Whether it is {@code run FILE ARGUMENT...}. That and the version do without picocli: to read
   * the annotations of one command takes a third of the time of a short program.
   */
  private static boolean hasNoOptions(String[] arguments) {
    return arguments.length > 1
        && arguments[0].equals("run")
        && !arguments[1].isEmpty()
        && (arguments[1].equals("-") || !arguments[1].startsWith("-"));
  }

  private static int run(String[] arguments) {
    try {
      List<String> words = List.of(arguments);
      return new RunCommand(Path.of(words.get(1)), words.subList(2, words.size())).call();
    } catch (RuntimeException problem) {
      return new Main().failed(problem, new PrintWriter(System.err, true, System.err.charset()));
    }
  }

  private static int parse(CommandOutput output, String[] arguments) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    addCommands(line, arguments);
    line.setOut(output.quietWriter());
    line.setStopAtPositional(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(Main::usage);
    line.setExecutionExceptionHandler(
        (problem, command, parsed) -> main.failed(problem, command.getErr()));
    line.getSubcommands()
        .forEach(
            // What follows the program is the program's, even if it looks like an option of ours.
            (name, command) -> command.setStopAtPositional(PROGRAM_COMMANDS.contains(name)));
    return line.execute(arguments);
  }

  /**
   * Adds the commands that these arguments can mean. To read the annotations of all of them is half
   * of the time that a short program takes.
   */
  private static void addCommands(CommandLine line, String[] arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    if (COMMANDS.containsKey(first)) {
      line.addSubcommand(first, COMMANDS.get(first).get());
    } else {
      COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
  }

  /** The whole command line, without what is hidden: for manual and completion. */
  static CommandLine model() {
    CommandLine line = new CommandLine(new Main());
    addCommands(line, new String[0]);
    line.getSubcommands().entrySet().stream()
        .filter(each -> each.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList()
        .forEach(line.getCommandSpec()::removeSubcommand);
    return line;
  }

  /** Whether a program says in its first line that this command runs it. */
  private static boolean isScript(String[] arguments) {
    if (arguments.length == 0 || COMMANDS.containsKey(arguments[0])) {
      return false;
    }
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      return Arrays.equals(in.readNBytes(2), new byte[] {'#', '!'});
    } catch (IOException | InvalidPathException none) {
      return false;
    }
  }

  private static String[] runArguments(String[] arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "run";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return all;
  }

  @Override
  public Integer call() {
    if (traces.isEmpty()) {
      return Demo.firstRunOrOpen();
    }
    Workbench workbench = new StoreWorkbench();
    Path trace = traces.size() == 1 ? traces.getFirst() : joined(workbench);
    Path directory = linked(trace);
    if (!workbench.isTrace(directory)) {
      return openFailure(workbench, directory);
    }
    Desktop.requireDisplay(trace);
    Desktop.open(trace);
    return ExitStatus.DONE;
  }

  /** Makes one trace of all that are named. */
  private Path joined(Workbench workbench) {
    List<String> names = new ArrayList<>();
    for (Path each : traces) {
      if (!workbench.isTrace(each)) {
        openFailure(workbench, each);
      }
      names.add(String.valueOf(each.toAbsolutePath().normalize().getFileName()));
    }
    Path into = UserDirectories.ofUser().traces().resolve(String.join("+", names));
    try (TerminalProgress progress = new TerminalProgress()) {
      Files.createDirectories(into.getParent());
      StoreWorkbench.join(traces, into, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.err.println("lokoscope: one trace of " + traces.size() + " is in " + into);
    return into;
  }

  private static Path linked(Path trace) {
    try {
      return DeepLink.of(trace).trace();
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(ExitStatus.USAGE, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /**
   * Opening says best what is wrong; a word that is not a directory is rather a mistyped command.
   */
  private Integer openFailure(Workbench workbench, Path trace) {
    if (!Files.exists(trace) && trace.getNameCount() == 1) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          trace + ": neither a command nor the directory of a trace; see lokoscope --help");
    }
    workbench.open(trace, Progress.NONE).close();
    return ExitStatus.DONE;
  }

  private static int usage(CommandLine.ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    command
        .getErr()
        .println("lokoscope: " + Reason.of(problem).lines().findFirst().orElse("usage error"));
    command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.USAGE;
  }

  private int failed(Exception problem, PrintWriter err) {
    if (problem instanceof OutputLost) {
      return ExitStatus.DONE;
    }
    if (debug) {
      problem.printStackTrace(err);
    }
    err.println("lokoscope: " + line(problem));
    return switch (problem) {
      case CommandFailure failure -> failure.status();
      case ProjectFileException settings -> ExitStatus.USAGE;
      case ProgramException wrong -> ExitStatus.RAISED;
      case TraceException bad -> ExitStatus.BAD_TRACE;
      case UncheckedIOException unwritable -> ExitStatus.USAGE;
      case CancellationException stopped -> ExitStatus.CANCELLED;
      default -> ExitStatus.RAISED;
    };
  }

  private static String line(Exception problem) {
    if (problem instanceof CancellationException) {
      return "cancelled";
    }
    if (problem instanceof CommandFailure
        || problem instanceof ProgramException
        || problem instanceof TraceException
        || problem instanceof UncheckedIOException) {
      return Reason.of(problem);
    }
    return "internal error ("
        + problem.getClass().getSimpleName()
        + (problem.getMessage() == null
            ? ""
            : ": " + problem.getMessage().lines().findFirst().orElse(""))
        + "); use --debug for a stack trace";
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return "lokoscope " + (version == null ? "(unpackaged)" : version);
  }

  static final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {version()};
    }
  }
}
