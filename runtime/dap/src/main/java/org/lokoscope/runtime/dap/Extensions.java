// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.dap;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;

/**
 * What the protocol has no words for. A client that does not know these requests needs none of
 * them. All take and give an object.
 */
public interface Extensions {

  /**
   * The fibers of a program that stands.
   *
   * @return {@code fibers}: objects with {@code thread} (the protocol's number), {@code id} (as in
   *     a trace), {@code process}, {@code number}, {@code name}, {@code state} in words, {@code
   *     stands}, {@code file} and {@code line} (0 for none); and {@code time}, the nanoseconds
   *     since the run began
   */
  @JsonRequest("lokoscope/fibers")
  CompletableFuture<Map<String, Object>> fibers(Map<String, Object> arguments);

  /** How often breakpoints were met: {@code hits}, by their numbers. */
  @JsonRequest("lokoscope/hits")
  CompletableFuture<Map<String, Object>> hits(Map<String, Object> arguments);

  /**
   * Has the fiber {@code threadId}, or what stands, go on {@code to} the next {@code expression},
   * {@code switch} or {@code message}.
   */
  @JsonRequest("lokoscope/step")
  CompletableFuture<Map<String, Object>> step(Map<String, Object> arguments);

  /** Goes on to a line: {@code file}, {@code line}. */
  @JsonRequest("lokoscope/runTo")
  CompletableFuture<Map<String, Object>> runTo(Map<String, Object> arguments);

  /** Goes back to the line before in this procedure, or in one that called it. */
  @JsonRequest("lokoscope/backOver")
  CompletableFuture<Map<String, Object>> backOver(Map<String, Object> arguments);

  /**
   * What is to {@code stop} from now on: {@code all}, {@code process} or {@code fiber}; or what one
   * {@code breakpoint} stops, of that number.
   *
   * @return {@code problem}: why that is not to be had, in a line; else empty
   */
  @JsonRequest("lokoscope/stops")
  CompletableFuture<Map<String, Object>> stops(Map<String, Object> arguments);

  /**
   * Ends what the fiber {@code threadId} waits for with the value of {@code expression}, or raises
   * that there if {@code raise} is true.
   */
  @JsonRequest("lokoscope/endWait")
  CompletableFuture<Map<String, Object>> endWait(Map<String, Object> arguments);
}
