// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.Global;
import org.lokoscope.runtime.core.Local;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.Nil;
import org.lokoscope.runtime.datum.Pair;
import org.lokoscope.runtime.datum.SchemeChar;
import org.lokoscope.runtime.datum.Symbol;

/**
 * Reads what {@link GraphWriter} wrote. Bytes that are damaged lead to a RuntimeException of some
 * kind or to an object that was not written; so check them before.
 */
public final class GraphReader {

  private final ByteBuffer in;
  private final Function<String, @Nullable Object> foreign;
  private final Function<String, Global> globals;
  private final List<Object> table = new ArrayList<>();
  private final List<String> strings = new ArrayList<>();
  private final ArrayDeque<Rib> ribs = new ArrayDeque<>();

  /**
   * @param foreign finds an object by the name that the writer was given for it
   * @param globals makes a new variable of a name
   */
  public GraphReader(
      ByteBuffer in, Function<String, @Nullable Object> foreign, Function<String, Global> globals) {
    this.in = in;
    this.foreign = foreign;
    this.globals = globals;
  }

  public List<Object> table() {
    return table;
  }

  /** Fills the scopes; to be called after the last {@link #read}. */
  public void finish() {
    while (!ribs.isEmpty()) {
      Rib rib = ribs.poll();
      int size = in.getInt();
      for (int i = 0; i < size; i++) {
        rib.put((Symbol) read(), (Marks) readPart(), (Binding) read());
      }
    }
  }

  private <T> T register(T object) {
    table.add(object);
    return object;
  }

  private String string() {
    int known = in.getInt();
    if (known >= 0) {
      return strings.get(known);
    }
    byte[] encoded = new byte[length()];
    in.get(encoded);
    String text = new String(encoded, StandardCharsets.UTF_8);
    strings.add(text);
    return text;
  }

  /** A length that the rest of the bytes can hold. */
  private int length() {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("length=" + length + " remaining=" + in.remaining());
    }
    return length;
  }

  private boolean flag() {
    return in.get() != 0;
  }

  /** The next object, which must not be null: only parts of other objects may be. */
  public Object read() {
    Object object = readPart();
    if (object == null) {
      throw new IllegalArgumentException("unexpected null");
    }
    return object;
  }

  /** The next object, which may be null. */
  @Nullable Object readPart() {
    int tag = in.get();
    return switch (tag) {
      case GraphFormat.NULL -> null;
      case GraphFormat.FOREIGN -> foreign();
      case GraphFormat.SEEN -> table.get(in.getInt());
      case GraphFormat.LONG -> in.getLong();
      case GraphFormat.INTEGER -> in.getInt();
      case GraphFormat.DOUBLE -> Double.longBitsToDouble(in.getLong());
      case GraphFormat.BOOLEAN -> flag();
      case GraphFormat.STRING -> string();
      case GraphFormat.BIG_INTEGER -> new BigInteger(string(), Character.MAX_RADIX);
      case GraphFormat.CHAR -> SchemeChar.of(in.getInt());
      case GraphFormat.SYMBOL -> Symbol.of(string());
      case GraphFormat.KEYWORD -> Keyword.of(string());
      case GraphFormat.ENUM -> constant();
      case GraphFormat.UNINTERNED -> uninterned();
      case GraphFormat.PAIR -> pair();
      case GraphFormat.BYTES -> bytes();
      case GraphFormat.INTS -> ints();
      case GraphFormat.ARRAY -> array();
      case GraphFormat.LIST -> list();
      case GraphFormat.GLOBAL -> global();
      case GraphFormat.LOCAL -> local();
      case GraphFormat.RIB -> rib();
      case GraphFormat.TRANSFORMER -> transformer();
      case GraphFormat.MARK -> register(new Object());
      case GraphFormat.PLAIN -> plain();
      default -> throw new IllegalArgumentException("tag=" + tag);
    };
  }

  private Object foreign() {
    String name = string();
    Object found =
        name.startsWith(GraphFormat.SINGLETON_PREFIX)
            ? GraphFormat.SINGLETONS.get(name.substring(GraphFormat.SINGLETON_PREFIX.length()))
            : foreign.apply(name);
    if (found == null) {
      throw new IllegalArgumentException("unknown name=" + name);
    }
    return found;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException unknown) {
      throw new IllegalArgumentException("class=" + name, unknown);
    }
  }

  private Object constant() {
    String type = string();
    String name = string();
    for (Object one : type(type).getEnumConstants()) {
      if (((Enum<?>) one).name().equals(name)) {
        return one;
      }
    }
    throw new IllegalArgumentException("enum=" + type + " name=" + name);
  }

  /** The number comes before the name, as the writer counts. */
  private Object uninterned() {
    int place = table.size();
    table.add(null);
    Symbol symbol = Symbol.uninterned(string());
    table.set(place, symbol);
    return symbol;
  }

  private Object pair() {
    Pair pair = register(new Pair(Nil.NIL, Nil.NIL));
    pair.car = read();
    pair.cdr = read();
    return pair;
  }

  private Object bytes() {
    byte[] octets = new byte[length()];
    in.get(octets);
    return register(octets);
  }

  private Object ints() {
    int[] numbers = register(new int[length()]);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.getInt();
    }
    return numbers;
  }

  private Object array() {
    Class<?> component = type(string());
    Object[] items = (Object[]) register(Array.newInstance(component, length()));
    for (int i = 0; i < items.length; i++) {
      items[i] = readPart();
    }
    return items;
  }

  private Object list() {
    int size = length();
    List<Object> items = register(new ArrayList<>(size));
    for (int i = 0; i < size; i++) {
      items.add(readPart());
    }
    return items;
  }

  private Object global() {
    Global global = register(globals.apply(string()));
    if (flag()) {
      global.markAssigned();
    }
    if (flag()) {
      global.setOpen(true);
      String module = string();
      global.setLackingModule(module.isEmpty() ? null : module);
    }
    return global;
  }

  private Object local() {
    Local local = register(new Local(string()));
    if (flag()) {
      local.markAssigned();
    }
    return local;
  }

  private Object rib() {
    Rib rib = register(new Rib());
    ribs.add(rib);
    return rib;
  }

  private Object transformer() {
    boolean isVariable = flag();
    Core source = (Core) read();
    List<Unit> needed = new ArrayList<>();
    for (Object unit : (List<?>) read()) {
      needed.add((Unit) unit);
    }
    return register(new Transformer.Of(isVariable, source, needed));
  }

  private Object plain() {
    Class<?> type = type(string());
    GraphFormat.Shape shape = GraphFormat.shape(type);
    Constructor<?> constructor = shape.constructor;
    if (constructor == null) {
      throw new IllegalArgumentException("class=" + type);
    }
    Object[] arguments = new Object[shape.fields.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = readPart();
    }
    return register(make(constructor, arguments));
  }

  private static Object make(Constructor<?> constructor, Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException refused) {
      throw new IllegalArgumentException("class=" + constructor.getDeclaringClass(), refused);
    }
  }
}
