/** The abstract syntax between expander and compiler. */
package org.lokoscope.runtime.core;
