// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.repl;

import java.io.PrintWriter;
import org.lokoscope.runtime.datum.MultipleValues;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.printer.Printer;
import org.lokoscope.runtime.process.Session;
import org.lokoscope.runtime.reader.SourceReader;
import org.lokoscope.runtime.source.Annotation;
import org.lokoscope.runtime.source.SyntaxException;
import org.lokoscope.tracer.text.Reason;

/** Reads forms, evaluates them and prints what comes of them, until there are no more. */
final class Repl {

  /** Longer results are cut off: a terminal is no place for a million numbers. */
  private static final int LONGEST_RESULT = 100_000;

  private final Session session;
  private final PrintWriter out;
  private final PrintWriter errors;
  private final Commands commands;
  private int status;
  private boolean ended;

  Repl(Session session, PrintWriter out, PrintWriter errors) {
    this.session = session;
    this.out = out;
    this.errors = errors;
    this.commands = new Commands(this, session, out);
  }

  /**
   * Runs to the end of the input, or until the program or the user ends it.
   *
   * @return the exit status: that of the program if it ended itself, else 1 if a form failed
   */
  int run(Input input) {
    Input.Entry entry;
    while (!ended && (entry = input.next()) != null) {
      if (entry.isCommand()) {
        guarded(entry, commands::run, input.name());
      } else {
        guarded(entry, this::evaluateAll, input.name());
      }
      errors.flush();
      ended |= out.checkError();
    }
    return status;
  }

  /** What is done with what was entered. */
  private interface Action {
    void perform(Input.Entry entry, String file);
  }

  private void guarded(Input.Entry entry, Action action, String file) {
    try {
      action.perform(entry, file);
    } catch (SyntaxException wrong) {
      fail(Reason.of(wrong));
    }
  }

  void fail(String line) {
    errors.println(line);
    status = 1;
  }

  void end() {
    ended = true;
    status = 0;
  }

  private void evaluateAll(Input.Entry entry, String file) {
    evaluateAll(entry.placed(), file);
  }

  void evaluateAll(String text, String file) {
    session.addText(file, text);
    SourceReader reader = new SourceReader(text, file, NumberReader::parse);
    Annotation form;
    while (!ended && (form = reader.read()) != null) {
      if (!evaluate(form)) {
        return;
      }
    }
  }

  /** False if what follows on the same line had better not be evaluated. */
  boolean evaluate(Annotation form) {
    Session.Result result = session.evaluate(form);
    switch (result.ending()) {
      case RETURNED -> print(MultipleValues.toArray(result.value()));
      case RAISED, DEADLOCKED -> status = 1;
      case INTERRUPTED -> fail("interrupted");
      case EXITED -> {
        ended = true;
        status = (Integer) result.value();
      }
    }
    return result.ending() == Session.Ending.RETURNED;
  }

  private void print(Object[] values) {
    for (Object value : values) {
      if (values.length > 1 || value != Special.UNSPECIFIED) {
        out.println(Printer.writeShort(value, LONGEST_RESULT));
      }
    }
  }
}
