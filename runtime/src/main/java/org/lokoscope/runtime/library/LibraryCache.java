package org.lokoscope.runtime.library;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.core.GlobalTable;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.expander.Binding;
import org.lokoscope.runtime.expander.GraphReader;
import org.lokoscope.runtime.expander.GraphWriter;
import org.lokoscope.runtime.expander.TopLevel;
import org.lokoscope.runtime.expander.Unit;
import org.lokoscope.runtime.source.SourceSpan;

/**
 * Keeps expanded libraries between runs. An entry belongs to the text of the library's file, to the
 * build of the runtime, to the answers that the expansion got about files and other libraries, and
 * to the entries of the libraries that it imports.
 */
final class LibraryCache {

  private static final String OWN_UNIT = "own unit";
  private static final String OWN_SCOPE = "own scope";

  /** What a library's expansion left behind. */
  record Expanded(
      SourceLibrary source,
      Unit unit,
      ImportedNames names,
      TopLevel top,
      Map<Symbol, Binding> exports,
      Observations observed) {

    Library library(String key) {
      return new Library(key, source.name.version(), unit, () -> exports);
    }
  }

  private final CacheFolder folder;
  private final LibraryManager manager;
  private final Builtins builtins;
  private final GlobalTable globals;

  /** The numbered objects of each library of the user. */
  private final Map<String, List<Object>> tables = new HashMap<>();

  /** What stands for the content of each library's entry. */
  private final Map<String, String> stamps = new HashMap<>();

  LibraryCache(CacheFolder folder, LibraryManager manager, Builtins builtins, GlobalTable globals) {
    this.folder = folder;
    this.manager = manager;
    this.builtins = builtins;
    this.globals = globals;
  }

  private ForeignNames foreignNames() {
    return new ForeignNames(builtins, manager::findByKey, tables);
  }

  /** A library that was redefined at the prompt, say, can be no one's dependency. */
  void forget(String key) {
    tables.remove(key);
    stamps.remove(key);
  }

  // Storing

  void store(String key, String file, String text, Expanded library) {
    try {
      ForeignNames foreign = foreignNames();
      foreign.collect(manager.known());
      foreign.add(library.unit(), OWN_UNIT);
      foreign.add(library.top().importScope(), OWN_SCOPE);
      GraphWriter writer = new GraphWriter(foreign::nameOf);
      List<Object> stampList = stampsOf(library.source());
      if (stampList == null) {
        return;
      }
      writer.write(stampList);
      writer.write(library.observed().written());
      writeHead(writer, library.source());
      writer.write(new ArrayList<Object>(library.unit().dependencies()));
      writer.write(library.unit().code());
      for (Map.Entry<Symbol, Binding> export : library.exports().entrySet()) {
        writer.write(export.getKey());
        writer.write(export.getValue());
      }
      byte[] content = writer.finish();
      folder.write(folder.nameFor(key, file, text), content);
      remember(key, content, writer.table(), library.unit(), library.top().importScope());
    } catch (GraphWriter.UnwritableException | StackOverflowError beyond) {
      System.getLogger(LibraryCache.class.getName())
          .log(System.Logger.Level.DEBUG, key + " cannot be cached", beyond);
    }
  }

  private static void writeHead(GraphWriter writer, SourceLibrary source) {
    writer.write(source.name.version());
    writer.write(source.lenient);
    writer.write((long) source.imports.size());
    for (SourceLibrary.Import set : source.imports) {
      writer.write(set.set());
      writer.write(set.span());
    }
    writer.write((long) source.exports.size());
  }

  /**
   * The libraries of the user that a library imports, each with its stamp; null if one has none.
   */
  private List<Object> stampsOf(SourceLibrary source) {
    List<Object> all = new ArrayList<>();
    for (SourceLibrary.Import set : source.imports) {
      Library imported = manager.importedLibrary(set);
      if (imported.unit() != null) {
        String stamp = stamps.get(imported.name());
        if (stamp == null) {
          return null;
        }
        all.add(imported.name());
        all.add(stamp);
      }
    }
    return all;
  }

  private void remember(
      String key, byte[] content, List<Object> table, Unit unit, Object importScope) {
    List<Object> all = new ArrayList<>(table);
    all.add(unit);
    all.add(importScope);
    tables.put(key, all);
    stamps.put(key, CacheFolder.digest(content));
  }

  // Loading

  /** The library as it was expanded before, or null. */
  Library load(String key, String file, String text) {
    byte[] content = folder.read(folder.nameFor(key, file, text));
    if (content == null) {
      return null;
    }
    try {
      return read(key, content);
    } catch (RuntimeException | LinkageError | StackOverflowError unusable) {
      System.getLogger(LibraryCache.class.getName())
          .log(System.Logger.Level.DEBUG, key + " is expanded anew", unusable);
      return null;
    }
  }

  private Library read(String key, byte[] content) {
    Unit unit = new Unit(key);
    ForeignNames foreign = foreignNames();
    Object[] scope = new Object[1];
    GraphReader reader =
        new GraphReader(
            ByteBuffer.wrap(content),
            name ->
                switch (name) {
                  case OWN_UNIT -> unit;
                  case OWN_SCOPE -> scope[0];
                  default -> foreign.find(name);
                },
            globals::create);
    if (!areCurrent((List<?>) reader.read())
        || !Observations.stillHold((List<?>) reader.read(), manager)) {
      return null;
    }
    Object version = reader.read();
    boolean lenient = (Boolean) reader.read();
    List<SourceLibrary.Import> imports = new ArrayList<>();
    long count = (Long) reader.read();
    for (long i = 0; i < count; i++) {
      imports.add(new SourceLibrary.Import(reader.read(), (SourceSpan) reader.read()));
    }
    scope[0] = TopLevel.importScope(manager.importAll(imports, unit, lenient));
    long exported = (Long) reader.read();
    for (Object dependency : (List<?>) reader.read()) {
      unit.dependencies().add((Unit) dependency);
    }
    unit.complete((Core) reader.read());
    Map<Symbol, Binding> exports = new HashMap<>();
    for (long i = 0; i < exported; i++) {
      exports.put((Symbol) reader.read(), (Binding) reader.read());
    }
    reader.finish();
    remember(key, content, reader.table(), unit, scope[0]);
    return new Library(key, version, unit, () -> exports);
  }

  private boolean areCurrent(List<?> wanted) {
    for (int i = 0; i < wanted.size(); i += 2) {
      String key = (String) wanted.get(i);
      manager.findByKey(key);
      if (!wanted.get(i + 1).equals(stamps.get(key))) {
        return false;
      }
    }
    return true;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
