/**
 * Times the language beside Guile on the public R7RS benchmark programs, whose sources the user
 * has. Called by the command line.
 */
@NullMarked
package org.lokoscope.gui.bench;

import org.jspecify.annotations.NullMarked;
