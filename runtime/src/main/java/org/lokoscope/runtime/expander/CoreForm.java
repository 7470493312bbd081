// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The syntax that the expander knows by itself, each with its name. */
public enum CoreForm {
  // Expressions.
  QUOTE("quote"),
  LAMBDA("lambda"),
  CASE_LAMBDA("case-lambda"),
  LAMBDA_STAR("lambda*"),
  CASE_LAMBDA_STAR("case-lambda*"),
  IF("if"),
  SET("set!"),
  LET("let"),
  LET_STAR("let*"),
  LETREC("letrec"),
  LETREC_STAR("letrec*"),
  LET_VALUES("let-values"),
  LET_STAR_VALUES("let*-values"),
  RECEIVE("receive"),
  AND("and"),
  OR("or"),
  WHEN("when"),
  UNLESS("unless"),
  COND("cond"),
  CASE("case"),
  DO("do"),
  QUASIQUOTE("quasiquote"),
  DELAY("delay"),
  DELAY_FORCE("delay-force"),
  MAKE_LAZY("lazy"),
  ASSERT("assert"),
  GUARD("guard"),
  PARAMETERIZE("parameterize"),
  TIME("time"),
  RECORD_TYPE_DESCRIPTOR("record-type-descriptor"),
  RECORD_CONSTRUCTOR_DESCRIPTOR("record-constructor-descriptor"),
  MATCH("match"),
  MATCH_LAMBDA("match-lambda"),
  MATCH_LAMBDA_STAR("match-lambda*"),
  MATCH_LET("match-let"),
  MATCH_LET_STAR("match-let*"),
  MATCH_LETREC("match-letrec"),

  // Syntax as data.
  SYNTAX("syntax"),
  SYNTAX_CASE("syntax-case"),
  QUASISYNTAX("quasisyntax"),
  WITH_SYNTAX("with-syntax"),
  SYNTAX_RULES("syntax-rules"),
  IDENTIFIER_SYNTAX("identifier-syntax"),
  SYNTAX_ERROR("syntax-error"),

  // Definitions, and what may hold some.
  BEGIN("begin", true),
  DEFINE("define", true),
  DEFINE_SYNTAX("define-syntax", true),
  DEFINE_VALUES("define-values", true),
  DEFINE_RECORD_TYPE("define-record-type", true),
  DEFINE_CONDITION_TYPE("define-condition-type", true),
  DEFINE_ENUMERATION("define-enumeration", true),
  LET_SYNTAX("let-syntax", true),
  LETREC_SYNTAX("letrec-syntax", true),
  INCLUDE("include", true),
  INCLUDE_CI("include-ci", true),
  INCLUDE_FROM_PATH("include-from-path", true),
  INCLUDE_RESOLVE("include/resolve", true),
  COND_EXPAND("cond-expand", true),

  // Guile's modules, and definitions of its own.
  DEFINE_STAR("define*", true),
  DEFINE_PUBLIC("define-public", true),
  DEFINE_STAR_PUBLIC("define*-public", true),
  EVAL_WHEN("eval-when", true),
  SYNTAX_PARAMETERIZE("syntax-parameterize", false),
  WITH_ELLIPSIS("with-ellipsis"),
  DEFINE_MODULE("define-module", true),
  USE_MODULES("use-modules", true),
  RE_EXPORT("re-export", true),
  DEFINE_AT_TOP_LEVEL("define-at-top-level", true),
  DECLARE_GENERIC("declare-generic", true),
  THE_ENVIRONMENT("the-environment"),
  PUBLIC_REFERENCE("@"),
  PRIVATE_REFERENCE("@@"),

  // Names of things that are written as symbols.
  ENDIANNESS("endianness"),
  BUFFER_MODE("buffer-mode"),
  EOL_STYLE("eol-style"),
  ERROR_HANDLING_MODE("error-handling-mode"),
  FILE_OPTIONS("file-options"),

  // Words with a meaning inside other forms only.
  ELSE("else"),
  ARROW("=>"),
  UNDERSCORE("_"),
  ELLIPSIS("..."),
  UNQUOTE("unquote"),
  UNQUOTE_SPLICING("unquote-splicing"),
  UNSYNTAX("unsyntax"),
  UNSYNTAX_SPLICING("unsyntax-splicing"),
  FIELDS("fields"),
  MUTABLE("mutable"),
  IMMUTABLE("immutable"),
  PARENT("parent"),
  PARENT_RTD("parent-rtd"),
  PROTOCOL("protocol"),
  SEALED("sealed"),
  OPAQUE("opaque"),
  NONGENERATIVE("nongenerative"),
  GENERATIVE("generative"),

  // Forms of a file, not of a body.
  IMPORT("import", true),
  EXPORT("export", true),
  LIBRARY("library"),
  DEFINE_LIBRARY("define-library");

  private static final Map<String, CoreForm> BY_NAME = new HashMap<>();

  static {
    for (CoreForm form : values()) {
      BY_NAME.put(form.keyword, form);
    }
  }

  private final String keyword;
  private final boolean definition;

  CoreForm(String keyword) {
    this(keyword, false);
  }

  CoreForm(String keyword, boolean definition) {
    this.keyword = keyword;
    this.definition = definition;
  }

  public String keyword() {
    return keyword;
  }

  /** Whether a body treats it in its own way. */
  boolean isDefinition() {
    return definition;
  }

  /** The form of that name, or null. */
  public static @Nullable CoreForm named(String keyword) {
    return BY_NAME.get(keyword);
  }
}
