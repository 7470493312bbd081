// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.samples.bench.HttpServers;

/**
 * Has {@code wrk} ask an HTTP server that runs here, and one that runs in Guile if there is one
 * with fibers, in turns, so that what else the machine does meets both. The servers have one core,
 * and wrk has another one, where that can be arranged.
 */
public final class SocketBench implements AutoCloseable {

  private static final int ROUNDS = 3;
  private static final int SECONDS = 5;
  private static final int WARM_UP_SECONDS = 10;
  private static final int IDLE = 10_000;

  /** Raises the limit of open files, as the JVM does by itself. */
  private static final List<String> UNLIMITED =
      List.of("sh", "-c", "ulimit -n \"$(ulimit -H -n)\"; exec \"$0\" \"$@\"");

  private final String mainClass;
  private final Path work;
  private final boolean pinned = isOnPath("taskset") && cores() > 1;
  private final List<HttpServer> servers = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param mainClass of this program
   */
  public SocketBench(String mainClass) throws IOException {
    this.mainClass = mainClass;
    this.work = Files.createTempDirectory("lokoscope-bench");
  }

  /** Whether there is what asks the servers. */
  public static boolean isPossible() {
    return isOnPath("wrk");
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static boolean isOnPath(String command) {
    return Tools.onPath(command).isPresent();
  }

  /** Measures and prints the table. */
  public void run() throws IOException, InterruptedException {
    servers.add(HttpServer.start("Lokoscope", onCore(0, ours()), Map.of()));
    if (hasGuileFibers()) {
      servers.add(HttpServer.start("Guile", onCore(0, guiles()), cache()));
    }
    System.out.printf(
        "HTTP with keep-alive: the round with the median rate of %d, %d s each.%n%s%s%n%n",
        ROUNDS,
        SECONDS,
        pinned ? "Servers on one core, wrk on another." : "Servers and wrk on all cores.",
        servers.size() > 1 ? "" : " No guile with (fibers) on the PATH.");
    System.out.printf(
        "%-20s %-10s %11s %12s %12s %12s %15s%n",
        "clients", "", "answers", "median", "99 %", "worst", "per CPU second");
    for (HttpServer server : servers) {
      ask(server, 50, WARM_UP_SECONDS);
    }
    measure("50", 50, 0);
    measure("400", 400, 0);
    measure("50, and 10,000 idle", 50, IDLE);
  }

  private void measure(String title, int clients, int idle)
      throws IOException, InterruptedException {
    List<List<Load>> rounds = servers.stream().<List<Load>>map(_ -> new ArrayList<>()).toList();
    double[] used = new double[servers.size()];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < servers.size(); i++) {
        HttpServer server = servers.get(i);
        server.addIdle(idle);
        long before = server.used().toNanos();
        rounds.get(i).add(ask(server, clients, SECONDS));
        used[i] += (server.used().toNanos() - before) / 1e9;
        server.dropIdle();
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      double answers = SECONDS * rounds.get(i).stream().mapToDouble(Load::rate).sum();
      System.out.printf(
          Locale.ROOT,
          "%-20s %-10s %s %,13.0f%n",
          i == 0 ? title : "",
          servers.get(i).name(),
          Load.middle(rounds.get(i)),
          answers / used[i]);
    }
    if (servers.size() > 1) {
      double ratio = Load.middle(rounds.get(0)).rate() / Load.middle(rounds.get(1)).rate();
      System.out.printf(Locale.ROOT, "%-20s %-10s %9.2f%n", "", "ratio", ratio);
    }
  }

  private Load ask(HttpServer server, int clients, int seconds)
      throws IOException, InterruptedException {
    List<String> command =
        onCore(
            1,
            List.of(
                "wrk", "--latency", "-t1", "-c" + clients, "-d" + seconds + "s", server.address()));
    Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    wrk.waitFor();
    return Load.parse(output);
  }

  private List<String> ours() throws IOException {
    return Tools.ours(mainClass, "run", HttpServers.ours(work).toString());
  }

  private List<String> guiles() throws IOException {
    List<String> command = new ArrayList<>(UNLIMITED);
    command.addAll(List.of("guile", "-q", HttpServers.guiles(work).toString()));
    return command;
  }

  private Map<String, String> cache() {
    return Map.of("XDG_CACHE_HOME", work.resolve("cache").toString());
  }

  private static boolean hasGuileFibers() throws IOException, InterruptedException {
    return isOnPath("guile")
        && new ProcessBuilder("guile", "-q", "-c", "(use-modules (fibers))")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private List<String> onCore(int core, List<String> command) {
    if (!pinned) {
      return command;
    }
    List<String> there = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    there.addAll(command);
    return there;
  }

  @Override
  public void close() throws IOException {
    for (HttpServer server : servers) {
      server.close();
    }
    Tools.delete(work);
  }
}
