// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * Speaks the Debug Adapter Protocol as a client: a head that says how many octets follow, then an
 * object of JSON. Requests are written by a thread of their own, so that nobody waits for an
 * adapter that does not read; answers and events come on the thread that reads.
 */
final class AdapterClient implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LENGTH = "content-length:";
  private static final int LONGEST_HEAD = 1_000;
  private static final int MOST_OCTETS = 1 << 28;

  /** An answer that says why there is none. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String message) {
      super(message, null, false, false);
    }
  }

  private final InputStream in;
  private final OutputStream out;
  private final BiConsumer<String, JsonNode> events;
  private final Runnable ended;
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("debug-requests").factory());
  private int last;
  private volatile boolean over;

  /**
   * @param events hears each event with its body
   * @param ended hears once that the adapter says no more
   */
  AdapterClient(
      InputStream in, OutputStream out, BiConsumer<String, JsonNode> events, Runnable ended) {
    this.in = in;
    this.out = out;
    this.events = events;
    this.ended = ended;
  }

  /** Begins to hear what the adapter says. */
  void listen() {
    Thread.ofPlatform().daemon().name("debug-answers").start(this::read);
  }

  /**
   * Asks. The future fails with a {@link Refusal}, in whose message stands why, if the adapter
   * refuses or is gone.
   */
  synchronized CompletableFuture<JsonNode> ask(String command, Map<String, ?> arguments) {
    int number = ++last;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(number, answer);
    ObjectNode request = JSON.createObjectNode();
    request.put("seq", number).put("type", "request").put("command", command);
    request.set("arguments", JSON.valueToTree(arguments));
    try {
      writer.execute(() -> write(request));
    } catch (RejectedExecutionException closed) {
      lose();
    }
    if (over) {
      lose();
    }
    return answer;
  }

  /** Asks for something whose answer says nothing. */
  void tell(String command, Map<String, ?> arguments) {
    var _ = ask(command, arguments);
  }

  /** Hears an answer, or the reason why there is none; that is empty if there is one. */
  @FunctionalInterface
  interface Answered {
    void with(JsonNode body, String problem);
  }

  /** Asks; the answer comes by an executor. */
  void ask(String command, Map<String, ?> arguments, Executor on, Answered then) {
    var _ =
        ask(command, arguments)
            .whenCompleteAsync(
                (body, problem) ->
                    then.with(
                        problem == null ? body : MissingNode.getInstance(),
                        problem == null ? "" : String.valueOf(problem.getMessage())),
                on);
  }

  /** Whether all questions are answered. */
  boolean isIdle() {
    return asked.isEmpty();
  }

  private void write(ObjectNode message) {
    try {
      byte[] body = JSON.writeValueAsBytes(message);
      String head = "Content-Length: " + body.length + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
    } catch (IOException gone) {
      lose();
    }
  }

  private void read() {
    try (DataInputStream from = new DataInputStream(in)) {
      for (int length = length(from); length >= 0; length = length(from)) {
        byte[] body = new byte[length];
        from.readFully(body);
        heard(JSON.readTree(body));
      }
    } catch (IOException gone) {
      // As at the end.
    }
    // First, as it knows more than those whose questions are not answered any more.
    ended.run();
    over = true;
    lose();
  }

  /** Reads a head; how many octets follow, or -1 at the end. */
  private static int length(InputStream from) throws IOException {
    int length = -1;
    for (String line = line(from); !line.isEmpty(); line = line(from)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = number(line.substring(LENGTH.length()).strip());
      }
    }
    return length;
  }

  private static int number(String text) throws IOException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= MOST_OCTETS) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      // As one that is too large.
    }
    throw new IOException("no length of a message: " + text);
  }

  private static String line(InputStream from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = from.read(); octet >= 0 && octet != '\n'; octet = from.read()) {
      if (line.length() > LONGEST_HEAD) {
        throw new IOException("no head of a message");
      }
      line.append((char) octet);
    }
    return line.toString().stripTrailing();
  }

  private void heard(JsonNode message) {
    switch (message.path("type").asText()) {
      case "event" -> events.accept(message.path("event").asText(), message.path("body"));
      case "response" -> {
        CompletableFuture<JsonNode> answer = asked.remove(message.path("request_seq").asInt());
        if (answer == null) {
          return;
        }
        if (message.path("success").asBoolean()) {
          answer.complete(message.path("body"));
        } else {
          answer.completeExceptionally(new Refusal(reason(message)));
        }
      }
      default -> {
        // The adapter asks nothing.
      }
    }
  }

  private static String reason(JsonNode message) {
    String detail = message.path("body").path("error").path("format").asText();
    String text = message.path("message").asText();
    return !text.isEmpty() ? text : detail.isEmpty() ? "the debugger refused" : detail;
  }

  private void lose() {
    asked.forEach(
        (number, answer) -> {
          asked.remove(number);
          answer.completeExceptionally(new Refusal("the debugger is gone"));
        });
  }

  @Override
  public void close() {
    writer.shutdown();
  }
}
