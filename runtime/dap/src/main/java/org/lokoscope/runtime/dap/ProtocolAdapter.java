// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.lsp4j.debug.services.IDebugProtocolClient;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.debug.DebugLauncher;
import org.lokoscope.runtime.debug.DebugAdapter;

/** Serves clients of the protocol by the library lsp4j. */
public final class ProtocolAdapter implements DebugAdapter {

  /** Kept, or its settings would be lost. */
  private static final Logger LIBRARY = Logger.getLogger("org.eclipse.lsp4j");

  /** For the service loader. */
  public ProtocolAdapter() {}

  @Override
  public void serve(InputStream in, OutputStream out, Host host) throws IOException {
    quietly(host);
    HeaderCheck checked = new HeaderCheck(in, host);
    Server server = new Server(host);
    Launcher<IDebugProtocolClient> launcher =
        new DebugLauncher.Builder<IDebugProtocolClient>()
            .setLocalService(server)
            .setRemoteInterface(IDebugProtocolClient.class)
            .setInput(checked)
            .setOutput(out)
            .setExecutorService(Executors.newCachedThreadPool(ProtocolAdapter::daemon))
            .create();
    server.client(launcher.getRemoteProxy());
    Future<Void> listening = launcher.startListening();
    try {
      listening.get();
    } catch (InterruptedException wish) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException problem) {
      host.complain("the connection failed: " + problem.getCause());
    } catch (CancellationException _) {
      // The client has disconnected.
    } finally {
      server.end();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "debug-adapter");
    thread.setDaemon(true);
    return thread;
  }

  /** What the library has to say becomes one line, without its stack. */
  private static void quietly(Host host) {
    LIBRARY.setUseParentHandlers(false);
    for (Handler known : LIBRARY.getHandlers()) {
      LIBRARY.removeHandler(known);
    }
    LIBRARY.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            boolean serious = record.getLevel().intValue() >= Level.SEVERE.intValue();
            if (serious && record.getMessage() != null) {
              host.complain(
                  "the client sent what cannot be understood: "
                      + record.getMessage().lines().findFirst().orElse(""));
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }
}
