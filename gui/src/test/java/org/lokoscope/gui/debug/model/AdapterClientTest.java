// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AdapterClientTest {

  private final List<String> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private AdapterClient client(String said) {
    return client(new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)), written);
  }

  private AdapterClient client(InputStream in, OutputStream out) {
    return new AdapterClient(
        in, out, (event, body) -> events.add(event + " " + body), end::countDown);
  }

  private static String message(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "Content-Length: " + length + "\r\n\r\n" + body;
  }

  private void ended() throws InterruptedException {
    assertThat(end.await(20, TimeUnit.SECONDS)).as("the end").isTrue();
  }

  @Test
  void shouldGiveAnswersToWhoAskedAndEventsInTheirOrder() throws Exception {
    AdapterClient client =
        client(
            message("{\"type\":\"event\",\"event\":\"output\",\"body\":{\"output\":\"é\"}}")
                + message(
                    "{\"type\":\"response\",\"request_seq\":2,\"success\":true,\"body\":{\"a\":2}}")
                + message(
                    "{\"type\":\"response\",\"request_seq\":1,\"success\":false,"
                        + "\"message\":\"no such file\"}"));
    CompletableFuture<JsonNode> first = client.ask("launch", Map.of("program", "x"));
    CompletableFuture<JsonNode> second = client.ask("threads", Map.of());
    client.listen();
    assertThat(second.get().path("a").asInt()).isEqualTo(2);
    assertThatThrownBy(first::get).hasRootCauseMessage("no such file");
    ended();
    assertThat(events).containsExactly("output {\"output\":\"é\"}");
    client.close();
    assertThat(written.toString(StandardCharsets.UTF_8)).startsWith("Content-Length: ");
  }

  @Test
  void shouldRefuseWhatIsAskedAfterTheAdapterHasGone() throws Exception {
    AdapterClient client = client("");
    CompletableFuture<JsonNode> before = client.ask("launch", Map.of());
    client.listen();
    ended();
    assertThatThrownBy(before::get).hasRootCauseMessage("the debugger is gone");
    assertThatThrownBy(() -> client.ask("next", Map.of()).get())
        .hasRootCauseMessage("the debugger is gone");
    client.close();
    assertThatThrownBy(() -> client.ask("next", Map.of()).get())
        .hasRootCauseMessage("the debugger is gone");
  }

  @Test
  void shouldEndAtRubbishWithoutReadingOn() throws Exception {
    for (String rubbish :
        List.of(
            "Content-Length: -1\r\n\r\n{}", "Content-Length: 5\r\n\r\n{{{{{", "x".repeat(2000))) {
      CountDownLatch over = new CountDownLatch(1);
      AdapterClient client =
          new AdapterClient(
              new ByteArrayInputStream(rubbish.getBytes(StandardCharsets.UTF_8)),
              OutputStream.nullOutputStream(),
              (event, body) -> events.add(event),
              over::countDown);
      client.listen();
      assertThat(over.await(20, TimeUnit.SECONDS)).as(rubbish).isTrue();
      client.close();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void shouldRefuseWhatCannotBeWritten() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("gone");
          }
        };
    AdapterClient client = client(InputStream.nullInputStream(), broken);
    assertThatThrownBy(() -> client.ask("next", Map.of()).get())
        .hasRootCauseMessage("the debugger is gone");
    client.close();
  }
}
