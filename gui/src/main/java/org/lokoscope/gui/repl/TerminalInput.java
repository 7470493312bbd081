// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** Forms typed at a terminal: with history, completion, and lines that go on until a form ends. */
final class TerminalInput implements Input {

  private static final String PROMPT = "> ";
  private static final String GOES_ON = "  ";

  private final LineReader reader;
  private int lines;

  /**
   * @param history the file that keeps what was typed
   * @param names what completion offers
   */
  TerminalInput(Terminal terminal, Path history, Supplier<Set<String>> names) {
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("lokoscope")
            .parser(TerminalInput::parse)
            .completer((line, parsed, candidates) -> complete(parsed, candidates, names.get()))
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, GOES_ON)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .build();
  }

  @Override
  public String name() {
    return "prompt";
  }

  @Override
  public @Nullable Entry next() {
    while (true) {
      try {
        String text = reader.readLine(PROMPT);
        Entry entry = new Entry(text + "\n", lines + 1);
        lines += (int) text.chars().filter(c -> c == '\n').count() + 1;
        return entry;
      } catch (UserInterruptException dropped) {
        // What was typed is dropped, and the prompt comes again.
      } catch (EndOfFileException end) {
        return null;
      }
    }
  }

  /** Shows what a program writes; above the prompt if that is being edited. */
  void show(byte[] bytes, int from, int count) {
    String text = new String(bytes, from, count, StandardCharsets.UTF_8);
    if (reader.isReading()) {
      reader.printAbove(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } else {
      reader.getTerminal().writer().write(text);
      reader.getTerminal().writer().flush();
    }
  }

  // Parsing

  private static ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
    boolean mayGoOn =
        context == Parser.ParseContext.ACCEPT_LINE || context == Parser.ParseContext.UNSPECIFIED;
    if (mayGoOn && !Forms.areComplete(line)) {
      throw new EOFError(-1, -1, "incomplete form");
    }
    return Word.at(line, cursor);
  }

  static void complete(ParsedLine line, List<Candidate> candidates, Set<String> names) {
    String word = line.word();
    if (line.line().startsWith(",") && line.wordIndex() == 0) {
      for (String name : Commands.names()) {
        candidates.add(candidate(name));
      }
    }
    for (String name : names) {
      if (!word.isEmpty() && name.startsWith(word.substring(0, line.wordCursor()))) {
        candidates.add(candidate(name));
      }
    }
  }

  private static Candidate candidate(String name) {
    return new Candidate(name, name, null, null, null, null, true);
  }
}
