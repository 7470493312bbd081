// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Serves one client, over two streams, until it goes. */
public final class TraceServer {

  private final Questions questions;
  private final String version;

  /**
   * @param commands what answers
   * @param version what the client is told
   */
  public TraceServer(Commands commands, String version) {
    this.questions = new Questions(commands);
    this.version = version;
  }

  /** Answers until the input ends or the output cannot be written any more. */
  public void serve(InputStream in, OutputStream out) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    StdioServerTransportProvider transport =
        new StdioServerTransportProvider(
            new JacksonMcpJsonMapper(new ObjectMapper()),
            new ClientStreams.Input(in, over),
            new ClientStreams.Output(out, over));
    McpServer.SyncSpecification<?> server =
        McpServer.sync(transport)
            .serverInfo("lokoscope", version)
            .instructions(
                "Questions about recorded runs of programs with fibers: begin with info and"
                    + " findings. Nothing is written beside a trace.")
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
            .validateToolInputs(false)
            // Not asked; without one the library looks for one.
            .jsonSchemaValidator((_, _) -> JsonSchemaValidator.ValidationResponse.asValid("{}"));
    for (TraceTool tool : TraceTools.all()) {
      server.toolCall(described(tool), (_, request) -> answer(tool, request.arguments()));
    }
    Thread swept = Thread.ofPlatform().unstarted(questions::close);
    Runtime.getRuntime().addShutdownHook(swept);
    McpSyncServer running = server.build();
    over.await();
    running.close();
    questions.close();
    Runtime.getRuntime().removeShutdownHook(swept);
  }

  private static McpSchema.Tool described(TraceTool tool) {
    return McpSchema.Tool.builder(tool.name(), tool.schema())
        .description(tool.description())
        .annotations(
            McpSchema.ToolAnnotations.builder().readOnlyHint(true).openWorldHint(false).build())
        .build();
  }

  private CallToolResult answer(TraceTool tool, @Nullable Map<String, Object> given) {
    return questions.answer(tool, given == null ? Map.of() : given);
  }
}
