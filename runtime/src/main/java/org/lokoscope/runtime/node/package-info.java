/**
 * The first tier: trees of small nodes that the compiler makes from core syntax. A node that can
 * unwind stands beside the frame that it pushes.
 */
package org.lokoscope.runtime.node;
