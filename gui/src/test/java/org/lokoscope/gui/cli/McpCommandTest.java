// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ImageContent;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.tracer.codec.ChunkFormat;

/** Drives the server, a process of its own, by the client of the protocol's library. */
final class McpCommandTest {

  private static final String PROGRAM =
      """
      (import (rnrs) (loko system fibers))
      (define ch (make-channel))
      (run-fibers (lambda ()
        (spawn-fiber (lambda () (sleep 0.05) (put-message ch 1)))
        (display (get-message ch))))
      """;

  private static final String WAITING =
      """
      (import (rnrs) (loko system fibers))
      (display "here\\n")
      (flush-output-port (current-output-port))
      (run-fibers (lambda () (sleep 60)))
      """;

  private static final String HELLO =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
          + "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
          + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}\n";

  @TempDir private Path scratch;

  private Path temporary;
  private String trace;

  @BeforeEach
  void record() throws Exception {
    temporary = Files.createDirectory(scratch.resolve("temporary"));
    Path program = Files.writeString(scratch.resolve("p.sps"), PROGRAM);
    Path directory = scratch.resolve("p.trace");
    int status =
        Main.execute(
            new ByteArrayOutputStream(), "record", "-o", directory.toString(), program.toString());
    assertThat(status).isZero();
    trace = directory.toString();
  }

  @Test
  void answersEachQuestionAndWritesNothing() throws Exception {
    Map<String, String> before = files();
    try (McpSyncClient client = client()) {
      client.initialize();
      assertThat(client.listTools().tools())
          .extracting(tool -> tool.name())
          .containsExactlyInAnyOrder(
              "info",
              "findings",
              "query",
              "state",
              "wake_chain",
              "top",
              "profile",
              "sql",
              "compare",
              "dump",
              "snapshot");
      assertThat(answer(client, "info", Map.of("trace", trace)))
          .contains("Trace:", trace)
          .doesNotContain("lokoscope-mcp-");
      assertThat(answer(client, "findings", Map.of("trace", trace, "format", "json")))
          .contains("\"verdict\"");
      assertThat(
              answer(client, "query", Map.of("trace", trace, "query", "state:blocked", "limit", 5)))
          .contains("blocked");
      assertThat(answer(client, "query", Map.of("trace", trace, "query", "nobody")))
          .contains("nothing found");
      assertThat(answer(client, "state", Map.of("trace", trace, "at", "20ms")))
          .contains("Wait queue:", "get [main#2");
      assertThat(answer(client, "wake_chain", Map.of("trace", trace, "query", "*")))
          .contains("fiber#4 was ");
      assertThat(answer(client, "top", Map.of("trace", trace, "by", "all"))).contains("sleeping");
      assertThat(answer(client, "profile", Map.of("trace", trace, "words", true)))
          .contains("p.sps");
      String sql = "select count(*) > 1 as several from fibers";
      assertThat(answer(client, "sql", Map.of("trace", trace, "query", sql))).contains("true");
      assertThat(answer(client, "compare", Map.of("trace", trace, "after", trace))).isNotBlank();
      byte[] png = image(client, Map.of("trace", trace, "view", "timeline", "size", "640x360"));
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(640);
    }
    assertThat(files()).isEqualTo(before);
    // The client does not wait for the end of its server.
    for (int tries = 0; tries < 100 && !temporaries().isEmpty(); tries++) {
      Thread.sleep(100);
    }
    assertThat(temporaries()).isEmpty();
  }

  @Test
  void showsWhatARunningProgramDoes() throws Exception {
    Path file = Files.writeString(scratch.resolve("w.sps"), WAITING);
    Process running = java("run", file.toString()).start();
    try (McpSyncClient client = client();
        BufferedReader said = running.inputReader()) {
      assertThat(said.readLine()).isEqualTo("here");
      client.initialize();
      Map<String, Object> program = Map.of("pid", running.pid());
      // It listens a moment after it began.
      while (text(call(client, "dump", program)).contains("no reachable")) {
        assertThat(running.isAlive()).isTrue();
      }
      assertThat(answer(client, "dump", program)).contains("sleep");
      assertThat(error(client, "dump", Map.of("pid", ProcessHandle.current().pid())))
          .contains("no reachable lokoscope run");
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysWhatIsWrongWithAQuestion() throws Exception {
    String empty = Files.createDirectory(scratch.resolve("empty")).toString();
    try (McpSyncClient client = client()) {
      client.initialize();
      assertThat(error(client, "info", Map.of())).isEqualTo("info: the argument trace is missing");
      assertThat(error(client, "info", Map.of("trace", 1))).contains("trace must be a text");
      assertThat(error(client, "info", Map.of("trace", trace, "output", "x")))
          .contains("no argument output", "it takes format, trace");
      assertThat(error(client, "info", Map.of("trace", trace, "format", "html")))
          .contains("one of text, json, not html");
      assertThat(error(client, "info", Map.of("trace", trace + "x"))).contains("no such directory");
      assertThat(error(client, "info", Map.of("trace", "a\0b"))).contains("not the name");
      assertThat(error(client, "info", Map.of("trace", empty)))
          .contains(empty, "not a trace")
          .doesNotContain("lokoscope-mcp-");
      assertThat(error(client, "query", Map.of("trace", trace, "query", "((")))
          .contains("never closed", "^");
      assertThat(error(client, "query", Map.of("trace", trace, "query", "--help x:y")))
          .contains("--help x:y");
      assertThat(error(client, "query", Map.of("trace", trace, "query", "a", "limit", -1)))
          .contains("--limit: must not be below 0");
      assertThat(error(client, "state", Map.of("trace", trace, "at", "soon"))).contains("--at");
      assertThat(error(client, "sql", Map.of("trace", trace, "query", "selec 1")))
          .contains("selec");
      assertThat(error(client, "profile", Map.of("trace", trace))).contains("holds no samples");
      assertThat(error(client, "snapshot", Map.of("trace", trace, "size", "big")))
          .contains("--size");
      // It goes on.
      assertThat(answer(client, "info", Map.of("trace", trace))).contains("Trace:");
    }
  }

  @Test
  void tellsOfDamageWithEachAnswer() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(trace, "events"));
        McpSyncClient client = client()) {
      client.initialize();
      Path file = all.filter(each -> each.toString().endsWith(".cq4")).findFirst().orElseThrow();
      damage(file);
      for (String tool : List.of("info", "findings", "state", "top")) {
        assertThat(answer(client, tool, Map.of("trace", trace)))
            .contains("Damaged:\n", file.getFileName().toString())
            .containsOnlyOnce("Damaged:\n");
      }
      assertThat(answer(client, "sql", Map.of("trace", trace, "query", "select 1")))
          .contains("Damaged:\n");
      CallToolResult shown = call(client, "snapshot", Map.of("trace", trace));
      assertThat(((TextContent) shown.content().get(1)).text()).contains("Damaged:\n");
      Files.delete(Path.of(trace, "meta.json"));
      assertThat(error(client, "info", Map.of("trace", trace))).contains("not a trace");
    }
  }

  @Test
  void takesInWhatATraceHasGained() throws Exception {
    Path other = scratch.resolve("q.trace");
    Files.createDirectory(other);
    try (McpSyncClient client = client()) {
      client.initialize();
      error(client, "info", Map.of("trace", other.toString()));
      try (Stream<Path> all = Files.walk(Path.of(trace))) {
        for (Path each : all.filter(path -> !path.toString().equals(trace)).toList()) {
          Files.copy(each, other.resolve(Path.of(trace).relativize(each)));
        }
      }
      assertThat(answer(client, "info", Map.of("trace", other.toString()))).contains("Trace:");
    }
  }

  @Test
  void endsWhenItsClientVanishes() throws Exception {
    Process server = java("mcp").start();
    server.outputWriter().append(HELLO).flush();
    assertThat(server.inputReader().readLine()).contains("\"serverInfo\"");
    server.getOutputStream().close();
    assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
    assertThat(text(server)).isEmpty();
  }

  @Test
  void endsWhenNobodyReadsItsAnswers() throws Exception {
    Process server = java("mcp").start();
    server.getInputStream().close();
    server.outputWriter().append(HELLO).flush();
    assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
  }

  @Test
  void removesWhatItBorrowedWhenItIsStopped() throws Exception {
    Process server = java("mcp").start();
    server
        .outputWriter()
        .append(HELLO)
        .append("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n")
        .append(
            new ObjectMapper()
                .writeValueAsString(
                    Map.of(
                        "jsonrpc",
                        "2.0",
                        "id",
                        2,
                        "method",
                        "tools/call",
                        "params",
                        Map.of("name", "info", "arguments", Map.of("trace", trace)))))
        .append("\n")
        .flush();
    BufferedReader answers = server.inputReader();
    assertThat(answers.readLine()).contains("\"serverInfo\"");
    assertThat(answers.readLine()).contains("Trace:");
    assertThat(temporaries()).isNotEmpty();
    server.destroy();
    assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(temporaries()).isEmpty();
  }

  /** Spoils the second chunk of a file. */
  private static void damage(Path file) throws Exception {
    byte[] octets = Files.readAllBytes(file);
    ByteBuffer words = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
    int chunks = 0;
    for (int at = 0; chunks < 2; at += Integer.BYTES) {
      if (words.getInt(at) == ChunkFormat.MAGIC && ++chunks == 2) {
        words.putInt(at + ChunkFormat.FRAME, ~words.getInt(at + ChunkFormat.FRAME));
      }
    }
    Files.write(file, octets);
  }

  private static String text(Process server) throws Exception {
    return new String(server.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Each file of the trace with its size and time. */
  private Map<String, String> files() throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(Path.of(trace))) {
      for (Path each : walk.toList()) {
        files.put(each.toString(), Files.size(each) + " " + Files.getLastModifiedTime(each));
      }
    }
    return files;
  }

  private List<Path> temporaries() throws Exception {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(each -> each.getFileName().toString().startsWith("lokoscope")).toList();
    }
  }

  private ProcessBuilder java(String... arguments) {
    List<String> words = words();
    words.addFirst(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words);
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    for (String word : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (word.startsWith("--")) {
        words.add(word);
      }
    }
    words.add("-Djava.io.tmpdir=" + temporary);
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-XX:+UseSerialGC");
    words.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
    words.add(Main.class.getName());
    return words;
  }

  private static String absolute(String classPath) {
    List<String> parts = new ArrayList<>();
    for (String part : classPath.split(File.pathSeparator, -1)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, parts);
  }

  private McpSyncClient client() {
    List<String> words = words();
    words.add("mcp");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return McpClient.sync(
            new StdioClientTransport(
                ServerParameters.builder(java).args(words).build(),
                new JacksonMcpJsonMapper(new ObjectMapper())))
        .requestTimeout(Duration.ofSeconds(60))
        .jsonSchemaValidator(
            (_, _) -> {
              throw new AssertionError("no tool has a schema of its output");
            })
        .build();
  }

  private static CallToolResult call(
      McpSyncClient client, String tool, Map<String, Object> arguments) {
    return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static String answer(McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result = call(client, tool, arguments);
    assertThat(result.isError()).as(text(result)).isFalse();
    return text(result);
  }

  private static byte[] image(McpSyncClient client, Map<String, Object> arguments) {
    CallToolResult result = call(client, "snapshot", arguments);
    assertThat(result.content()).hasSize(1).first().isInstanceOf(ImageContent.class);
    ImageContent image = (ImageContent) result.content().getFirst();
    assertThat(image.mimeType()).isEqualTo("image/png");
    return Base64.getDecoder().decode(image.data());
  }

  private static String error(McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result = call(client, tool, arguments);
    assertThat(result.isError()).as(text(result)).isTrue();
    return text(result);
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }
}
