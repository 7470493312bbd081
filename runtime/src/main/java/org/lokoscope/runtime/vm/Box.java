package org.lokoscope.runtime.vm;

/** The content of a variable that is assigned somewhere. */
public final class Box {

  public Object value;

  public Box(Object value) {
    this.value = value;
  }
}
