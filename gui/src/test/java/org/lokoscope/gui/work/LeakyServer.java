// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The JDK's web server with a virtual thread for each request. Its handler starts one that audits,
 * which is handed to a callback; one in ten of these parks for ever, if that is wanted.
 */
final class LeakyServer {

  private static final int REQUESTS = 2000;
  private static final int EACH = 10;
  private static final int RETRIES = 20;

  private LeakyServer() {}

  private static void audit(boolean leak) {
    for (int i = 0; i < RETRIES; i++) {
      LockSupport.parkNanos(1000);
    }
    while (leak) {
      LockSupport.park(); // LEAK
    }
  }

  private static void answer(HttpExchange exchange, Runnable callback) throws IOException {
    callback.run();
    try (exchange) {
      exchange.sendResponseHeaders(HttpURLConnection.HTTP_NO_CONTENT, -1);
    }
  }

  public static void main(String[] arguments) throws Exception {
    boolean leak = arguments[0].equals("leak");
    AtomicInteger served = new AtomicInteger();
    CountDownLatch audits = new CountDownLatch(leak ? 0 : REQUESTS / EACH);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.setExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    server.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                () -> {
                  if (served.incrementAndGet() % EACH == 0) {
                    Thread.ofVirtual()
                        .name("audit")
                        .start(
                            () -> {
                              audit(leak);
                              audits.countDown();
                            });
                  }
                }));
    server.start();
    URI page = new URI("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    for (int i = 0; i < REQUESTS; i++) {
      HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
      if (connection.getResponseCode() != HttpURLConnection.HTTP_NO_CONTENT) {
        throw new IllegalStateException("status " + connection.getResponseCode());
      }
    }
    audits.await();
    System.out.println("served " + served);
    server.stop(0);
    System.exit(0);
  }
}
