// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lokoscope.gui.debug.Attachment;
import org.lokoscope.gui.debug.DebuggableRun;
import org.lokoscope.gui.work.DebugAdapters;
import org.lokoscope.tracer.text.Reason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "dap",
    mixinStandardHelpOptions = true,
    description = {
      "Debug programs from an editor, by the Debug Adapter Protocol.",
      "Speaks over standard input and output, or over a port of this machine."
    })
final class DapCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Serve clients one after the other at this port of the loopback interface (0: any; the"
              + " port is printed).")
  private @Nullable Integer port;

  @Option(
      names = "--attach",
      paramLabel = "PID",
      description = "Serve one client that attaches to a program started with run --debuggable.")
  private @Nullable Long attach;

  @Override
  public Integer call() {
    try {
      if (attach != null) {
        try (Attachment attachment = AttachCommand.open(attach, DebuggableRun.PROTOCOL)) {
          attachment.relay(
              new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        }
      } else if (port != null) {
        serveAt(port);
      } else {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        DebugAdapters.serve(new FileInputStream(FileDescriptor.in), out);
      }
      return ExitStatus.DONE;
    } catch (IOException problem) {
      throw new CommandFailure(ExitStatus.USAGE, "dap: " + Reason.of(problem));
    }
  }

  private static void serveAt(int port) throws IOException {
    if (port < 0 || port > 65_535) {
      throw new CommandFailure(ExitStatus.USAGE, "--port: from 0 to 65535, not " + port);
    }
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("listening at port " + server.getLocalPort());
      System.out.flush();
      while (true) {
        try (Socket client = server.accept()) {
          DebugAdapters.serve(client.getInputStream(), client.getOutputStream());
        }
      }
    }
  }
}
