// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.source;

/**
 * A datum with its place in the source. {@code form} is the datum; where it is a pair or a vector,
 * what it holds is annotated in turn. The tail of a list is annotated only where it is written
 * after a dot.
 *
 * @param datum the same without any annotation
 */
public record Annotation(Object form, Object datum, SourceSpan span) {}
