// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lokoscope.runtime.library.Program;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.process.ProgramRun;
import org.lokoscope.runtime.process.RunSettings;
import org.lokoscope.runtime.world.SystemWorld;

@Timeout(120)
final class HttpServersTest {

  private static final String ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!";

  @TempDir private Path folder;

  @Test
  void shouldAnswerEachRequestOfAConnection() throws Exception {
    try (PipedInputStream printed = new PipedInputStream();
        PipedOutputStream out = new PipedOutputStream(printed)) {
      SystemWorld world =
          new SystemWorld(
              InputStream.nullInputStream(),
              out,
              OutputStream.nullOutputStream(),
              List.of("http-server"));
      ProgramRun run = new ProgramRun(RunSettings.DEFAULT, world, List.of(), cpu -> Probe.NONE);
      Program program = run.load(Files.readString(HttpServers.ours(folder)), "http-server");
      Thread server = Thread.ofPlatform().start(() -> run.execute(program, "http-server"));
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port(printed))) {
        assertThat(ask(client)).isEqualTo(ANSWER);
        assertThat(ask(client)).isEqualTo(ANSWER);
      }
      run.stop();
      server.join();
    }
  }

  private static int port(InputStream printed) throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    while ((next = printed.read()) != '\n') {
      line.append((char) next);
    }
    return Integer.parseInt(line.toString());
  }

  private static String ask(Socket client) throws IOException {
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] answer = client.getInputStream().readNBytes(ANSWER.length());
    return new String(answer, StandardCharsets.US_ASCII);
  }

  @Test
  void shouldHaveTheSameAnswerForGuile() throws IOException {
    String[] lines = Files.readString(HttpServers.guiles(folder)).split("\n");
    String ours = Files.readString(HttpServers.ours(folder));
    assertThat(lines)
        .filteredOn(line -> line.contains("Content-Length"))
        .isNotEmpty()
        .allMatch(ours::contains);
  }
}
