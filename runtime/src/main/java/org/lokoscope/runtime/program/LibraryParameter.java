// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.program;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Lists;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.library.LibraryManager;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.Parameter;
import org.lokoscope.runtime.vm.Primitive;

/**
 * {@code library-directories} and {@code library-extensions}: lists of strings that say where
 * libraries are looked for. All processes of a run share them, as they share the libraries. What is
 * found after a change may differ from what a cached library has found.
 */
final class LibraryParameter extends Parameter {

  private final LibraryManager libraries;
  private final boolean directories;
  private final Object converter;

  private LibraryParameter(String name, LibraryManager libraries, boolean directories) {
    super(name);
    this.libraries = libraries;
    this.directories = directories;
    this.converter = Primitive.of1(name, this::check);
  }

  static LibraryParameter directories(LibraryManager libraries) {
    return new LibraryParameter("library-directories", libraries, true);
  }

  static LibraryParameter extensions(LibraryManager libraries) {
    return new LibraryParameter("library-extensions", libraries, false);
  }

  /** A copy of the list; one directory may come without a list around it. */
  private Object check(Object value) {
    if (directories && value instanceof SchemeString) {
      return check(Lists.of(value));
    }
    if (Lists.length(value) < 0) {
      throw Raise.type(name(), "a list of strings", value);
    }
    Object[] items = Lists.toArray(value);
    for (int i = 0; i < items.length; i++) {
      if (!(items[i] instanceof SchemeString text)) {
        throw Raise.type(name(), "a list of strings", value);
      }
      items[i] = SchemeString.of(checked(text.toString()));
    }
    return Lists.of(items);
  }

  private String checked(String text) {
    try {
      return Path.of(text).toString().isEmpty() ? "." : text;
    } catch (InvalidPathException malformed) {
      throw IoErrors.fileName(name(), text);
    }
  }

  @Override
  public Object get(Machine machine) {
    libraries.lookedOutside();
    List<Object> names = new ArrayList<>();
    for (String name : directories ? libraries.directories().keySet() : libraries.extensions()) {
      names.add(SchemeString.of(name));
    }
    return Lists.fromList(names);
  }

  @Override
  public void set(Machine machine, Object value) {
    List<String> names = new ArrayList<>();
    for (Object item : Lists.toArray(value)) {
      names.add(item.toString());
    }
    if (!directories) {
      libraries.extensions(names);
      return;
    }
    Map<String, Path> paths = new LinkedHashMap<>();
    for (String name : names) {
      paths.put(name, FilePorts.unkept(machine, name(), name));
    }
    libraries.directories(paths);
  }

  @Override
  public Object converter() {
    return converter;
  }
}
