// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.samples;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All samples, in the order in which a newcomer should look at them. */
public final class SampleCatalogue {

  private static final String CONTINUATION_GROWTH = "continuation-growth";
  private static final String WINDER_GROWTH = "winder-growth";
  private static final String FIBER_GROWTH = "fiber-growth";
  private static final String MAILBOX_GROWTH = "mailbox-growth";

  private static final List<Sample> SAMPLES =
      List.of(
          Sample.leaking(
              "guard-leak",
              "A loop inside guard",
              CONTINUATION_GROWTH,
              "A worker calls itself inside guard: its continuation grows with every job."),
          Sample.steady(
              "guard-fixed",
              "A loop around guard",
              "The same worker with the call after the guard: its continuation stays the same."),
          Sample.leaking(
              "winder-leak",
              "A loop inside dynamic-wind",
              WINDER_GROWTH,
              "A server goes on inside dynamic-wind: its dynamic state grows with every request."),
          Sample.steady(
              "winder-fixed",
              "A loop around dynamic-wind",
              "The same server that leaves each dynamic-wind: one winder at a time."),
          Sample.leaking(
              "parameterize-leak",
              "A loop inside parameterize",
              WINDER_GROWTH,
              "A session goes on inside parameterize: one more binding for every command."),
          Sample.steady(
              "parameterize-fixed",
              "A loop around parameterize",
              "The same session that leaves each parameterize before the next command."),
          Sample.leaking(
              "handler-leak",
              "A loop inside with-exception-handler",
              WINDER_GROWTH,
              "A reader installs one more exception handler for every line that it reads."),
          Sample.steady(
              "handler-fixed",
              "A loop around with-exception-handler",
              "The same reader with one handler around its whole loop."),
          Sample.leaking(
              "fiber-leak",
              "Fibers that nobody wakes",
              FIBER_GROWTH,
              "Each request leaves a fiber behind that waits for a cancellation that never comes."),
          Sample.steady(
              "fiber-fixed",
              "Fibers that are told to end",
              "The same requests; the fiber waits for the end of its request, too."),
          Sample.leaking(
              "mailbox-leak",
              "A mailbox that fills",
              MAILBOX_GROWTH,
              "A process sends lines faster than the logger can take them.",
              "mailbox-lib.sls"),
          Sample.steady(
              "mailbox-fixed",
              "A mailbox with an answer",
              "The same lines; the sender waits for the answer to each.",
              "mailbox-lib.sls"),
          Sample.steady(
              "ping-pong",
              "Ping-pong",
              "Two fibers and two channels: the fibers take turns, and stay as small as they are."),
          Sample.steady(
              "pipeline",
              "A pipeline",
              "Four fibers in a row, each working on what the one before it has made."),
          Sample.steady(
              "buffered-channel",
              "A buffered channel",
              "A sender in bursts and a steady receiver, with room for 16 messages between them."),
          Sample.steady(
              "select",
              "Select, as in Go",
              "One fiber serves several channels with a time limit: arms that lose leave nothing"
                  + " behind."),
          Sample.steady(
              "mailboxes",
              "Mailboxes, as in Erlang",
              "Senders that do not wait, and receivers that pick messages by pattern."),
          Sample.steady(
              "tree-walk",
              "Deep, and no leak",
              "Fibers that recur deep into a tree and come back: large, but not growing."),
          Sample.steady(
              "web-server",
              "A tiny web server",
              "A fiber for each connection and six clients: who waits for a socket lets others"
                  + " run."),
          Sample.steady(
              "connections",
              "Many open connections",
              "Connections that are all open at once, with a fiber for each end; thousands if the"
                  + " system allows so many."),
          Sample.steady(
              "processes",
              "Two processes",
              "Two busy processes that are preempted and exchange messages.",
              "processes-lib.sls"));

  private SampleCatalogue() {}

  public static List<Sample> all() {
    return SAMPLES;
  }

  public static Optional<Sample> find(String name) {
    return SAMPLES.stream().filter(sample -> sample.name().equals(name)).findFirst();
  }

  /**
   * Writes a sample's files into a directory, over those of the same names, so that it can be read,
   * changed and run.
   *
   * @return where the program is
   */
  public static Path extract(Sample sample, Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String file : sample.files()) {
      Files.writeString(directory.resolve(file), text(file));
    }
    return directory.resolve(sample.program());
  }

  /** The text of a file of a sample. */
  static String text(String file) {
    try (InputStream in = SampleCatalogue.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no such file among the samples: file=" + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
