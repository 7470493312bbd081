// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Writes the outcome of an expansion as bytes: core forms, bindings, macros with their scopes. What
 * belongs to others is written as a name. {@link GraphReader} reads it.
 */
public final class GraphWriter {

  /** An object cannot be written: this expansion must be repeated each time. */
  public static final class UnwritableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnwritableException(String reason) {
      super(reason);
    }
  }

  private static final Map<Object, String> SINGLETONS = new IdentityHashMap<>();

  static {
    GraphFormat.SINGLETONS.forEach(
        (name, one) -> SINGLETONS.put(one, GraphFormat.SINGLETON_PREFIX + name));
  }

  private final Function<Object, @Nullable String> foreign;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private final Map<Object, Integer> seen = new IdentityHashMap<>();
  private final List<Object> table = new ArrayList<>();
  private final Map<String, Integer> strings = new HashMap<>();
  private final ArrayDeque<Rib> ribs = new ArrayDeque<>();

  /**
   * @param foreign gives the name of an object that belongs to somebody else, or null; may throw an
   *     {@link UnwritableException}
   */
  public GraphWriter(Function<Object, @Nullable String> foreign) {
    this.foreign = foreign;
  }

  /** The objects that a reader numbers in the same order. */
  public List<Object> table() {
    return table;
  }

  /** All that was written, with the scopes that it refers to. */
  public byte[] finish() {
    while (!ribs.isEmpty()) {
      Rib rib = ribs.poll();
      try {
        out.writeInt(rib.size());
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      rib.forEach(
          (name, marks, binding) -> {
            write(name);
            write(marks);
            write(binding);
          });
    }
    return bytes.toByteArray();
  }

  public void write(@Nullable Object object) {
    try {
      writeObject(object);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (IllegalAccessException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private void register(Object object) {
    seen.put(object, table.size());
    table.add(object);
  }

  private void tag(int tag, Object object) throws IOException {
    out.writeByte(tag);
    register(object);
  }

  private void string(String text) throws IOException {
    Integer known = strings.get(text);
    out.writeInt(known == null ? -1 : known);
    if (known == null) {
      strings.put(text, strings.size());
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(encoded.length);
      out.write(encoded);
    }
  }

  private void writeObject(@Nullable Object object) throws IOException, IllegalAccessException {
    if (object == null) {
      out.writeByte(GraphFormat.NULL);
      return;
    }
    if (writeAtom(object)) {
      return;
    }
    String name = SINGLETONS.get(object);
    if (name == null) {
      name = foreign.apply(object);
    }
    Integer number = seen.get(object);
    if (name != null) {
      out.writeByte(GraphFormat.FOREIGN);
      string(name);
    } else if (number != null) {
      out.writeByte(GraphFormat.SEEN);
      out.writeInt(number);
    } else {
      writeNew(object);
    }
  }

  /** Things that are equal if they look the same. */
  private boolean writeAtom(Object object) throws IOException {
    switch (object) {
      case Long number -> {
        out.writeByte(GraphFormat.LONG);
        out.writeLong(number);
      }
      case Integer number -> {
        out.writeByte(GraphFormat.INTEGER);
        out.writeInt(number);
      }
      case Double number -> {
        out.writeByte(GraphFormat.DOUBLE);
        out.writeLong(Double.doubleToRawLongBits(number));
      }
      case Boolean truth -> {
        out.writeByte(GraphFormat.BOOLEAN);
        out.writeBoolean(truth);
      }
      case String text -> {
        out.writeByte(GraphFormat.STRING);
        string(text);
      }
      case BigInteger number -> {
        out.writeByte(GraphFormat.BIG_INTEGER);
        string(number.toString(Character.MAX_RADIX));
      }
      case SchemeChar character -> {
        out.writeByte(GraphFormat.CHAR);
        out.writeInt(character.codePoint());
      }
      case Symbol symbol when symbol.isInterned() -> {
        out.writeByte(GraphFormat.SYMBOL);
        string(symbol.name());
      }
      case Keyword keyword -> {
        out.writeByte(GraphFormat.KEYWORD);
        string(keyword.name());
      }
      case Enum<?> one -> {
        out.writeByte(GraphFormat.ENUM);
        string(one.getDeclaringClass().getName());
        string(one.name());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void writeNew(Object object) throws IOException, IllegalAccessException {
    switch (object) {
      case Symbol symbol -> {
        tag(GraphFormat.UNINTERNED, symbol);
        string(symbol.name());
      }
      case Pair pair -> {
        tag(GraphFormat.PAIR, pair);
        write(pair.car);
        write(pair.cdr);
      }
      case byte[] octets -> {
        tag(GraphFormat.BYTES, octets);
        out.writeInt(octets.length);
        out.write(octets);
      }
      case int[] numbers -> {
        tag(GraphFormat.INTS, numbers);
        out.writeInt(numbers.length);
        for (int number : numbers) {
          out.writeInt(number);
        }
      }
      case Object[] items -> {
        tag(GraphFormat.ARRAY, items);
        string(items.getClass().componentType().getName());
        out.writeInt(items.length);
        for (Object item : items) {
          write(item);
        }
      }
      case List<?> items -> {
        tag(GraphFormat.LIST, items);
        out.writeInt(items.size());
        items.forEach(this::write);
      }
      case Global global when !global.isConstant() -> {
        tag(GraphFormat.GLOBAL, global);
        string(global.name());
        out.writeBoolean(global.isAssigned());
        out.writeBoolean(global.isOpen());
        if (global.isOpen()) {
          String module = global.lackingModule();
          string(module == null ? "" : module);
        }
      }
      case Local local -> {
        tag(GraphFormat.LOCAL, local);
        string(local.name());
        out.writeBoolean(local.isAssigned());
      }
      case Transformer.Of transformer -> {
        out.writeByte(GraphFormat.TRANSFORMER);
        out.writeBoolean(transformer.isVariable());
        write(transformer.source);
        write(transformer.needed);
        register(transformer);
      }
      default -> writeOther(object);
    }
  }

  private void writeOther(Object object) throws IOException, IllegalAccessException {
    if (object.getClass() == Rib.class) {
      tag(GraphFormat.RIB, object);
      ribs.add((Rib) object);
      return;
    }
    if (object.getClass() == Object.class) {
      tag(GraphFormat.MARK, object);
      return;
    }
    GraphFormat.Shape shape = GraphFormat.shape(object.getClass());
    if (!shape.isPlain()) {
      throw new UnwritableException("class=" + object.getClass().getName());
    }
    out.writeByte(GraphFormat.PLAIN);
    string(object.getClass().getName());
    for (Field field : shape.fields) {
      write(field.get(object));
    }
    register(object);
  }
}
