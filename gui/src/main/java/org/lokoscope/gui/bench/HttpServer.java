// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server in a process of its own, which has printed the port that it listens on. */
final class HttpServer implements AutoCloseable {

  private final String name;
  private final Process process;
  private final int port;
  private final List<SocketChannel> idle = new ArrayList<>();

  private HttpServer(String name, Process process, int port) {
    this.name = name;
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param environment in addition to ours
   */
  static HttpServer start(String name, List<String> command, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null || !line.matches("[0-9]+")) {
      process.destroy();
      throw new IOException(name + ": the server does not listen: " + line);
    }
    return new HttpServer(name, process, Integer.parseInt(line));
  }

  String name() {
    return name;
  }

  String address() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** The time of CPUs that it has used; zero where that is not known. */
  Duration used() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Connects so many times, and keeps the connections without a word. */
  void addIdle(int count) throws IOException {
    InetSocketAddress at = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    for (int i = 0; i < count; i++) {
      idle.add(SocketChannel.open(at));
    }
  }

  void dropIdle() throws IOException {
    for (SocketChannel channel : idle) {
      channel.close();
    }
    idle.clear();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    dropIdle();
  }
}
