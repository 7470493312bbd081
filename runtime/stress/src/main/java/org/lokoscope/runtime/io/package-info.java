/** What is read and written in the background, on real threads that try to break it. */
package org.lokoscope.runtime.io;
