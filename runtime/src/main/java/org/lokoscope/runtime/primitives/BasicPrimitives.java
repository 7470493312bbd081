// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import org.lokoscope.runtime.condition.Raise;
import org.lokoscope.runtime.datum.Box;
import org.lokoscope.runtime.datum.Equality;
import org.lokoscope.runtime.datum.Keyword;
import org.lokoscope.runtime.datum.SchemeString;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.datum.Symbol;
import org.lokoscope.runtime.vm.Procedure;

/** Equivalence, booleans, symbols, keywords, boxes, and what has no better place. */
final class BasicPrimitives {

  private BasicPrimitives() {}

  static void register(PrimitiveTable t) {
    t.define2("eq?", Equality::eq);
    t.define2("%procedure-accepts?", BasicPrimitives::accepts);
    t.define2("eqv?", Equality::eqv);
    t.define2("equal?", Equality::equal);
    t.define1("not", a -> a == Boolean.FALSE);
    t.define1("boolean?", a -> a instanceof Boolean);
    t.defineN("boolean=?", 1, -1, BasicPrimitives::sameBooleans);
    t.define1("procedure?", a -> a instanceof Procedure);
    t.defineN("void", 0, -1, _ -> Special.UNSPECIFIED);
    t.define1("unspecified?", a -> a == Special.UNSPECIFIED);
    t.define0("eof-object", () -> Special.EOF);
    t.define1("eof-object?", a -> a == Special.EOF);
    symbols(t);
    t.define1("keyword?", a -> a instanceof Keyword);
    t.define1("symbol->keyword", a -> Keyword.of(Args.symbol("symbol->keyword", a).name()));
    t.define1("keyword->symbol", BasicPrimitives::keywordToSymbol);
    t.define1("box", Box::new);
    t.define1("box?", a -> a instanceof Box);
    t.define1("unbox", a -> box("unbox", a).content);
    t.define2("set-box!", BasicPrimitives::setBox);
  }

  private static Object accepts(Object procedure, Object arguments) {
    String who = "%procedure-accepts?";
    return Args.procedure(who, procedure).accepts(Args.size(who, arguments));
  }

  private static void symbols(PrimitiveTable t) {
    t.define1("symbol?", a -> a instanceof Symbol);
    t.defineN("symbol=?", 1, -1, BasicPrimitives::sameSymbols);
    t.define1("symbol->string", a -> symbolName("symbol->string", a));
    t.define1("string->symbol", a -> intern("string->symbol", a));
    t.define1("intern", a -> intern("intern", a));
    t.define1("string->uninterned-symbol", BasicPrimitives::uninterned);
    t.defineN("gensym", 0, 1, BasicPrimitives::fresh);
    t.define1("symbol-hash", a -> (long) Args.symbol("symbol-hash", a).name().hashCode() >>> 1);
    t.defineN("symbol-append", 0, -1, BasicPrimitives::append);
  }

  private static Object sameBooleans(Object[] a) {
    boolean first = Args.bool("boolean=?", a[0]);
    boolean all = true;
    for (Object b : a) {
      all &= Args.bool("boolean=?", b) == first;
    }
    return all;
  }

  private static Object sameSymbols(Object[] a) {
    boolean all = true;
    for (Object b : a) {
      all &= Args.symbol("symbol=?", b) == a[0];
    }
    return all;
  }

  private static Object symbolName(String who, Object a) {
    return SchemeString.of(Args.symbol(who, a).name());
  }

  private static Object intern(String who, Object a) {
    return Symbol.of(Args.string(who, a).toString());
  }

  private static Object uninterned(Object a) {
    return Symbol.uninterned(Args.string("string->uninterned-symbol", a).toString());
  }

  /** The name is the prefix alone, so that runs print the same; the symbol is like no other. */
  private static Object fresh(Object[] a) {
    String prefix = a.length == 0 || a[0] == Boolean.FALSE ? "g" : a[0].toString();
    return Symbol.uninterned(prefix);
  }

  private static Object append(Object[] symbols) {
    StringBuilder name = new StringBuilder();
    for (Object symbol : symbols) {
      name.append(Args.symbol("symbol-append", symbol).name());
    }
    return Symbol.of(name.toString());
  }

  private static Object keywordToSymbol(Object a) {
    if (a instanceof Keyword keyword) {
      return Symbol.of(keyword.name());
    }
    throw Raise.type("keyword->symbol", "a keyword", a);
  }

  private static Box box(String who, Object a) {
    if (a instanceof Box box) {
      return box;
    }
    throw Raise.type(who, "a box", a);
  }

  private static Object setBox(Object a, Object content) {
    box("set-box!", a).content = content;
    return Special.UNSPECIFIED;
  }
}
