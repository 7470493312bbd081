// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Arguments of every kind for calls of primitives. They come from a vector of vectors that {@link
 * #PROGRAM} makes; a choice is a place in it, so that a call can be repeated with other objects of
 * the same kinds. Choices that got through are taken up again with one argument changed.
 */
final class FuzzArguments {

  /** What the program needs. */
  static final String[] LIBRARIES = {
    "(rnrs)",
    "(rnrs eval)",
    "(rnrs mutable-pairs)",
    "(rnrs mutable-strings)",
    "(only (loko) make-parameter)",
    "(loko system fibers)",
    "(only (srfi :14) char-set char-set:digit)",
    "(only (srfi :69) make-hash-table)",
    "(prefix (only (guile) make-hash-table symbol->keyword make-fluid) g:)",
    "(prefix (srfi :41) s:)",
    "(only (rnrs r5rs) delay force)",
    "(only (srfi :128) make-default-comparator)",
    "(only (srfi :115) regexp)",
    "(only (srfi :158) generator)",
    "(only (lokoscope mailboxes) make-mailbox)"
  };

  /** A thunk that makes new objects, in groups that are likely to go together. */
  static final String PROGRAM =
      """
      (lambda ()
        (define-record-type point (fields (mutable x) y))
        (define-record-type (lone make-lone lone?) (sealed #t) (opaque #t) (nongenerative))
        (define k (call/cc (lambda (k) k)))
        (define live (list 1 2 3))
        (define cycle (let ((p (list 1 2 3))) (set-cdr! (cddr p) p) p))
        (define knot (let ((v (vector 1 2 3))) (vector-set! v 1 v) v))
        (define self (let ((p (list 1))) (set-car! p p) p))
        (define table (let ((t (make-eqv-hashtable))) (hashtable-set! t 1 2) t))
        (define closed
          (let ((p (open-string-input-port "abc"))) (close-port p) p))
        (define closed-out
          (let-values (((p get) (open-string-output-port))) (close-port p) p))
        (define (out) (let-values (((p get) (open-string-output-port))) p))
        (define (out-getter) (let-values (((p get) (open-string-output-port))) get))
        (define (bytes-out) (let-values (((p get) (open-bytevector-output-port))) p))
        (define (custom)
          (make-custom-binary-input-port "custom" (lambda (bv start count) 0) #f #f #f))
        (define (liar)
          (make-custom-textual-input-port "liar" (lambda (s start count) (+ count 7))
            (lambda () -5) (lambda (p) 'what) (lambda () (car '()))))
        (define (failing)
          (make-custom-binary-output-port "failing" (lambda (bv start count) (raise 'no))
            #f #f (lambda () (raise 'closed))))
        (define (odd-table) (make-hashtable (lambda (x) -1/2) (lambda (a b) (car a))))
        (define long (let loop ((i 0) (l '())) (if (= i 3000) l (loop (+ i 1) (cons i l)))))
        (define deep (let loop ((i 0) (l '())) (if (= i 20000) l (loop (+ i 1) (list l)))))
        (vector
          (vector 0 1 2 3 4 5 7 8 10 16 36 37 64 100 127 128 255 256 1000 65535 65536 1000000 -1 -2
                  -3 -128 -1000 55296 1114111 1114112)
          (vector 2147483647 2147483648 -2147483648 4294967296 1000000000 (expt 2 40)
                  (expt 2 53) (greatest-fixnum) (least-fixnum) (- (greatest-fixnum) 1)
                  (expt 2 63) (- (expt 2 64)) (expt 10 30) (expt 2 5000) (- (expt 3 3000)))
          (vector 1/2 -7/3 (/ (expt 10 40) 7) (/ 1 (expt 7 400)) 0.0 -0.0 1.5 -2.5 3.0 1e10 1e21
                  1e308 1e-320 +inf.0 -inf.0 +nan.0 1+2i 1.5-2i +inf.0-inf.0i 1/2+3/4i 0+1i
                  (make-rectangular +nan.0 1.0) 123456.789 -1e100)
          (vector "" "a" "abc" "hello world" "λx→y" "a\\x0;b" "\\x0;" "#\\xD7FF;" "12" "#e1e40" "1/2"
                  "~a" "~-1%" "~99999999a" "~v%" "~:[a~;b~]" "~{~a~}" "~{~^~a~}" "(a" "[a-z]*"
                  "((a|b)*)+$" "dir/file" "none/" ".." "." "127.0.0.1" "::1" "a=b" "\\n" "ﬁ"
                  (make-string 3000 #\\a) (string #\\a #\\b #\\x10FFFF) (string-copy "mutable"))
          (vector #\\a #\\space #\\x0 #\\x10FFFF #\\λ #\\xD7FF #\\9 #\\newline #\\A #\\ß)
          (vector 'a 'abc '|| '|a b| (string->symbol "\\x0;") 'equal 'little 'big 'none 'block 'lf
                  'crlf 'read 'rnrs 'eof)
          (vector '() (list 1) live (list 3 1 2) (list 'a "b" #\\c) (list (cons 'a 1) (cons 'b 2))
                  (list (list 1 2) (list 3 4)) (cons 1 2) (cons* 1 2 3) cycle self long deep
                  (list "a" "b") (list #\\a #\\b) (list car cdr) (list 1.5 2.5) '(1 . (2 . 3))
                  '(rnrs) '(only (rnrs) car) '(a b c) '(quote x) '(lambda (x) x) '(lambda)
                  (list cycle 1) (list 0 255 256) (list (expt 2 70) 1/2))
          (vector (vector) (vector 1 2 3) (vector 3 1 2) (vector 'a "b" #\\c) knot
                  (vector (cons 'a 1)) (make-vector 2000 0) (vector 1.0 2.0) (vector (vector 1) 2))
          (vector (make-bytevector 0) (u8-list->bytevector '(1 2 3 4 5 6 7 8)) (make-bytevector 16 255)
                  (string->utf8 "λx") (u8-list->bytevector '(255 254 0 216)) (make-bytevector 3000))
          (vector car cons + list values (lambda () 1) (lambda (x) x) (lambda (x y) (+ x y))
                  (lambda (x y) x) (lambda args args) (lambda (x) (raise x)) raise < char<? string<?
                  (lambda (x) #t) (lambda (x y) #f) (lambda (x . y) (values x y)) k error
                  (lambda () (raise-continuable 1)) (lambda (x) (call/cc (lambda (k) (k x x))))
                  (lambda () (sleep 1)) (case-lambda ((a) a) ((a b) b)) (out-getter) call/cc
                  (lambda (x) (yield-current-task) x) equal-hash string-hash (lambda (x) -1)
                  dynamic-wind number->string (lambda (k) (k 1)) (lambda (x y z) x))
          (vector (open-string-input-port "(a b) 12 λ\\nline\\n") (out) closed closed-out
                  (open-bytevector-input-port (u8-list->bytevector '(1 2 3 200 255 10))) (bytes-out)
                  (current-input-port) (current-output-port) (current-error-port) (custom) (liar)
                  (failing) (open-string-input-port "")
                  (transcoded-port (open-bytevector-input-port (u8-list->bytevector '(206 187 255)))
                    (make-transcoder (utf-8-codec) 'none 'raise))
                  (standard-input-port) (standard-output-port))
          (vector (make-channel) (make-cvar) (get-operation (make-channel))
                  (put-operation (make-channel) 1) (sleep-operation 1) (choice-operation)
                  (let ((c (make-cvar))) (signal-cvar! c) c)
                  (wrap-operation (wait-operation (make-cvar)) car) (make-mailbox)
                  (wrap-operation (let ((c (make-cvar))) (signal-cvar! c) (wait-operation c))
                    (lambda (x) (car 1))))
          (vector #t #f (if #f #f) (eof-object) (make-point 1 2) (make-lone)
                  (record-type-descriptor point) (record-constructor-descriptor point)
                  (record-type-descriptor lone) (make-error) (make-message-condition "m")
                  (condition (make-error) (make-irritants-condition cycle)) (condition)
                  table (odd-table) (make-hashtable equal-hash equal? 100)
                  (make-hash-table) (g:make-hash-table)
                  (hashtable-copy table) (make-enumeration '(a b c)) (delay 1) (delay (raise 'x))
                  (make-parameter 1) (environment '(rnrs)) (syntax x) (syntax (a . b))
                  (char-set #\\a #\\b) char-set:digit (s:stream 1 2 3) s:stream-null
                  (make-transcoder (latin-1-codec)) (native-transcoder) (utf-16-codec)
                  (file-options no-fail) (file-options append no-fail) (g:symbol->keyword 'key)
                  (make-default-comparator) (regexp '(* "ab")) (generator 1 2 3) (g:make-fluid)
                  (buffer-mode line))))
      """;

  /** Groups that are likely to be of use together. */
  private static final int[][] THEMES = {
    {0},
    {0, 1, 2},
    {2},
    {0, 1},
    {3, 0},
    {3, 4, 0, 9},
    {3},
    {6, 9, 0},
    {6, 9},
    {7, 9, 0},
    {8, 0},
    {8, 0, 5},
    {10, 3, 0},
    {10, 8, 4},
    {10},
    {11, 9},
    {11, 0},
    {12, 9, 5},
    {12},
    {12, 5, 0},
    {9},
    {5, 6},
    {4},
    {6, 0}
  };

  private static final int MOST_KEPT = 24;

  /** Of places in the vector of vectors: group and item. */
  record Choice(int[] groups, int[] items) {}

  private final SplittableRandom random;
  private final List<Choice> fruitful = new ArrayList<>();
  private Object[] pool = {};

  FuzzArguments(long seed) {
    random = new SplittableRandom(seed);
  }

  void renew(Object[] objects) {
    pool = objects;
  }

  /** Arguments that got further than most: the next ones may be like them. */
  void keep(Choice choice) {
    if (fruitful.size() < MOST_KEPT) {
      fruitful.add(choice);
    } else {
      fruitful.set(random.nextInt(MOST_KEPT), choice);
    }
  }

  int below(int limit) {
    return random.nextInt(limit);
  }

  Choice choose(int count) {
    if (!fruitful.isEmpty() && random.nextInt(3) > 0) {
      Choice known = fruitful.get(random.nextInt(fruitful.size()));
      if (known.groups.length == count || random.nextInt(4) == 0) {
        return changed(known);
      }
    }
    int[] groups = new int[count];
    int[] items = new int[count];
    int[] theme = THEMES[random.nextInt(THEMES.length)];
    for (int i = 0; i < count; i++) {
      boolean any = random.nextInt(3) == 0;
      groups[i] = any ? random.nextInt(pool.length) : theme[random.nextInt(theme.length)];
      items[i] = item(groups[i]);
    }
    return new Choice(groups, items);
  }

  private int item(int group) {
    return random.nextInt(((Object[]) pool[group]).length);
  }

  private Choice changed(Choice known) {
    int[] groups = known.groups.clone();
    int[] items = known.items.clone();
    if (groups.length > 0) {
      int at = random.nextInt(groups.length);
      if (random.nextInt(3) == 0) {
        groups[at] = random.nextInt(pool.length);
      }
      items[at] = item(groups[at]);
    }
    return new Choice(groups, items);
  }

  Object[] objects(Choice choice) {
    Object[] arguments = new Object[choice.groups.length];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = ((Object[]) pool[choice.groups[i]])[choice.items[i]];
    }
    return arguments;
  }
}
