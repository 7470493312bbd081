// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.expander;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordFormsTest {

  @Test
  void shouldDefineEverythingByDefault() {
    assertThat(
            TestImage.rnrs(
                """
                (define-record-type point (fields x (mutable y)))
                (define p (make-point 1 2))
                (point-y-set! p 5)
                (list (point? p) (point? 1) (point-x p) (point-y p))
                """))
        .isEqualTo("(#t #f 1 5)");
  }

  @Test
  void shouldInheritWithProtocols() {
    assertThat(
            TestImage.rnrs(
                """
                (define-record-type (shape new-shape shape?)
                  (fields (immutable name shape-name))
                  (protocol (lambda (new) (lambda (n) (new (list 'shape n))))))
                (define-record-type circle
                  (parent shape)
                  (fields radius)
                  (protocol (lambda (n) (lambda (name r) ((n name) (* 2 r))))))
                (define c (make-circle 'c 5))
                (list (shape? c) (shape-name c) (circle-radius c))
                """))
        .isEqualTo("(#t (shape c) 10)");
  }

  @Test
  void shouldDefineRecordsInBodies() {
    assertThat(
            TestImage.rnrs(
                "(let () (define-record-type p (fields a)) (define q (make-p 3)) (p-a q))"))
        .isEqualTo("3");
  }

  @Test
  void shouldDefineRecordsAsR7rs() {
    assertThat(
            TestImage.run(
                """
                (import (scheme base))
                (define-record-type <pare> (kons y x) pare? (x kar set-kar!) (y kdr) (z))
                (define p (kons 1 2))
                (set-kar! p 7)
                (list (pare? p) (pare? 1) (kar p) (kdr p))
                """))
        .isEqualTo("(#t #f 7 1)");
  }

  @Test
  void shouldDefineConditionTypes() {
    assertThat(
            TestImage.rnrs(
                """
                (define-condition-type &mine &error make-mine mine? (code mine-code))
                (define-condition-type &deeper &mine make-deeper deeper? (more deeper-more))
                (guard (e ((deeper? e) (list (mine? e) (error? e) (mine-code e) (deeper-more e))))
                  (raise (condition (make-deeper 1 2) (make-message-condition "m"))))
                """))
        .isEqualTo("(#t #t 1 2)");
  }

  @Test
  void shouldDefineEnumerations() {
    assertThat(
            TestImage.rnrs(
                """
                (define-enumeration color (red green blue) colors)
                (list (color red) (enum-set->list (colors blue red)))
                """))
        .isEqualTo("(red (red blue))");
  }

  @Test
  void shouldKeepNamesOfRecordsThatMacrosDefineApart() {
    assertThat(
            TestImage.rnrs(
                """
                (define-syntax def
                  (syntax-rules ()
                    ((_ make get) (define-record-type (thing make thing?) (fields (immutable v get))))))
                (def make-a a-v)
                (def make-b b-v)
                (list (a-v (make-a 1)) (b-v (make-b 2)))
                """))
        .isEqualTo("(1 2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '!',
      value = {
        "(define-record-type p (fields x x) (fields y))~prog.sps:2:36: define-record-type: "
            + "second clause fields: (fields y)",
        "(define-record-type p (field x))~prog.sps:2:23: define-record-type: unknown clause field: "
            + "(field x)",
        "(define-record-type p (fields (mutable x a)))~prog.sps:2:31: define-record-type: "
            + "malformed field: (mutable x a)",
        "(define-enumeration color (red) colors) (color blue)~prog.sps:2:48: blue does not belong "
            + "to this enumeration"
      })
  void shouldPointAtWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> TestImage.rnrs(text)).hasMessage(message);
  }
}
