// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.GraphReader;
import org.lokoscope.runtime.expander.GraphWriter;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.SyntaxException;

/**
 * Keeps expanded libraries between runs. The name of an entry says for which file and text it is,
 * and for which build of the runtime. It holds a head and a body.
 *
 * <p>The head holds all that the expansion has asked for (see {@link Observations}): included
 * texts, which libraries there are, and of each imported library the <i>stamp</i>, a digest of the
 * whole entry of that one. So an entry vouches for all that it stands on, near and far, and is used
 * only where all of it is the same.
 *
 * <p>The body holds the outcome. It can name the objects of the libraries that the head vouches
 * for, by their numbers there, and of no other; what has no identity is written down by value (see
 * {@link ForeignNames}). What could come out otherwise next time, because a macro has read a file,
 * say, is not kept. The lock of the {@link LibraryManager} guards it.
 */
final class LibraryCache {

  private static final String OWN_UNIT = "own unit";
  private static final String OWN_SCOPE = "own scope";

  private static final String OWN_DEFINITIONS = "own definitions";

  /**
   * What a library's expansion left behind.
   *
   * @param module if it is one of Guile
   */
  record Expanded(
      Object version,
      boolean lenient,
      @Nullable GuileModule module,
      Unit unit,
      TopLevel top,
      Map<Symbol, Binding> exports,
      Observations observed) {

    Library library(String key) {
      return new Library(key, version, unit, () -> exports);
    }
  }

  /** Begins to ask again what an expansion has asked. */
  interface Replays {

    /**
     * @param stamps what stands for the content of the library of a key, or null
     */
    Replay of(Unit unit, boolean lenient, Function<String, @Nullable String> stamps);

    /** The same for a module of Guile. */
    Replay of(GuileModule module, Function<String, @Nullable String> stamps);
  }

  /** What can be read of an entry before anything is known to be right. */
  private record Head(Object version, boolean lenient, boolean guile, List<?> steps) {}

  private final CacheFolder folder;
  private final GlobalTable globals;
  private final ForeignNames foreign;
  private final Supplier<Map<String, Library>> loaded;
  private final Replays replays;
  private final GuileModules modules;

  /** What stands for the content of each library's entry. */
  private final Map<String, String> stamps = new HashMap<>();

  /** What each of these libraries imports, directly or not, and itself. */
  private final Map<String, Set<String>> closures = new HashMap<>();

  /**
   * @param loaded the libraries that are there, by name
   */
  LibraryCache(
      CacheFolder folder,
      GlobalTable globals,
      ForeignNames foreign,
      Supplier<Map<String, Library>> loaded,
      Replays replays,
      GuileModules modules) {
    this.modules = modules;
    this.folder = folder;
    this.globals = globals;
    this.foreign = foreign;
    this.loaded = loaded;
    this.replays = replays;
  }

  /** A library that was redefined at the prompt, say, can be no one's dependency. */
  void forget(String key) {
    foreign.remove(key);
    stamps.remove(key);
    closures.remove(key);
  }

  /** Takes note of an import; one without an entry can be vouched for by nobody. */
  void observeImport(SourceLibrary.Import set, Library library, Observations observed) {
    observeImport(Observations.IMPORTED, set, library, observed);
  }

  /** The same, for any of the ways of {@link Observations}. */
  void observeImport(String way, SourceLibrary.Import set, Library library, Observations observed) {
    String stamp = library.unit() == null ? null : stamps.get(library.name());
    if (library.unit() != null && stamp == null) {
      observed.cannotBeRepeated();
    }
    observed.imported(way, set, library.name(), stamp);
  }

  private Set<String> closure(List<String> imported) {
    Set<String> all = new HashSet<>();
    imported.forEach(key -> all.addAll(closures.get(key)));
    return all;
  }

  // Storing

  void store(String key, String file, String text, Expanded library) {
    if (!library.observed().canBeRepeated()) {
      return;
    }
    try {
      Set<String> below = closure(library.observed().libraries());
      ForeignNames.Namer namer =
          foreign
              .namer(library.unit(), below, loaded.get())
              .add(library.unit(), OWN_UNIT)
              .add(library.top().importScope(), OWN_SCOPE);
      if (library.module() != null) {
        namer.add(library.top().definedScope(), OWN_DEFINITIONS);
      }
      GraphWriter body = new GraphWriter(namer::nameOf);
      writeBody(body, library);
      byte[] content = joined(head(library), body.finish());
      folder.write(folder.nameFor(key, file, text), content);
      List<Object> scopes = scopes(library.unit(), library.top());
      boolean isModule = library.module() != null;
      remember(key, content, below, body.table(), isModule ? scopes : scopes.subList(0, 2));
    } catch (GraphWriter.UnwritableException | StackOverflowError beyond) {
      System.getLogger(LibraryCache.class.getName())
          .log(System.Logger.Level.DEBUG, key + " cannot be cached", beyond);
    }
  }

  private static byte[] head(Expanded library) {
    GraphWriter head = new GraphWriter(_ -> null);
    head.write(library.version());
    head.write(library.lenient());
    head.write(library.module() != null);
    head.write(library.observed().written());
    return head.finish();
  }

  private static void writeBody(GraphWriter body, Expanded library) {
    body.write(new ArrayList<Object>(library.unit().dependencies()));
    if (library.module() != null) {
      library.top().writeDefinitions(body);
    }
    body.write(library.unit().code());
    List<Map.Entry<Symbol, Binding>> exports = new ArrayList<>(library.exports().entrySet());
    exports.sort(Comparator.comparing(export -> export.getKey().name()));
    body.write((long) exports.size());
    for (Map.Entry<Symbol, Binding> export : exports) {
      body.write(export.getKey());
      body.write(export.getValue());
    }
  }

  private static byte[] joined(byte[] head, byte[] body) {
    return ByteBuffer.allocate(Integer.BYTES + head.length + body.length)
        .putInt(head.length)
        .put(head)
        .put(body)
        .array();
  }

  private void remember(
      String key, byte[] content, Set<String> below, List<Object> table, List<Object> scopes) {
    List<Object> all = new ArrayList<>(table);
    all.addAll(scopes);
    foreign.put(key, all);
    Set<String> closure = new HashSet<>(below);
    closure.add(key);
    closures.put(key, closure);
    stamps.put(key, CacheFolder.digest(content));
  }

  /** What of a module of Guile is not in its body, because it is made anew. */
  private static List<Object> scopes(Unit unit, TopLevel top) {
    return List.of(unit, top.importScope(), top.definedScope());
  }

  // Loading

  /** Whether there is an entry for this text, which then defines the library. */
  boolean has(String key, String file, String text) {
    return folder.read(folder.nameFor(key, file, text)) != null;
  }

  /**
   * The library as it was expanded before, or null.
   *
   * @param next where the expansion takes its notes if there is nothing of use
   * @param installed whether it belongs to an installed Guile
   * @throws SyntaxException if it cannot be expanded, because of a library that it imports
   */
  @Nullable Library load(
      String key, String file, String text, boolean installed, Observations next) {
    byte[] content = folder.read(folder.nameFor(key, file, text));
    if (content == null) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(content);
    Head head = decoded(key, () -> readHead(in));
    if (head == null) {
      return null;
    }
    if (head.guile) {
      return loadModule(key, content, in, head, modules.unexpanded(key, installed), next);
    }
    Unit unit = new Unit(key);
    Replay replay = replays.of(unit, head.lenient, stamps::get);
    if (!replay.run(head.steps, next)) {
      return null;
    }
    Object scope = TopLevel.importScope(replay.names());
    return decoded(
        key, () -> readBody(key, content, in, head, unit, replay, List.of(unit, scope), null));
  }

  /** Modules may use each other in a circle, which only an expansion can see through. */
  private @Nullable Library loadModule(
      String key, byte[] content, ByteBuffer in, Head head, GuileModule module, Observations next) {
    Replay replay = replays.of(module, stamps::get);
    try {
      if (!replay.run(head.steps, next)) {
        return null;
      }
    } catch (SyntaxException perhapsCircle) {
      return null;
    }
    List<Object> scopes = scopes(module.unit, module.top());
    Library library =
        decoded(
            key, () -> readBody(key, content, in, head, module.unit, replay, scopes, module.top()));
    if (library != null) {
      modules.add(key, module);
    }
    return library;
  }

  /** An entry that is whole can be read; this is for what nobody has thought of. */
  private static <T> @Nullable T decoded(String key, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (RuntimeException | LinkageError | StackOverflowError unusable) {
      System.getLogger(LibraryCache.class.getName())
          .log(System.Logger.Level.DEBUG, key + " is expanded anew", unusable);
      return null;
    }
  }

  private Head readHead(ByteBuffer in) {
    int length = in.getInt();
    GraphReader reader = reader(in.slice(in.position(), length), _ -> null);
    in.position(in.position() + length);
    return new Head(
        reader.read(), (Boolean) reader.read(), (Boolean) reader.read(), (List<?>) reader.read());
  }

  private GraphReader reader(ByteBuffer in, Function<String, @Nullable Object> names) {
    return new GraphReader(in, names, globals::create);
  }

  private Library readBody(
      String key,
      byte[] content,
      ByteBuffer in,
      Head head,
      Unit unit,
      Replay replay,
      List<Object> scopes,
      @Nullable TopLevel module) {
    GraphReader reader =
        reader(
            in,
            name ->
                switch (name) {
                  case OWN_UNIT -> unit;
                  case OWN_SCOPE -> scopes.get(1);
                  case OWN_DEFINITIONS -> scopes.getLast();
                  default -> foreign.find(name);
                });
    for (Object dependency : (List<?>) reader.read()) {
      unit.dependencies().add((Unit) dependency);
    }
    if (module != null) {
      module.readDefinitions(reader);
    }
    unit.complete((Core) reader.read());
    Map<Symbol, Binding> exports = new HashMap<>();
    long exported = (Long) reader.read();
    for (long i = 0; i < exported; i++) {
      exports.put((Symbol) reader.read(), (Binding) reader.read());
    }
    reader.finish();
    remember(key, content, closure(replay.libraries()), reader.table(), scopes);
    return new Library(key, head.version, unit, () -> exports);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
