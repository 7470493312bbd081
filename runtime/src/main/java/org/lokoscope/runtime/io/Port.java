// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.reader.DatumReader;

/**
 * An input port, an output port or both, of bytes or of characters: one or two parts are there, and
 * both of one kind. A port belongs to one process.
 */
public final class Port extends PortSides implements Described {

  /** A string, or what describes itself: a text for each of many connections is spared. */
  private Object name;

  /** Whether a program has given the name, as that of a file. */
  private boolean named;

  private boolean inputOpen;
  private boolean outputOpen;
  private @Nullable DatumReader reader;
  private @Nullable CustomPort custom;

  /** There if the port is a custom one that has input and is used. */
  private @Nullable Progress progress;

  private Port(
      Object name,
      @Nullable PortInput input,
      @Nullable PortOutput output,
      @Nullable Transcoder transcoder) {
    super(input, output, transcoder);
    this.name = name;
    this.inputOpen = input != null;
    this.outputOpen = output != null;
  }

  /** Either may be null. */
  public static Port binary(String name, @Nullable BinaryInput in, @Nullable BinaryOutput out) {
    return new Port(name, in, out, null);
  }

  /** The same for a port that is called what the device is called. */
  public static Port binary(
      Described device, @Nullable BinaryInput in, @Nullable BinaryOutput out) {
    return new Port(device, in, out, null);
  }

  /** Either may be null. */
  public static Port text(String name, @Nullable TextInput in, @Nullable TextOutput out) {
    return new Port(name, in, out, null);
  }

  /** Either may be null. */
  public static Port transcoded(
      String name, @Nullable BinaryInput in, @Nullable BinaryOutput out, Transcoder transcoder) {
    return coded(name, in, out, transcoder);
  }

  private static Port coded(
      Object name, @Nullable BinaryInput in, @Nullable BinaryOutput out, Transcoder transcoder) {
    DecodedInput textIn = in == null ? null : new DecodedInput(in, transcoder);
    EncodedOutput textOut = out == null ? null : new EncodedOutput(out, transcoder);
    Port port = new Port(name, textIn, textOut, transcoder);
    if (textIn != null) {
      textIn.attach(port);
    }
    if (textOut != null) {
      textOut.attach(port);
    }
    return port;
  }

  /** The same, but bytes may be read and written between the characters. */
  public static Port mixed(
      String name, @Nullable BinaryInput in, @Nullable BinaryOutput out, Transcoder transcoder) {
    Port port = transcoded(name, in, out, transcoder);
    port.mix();
    return port;
  }

  /** A port over the same bytes; this one is closed from now on, the bytes are not. */
  public Port transcode(Transcoder with) {
    inputOpen = false;
    outputOpen = false;
    Port port = coded(name, binaryInput(), binaryOutput(), with);
    if (custom != null) {
      port.setCustom(custom);
    }
    return port;
  }

  /** The same bytes as characters, too; this one is closed from now on. */
  public Port mixed(Transcoder with) {
    Port port = transcode(with);
    port.mix();
    return port;
  }

  /** Sets the code of the characters to come of a port that {@link #isCoded}. */
  public void setTranscoder(Transcoder changed) {
    setTranscoder(this, changed);
    reader = null;
  }

  public String name() {
    return name instanceof Described device ? device.describe() : (String) name;
  }

  /** The name of a file that a program has set: a string, or empty; null if it has not. */
  public @Nullable String fileName() {
    return named ? name() : null;
  }

  /** Sets the name. */
  public void setFileName(String changed) {
    name = changed;
    named = true;
  }

  public boolean isInputOpen() {
    return inputOpen;
  }

  public boolean isOutputOpen() {
    return outputOpen;
  }

  /** What Scheme procedures do for this port, or null. */
  public @Nullable CustomPort custom() {
    return custom;
  }

  public void setCustom(CustomPort custom) {
    this.custom = custom;
  }

  public BinaryInput bytesIn(String who) {
    if (codeInput(this)) {
      reader = null;
    }
    BinaryInput bytes = bytesToTake();
    if (bytes == null) {
      throw Raise.type(who, "a binary input port", this);
    }
    if (!inputOpen) {
      throw closed(who);
    }
    begin();
    turnToReading(who);
    return bytes;
  }

  public BinaryOutput bytesOut(String who) {
    try {
      codeOutput(this);
    } catch (IOException e) {
      throw IoErrors.write(who, this, e);
    }
    BinaryOutput bytes = bytesToGive();
    if (bytes == null) {
      throw Raise.type(who, "a binary output port", this);
    }
    if (!outputOpen) {
      throw closed(who);
    }
    begin();
    turnToWriting(who);
    return bytes;
  }

  /** Sets how output is kept back from now on; what was kept back leaves. */
  public void setMode(BufferMode mode) throws IOException {
    if (custom != null && custom.isProgrammed()) {
      custom.setBuffered(mode == BufferMode.BLOCK);
      return;
    }
    BinaryOutput bytes = sink();
    if (bytes != null) {
      bytes.setMode(mode);
    }
  }

  public TextInput textIn(String who) {
    if (!(input instanceof TextInput text)) {
      throw Raise.type(who, "a textual input port", this);
    }
    if (!inputOpen) {
      throw closed(who);
    }
    begin();
    turnToReading(who);
    return text;
  }

  public TextOutput textOut(String who) {
    if (!(output instanceof TextOutput text)) {
      throw Raise.type(who, "a textual output port", this);
    }
    if (!outputOpen) {
      throw closed(who);
    }
    begin();
    turnToWriting(who);
    return text;
  }

  /** Whether a read from an input port would find something at once, be it the end. */
  public boolean isReady() throws IOException {
    return Objects.requireNonNull(input).isReady();
  }

  /** Begins an operation that only passes on what was written before. */
  public void touch() {
    if (outputOpen) {
      begin();
    }
  }

  /** Each operation starts with this: a custom port may have to be asked and it tried again. */
  private void begin() {
    if (custom != null) {
      custom.begin(this);
      if (progress == null && input != null) {
        progress = new Progress(input);
      }
      if (progress != null) {
        progress.begin();
      }
      if (reader != null) {
        reader.mark();
      }
    }
  }

  /** A port for both has one position: what was written must be there before reading on. */
  private void turnToReading(String who) {
    if (isOutput() && outputOpen && !isProgrammed()) {
      try {
        flush();
      } catch (IOException e) {
        throw IoErrors.write(who, this, e);
      }
    }
  }

  /** The same the other way round: what was read ahead is given back. */
  private void turnToWriting(String who) {
    if (input != null && !isProgrammed()) {
      try {
        if (input.canSeek()) {
          input.seek(input.position());
        }
      } catch (IOException e) {
        throw IoErrors.write(who, this, e);
      }
    }
  }

  private boolean isProgrammed() {
    return custom != null && custom.isProgrammed();
  }

  /**
   * What an operation has done so far that may have to wait. It must tell after each step, so that
   * it goes on there when it is done again, unless somebody else has read from the port since.
   *
   * @param running equal for operations that do the same
   * @param fresh makes what has been done at the start; changed as the operation goes on
   */
  public <T> T progress(Object running, Class<T> type, Supplier<T> fresh) {
    return progress == null ? fresh.get() : progress.of(running, type, fresh);
  }

  /** What was taken up to here is dealt with, even if what follows has to be taken again. */
  void checkpoint() {
    if (progress != null) {
      progress.checkpoint();
    }
  }

  /** Ends an operation that was begun on a custom port. */
  public void finish() {
    if (progress != null) {
      progress.finish();
    }
  }

  /** Undoes what was taken since {@link #begin}. */
  public void rewind() {
    if (progress != null) {
      progress.rewind();
    }
    if (reader != null) {
      reader.rewind();
    }
  }

  /** Forgets what a custom port was fed, because its position changes. */
  public void dropInput() {
    reader = null;
    if (progress != null) {
      progress.forget();
    }
    if (input != null) {
      input.drop();
    }
  }

  /** Gives a custom port what its procedure has read; nothing means the end. */
  public void feed(Object data, int from, int count) {
    if (data instanceof byte[] bytes) {
      Objects.requireNonNull(source()).feed(bytes, from, count);
    } else {
      Objects.requireNonNull((FedText) input).feed((SchemeString) data, from, count);
    }
  }

  private RuntimeException closed(String who) {
    return Raise.assertion(who, "the port is closed", this);
  }

  /** The next datum. One reader is kept, for it knows the line. */
  public Object readDatum(String who) {
    TextInput text = textIn(who);
    if (reader == null) {
      reader = new DatumReader(new PortText(this, text), name(), NumberReader::parse);
    }
    DatumReader.Reading reading = progress("read", DatumReader.Reading.class, reader::start);
    checkpoint();
    Object datum = reading.goOn();
    if (datum == Special.EOF) {
      text.passEnd();
    }
    return datum;
  }

  public void flush() throws IOException {
    if (output != null && outputOpen) {
      output.flush();
    }
  }

  /** In bytes or in characters; -1 if nobody can tell. */
  public long position() throws IOException {
    boolean writes = output instanceof BinaryOutput bytes && bytes.isPending();
    return input == null || writes ? Objects.requireNonNull(output).position() : input.position();
  }

  public void seek(long position) throws IOException {
    if (output != null && outputOpen) {
      output.seek(position);
    }
    if (input != null) {
      input.seek(position);
    }
    reader = null;
    if (progress != null) {
      progress.forget();
    }
  }

  /** The port for both directions is closed with the last of them. */
  public void closeInput() throws IOException {
    if (input != null && inputOpen) {
      inputOpen = false;
      if (output == null) {
        input.close();
      } else if (!outputOpen) {
        output.close();
      }
    }
  }

  /** What cannot be written any more is lost; the port is closed all the same. */
  public void closeOutput() throws IOException {
    if (output != null && outputOpen) {
      try {
        output.flush();
      } finally {
        outputOpen = false;
        if (!inputOpen) {
          output.close();
        }
      }
    }
  }

  /** What was written to a port that collects a string or bytes. */
  public Object collected(String who) {
    try {
      flush();
    } catch (IOException e) {
      throw IoErrors.write(who, this, e);
    }
    Object content = CodedString.collected(output);
    if (content == null) {
      throw Raise.type(who, "a port that collects what is written", this);
    }
    return content;
  }

  @Override
  public String describe() {
    String direction = isInput() && isOutput() ? "input/output" : isInput() ? "input" : "output";
    return (isTextual() ? "textual" : "binary") + " " + direction + " port " + name();
  }
}
