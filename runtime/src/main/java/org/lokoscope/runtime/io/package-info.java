/** Ports: bytes and characters in and out, transcoders, files, the console. */
package org.lokoscope.runtime.io;
