package org.lokoscope.runtime.io;

import java.io.IOException;
import java.util.function.Supplier;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Described;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.number.NumberReader;
import org.lokoscope.runtime.reader.CodePointSource;
import org.lokoscope.runtime.reader.DatumReader;

/**
 * An input port, an output port or both, of bytes or of characters: exactly one or two of the four
 * parts are there. A port belongs to one process.
 */
public final class Port implements Described, CodePointSource {

  private final String name;
  private final BinaryInput bytesIn;
  private final BinaryOutput bytesOut;
  private final TextInput textIn;
  private final TextOutput textOut;
  private final Transcoder transcoder;

  /** Whether a textual port takes and gives bytes, too, as Guile's ports do. */
  private boolean mixed;

  private boolean inputOpen;
  private boolean outputOpen;
  private DatumReader reader;
  private CustomPort custom;

  /** What the running operation is and has done so far, if it keeps that; else null. */
  private Object operation;

  private Object done;

  /** Up to where the running operation has come if that is not where the input is, or null. */
  private Object checkpoint;

  private Waiting waiting;

  /** An operation that was undone to wait, what it has done, and from where to where it came. */
  private record Waiting(Object operation, Object done, Object from, Object to) {}

  private Port(
      String name,
      BinaryInput bytesIn,
      BinaryOutput bytesOut,
      TextInput textIn,
      TextOutput textOut,
      Transcoder transcoder) {
    this.name = name;
    this.bytesIn = bytesIn;
    this.bytesOut = bytesOut;
    this.textIn = textIn;
    this.textOut = textOut;
    this.transcoder = transcoder;
    this.inputOpen = bytesIn != null || textIn != null;
    this.outputOpen = bytesOut != null || textOut != null;
  }

  /** Either may be null. */
  public static Port binary(String name, BinaryInput in, BinaryOutput out) {
    return new Port(name, in, out, null, null, null);
  }

  /** Either may be null. */
  public static Port text(String name, TextInput in, TextOutput out) {
    return new Port(name, null, null, in, out, null);
  }

  /** Either may be null. */
  public static Port transcoded(
      String name, BinaryInput in, BinaryOutput out, Transcoder transcoder) {
    DecodedInput textIn = in == null ? null : new DecodedInput(in, transcoder);
    EncodedOutput textOut = out == null ? null : new EncodedOutput(out, transcoder);
    Port port = new Port(name, null, null, textIn, textOut, transcoder);
    if (textIn != null) {
      textIn.attach(port);
    }
    if (textOut != null) {
      textOut.attach(port);
    }
    return port;
  }

  /** The same, but bytes may be read and written between the characters. */
  public static Port mixed(String name, BinaryInput in, BinaryOutput out, Transcoder transcoder) {
    Port port = transcoded(name, in, out, transcoder);
    port.mixed = true;
    return port;
  }

  /** A port over the same bytes; this one is closed from now on, the bytes are not. */
  public Port transcode(Transcoder with) {
    inputOpen = false;
    outputOpen = false;
    Port port = transcoded(name, bytesIn, bytesOut, with);
    port.custom = custom;
    return port;
  }

  public String name() {
    return name;
  }

  /** Null unless the port has one. */
  public Transcoder transcoder() {
    return transcoder;
  }

  public boolean isInput() {
    return bytesIn != null || textIn != null;
  }

  public boolean isOutput() {
    return bytesOut != null || textOut != null;
  }

  public boolean isTextual() {
    return textIn != null || textOut != null;
  }

  public boolean isInputOpen() {
    return inputOpen;
  }

  public boolean isOutputOpen() {
    return outputOpen;
  }

  /** The bytes of an input port; null for one of characters alone. */
  BinaryInput source() {
    return textIn instanceof DecodedInput decoded ? decoded.bytes() : bytesIn;
  }

  /** What Scheme procedures do for this port, or null. */
  public CustomPort custom() {
    return custom;
  }

  public void setCustom(CustomPort custom) {
    this.custom = custom;
  }

  public BinaryInput bytesIn(String who) {
    BinaryInput bytes =
        mixed && textIn instanceof DecodedInput decoded ? decoded.bytesFromHere() : bytesIn;
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
    BinaryOutput bytes = mixed ? encodedBytes() : bytesOut;
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
    BinaryOutput bytes = bytesOut != null ? bytesOut : encodedBytes();
    if (bytes != null) {
      bytes.setMode(mode);
    }
  }

  public TextInput textIn(String who) {
    if (textIn == null) {
      throw Raise.type(who, "a textual input port", this);
    }
    if (!inputOpen) {
      throw closed(who);
    }
    begin();
    turnToReading(who);
    return textIn;
  }

  public TextOutput textOut(String who) {
    if (textOut == null) {
      throw Raise.type(who, "a textual output port", this);
    }
    if (!outputOpen) {
      throw closed(who);
    }
    begin();
    turnToWriting(who);
    return textOut;
  }

  /** Whether a read from an input port would find something at once, be it the end. */
  public boolean isReady() throws IOException {
    return bytesIn != null ? bytesIn.isReady() : textIn.isReady();
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
      operation = null;
      checkpoint = null;
      if (reader != null) {
        reader.mark();
      }
      if (bytesIn != null) {
        bytesIn.mark();
      } else if (textIn != null) {
        textIn.mark();
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
    if (isInput() && !isProgrammed()) {
      try {
        if (bytesIn != null && bytesIn.canSeek()) {
          bytesIn.seek(bytesIn.position());
        } else if (textIn != null && textIn.canSeek()) {
          textIn.seek(textIn.position());
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
    if (custom == null) {
      return fresh.get();
    }
    Waiting before = waiting;
    waiting = null;
    operation = running;
    if (before != null && before.operation.equals(running) && before.from.equals(state())) {
      done = before.done;
      resume(before.to);
    } else {
      done = fresh.get();
    }
    return type.cast(done);
  }

  private Object state() {
    return bytesIn != null ? (Object) bytesIn.place() : textIn.state();
  }

  private void resume(Object state) {
    if (bytesIn != null) {
      bytesIn.goTo((long) state);
    } else {
      textIn.resume(state);
    }
  }

  @Override
  public void checkpoint() {
    if (custom != null) {
      checkpoint = textIn.state();
    }
  }

  /** Ends an operation that was begun on a custom port. */
  public void finish() {
    operation = null;
    done = null;
    checkpoint = null;
    if (bytesIn != null) {
      bytesIn.forgetEnd();
    } else if (textIn != null) {
      textIn.forgetEnd();
    }
  }

  /** Undoes what was taken since {@link #begin}. */
  public void rewind() {
    if (operation == null) {
      undo();
      return;
    }
    Object to = checkpoint != null ? checkpoint : state();
    undo();
    waiting = new Waiting(operation, done, state(), to);
    operation = null;
    done = null;
  }

  private void undo() {
    if (bytesIn != null) {
      bytesIn.rewind();
    } else if (textIn != null) {
      textIn.rewind();
    }
    if (reader != null) {
      reader.rewind();
    }
  }

  /** Forgets what a custom port was fed, because its position changes. */
  public void dropInput() {
    reader = null;
    waiting = null;
    if (bytesIn != null) {
      bytesIn.drop();
    } else if (textIn instanceof FedText fed) {
      fed.drop();
    }
  }

  /** How many bytes a custom port was fed that nobody has taken yet. */
  public int unread() {
    return bytesIn == null ? 0 : bytesIn.unread();
  }

  /** Gives a custom port what its procedure has read; nothing means the end. */
  public void feed(Object data, int from, int count) {
    if (data instanceof byte[] bytes) {
      (bytesIn != null ? bytesIn : ((DecodedInput) textIn).bytes()).feed(bytes, from, count);
    } else {
      ((FedText) textIn).feed((SchemeString) data, from, count);
    }
  }

  private RuntimeException closed(String who) {
    return Raise.assertion(who, "the port is closed", this);
  }

  /** The next datum. One reader is kept, for it knows the line. */
  public Object readDatum(String who) {
    textIn(who);
    if (reader == null) {
      reader = new DatumReader(this, name, NumberReader::parse);
    }
    DatumReader.Reading reading = progress("read", DatumReader.Reading.class, reader::start);
    checkpoint();
    Object datum = reading.goOn();
    if (datum == Special.EOF) {
      textIn.passEnd();
    }
    return datum;
  }

  @Override
  public int peek() {
    try {
      return textIn.peek();
    } catch (IOException e) {
      throw IoErrors.read("read", this, e);
    }
  }

  @Override
  public int read() {
    try {
      return textIn.read();
    } catch (IOException e) {
      throw IoErrors.read("read", this, e);
    }
  }

  public void flush() throws IOException {
    if (outputOpen) {
      if (bytesOut != null) {
        bytesOut.flush();
      } else {
        textOut.flush();
      }
    }
  }

  public BufferMode mode() {
    return bytesOut != null ? bytesOut.mode() : textOut.mode();
  }

  public boolean canSeek() {
    return (bytesIn == null || bytesIn.canSeek())
        && (bytesOut == null || bytesOut.canSeek())
        && (textIn == null || textIn.canSeek())
        && (textOut == null || textOut.canSeek());
  }

  /** In bytes or in characters; -1 if nobody can tell. */
  public long position() throws IOException {
    if (bytesOut != null && bytesOut.isPending() || bytesIn == null && textIn == null) {
      return bytesOut != null ? bytesOut.position() : textOut.position();
    }
    return bytesIn != null ? bytesIn.position() : textIn.position();
  }

  public void seek(long position) throws IOException {
    if (isOutput() && outputOpen) {
      if (bytesOut != null) {
        bytesOut.seek(position);
      } else {
        textOut.seek(position);
      }
    }
    if (bytesIn != null) {
      bytesIn.seek(position);
    } else if (textIn != null) {
      textIn.seek(position);
    }
    reader = null;
    waiting = null;
  }

  /** The port for both directions is closed with the last of them. */
  public void closeInput() throws IOException {
    if (inputOpen) {
      inputOpen = false;
      if (!isOutput()) {
        closeSource();
      } else if (!outputOpen) {
        closeSink();
      }
    }
  }

  /** What cannot be written any more is lost; the port is closed all the same. */
  public void closeOutput() throws IOException {
    if (outputOpen) {
      try {
        flush();
      } finally {
        outputOpen = false;
        if (!inputOpen) {
          closeSink();
        }
      }
    }
  }

  private void closeSource() throws IOException {
    if (bytesIn != null) {
      bytesIn.close();
    } else {
      textIn.close();
    }
  }

  private void closeSink() throws IOException {
    if (bytesOut != null) {
      bytesOut.close();
    } else {
      textOut.close();
    }
  }

  /** What was written to a port that collects a string or bytes. */
  public Object collected(String who) {
    if (textOut instanceof TextOutput.OfString text) {
      return text.content();
    }
    if (bytesOut != null && bytesOut.sink() instanceof MemorySink memory) {
      try {
        bytesOut.flush();
      } catch (IOException e) {
        throw IoErrors.write(who, this, e);
      }
      return memory.content();
    }
    throw Raise.type(who, "a port that collects what is written", this);
  }

  /** What was written to a custom port since it was last asked, or null. */
  Object drained() {
    try {
      if (textOut instanceof TextOutput.OfString text) {
        SchemeString content = text.content();
        text.reset();
        return content.length() == 0 ? null : content;
      }
      BinaryOutput bytes = bytesOut != null ? bytesOut : encodedBytes();
      return bytes == null ? null : drained(bytes);
    } catch (IOException e) {
      throw IoErrors.write("write", this, e);
    }
  }

  private BinaryOutput encodedBytes() {
    return textOut instanceof EncodedOutput encoded ? encoded.bytes() : null;
  }

  private static Object drained(BinaryOutput bytes) throws IOException {
    bytes.flush();
    MemorySink memory = (MemorySink) bytes.sink();
    byte[] content = memory.content();
    memory.reset();
    return content.length == 0 ? null : content;
  }

  @Override
  public String describe() {
    String direction = isInput() && isOutput() ? "input/output" : isInput() ? "input" : "output";
    return (isTextual() ? "textual" : "binary") + " " + direction + " port " + name;
  }
}
